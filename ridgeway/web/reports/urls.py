"""Addresses of the screens of reports."""

from django.urls import path

from . import checking, files, making, reading, ready, settling, templates, writing

_ALL = "c/<slug:council>/reports/"
_ONE = f"{_ALL}<int:report>/"
_SECTION = f"{_ONE}sections/<int:section>/"

urlpatterns = [
    path(_ALL, reading.reports, name="reports"),
    path(f"{_ALL}check/", checking.check_paper, name="report_check"),
    path(f"{_ALL}begin/", writing.begin, name="report_begin"),
    path(f"{_ALL}templates/", templates.templates, name="report_templates"),
    path(f"{_ALL}templates/<int:report_template>/", templates.template, name="report_template"),
    path(f"{_ALL}ready/<slug:name>/", ready.ready, name="report_ready"),
    path(f"{_ALL}ready/<slug:name>/begin/", ready.begin_ready, name="report_ready_begin"),
    path(f"{_ALL}digest/", ready.wish, name="report_digest"),
    path(_ONE, reading.report, name="report"),
    path(f"{_ONE}change/", writing.change, name="report_change"),
    path(f"{_ONE}findings/", settling.findings, name="report_findings"),
    path(f"{_ONE}printed/", reading.printed, name="report_printed"),
    path(f"{_ONE}figures/<int:figure>/", reading.figure, name="report_figure"),
    path(f"{_ONE}settle/", settling.settle, name="report_settle"),
    path(f"{_ONE}report.docx", files.docx, name="report_docx"),
    path(f"{_ONE}report.pdf", files.pdf, name="report_pdf"),
    path(f"{_ONE}make/", making.make, name="report_make"),
    path(f"{_ONE}making/<int:making>/", making.making, name="report_making"),
    path(f"{_ONE}making/<int:making>/progress/", making.progress, name="report_making_progress"),
    path(f"{_ONE}making/<int:making>/file/", making.file, name="report_making_file"),
    path(f"{_ONE}making/<int:making>/again/", making.again, name="report_making_again"),
    path(f"{_ONE}figures.csv", files.csv, name="report_csv"),
    path(f"{_ONE}figures.xlsx", files.xlsx, name="report_xlsx"),
    path(f"{_ONE}sections/add/", writing.add, name="report_section_add"),
    path(_SECTION, writing.section, name="report_section"),
    path(f"{_SECTION}write/", writing.write, name="report_write"),
    path(f"{_SECTION}comment/", writing.comment, name="report_comment"),
    path(f"{_SECTION}move/", writing.move, name="report_move"),
    path(f"{_SECTION}remove/", writing.remove, name="report_section_remove"),
    path(f"{_ONE}comments/<int:comment>/settle/", writing.settle_comment, name="report_comment_settle"),
]

"""Addresses of the screens that answer questions."""

from django.urls import path

from . import comparing, establishment, measure_page, measuring, row_pages, state

urlpatterns = [
    path("c/<slug:council>/state/", state.state, name="state"),
    path("c/<slug:council>/state/report.docx", state.state_report, name="state_report"),
    path("c/<slug:council>/state/report.pdf", state.state_pdf, name="state_pdf"),
    path("c/<slug:council>/establishment/", establishment.establishment, name="establishment"),
    path("c/<slug:council>/establishment/rows/", establishment.flow_rows, name="flow_rows"),
    path("c/<slug:council>/measures/", measuring.measures, name="measures"),
    path("c/<slug:council>/measures/<slug:key>/", measure_page.measure, name="measure"),
    path("c/<slug:council>/measures/<slug:key>/keep/", measure_page.keep, name="measure_keep"),
    path("c/<slug:council>/views/<int:view>/forget/", measure_page.forget, name="measure_forget"),
    path("c/<slug:council>/measures/<slug:key>/rows/", row_pages.rows, name="rows"),
    path("c/<slug:council>/compare/", comparing.compare, name="compare"),
]

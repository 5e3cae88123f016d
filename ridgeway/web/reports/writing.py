"""Writing a report: begin it, change what it is about, write its sections with figures placed in them, comment."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting import actions
from ridgeway.reporting.actions.writing import writer_of
from ridgeway.reporting.models import Comment

from ..guards import number_in, works_in
from .finding import at, found, section_of
from .picking import Picker, preview_of
from .writing_forms import CommentForm, HeadingForm, ReportForm, SectionForm

builds = works_in(Permission.REPORTS_BUILD)


def _done(request: HttpRequest, form: forms.Form | None, act, *args, **answers):
    """The result of an action, or None where it was refused: the refusal is the form's error, or a message."""
    try:
        return act(*args, **answers, by=request.user, at=request.at)
    except actions.CannotChangeReport as why:
        if form is not None:
            form.add_error(None, str(why))
        else:
            messages.error(request, str(why))
        return None


@builds
def begin(request: HttpRequest, council: Council) -> HttpResponse:
    """Begin a report from a template."""
    form = ReportForm(request.POST or None, user=request.user, council=council, today=request.today)
    if request.method == "POST" and form.is_valid():
        made = _done(request, form, actions.begin_report, council, **form.answers)
        if made:
            made.council = council
            return redirect(at("report", made))
    return render(request, "reports/form.html", {"form": form, "title": "Begin a report", "button": "Begin it"})


@builds
def change(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """Change what a report is about."""
    one = found(request, council, report, to_write=True)
    form = ReportForm(request.POST or None, user=request.user, council=council, today=request.today, report=one)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(request, form, actions.change_report, one, **form.answers)
    ):
        return redirect(at("report", one))
    context = {"form": form, "report": one, "title": "What the report is about", "button": "Save"}
    return render(request, "reports/form.html", context)


@builds
def section(request: HttpRequest, council: Council, report: int, section: int) -> HttpResponse:
    """A section to write, with the figures that can be placed in it beside."""
    one = found(request, council, report, to_write=True)
    part = section_of(one, section)
    sent = request.POST if request.method == "POST" else None
    earlier = part.versions.filter(number=number_in(request.GET.get("from", "")) or 0).first()
    form = SectionForm(sent, initial={"text": earlier.text if earlier else part.text, "version": part.version})
    if sent is not None and form.is_valid():
        if _done(request, form, actions.write_section, part, **form.cleaned_data):
            messages.success(request, f"“{part.heading}” is saved.")
            return redirect(at("report_section", one, section=part.pk) if "stay" in request.POST else at("report", one))
        part.refresh_from_db()
    picker = Picker(request.GET if "measure" in request.GET else None, report=one)
    other = writer_of(part, request.at)
    context = {
        "report": one, "section": part, "form": form, "picker": picker, "preview": preview_of(one, picker),
        "other": other if other != str(getattr(request.user, "name", "")) else "", "versions": list(part.versions.all()[:10]),
        "comments": [c for c in part.comments.all() if c.settled_at is None], "comment_form": CommentForm(), "earlier": earlier,
        "is_behind": sent is not None and form.is_bound and str(part.version) != request.POST.get("version"),
    }  # fmt: skip
    return render(request, "reports/section.html", context)


@require_POST
@builds
def write(request: HttpRequest, council: Council, report: int, section: int) -> HttpResponse:
    """Say that one is writing a section, so that others see it, and go there."""
    one = found(request, council, report, to_write=True)
    part = section_of(one, section)
    _done(request, None, actions.begin_writing, part)
    return redirect(at("report_section", one, section=part.pk))


@require_POST
@builds
def comment(request: HttpRequest, council: Council, report: int, section: int) -> HttpResponse:
    """Say something about a section."""
    one = found(request, council, report, to_write=True)
    part, form = section_of(one, section), CommentForm(request.POST)
    if form.is_valid():
        _done(request, None, actions.comment, part, text=form.cleaned_data["text"])
    else:
        messages.error(request, "Write the comment first.")
    return redirect(at("report_section", one, section=part.pk))


@require_POST
@builds
def settle_comment(request: HttpRequest, council: Council, report: int, comment: int) -> HttpResponse:
    """A comment was seen to."""
    one = found(request, council, report, to_write=True)
    row = Comment.objects.filter(report=one, pk=comment).visible_to(request.user).select_related("report").first()
    if row is None:
        raise Http404("There is no such comment.")
    _done(request, None, actions.settle_comment, row)
    return redirect(at("report_section", one, section=row.section_id))


@require_POST
@builds
def move(request: HttpRequest, council: Council, report: int, section: int) -> HttpResponse:
    """A heading one place up or down."""
    one = found(request, council, report, to_write=True)
    _done(request, None, actions.move_section, section_of(one, section), up="up" in request.POST)
    return redirect(at("report", one) + "#sections")


@require_POST
@builds
def add(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """A heading of the report's own, at its end."""
    one = found(request, council, report, to_write=True)
    form = HeadingForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Write the heading first, in 160 letters at most.")
    elif made := _done(request, None, actions.add_section, one, **form.cleaned_data):
        messages.success(request, f"“{made.heading}” stands at the end. Move it up to where it belongs.")
    return redirect(at("report", one) + "#sections")


@require_POST
@builds
def remove(request: HttpRequest, council: Council, report: int, section: int) -> HttpResponse:
    """Take out a heading under which nothing is written."""
    one = found(request, council, report, to_write=True)
    _done(request, None, actions.remove_section, section_of(one, section))
    return redirect(at("report", one) + "#sections")

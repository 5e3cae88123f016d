"""A report being frozen or made into a file: asked for, how far it is, tried again, and the file when it is done."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from ridgeway.core import progress as told
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting import actions
from ridgeway.reporting.actions.making import key_of
from ridgeway.reporting.choices import MakingUse
from ridgeway.reporting.making import FILES, name_of_file
from ridgeway.reporting.models import Making, Report
from ridgeway.reporting.states import MakingState

from .. import downloads
from ..guards import works_in
from ..how_far import HowFar
from .finding import at, found, may

TAGS = {"waiting": "notice", "working": "notice", "done": "accent", "failed": "broken"}


class UseForm(forms.Form):
    """Which file."""

    use = forms.ChoiceField(choices=[(use, use.label) for use in FILES])


WORDS = {
    MakingUse.FREEZE: "The figures are being frozen.",
    MakingUse.WORD: "The Word file is being made.",
    MakingUse.PDF: "The PDF is being made.",
}


def under_way(report: Report) -> list[tuple[str, str]]:
    """What is being made of a report just now, in words, each with the address of its page."""
    rows = report.makings.filter(state__in=(MakingState.WAITING, MakingState.WORKING)).defer("content")
    return [(WORDS[MakingUse(row.use)], at("report_making", report, making=row.pk)) for row in rows]


def _one(request: HttpRequest, council: Council, report: int, making: int, *, whole: bool = False) -> Making:
    """One making of a report that may be read. Raises `Http404`."""
    one = found(request, council, report)
    rows = one.makings.all() if whole else one.makings.defer("content")
    row = rows.filter(pk=making).first()
    if row is None:
        raise Http404("There is no such file any more. Make it again from the report.")
    row.report = one
    return row


@require_POST
@works_in(Permission.FIGURES_VIEW)
def make(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """Have a Word file or a PDF made; one that was made of the same rows is given at once."""
    one, form = found(request, council, report), UseForm(request.POST)
    if not form.is_valid():
        messages.error(request, "A report is made into a Word file or a PDF.")
        return redirect(at("report", one))
    row = actions.ask_for(one, form.cleaned_data["use"], by=request.user, at=request.at)  # type: ignore[attr-defined]
    name = "report_making_file" if row.state == MakingState.DONE else "report_making"
    return redirect(at(name, one, making=row.pk))


@works_in(Permission.FIGURES_VIEW)
def making(request: HttpRequest, council: Council, report: int, making: int) -> HttpResponse:
    """How far it is, or what came of it."""
    row = _one(request, council, report, making)
    context = {
        **_shown(request, row),
        "report": row.report,
        "tag": TAGS[row.state],
        "is_freezing": row.use == MakingUse.FREEZE,
    }
    return render(request, "reports/making.html", context)


def _shown(request: HttpRequest, row: Making) -> dict:
    is_lost = actions.is_lost(row, request.at)  # type: ignore[attr-defined]
    needs = Permission.REPORTS_SIGN if row.use == MakingUse.FREEZE else Permission.FIGURES_VIEW
    again = at("report_making_again", row.report, making=row.pk)
    again = again if (is_lost or row.state == MakingState.FAILED) and may(request, row.report, needs) else ""
    said = told.progress_of(key_of(row.pk)) if row.is_under_way else None
    url = at("report_making_progress", row.report, making=row.pk)
    return {"making": row, "how_far": HowFar(url, said, is_lost, "The work has stopped. Nothing of the report has changed.", again)}  # fmt: skip


@works_in(Permission.FIGURES_VIEW)
def progress(request: HttpRequest, council: Council, report: int, making: int) -> HttpResponse:
    """The part of the page that says how far it is; it asks again by itself until the work is done."""
    row = _one(request, council, report, making)
    if not row.is_under_way:
        return HttpResponseClientRefresh()
    return render(request, "components/how_far.html", _shown(request, row))


@works_in(Permission.FIGURES_VIEW)
def file(request: HttpRequest, council: Council, report: int, making: int) -> HttpResponse:
    """The file itself."""
    row = _one(request, council, report, making, whole=True)
    if row.state != MakingState.DONE or row.content is None:
        raise Http404("There is no file yet.")
    _, kind = FILES[MakingUse(row.use)]
    return downloads.attachment(bytes(row.content), name_of_file(row.report, row.use), kind)


@require_POST
@works_in(Permission.FIGURES_VIEW)
def again(request: HttpRequest, council: Council, report: int, making: int) -> HttpResponse:
    """Try once more."""
    row = _one(request, council, report, making)
    if row.use == MakingUse.FREEZE and not may(request, row.report, Permission.REPORTS_SIGN):
        raise Http404("Freezing a report is not yours to try again.")
    actions.make_again(row, by=request.user, at=request.at)  # type: ignore[attr-defined]
    return redirect(at("report_making", row.report, making=row.pk))

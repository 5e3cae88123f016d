"""Findings answered, and a report sent to review, signed, taken back, published."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting import actions
from ridgeway.reporting.choices import MakingUse
from ridgeway.reporting.models import Making

from ..guards import works_in
from .finding import Shown, at, found, may


def _freeze(report, *, by, at):
    """Freezing reads every row again, so the worker does it and says how far it is."""
    return actions.ask_for(report, MakingUse.FREEZE, by=by, at=at)


STEPS = {
    "review": (actions.send_to_review, Permission.REPORTS_BUILD, "Sent to review."),
    "back": (actions.take_back, Permission.REPORTS_BUILD, "Taken back. It can be written again."),
    "sign": (actions.sign, Permission.REPORTS_SIGN, "Signed off."),
    "publish": (_freeze, Permission.REPORTS_SIGN, ""),
}


class AnswerForm(forms.Form):
    """Why a finding stays as it is."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=32)
    answer = forms.CharField(label="Why it stays", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


@works_in(Permission.REPORTS_BUILD)
def findings(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """Every finding of a report, each to be mended in its section or answered here."""
    one = found(request, council, report, to_write=True)
    shown = Shown(one)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _answer(request, shown, **form.cleaned_data)
        return redirect(at("report_findings", one))
    sections = {s.order: at("report_section", one, section=s.pk) for s in one.sections.all()}
    rows = [(c, sections.get(c.section, "")) for c in shown.concerns]
    context = {
        "report": one,
        "rows": rows,
        "open": len(shown.open_concerns),
        "form": form if request.method == "POST" else None,
    }
    return render(request, "reports/findings.html", context)


def _answer(request: HttpRequest, shown: Shown, key: str, answer: str) -> None:
    """Keep the answer to one finding, and say so."""
    concern = next((c for c in shown.concerns if c.key == key), None)
    if concern is None:
        messages.error(request, "This finding is no longer there: the words or the figures have changed.")
        return
    try:
        actions.answer_finding(
            shown.report, key=key, quote=concern.quote, answer=answer, by=request.user, at=request.at
        )
    except actions.CannotChangeReport as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "Answered.")


@require_POST
@works_in(Permission.REPORTS_BUILD)
def settle(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """One step of a report's way."""
    one = found(request, council, report, to_write=True)
    act, permission, words = STEPS.get(request.POST.get("step", ""), (None, "", ""))
    if act is None or not may(request, one, permission):
        raise Http404("There is no such step, or it is not yours to take.")
    try:
        done = act(one, by=request.user, at=request.at)
    except actions.CannotChangeReport as why:
        messages.error(request, str(why))
    else:
        if isinstance(done, Making):
            return redirect(at("report_making", one, making=done.pk))
        messages.success(request, words)
    return redirect(at("report", one))

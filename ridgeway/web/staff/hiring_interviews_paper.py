"""Typing in what somebody on a panel wrote on paper: their sheet, marked with who typed it, locked like the others once it is handed in."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions.interviews_scoring import why_not_type_in
from ridgeway.domains.recruitment.models import Interview, InterviewSheet, PanelMember
from ridgeway.domains.recruitment.queries import interviews as queries
from ridgeway.domains.recruitment.shortlisting_rules import top
from ridgeway.domains.recruitment.states import ApplicationState, SheetState
from ridgeway.web.guards import Asked, asks

from .changing import REFUSALS, did, link
from .hiring import called
from .hiring_interviews_holding import interview_in, trail
from .scores import given_in, lines_of


@never_cache
@asks(P.APPLICATIONS_VIEW)
def paper(request: HttpRequest, asked: Asked, interview: int, member: int) -> HttpResponse:
    """The sheet of somebody on the panel as it stands on paper: saved, handed in, or opened again."""
    row = interview_in(request, asked, interview)
    panel = queries.panel_of(row.round)
    one = next((m for m in panel if m.pk == member and m.is_on_paper), None)
    if one is None:
        raise Http404("There is nobody of that number who scores on paper.")
    said = {"points": given_in(request), "words": given_in(request, "w")}
    refused, hands_in = "", "hand_in" in request.POST
    if request.method == "POST":
        if "take_back" in request.POST:
            did(request, _taking_back(request, row, one), "The sheet is open again.")
            return redirect(request.get_full_path())
        try:
            actions.type_in_sheet(row, one, hands_in=hands_in, by=request.user, at=request.at, **said)  # type: ignore[attr-defined]
            messages.success(request, f"{one.who}: {'handed in' if hands_in else 'saved for later'}.")
            return redirect(request.get_full_path() if not hands_in else link("interview", asked, interview=row.pk))
        except REFUSALS as refusal:
            refused = str(refusal)
    context = {
        "asked": asked,
        "row": row,
        "one": one,
        **_sheet(request, row, one, panel, said, refused, hands_in),
        "crumbs": trail(asked, row),
    }
    return render(request, "hiring/paper.html", context)


def _taking_back(request: HttpRequest, row: Interview, one: PanelMember) -> partial:
    """A sheet taken back: with why, where it was compared."""
    if "why" in request.POST:
        return partial(actions.reopen_typed_sheet, row, one, why=request.POST["why"].replace("\0", ""))
    return partial(actions.take_back_typed_sheet, row, one)


def _sheet(
    request, row: Interview, one: PanelMember, panel, said: dict[str, Any], refused: str, hands_in: bool
) -> dict[str, Any]:
    """What is on the sheet, and what can be done with it."""
    seen = InterviewSheet.objects.visible_to(request.user).filter(interview=row)
    kept = seen.filter(member=one).select_related("typed_by").first()
    points, words = (said["points"], said["words"]) if refused or kept is None else (kept.points, kept.words)
    begun = bool(row.slot and row.slot.starts_at <= request.at)
    cannot = (
        ""
        if begun and row.application.state == ApplicationState.INTERVIEW
        else "Sheets are typed in from when the interview begins until it is decided."
    )
    questions = row.round.questions.select_related("criterion")
    asked = [
        (str(q.pk), q.words, q.looked_for, False, f"About: {q.criterion.words}" if q.criterion else "")
        for q in questions
    ]
    (stands,) = queries.on_paper(
        row, [one]
    )  # also where somebody else typed it in, and its points are not to be seen yet
    is_in = stands.state == SheetState.SUBMITTED
    return {
        "who": called(row.application), "kept": kept, "was_words": _was(kept, questions), "typed_words": stands.typed_words, "refused": refused, "is_in": is_in, "top": top(row.round.scale),
        "cannot": cannot or why_not_type_in(row, panel, request.user), "can_take_back": is_in, "needs_why": stands.is_shown,
        "lines": lines_of(asked, row.round.scale, points, words, missing=bool(refused) and hands_in), "whole_words": words.get("", ""),
        "is_compared": seen.filter(shown_at__isnull=False).exists(),
    }  # fmt: skip


def _was(kept: InterviewSheet | None, questions) -> str:
    """What was compared before a sheet was taken back: the points in the order of the questions."""
    return ", ".join(str(kept.was.get(str(q.pk), "–")) for q in questions) if kept and kept.was else ""

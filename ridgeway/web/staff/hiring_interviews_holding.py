"""One interview as its panel holds it: when and where, what to arrange, the questions with one's own scores, then everybody's."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.words import listed, moment
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions.interviews_agreeing import why_not_agree
from ridgeway.domains.recruitment.actions.interviews_scoring import why_not_type_in
from ridgeway.domains.recruitment.choices import NotTakenWhy, PanelPart, Scale
from ridgeway.domains.recruitment.interview_letters import when
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import Interview, InterviewSlot, PanelMember
from ridgeway.domains.recruitment.queries import interview_scores as scores
from ridgeway.domains.recruitment.queries import interviews as queries
from ridgeway.domains.recruitment.shortlisting_rules import SCALES, in_points, top
from ridgeway.domains.recruitment.states import ApplicationState, InterviewState, RoundState, SheetState
from ridgeway.web.candidate.interview_ways import WAYS
from ridgeway.web.guards import Asked, asks, number_in

from .changing import REFUSALS, did, link
from .hiring import called
from .hiring_interviews import crumbs
from .hiring_shortlisting import may_edit
from .scores import agreeing, given_in, lines_of

I = InterviewState  # noqa: E741
S = ApplicationState


def interview_in(request: HttpRequest, asked: Asked, pk: int, permission: str = P.APPLICATIONS_VIEW) -> Interview:
    """An interview the person may see, or may do something with. Raises `Http404`."""
    found = queries.interview_of(request.user, asked.council, pk, permission)
    if found is None:
        raise Http404("There is no such interview, or it is not yours to see.")
    return found


@never_cache
@asks(P.APPLICATIONS_VIEW)
def interview(request: HttpRequest, asked: Asked, interview: int) -> HttpResponse:
    """The interview, and one's own scores: saved, or handed in."""
    row = interview_in(request, asked, interview)
    points, words, refused = {}, {}, ""
    if request.method == "POST":
        points, words = given_in(request), given_in(request, "w")
        hands_in = "hand_in" in request.POST
        try:
            actions.save_interview_scores(
                row, points=points, words=words, hands_in=hands_in, by=request.user, at=request.at
            )  # type: ignore[attr-defined]
            messages.success(request, "Handed in." if hands_in else "Saved for later.")
            return redirect(link("interview", asked, interview=row.pk))
        except REFUSALS as refusal:
            refused = str(refusal)
    return _shown(request, asked, row, refused, given=(points, words) if refused else None)


def _shown(request: HttpRequest, asked: Asked, row: Interview, refused: str, *, given=None, typed=None) -> HttpResponse:
    """The page. `given`: one's own scores that were refused; `typed`: what was agreed and refused."""
    made = scores.beside(request.user, row)
    points, words = given or ((made.own.points, made.own.words) if made.own else ({}, {}))
    beside = _beside(row, made)
    context = {
        **_facts(request, asked, row), **_scoring(request, row, made, points, words, refused if given else ""), **beside,
        "agree": _agree(request, asked, row, made, beside, typed), "asked": asked, "row": row, "refused": refused,
        "crumbs": trail(asked, row),
    }  # fmt: skip
    return render(request, "hiring/interview.html", context)


@never_cache
@asks(P.APPLICATIONS_VIEW)
def agree(request: HttpRequest, asked: Asked, interview: int) -> HttpResponse:
    """Keep what the panel agreed, or undo it; refused, the page comes back with what was typed."""
    row = interview_in(request, asked, interview)
    here = link("interview", asked, interview=row.pk)
    if request.method != "POST":
        return redirect(here)
    if "undo" in request.POST:
        did(request, partial(actions.undo_agreed_interview_scores, row), "Undone. The mean stands again.")
        return redirect(here)
    typed = {"points": given_in(request), "words": given_in(request, "w")}
    try:
        actions.agree_interview_scores(row, **typed, by=request.user, at=request.at)  # type: ignore[attr-defined]
    except REFUSALS as refusal:
        return _shown(request, asked, row, str(refusal), typed=typed)
    messages.success(request, "Agreed. What each gave at first stays beside it.")
    return redirect(here)


def _agree(
    request: HttpRequest, asked: Asked, row: Interview, made: scores.Beside, beside, typed
) -> dict[str, Any] | None:
    """What the panel talks about, and who may write down what it agrees, or why this person may not; none where they are close in everything,
    or once it is decided."""
    apart = [line for line in beside["compared"] if line["was_apart"] or line["agreed"] is not None]
    if not beside["can_see"] or not apart or row.application.state != S.INTERVIEW:
        return None
    panel = queries.panel_of(row.round)
    who = _who_agrees(panel, {sheet.user_id for sheet in made.sheets})
    if why_not := why_not_agree(row, panel, request.user):
        return {"who": who, "why_not": why_not}
    url = link("interview_agree", asked, interview=row.pk)
    return {**agreeing(apart, row.round.scale, url=url, undo_url=url, agreed=made.agreed, typed=typed), "who": who}


def _who_agrees(panel, handed_in) -> str:
    """Who may write down what the panel agrees, by name, and who may not yet."""
    scoring = [one for one in panel if one.scores]
    may = [one.who for one in scoring if one.user_id in handed_in]
    later = [one.who for one in scoring if one.user_id not in handed_in]
    words = f"{listed([*may, 'whoever arranges the round'])} may write down what the panel agrees."
    return f"{words} {listed(later)} may once they have handed in." if later else words


def trail(asked: Asked, row: Interview) -> list[tuple[str, str]]:
    """The way to a page of an interview."""
    return [*crumbs(asked, row.round.advert), (row.round.get_kind_display(), link("round", asked, round=row.round_id))]


def _facts(request: HttpRequest, asked: Asked, row: Interview) -> dict[str, Any]:
    """When, where and who; what the chair and those who arrange read; what can be done."""
    panel, edits, at = queries.panel_of(row.round), may_edit(request, row.round.advert), request.at  # type: ignore[attr-defined]
    is_chair = any(m.part == PanelPart.CHAIR and m.user_id == request.user.pk for m in panel)
    is_past = bool(row.slot and row.slot.starts_at <= at)
    acts = (
        [(words, link("interview_act", asked, interview=row.pk, act=act)) for act, words in _acts(row, is_past)]
        if edits
        else []
    )
    slots = queries.free_slots(row.round, at) if edits and row.state in (I.INVITED, I.CHOSEN) and not is_past else []
    return {
        "who": called(row.application), "time": when(Time(row.slot.starts_at, row.slot.ends_at)) if row.slot else "",
        "panel": _panel(request, asked, row, panel, is_past), "adjustments": row.adjustments if is_chair or edits else "",
        "has_adjustments": bool(row.adjustments), "reads_adjustments": is_chair or edits, "acts": acts,
        "choose_url": link("interview_act", asked, interview=row.pk, act="choose"),
        "slots": [(slot.pk, moment(slot.starts_at)) for slot in slots] if row.round.state == RoundState.OPEN else [],
        "application_url": link("application", asked, application=row.application_id), "may_edit": edits,
        "round_url": link("round", asked, round=row.round_id), "decide_url": link("hiring_decide", asked),
        "offer_url": link("hiring_offer_make", asked, application=row.application_id), "reasons": NotTakenWhy.choices, "is_open": row.application.state == S.INTERVIEW,
    }  # fmt: skip


def _panel(
    request: HttpRequest, asked: Asked, row: Interview, panel, is_past: bool
) -> list[tuple[PanelMember, str, str, str]]:
    """Each on the panel: what is known of their sheet on paper, the way to it, and its words."""
    paper = {found.member.pk: found for found in queries.on_paper(row, panel)}
    may = is_past and row.application.state == S.INTERVIEW and not (paper and why_not_type_in(row, panel, request.user))
    made = []
    for one in panel:
        found = paper.get(one.pk)
        said = "" if found is None else {"": "Scores on paper", SheetState.SCORING: f"Being {found.typed_words}"}.get(
            found.state, f"{found.typed_words[:1].upper()}{found.typed_words[1:]}"
        )  # fmt: skip
        open_ = found is not None and found.state != SheetState.SUBMITTED
        words = "Type in their sheet" if open_ else "" if found is None else "See or put right"
        url = link("interview_paper", asked, interview=row.pk, member=one.pk) if may and words else ""
        made.append((one, said, url, words))
    return made


def _acts(row: Interview, is_past: bool) -> list[tuple[str, str]]:
    if row.state == I.INVITED:
        return [("remind", "Ask again by mail"), ("cancel", "Cancel the interview")]
    if row.state == I.CHOSEN and is_past:
        return [("held", "It was held"), ("missed", "They did not come")]
    if row.state == I.CHOSEN:
        return [("free", "Give the time back"), ("cancel", "Cancel the interview")]
    return [("missed", "They did not come after all")] if row.state == I.HELD else [
        ("held", "It was held after all"), ("again", "Let them choose another time")
    ] if row.state == I.MISSED else []  # fmt: skip


def _scoring(request: HttpRequest, row: Interview, made: scores.Beside, points, words, refused: str) -> dict[str, Any]:
    """One's own sheet, where one scores in this round and the interview has begun."""
    has_part = any(m.scores and m.user_id == request.user.pk for m in queries.panel_of(row.round))
    has_begun = bool(row.slot and row.slot.starts_at <= request.at)  # type: ignore[attr-defined]
    is_in = made.own is not None and made.own.state == SheetState.SUBMITTED
    asked = [
        (str(q.pk), q.words, q.looked_for, False, f"About: {q.criterion.words}" if q.criterion else "")
        for q in made.questions
    ]
    return {
        "scores": has_part and has_begun and row.application.state == S.INTERVIEW, "is_panel": has_part, "is_in": is_in,
        "lines": lines_of(asked, row.round.scale, points, words, missing=bool(refused) and "hand_in" in request.POST),
        "whole_words": words.get("", ""), "top": top(row.round.scale), "can_take_back": is_in and not (made.own and made.own.shown_at),
    }  # fmt: skip


def _beside(row: Interview, made: scores.Beside) -> dict[str, Any]:
    """Everybody's scores, as far as this person may see them."""
    needed = queries.needed(row.round.kind, queries.panel_of(row.round))
    names = {str(q.pk): q.words for q in made.questions}
    agreed_words = made.agreed.words if made.agreed else {}
    lines = [
        {"key": line.key, "words": names[line.key], "points": line.points, "apart": line.apart, "differs": line.differs,
         "was_apart": line.is_apart, "agreed": line.agreed, "why": agreed_words.get(line.key, ""), "stands": in_points(line.stands),
         "said": [(sheet.who, sheet.words[line.key]) for sheet in made.sheets if sheet.words.get(line.key)]}
        for line in made.comparison.lines
    ]  # fmt: skip
    return {
        "made": made, "can_see": made.handed_in >= needed and bool(made.sheets), "compared": lines, "stands": in_points(made.comparison.stands),
        "most": top(row.round.scale) * len(lines), "waits": f"{made.handed_in} of {needed} have handed in their scores.",
        "scale": SCALES[Scale(row.round.scale)], "late_words": f"{' and '.join(made.late)} handed in after the rest was agreed: look at it again." if made.late else "",
        "reopened": [(s.who, s) for s in made.sheets if s.reopened_at], "whole": [(s.who, s.words[""]) for s in made.sheets if s.words.get("")],
    }  # fmt: skip


DOES: dict[str, tuple[Callable[..., Any], str]] = {
    "held": (partial(actions.record_held, held=True), "Recorded: it was held."),
    "missed": (partial(actions.record_held, held=False), "Recorded: they did not come."),
    "cancel": (actions.cancel_interview, "Cancelled. Every calendar is told."),
    "free": (partial(actions.give_back_time, is_staff=True), "The time is free again, and every calendar is told."),
    "again": (partial(actions.invite_again, ways=WAYS), "They are asked by mail to choose another time."),
    "remind": (partial(actions.remind_to_choose, ways=WAYS), "They are asked again by mail."),
}


@require_POST
@asks(P.APPLICATIONS_VIEW)
def act(request: HttpRequest, asked: Asked, interview: int, act: str) -> HttpResponse:
    """Do something with an interview: those who arrange it; and whoever scores takes their own sheet back."""
    row = interview_in(request, asked, interview, P.APPLICATIONS_VIEW if act == "take-back" else P.APPLICATIONS_EDIT)
    if act == "take-back":
        did(request, partial(actions.take_back_interview_scores, row), "Your scores are yours to change again.")
    elif act == "choose":
        _choose(request, row)
    elif act in DOES:
        do, said = DOES[act]
        did(request, partial(do, row), said)
    else:
        raise Http404("There is no such page.")
    return redirect(link("interview", asked, interview=row.pk))


def _choose(request: HttpRequest, row: Interview) -> None:
    """Take a time for somebody on the telephone."""
    slot = (
        InterviewSlot.objects.visible_to(request.user)
        .filter(round=row.round_id, pk=number_in(request.POST.get("slot", "")) or 0)
        .first()
    )
    if slot is None:
        messages.error(request, "Choose one of the times.")
        return
    act = partial(actions.choose_time, row, slot, ways=WAYS, is_staff=True)
    did(request, act, f"{moment(slot.starts_at)} is theirs. They and the panel are told.")

"""Scoring one application without knowing whose it is; and the scores of one beside one another, with what is agreed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions, masking
from ridgeway.domains.recruitment import shortlisting_rules as rules
from ridgeway.domains.recruitment.actions.shortlisting import why_not_agree
from ridgeway.domains.recruitment.choices import NotTakenWhy, Scale
from ridgeway.domains.recruitment.models import Application, Criterion
from ridgeway.domains.recruitment.queries import shortlisting as queries
from ridgeway.domains.recruitment.shortlisting_rules import in_points
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.web.candidate.shown import blind_answers_of
from ridgeway.web.guards import Asked, asks

from .adverts import advert_in
from .applications import one_of
from .changing import REFUSALS, did, link
from .hiring import called
from .hiring_shortlisting import DECISIONS, crumbs, may_edit, shortlisting_in
from .scores import agreeing, given_in, lines_of

S = ApplicationState


@never_cache
@asks(P.APPLICATIONS_VIEW)
def next_one(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """The next application that waits for this person's scores; back to the list where none does."""
    row = advert_in(request, asked, advert, P.APPLICATIONS_VIEW)
    waiting = queries.to_score(request.user, row) if queries.scores_here(request.user, row.pk) else []
    if waiting:
        return redirect(link("shortlisting_score", asked, application=waiting[0].pk))
    messages.success(request, "Nothing waits for your scores here.")
    return redirect(link("shortlisting", asked, advert=row.pk))


@never_cache
@asks(P.APPLICATIONS_VIEW)
def score(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """One application, criterion by criterion; saved for later, or handed in, and on to the next."""
    row = one_of(request, asked, application)
    found = shortlisting_in(request, row.advert)
    if not queries.scores_here(request.user, row.advert_id) or row.state != S.SENT:
        return redirect(link("shortlisting_beside", asked, application=row.pk))
    points, words, refused = {}, {}, ""
    if request.method == "POST":
        points, words = given_in(request), given_in(request, "w")
        hands_in = "hand_in" in request.POST
        try:
            actions.save_scores(row, points=points, words=words, hands_in=hands_in, by=request.user, at=request.at)  # type: ignore[attr-defined]
            return _on(request, asked, row, hands_in)
        except REFUSALS as refusal:
            refused = str(refusal)
    actions.record_view(row, user=request.user, part="unnamed", at=request.at)  # type: ignore[attr-defined]
    return render(request, "hiring/score.html", _page(request, asked, row, found, points, words, refused))


def _on(request: HttpRequest, asked: Asked, row: Application, hands_in: bool) -> HttpResponse:
    said = f"Candidate {row.number}: {'handed in' if hands_in else 'saved for later'}."
    messages.success(request, said)
    if hands_in:
        return redirect(link("shortlisting_next", asked, advert=row.advert_id))
    return redirect(link("shortlisting", asked, advert=row.advert_id))


def _page(
    request, asked: Asked, row: Application, found, points: Mapping, words: Mapping, refused: str
) -> dict[str, Any]:
    sheet = queries.own_sheet(request.user, row)
    if request.method != "POST":
        points, words = (sheet.points, sheet.words) if sheet else ({}, {})
    waiting = queries.to_score(request.user, row.advert)
    parts = blind_answers_of(row)
    criteria = list(row.advert.criteria.all())
    is_in = sheet is not None and sheet.state == "submitted"
    missing = bool(refused) and "hand_in" in request.POST
    return {
        "asked": asked, "row": row, "refused": refused, "is_in": is_in, "sheet": sheet, "crumbs": crumbs(asked, row.advert),
        "lines": lines_of([(str(c.pk), c.words, _answer(row, c), c.is_essential, "") for c in criteria],
                          found.scale, points, words, missing=missing),
        "whole_words": words.get("", ""), "top": rules.top(found.scale), "why": _why(row),
        "others": [(section, said) for section, said in parts if section.key != "criteria" and said],
        "left": len(waiting), "later": [one for one in waiting if one.pk != row.pk][:1],
        "list_url": link("shortlisting", asked, advert=row.advert_id),
        "back_url": link("shortlisting_take_back", asked, application=row.pk),
        "beside_url": link("shortlisting_beside", asked, application=row.pk) if sheet and sheet.shown_at else "",
    }  # fmt: skip


def _sections(row: Application) -> dict[str, dict[str, Any]]:
    return {section.key: section.data for section in row.sections.all()}


def _answer(row: Application, criterion: Criterion) -> str:
    """How the candidate says they meet a criterion, without what tells who they are."""
    data = _sections(row)
    text = str(data.get("criteria", {}).get(f"c{criterion.pk}", ""))
    return masking.masked(text, masking.known(data))


def _why(row: Application) -> str:
    """What they wrote where the advert asked for nothing by itself."""
    data = _sections(row)
    return masking.masked(str(data.get("criteria", {}).get("why", "")), masking.known(data))


@require_POST
@asks(P.APPLICATIONS_VIEW)
def take_back(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """Take one's scores back to change them, while nobody else could have seen them."""
    row = one_of(request, asked, application)
    did(request, partial(actions.take_back, row), f"Candidate {row.number} is yours to change again.")
    return redirect(link("shortlisting_score", asked, application=row.pk))


@never_cache
@asks(P.APPLICATIONS_VIEW)
def beside(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """The scores of one application beside one another; what is agreed where they differ; and the decision."""
    row = one_of(request, asked, application)
    found = shortlisting_in(request, row.advert)
    if row.hidden_at:
        raise Http404("What was written is hidden: it has been kept for as long as it is needed.")
    refused, here = "", link("shortlisting_beside", asked, application=row.pk)
    if request.method == "POST" and "undo" in request.POST:
        did(request, partial(actions.undo_agreed_scores, row), "Undone. The mean stands again.")
        return redirect(here)
    if request.method == "POST":
        try:
            actions.agree_scores(
                row, points=given_in(request), words=given_in(request, "w"), by=request.user, at=request.at
            )  # type: ignore[attr-defined]
            messages.success(request, "Agreed. What each gave at first stays beside it.")
            return redirect(here)
        except REFUSALS as refusal:
            refused = str(refusal)
    return render(request, "hiring/beside.html", _beside(request, asked, row, found, refused))


def _beside(request: HttpRequest, asked: Asked, row: Application, found, refused: str) -> dict[str, Any]:
    made = queries.beside(request.user, found, row)
    can_see = len(made.sheets) >= found.least
    criteria = {str(c.pk): c for c in row.advert.criteria.all()}
    agreed_words = made.agreed.words if made.agreed else {}
    lines = [
        {"key": line.key, "words": criteria[line.key].words, "is_essential": criteria[line.key].is_essential, "points": line.points,
         "apart": line.apart, "differs": line.differs, "was_apart": line.is_apart, "agreed": line.agreed,
         "stands": in_points(line.stands), "why": agreed_words.get(line.key, ""), "answer": _answer(row, criteria[line.key]),
         "said": [(sheet.user.name, sheet.words.get(line.key, "")) for sheet in made.sheets if sheet.words.get(line.key)]}
        for line in made.comparison.lines
    ]  # fmt: skip
    return {
        "asked": asked, "row": row, "who": called(row), "crumbs": crumbs(asked, row.advert), "refused": refused, "made": made,
        "can_see": can_see, "waits": f"{made.handed_in} of {found.least} have handed in.", "lines": lines,
        "stands": in_points(made.comparison.stands), "most": rules.top(found.scale) * len(lines),
        "scale": rules.SCALES[Scale(found.scale)], "whole": [(s.user.name, s.words[""]) for s in made.sheets if s.words.get("")],
        "is_open": row.state == S.SENT, "may_edit": may_edit(request, row.advert), "decide_url": link("hiring_decide", asked),
        "decisions": DECISIONS, "reasons": NotTakenWhy.choices, "list_url": link("shortlisting", asked, advert=row.advert_id),
        "agree": _agree(request, asked, row, found, made, lines, refused) if can_see and row.state == S.SENT else None,
        "open_url": link("application", asked, application=row.pk),
    }  # fmt: skip


def _agree(
    request: HttpRequest, asked: Asked, row: Application, found, made, lines, refused: str
) -> dict[str, Any] | None:
    """What those who scored talk about; none where they are close in everything, or this person has no part in it."""
    apart = [line for line in lines if line["was_apart"]]
    if not apart or why_not_agree(row, found, request.user):
        return None
    here = link("shortlisting_beside", asked, application=row.pk)
    typed = {"points": given_in(request), "words": given_in(request, "w")} if refused else None
    return agreeing(apart, found.scale, url=here, undo_url=here, agreed=made.agreed, typed=typed)

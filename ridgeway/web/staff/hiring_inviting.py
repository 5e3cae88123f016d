"""Inviting to interview, from the board: into which round, at which time; or without a round, in words."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.words import moment
from ridgeway.domains.recruitment.models import Application, InterviewRound
from ridgeway.domains.recruitment.queries import interviews as queries
from ridgeway.domains.recruitment.states import InterviewState, RoundState
from ridgeway.web.guards import Asked

from .changing import link
from .hiring import called


def inviting(request: HttpRequest, asked: Asked, rows: Sequence[Application], back: str) -> HttpResponse:
    """The rounds that are open, with their free times; those that are being arranged; and the way without a round."""
    adverts = {row.advert_id: row.advert for row in rows}
    found = (
        [one for advert in adverts.values() for one in queries.rounds_of(request.user, advert)]
        if len(adverts) == 1
        else []
    )
    advert = next(iter(adverts.values()))
    context = {
        "asked": asked, "rows": [(row, called(row)) for row in rows], "advert": advert, "is_one_job": len(adverts) == 1, "back": back,
        "rounds": [_round(request, asked, one, len(rows)) for one in found if one.state == RoundState.OPEN],
        "arranging": [(one.get_kind_display(), link("round", asked, round=one.pk)) for one in found if one.state == RoundState.ARRANGING],
        "add_url": link("round_add", asked, advert=advert.pk), "decide_url": link("hiring_decide", asked),
        "came_from": request.POST.get("back", "")[:20], "crumbs": [("Hiring", link("hiring", asked)), (advert.reference, back)],
    }  # fmt: skip
    return render(request, "hiring/invite.html", context)


def _round(request: HttpRequest, asked: Asked, one: InterviewRound, count: int) -> dict[str, Any]:
    free = queries.free_slots(one, request.at, hours_before=one.hours_before)  # type: ignore[attr-defined]
    left = max(
        0, len(free) - sum(row.state == InterviewState.INVITED for row in one.interviews.all())
    )  # those invited choose among them
    return {
        "row": one, "free": left, "times": [(slot.pk, moment(slot.starts_at)) for slot in free] if count == 1 and left else [],
        "is_short": left < count, "url": link("round", asked, round=one.pk), "invite_url": link("round_invite", asked, round=one.pk),
    }  # fmt: skip

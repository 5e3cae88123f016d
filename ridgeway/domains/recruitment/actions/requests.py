"""Asking to recruit, and deciding it."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from ridgeway.core import clock
from ridgeway.core.states import CannotMove, move
from ridgeway.core.words import pounds
from ridgeway.domains.establishment.models import Post
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from ..choices import RequestWhy
from ..models import RecruitmentRequest, RequestPost
from ..queries.vacancies import Vacancy, advertised, asked_for, vacancies_of
from ..states import REQUEST_TRANSITIONS, RequestState
from .writing import CannotChangeRecruitment, created, need


@transaction.atomic
def ask_to_recruit(
    council: Council,
    posts: Iterable[Post],
    *,
    why: str,
    by,
    at: dt.datetime,
    words: str = "",
    cost_low: Decimal | None = None,
    cost_high: Decimal | None = None,
    cost_words: str = "",
) -> RecruitmentRequest:
    """Ask to recruit to posts of one service and role that are vacant or will be: nobody who stays holds all of them.

    Raises `CannotChangeRecruitment` when one is not, is asked for or advertised already, or they are of several roles.
    """
    wanted = sorted({post.pk for post in posts})
    list(Post.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))
    need(wanted, "Choose at least one post.")
    need(why in RequestWhy.values, "Say why you ask.")
    need(cost_low is None or 0 <= cost_low <= (cost_high or cost_low), "The lowest cost is not more than the highest.")
    need(cost_low is None or cost_words.strip(), f"Say how the cost of {pounds(cost_low)} is known.")
    found = vacancies_of(council, clock.day_of(at), wanted)
    _check_vacant(found, len(wanted))
    _check_free(wanted)
    first = found[0]
    teams = {vacancy.team_id for vacancy in found}
    request = RecruitmentRequest.objects.create(
        council=council, service_id=first.service_id, team_id=first.team_id if len(teams) == 1 else None,
        role_id=first.role_id, why=why, words=words.strip(), fte=sum((v.vacant for v in found), Decimal(0)),
        cost_low=cost_low, cost_high=cost_high, cost_words=cost_words.strip(),
        asked_by=None if isinstance(by, str) else by, asked_at=at,
    )  # fmt: skip
    for pk in wanted:
        RequestPost.objects.create(council=council, request=request, post_id=pk)
    return created(request, "request.asked", by=by, at=at)


def _check_vacant(found: list[Vacancy], many: int) -> None:
    need(len(found) == many, "One of those posts is not funded today.")
    for vacancy in found:
        need(vacancy.vacant > 0, f"{vacancy.number} is held by somebody who stays.")
    need(len({(v.service_id, v.role_id) for v in found}) == 1, "Ask for posts of one service and one role at a time.")


def _check_free(wanted: list[int]) -> None:
    """No post is asked for, or looked for, twice at once."""
    row = asked_for(post__in=wanted).select_related("post", "request__asked_by").first()
    if row is not None:
        who = f" by {row.request.asked_by}" if row.request.asked_by else ""
        raise CannotChangeRecruitment(f"{row.post} is asked for already{who}.")
    check_unadvertised(wanted)


def check_unadvertised(wanted: Iterable[int], *, but: int | None = None) -> None:
    """Refuse posts for which another advert, `but` left out, looks for somebody."""
    rows = advertised(post__in=wanted).exclude(advert=but or 0)
    row = rows.select_related("post", "advert").first()
    if row is not None:
        raise CannotChangeRecruitment(f"{row.post} is looked for already, with advert {row.advert}.")


def _locked(request: RecruitmentRequest) -> RecruitmentRequest:
    rows = RecruitmentRequest.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    return rows.get(pk=request.pk)


def _decide(request: RecruitmentRequest, to: str, words: str, *, by, at: dt.datetime) -> RecruitmentRequest:
    decider = None if isinstance(by, str) else by
    try:
        move(request, to, table=REQUEST_TRANSITIONS, by=by, at=at,
             decided_by=decider, decided_at=at, decision_words=words.strip())  # fmt: skip
    except CannotMove as why:
        raise CannotChangeRecruitment(f"This request is {request.get_state_display().lower()} already.") from why
    touch(request.council)
    return request


@transaction.atomic
def approve(request: RecruitmentRequest, *, by, at: dt.datetime, words: str = "") -> RecruitmentRequest:
    """Let the posts be advertised. Nobody approves what they asked for themselves."""
    request = _locked(request)
    need(isinstance(by, str) or by.pk != request.asked_by_id, "Somebody else decides what you asked for.")
    return _decide(request, RequestState.APPROVED, words, by=by, at=at)


@transaction.atomic
def refuse(request: RecruitmentRequest, *, words: str, by, at: dt.datetime) -> RecruitmentRequest:
    """Say no, and why."""
    need(words.strip(), "Say why it is refused.")
    return _decide(_locked(request), RequestState.REFUSED, words, by=by, at=at)


@transaction.atomic
def withdraw_request(request: RecruitmentRequest, *, by, at: dt.datetime, words: str = "") -> RecruitmentRequest:
    """Take the request back, as long as no advert stands on it."""
    request = _locked(request)
    need(not request.adverts.exists(), "An advert stands on it already.")
    return _decide(request, RequestState.WITHDRAWN, words, by=by, at=at)

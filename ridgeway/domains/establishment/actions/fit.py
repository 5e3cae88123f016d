"""Whether a person, a post and a period fit one another. Reads only; called with the rows locked."""

import datetime as dt
from decimal import Decimal

from ridgeway.core.periods import overlaps

from ..models import Employment, Holding, Post, PostTerm, Worker
from .reasons import CannotChangeEstablishment, need, written


def share(fte: Decimal, *, what: str = "FTE", least: str = "0") -> Decimal:
    """An FTE between `least` and 1. Raises `CannotChangeEstablishment`."""
    need(Decimal(least) <= fte <= 1, f"{what} is between {least} and 1.")
    return fte


def forwards(starts_on: dt.date, ends_on: dt.date | None, *, what: str) -> None:
    """A period ends after it begins. Raises `CannotChangeEstablishment`."""
    need(
        ends_on is None or ends_on > starts_on,
        f"{what} would end on {written(ends_on or starts_on)}, not after it begins on {written(starts_on)}.",
    )


def same_council(council_id: int, *things) -> None:
    """Everything named belongs to the council. Raises `CannotChangeEstablishment`."""
    for thing in things:
        need(
            thing is None or thing.council_id == council_id,
            "The team and the role must belong to the same council as the post.",
        )


def terms_over(post: Post, starts_on: dt.date, ends_on: dt.date | None) -> list[PostTerm]:
    """The post's terms over a period, oldest first, all of which is funded.

    Raises `CannotChangeEstablishment` naming the first day on which it is not.
    """
    terms = list(post.terms.filter(overlaps(starts_on, ends_on)).select_related("team", "role").order_by("starts_on"))
    day: dt.date | None = starts_on
    for term in terms:
        if day is None or term.starts_on > day:
            break
        day = term.ends_on
    if not terms or terms[0].starts_on > starts_on:
        raise CannotChangeEstablishment(f"Post {post} is not funded on {written(starts_on)}.")
    if day is not None and (ends_on is None or day < ends_on):
        raise CannotChangeEstablishment(
            f"Post {post} is funded only until {written(day)}. Say an end on or before that day, or fund it for longer."
        )
    return terms


def post_has_room(
    post: Post,
    terms: list[PostTerm],
    fte: Decimal,
    starts_on: dt.date,
    ends_on: dt.date | None,
    *,
    without: Holding | None = None,
) -> None:
    """Nobody else holds the part of the post that is asked for. Raises `CannotChangeEstablishment`, naming who does."""
    held = [
        h
        for h in post.holdings.filter(overlaps(starts_on, ends_on)).select_related("worker").order_by("starts_on")
        if without is None or h.pk != without.pk
    ]
    days = {starts_on, *(row.starts_on for row in (*held, *terms) if row.starts_on > starts_on)}
    for day in sorted(days):
        here = [h for h in held if h.holds_on(day)]
        term = next(t for t in terms if t.holds_on(day))
        if here and sum(h.fte for h in here) + fte > term.fte:
            names = " and ".join(str(h.worker) for h in here)
            verb = "holds" if len(here) == 1 else "hold"
            raise CannotChangeEstablishment(
                f"{names} already {verb} {plain(sum(h.fte for h in here))} of the {plain(term.fte)} FTE of post {post}"
                f" on {written(day)}.",
                can_insist=True,
            )


def person_has_room(
    worker: Worker,
    fte: Decimal,
    starts_on: dt.date,
    ends_on: dt.date | None,
    *,
    without: Holding | None = None,
) -> None:
    """The person holds no more than 1 FTE in all. Raises `CannotChangeEstablishment`."""
    held = [
        h
        for h in worker.holdings.filter(overlaps(starts_on, ends_on)).order_by("starts_on")
        if without is None or h.pk != without.pk
    ]
    for day in sorted({starts_on, *(h.starts_on for h in held if h.starts_on > starts_on)}):
        total = sum((h.fte for h in held if h.holds_on(day)), fte)
        if total > 1:
            raise CannotChangeEstablishment(
                f"{worker} would hold {plain(total)} FTE on {written(day)}, more than one whole time.", can_insist=True
            )


def within(employment: Employment, starts_on: dt.date, ends_on: dt.date | None, *, what: str) -> None:
    """A period lies within the employment. Raises `CannotChangeEstablishment`."""
    worker = employment.worker
    need(
        starts_on >= employment.starts_on,
        f"{what} cannot begin before {worker} starts, on {written(employment.starts_on)}.",
    )
    last = employment.ends_on
    if last is not None:
        need(
            starts_on < last and ends_on is not None and ends_on <= last,
            f"{worker}'s employment ends on {written(last)}. {what} has to end by then.",
        )


def apart_from_other_spells(
    worker: Worker, starts_on: dt.date, ends_on: dt.date | None, *, without: Employment | None = None
) -> None:
    """No other spell of the person's shares a day with the period. Raises `CannotChangeEstablishment`."""
    others = worker.employments.filter(overlaps(starts_on, ends_on))
    if without is not None:
        others = others.exclude(pk=without.pk)
    if other := others.first():
        until = f" until {written(other.ends_on)}" if other.ends_on else ""
        raise CannotChangeEstablishment(f"{worker} is already employed from {written(other.starts_on)}{until}.")


def overlapping(rows, starts_on: dt.date, ends_on: dt.date | None):
    """The rows that share a day with the period."""
    return rows.filter(overlaps(starts_on, ends_on))


def plain(number) -> str:
    """0.6, not 0.600000."""
    return format(Decimal(number).normalize(), "f")

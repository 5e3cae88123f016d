"""Answering an enquiry: attempts, closing, opening again, and two that are the same."""

import datetime as dt

from django.db import transaction

from ridgeway.core import clock, states
from ridgeway.domains.organisation.actions import touch

from ..choices import ANSWERS, CLOSING, CallKind, CallResult, Outcome, Placed
from ..models import Call, Enquiry
from ..states import TRANSITIONS, EnquiryState
from .writing import CannotChangeRecruitment, aware, changed, created, locked, need, promise_of

S = EnquiryState
_STANDS = ("state", "outcome", "placed", "ring_again_on", "closed_at", "answered_at", "ring_by")
_OPENED = {"outcome": "", "placed": "", "ring_again_on": None, "closed_at": None, "merged_into": None}


def move(enquiry: Enquiry, to: str, *, by, at: dt.datetime, **changes) -> None:
    try:
        states.move(enquiry, to, table=TRANSITIONS, by=by, at=at, **changes)
    except states.CannotMove as refused:
        raise CannotChangeRecruitment(str(refused)) from refused
    touch(enquiry.council)


def stood(enquiry: Enquiry) -> dict[str, str | None]:
    """How an enquiry's state and clock stand, as a call keeps them so that it can be taken back. Nothing personal."""
    values = {name: getattr(enquiry, name) for name in _STANDS}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value if value is None else str(value)
        for name, value in values.items()
    }


@transaction.atomic
def log_call(
    enquiry: Enquiry,
    *,
    result: str,
    by,
    at: dt.datetime,
    kind: str = CallKind.CALL,
    words: str = "",
    ring_again_at: dt.datetime | None = None,
    when: dt.datetime | None = None,
) -> Call:
    """Record one attempt. Having spoken, or left a message, answers the enquiry; the next ring is owed at `ring_again_at`, if ever.

    `when` is when it happened, empty = now. One that was closed as "not now" is opened again by it. Raises `CannotChangeRecruitment`
    when the enquiry is closed otherwise, or the next ring would lie in the past.
    """
    when = when or at
    enquiry = locked(enquiry)
    need(result in CallResult.values and kind in CallKind.values, "Choose what came of the call.")
    need(enquiry.came_at <= when <= at, "A call happens after the enquiry came, and not later than now.")
    need(ring_again_at is None or ring_again_at > when, "Ring again at a moment that is still to come.")
    was = stood(enquiry)
    opened_by_call(enquiry, by=by, at=at)
    call = Call.objects.create(
        council=enquiry.council, enquiry=enquiry, at=when, by_name=by if isinstance(by, str) else by.name, kind=kind,
        result=result, words=words.strip(), ring_again_at=ring_again_at, was=was, logged_by=None if isinstance(by, str) else by,
    )  # fmt: skip
    created(call, "enquiry.called", by=by, at=at)
    count_call(enquiry, call, by=by, at=at)
    return call


def opened_by_call(enquiry: Enquiry, *, by, at: dt.datetime) -> None:
    """One that is closed as "not now" is opened again by a call; one closed otherwise refuses it."""
    if enquiry.state == S.CLOSED:
        need(enquiry.outcome == Outcome.NOT_NOW, "This enquiry is closed. Open it again first.")
        move(enquiry, S.TALKING, by=by, at=at, **_OPENED)


def count_call(enquiry: Enquiry, call: Call, *, by, at: dt.datetime) -> None:
    """What a call does to the enquiry's clock."""
    answers = call.result in ANSWERS
    if answers and enquiry.state == S.NEW:
        move(enquiry, S.TALKING, by=by, at=at, answered_at=enquiry.answered_at or call.at)
    due = call.ring_again_at if answers or call.ring_again_at else enquiry.ring_by
    if due != enquiry.ring_by:
        changed(enquiry, "enquiry.due", ring_by=due, by=by, at=at)


@transaction.atomic
def close(
    enquiry: Enquiry,
    *,
    outcome: str,
    by,
    at: dt.datetime,
    words: str = "",
    placed: str = "",
    ring_again_on: dt.date | None = None,
    when: dt.datetime | None = None,
) -> Enquiry:
    """Close an enquiry with its outcome. "Not now" asks when to ring again, "not eligible" why, a programme which.

    `when` is when it ended, empty = now. Raises `CannotChangeRecruitment` when one of those is not said, or it is closed already.
    """
    when = when or at
    enquiry = locked(enquiry)
    need(outcome in dict(CLOSING), "Choose how it ended.")
    need(enquiry.came_at <= when <= at, "It ends after it came, and not later than now.")
    need(outcome != Outcome.NOT_ELIGIBLE or words.strip(), "Say why this person is not eligible.")
    need(outcome != Outcome.PROGRAMME or words.strip(), "Say which programme.")
    need(
        not placed or (outcome == Outcome.PROGRAMME and placed in Placed.values),
        "Only on a programme is somebody placed.",
    )
    not_now = outcome == Outcome.NOT_NOW
    need(
        not not_now or (ring_again_on and ring_again_on > clock.day_of(when)), "Say on which day to come to ring again."
    )
    ring_by = None
    if not_now and ring_again_on:
        _, hours = promise_of(enquiry.council)
        ring_by = aware(dt.datetime.combine(ring_again_on, hours.opens))
    move(
        enquiry, S.CLOSED, by=by, at=at, outcome=outcome, placed=placed, closed_at=when, ring_by=ring_by,
        ring_again_on=ring_again_on if not_now else None,
    )  # fmt: skip
    return changed(enquiry, "enquiry.outcome", outcome_words=words.strip(), by=by, at=at)


@transaction.atomic
def reopen(enquiry: Enquiry, *, by, at: dt.datetime) -> Enquiry:
    """Open a closed enquiry again; where it was never answered, the promise it came with still stands."""
    enquiry = locked(enquiry)
    need(enquiry.merged_into_id is None, "This one was merged with another. Undo that instead.")
    need(not enquiry.anonymised_at, "What was known of this person has been removed, so nobody can be rung.")
    need(enquiry.state == S.CLOSED or enquiry.answered_at, "This enquiry is open already.")
    return _open_again(enquiry, by=by, at=at)


def _open_again(enquiry: Enquiry, *, by, at: dt.datetime) -> Enquiry:
    to = S.TALKING if enquiry.answered_at else S.NEW
    move(enquiry, to, by=by, at=at, **_OPENED, ring_by=None if enquiry.answered_at else enquiry.promised_by)
    return changed(enquiry, "enquiry.outcome", outcome_words="", by=by, at=at) if enquiry.outcome_words else enquiry


@transaction.atomic
def merge(enquiry: Enquiry, *, into: Enquiry, by, at: dt.datetime) -> Enquiry:
    """Say that an enquiry is the same person's as another, which goes on for both; the first is closed, its story is shown there.

    Raises `CannotChangeRecruitment` when they are one row, of two councils, or one is merged already.
    """
    first, second = sorted((enquiry.pk, into.pk))
    rows = (
        Enquiry.objects.select_for_update(no_key=True, of=("self",))
        .select_related("council")
        .filter(pk__in=(first, second))
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    enquiry, into = found[enquiry.pk], found[into.pk]
    need(enquiry.pk != into.pk and enquiry.council_id == into.council_id, "Choose another enquiry of this council.")
    need(not enquiry.merged_into_id and not into.merged_into_id, "One of the two is merged already.")
    need(enquiry.state != S.CLOSED, "This enquiry is closed.")
    need(not enquiry.merged.exists(), "Others are merged into this one. Merge the other way round.")
    move(enquiry, S.CLOSED, by=by, at=at, outcome=Outcome.DUPLICATE, merged_into=into, closed_at=at, ring_by=None)
    return enquiry


@transaction.atomic
def unmerge(enquiry: Enquiry, *, by, at: dt.datetime) -> Enquiry:
    """Undo a merge: the enquiry is open again, as it was."""
    enquiry = locked(enquiry)
    need(enquiry.merged_into_id, "This enquiry is not merged with another.")
    need(not enquiry.anonymised_at, "What was known of this person has been removed.")
    return _open_again(enquiry, by=by, at=at)

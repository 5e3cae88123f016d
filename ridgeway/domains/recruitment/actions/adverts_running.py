"""What is done with an advert once it is out: running longer, closing early, closing when its time comes, saying what came of it."""

import datetime as dt
from copy import copy

from django.db import transaction

from ridgeway.core import audit, clock
from ridgeway.core.words import moment
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from ..choices import AdvertOutcome, ChangeKind, ExtendWhy, NotFilledWhy, Source
from ..models import Advert, AdvertChange
from ..states import AdvertState
from .adverts import changes_of, lock_advert, move_advert
from .writing import changed, name_of, need, promise_of


@transaction.atomic
def extend(
    advert: Advert,
    *,
    closes_at: dt.datetime,
    why: str,
    by,
    at: dt.datetime,
    words: str = "",
    shortlist_on: dt.date | None = None,
    interviews_on: dt.date | None = None,
) -> Advert:
    """Let people apply until later, and say why; an advert whose day has passed is published again.

    The days of the shortlist and of interviews are said anew, or, where nothing is said, move as many days as the closing does if they
    would come before it. Whoever applied is shown each day that moved.
    """
    advert = lock_advert(advert)
    need(why in ExtendWhy.values, "Say why it runs longer.")
    need(why != ExtendWhy.OTHER or words.strip(), "Say in words why it runs longer.")
    need(closes_at > at, "It closes at a moment still to come.")
    need(advert.closes_at is None or closes_at > advert.closes_at, f"It closes on {moment(advert.closes_at)} already.")
    reason = " ".join(filter(None, [dict(ExtendWhy.choices)[why] + ".", words.strip()]))
    was = copy(advert)
    days = _days_after(advert, closes_at, shortlist_on, interviews_on)
    if advert.state == AdvertState.PUBLISHED:
        advert = changed(advert, "advert.extended", by=by, at=at, closes_at=closes_at, **days)
    else:
        move_advert(advert, AdvertState.PUBLISHED, by=by, at=at, closes_at=closes_at, **days)
    _log(advert, ChangeKind.EXTENDED, was.closes_at, reason, by, at)
    AdvertChange.objects.bulk_create(changes_of(was, advert, days, name_of(by), at))
    return advert


def _days_after(
    advert: Advert, closes_at: dt.datetime, shortlist_on: dt.date | None, interviews_on: dt.date | None
) -> dict[str, dt.date]:
    """The days of the shortlist and of interviews that change with a later closing. Raises `CannotChangeRecruitment` for one before it."""
    closes_on = clock.day_of(closes_at)
    by_days = closes_on - clock.day_of(advert.closes_at) if advert.closes_at else dt.timedelta()
    _, hours = promise_of(advert.council)

    def moved(day: dt.date | None, earliest: dt.date) -> dt.date | None:
        if day is None or day >= earliest:
            return day
        day = max(day + by_days, earliest)
        while not hours.is_open(day):
            day += dt.timedelta(days=1)
        return day

    on = shortlist_on or moved(advert.shortlist_on, closes_on)
    then = interviews_on or moved(advert.interviews_on, on or closes_on)
    need(on is None or on >= closes_on, "The shortlist is not before the last day to apply.")
    need(
        then is None or then >= (on or closes_on),
        "Interviews are not before the shortlist, nor before the last day to apply.",
    )
    found = {"shortlist_on": on, "interviews_on": then}
    return {name: day for name, day in found.items() if day is not None and day != getattr(advert, name)}


@transaction.atomic
def close_early(advert: Advert, *, words: str, by, at: dt.datetime) -> Advert:
    """Take no more applications from now on, and say why."""
    advert = lock_advert(advert)
    need(words.strip(), "Say why it closes early.")
    need(advert.is_live(at) or (advert.state == AdvertState.PUBLISHED and advert.published_at and advert.published_at > at),
         "It is not open now.")  # fmt: skip
    before = advert.closes_at
    move_advert(advert, AdvertState.CLOSED, by=by, at=at, closes_at=at)
    _log(advert, ChangeKind.CLOSED_EARLY, before, words.strip(), by, at)
    return advert


def _log(advert: Advert, kind: str, before: dt.datetime | None, reason: str, by, at: dt.datetime) -> None:
    AdvertChange.objects.create(
        council=advert.council, advert=advert, at=at, by_name=name_of(by), kind=kind, field="", what="Closes",
        before=moment(before), after=moment(advert.closes_at), reason=reason[:200],
    )  # fmt: skip


@transaction.atomic
def close_passed(council: Council, *, by, at: dt.datetime) -> int:
    """Close the adverts whose moment has passed; returns how many. Nobody could apply to them since then anyway."""
    rows = Advert.objects.select_for_update(no_key=True, of=("self",)).filter(
        council=council, state=AdvertState.PUBLISHED, closes_at__lte=at
    )
    writes, found = [], list(rows.select_related("council"))
    for advert in found:
        before = audit.snapshot(advert)
        advert.state = AdvertState.CLOSED
        writes.append(audit.write_of("advert.closed", advert, before=before))
    if found:
        Advert.objects.bulk_update(found, ["state"], batch_size=500)
        audit.record_all(council.code, writes, by=by, at=at)
        touch(council)
    return len(found)


@transaction.atomic
def settle(
    advert: Advert,
    *,
    outcome: str,
    by,
    at: dt.datetime,
    why: str = "",
    channel: str = "",
    words: str = "",
) -> Advert:
    """Say what came of an advert after it closed: filled and through what, or not and why."""
    advert = lock_advert(advert)
    need(outcome in AdvertOutcome.values, "Say whether it was filled.")
    need(advert.state != AdvertState.DRAFT and not advert.is_live(at), "It is not closed yet.")
    if outcome != AdvertOutcome.NOT_FILLED:
        need(channel in Source.values, "Say how those who were appointed heard of us.")
    if outcome != AdvertOutcome.FILLED:
        need(why in NotFilledWhy.values, "Say why it was not filled.")
        need(why != NotFilledWhy.OTHER or words.strip(), "Say in words why it was not filled.")
    if advert.state == AdvertState.PUBLISHED:  # its moment passed and nobody has closed it yet
        move_advert(advert, AdvertState.CLOSED, by=by, at=at)
    move_advert(
        advert, AdvertState.SETTLED, by=by, at=at, outcome=outcome, settled_at=at, outcome_words=words.strip(),
        outcome_why=why if outcome != AdvertOutcome.FILLED else "",
        outcome_channel=channel if outcome != AdvertOutcome.NOT_FILLED else "",
    )  # fmt: skip
    return advert


@transaction.atomic
def unsettle(advert: Advert, *, by, at: dt.datetime) -> Advert:
    """Take back what was said of a settled advert, so that it can be said again."""
    advert = lock_advert(advert)
    blank = {"outcome": "", "outcome_why": "", "outcome_channel": "", "outcome_words": "", "settled_at": None}
    move_advert(advert, AdvertState.CLOSED, by=by, at=at, **blank)
    return advert

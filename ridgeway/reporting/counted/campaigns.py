"""Campaigns between two days: phases, their budget, what was bought, and the clicks it brought. Phases belong to the day they began."""

import datetime as dt
from collections.abc import Callable

import numpy as np

from ridgeway.domains.campaigns.choices import PlacementKind
from ridgeway.domains.campaigns.models import Phase
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.insight.figures import Answer, Part, Unit, day_words

from .books import Books, Bought, Where
from .defined import Counted, defined

SOURCE = "Campaigns as recorded here."


def phases(books: Books, where: Where) -> list:
    """The phases that began in the days asked for."""
    return [phase for phase in books.phases if where.since < phase.starts_on <= where.on]


def bought(books: Books, where: Where) -> list[Bought]:
    """What was bought in those phases, of the kinds named (or of all)."""
    mine = {phase.pk for phase in phases(books, where)}
    names = [name.strip().lower() for name in where.named.split("+") if name.strip()]
    labels = dict(PlacementKind.choices)
    return [row for row in books.placements if row.phase in mine and (not names or str(labels.get(row.kind, "")).lower() in names)]  # fmt: skip


def _days(where: Where) -> str:
    return f"in phases begun after {day_words(where.since)}, up to {day_words(where.on)}"


def _phases(books: Books, where: Where) -> Answer:
    found = phases(books, where)
    ids = np.array([phase.pk for phase in found], dtype="i8")
    names = ", ".join(phase.name for phase in found) or "none"
    return Answer(Part(len(found), f"phases begun ({names})", "phases", ids), value=float(len(found)))


def _budget(books: Books, where: Where) -> Answer:
    found = [phase for phase in phases(books, where) if phase.budget is not None]
    if not found:
        return Answer(reason=f"No budget is recorded {_days(where)}.")
    total = float(sum(phase.budget for phase in found))
    ids = np.array([phase.pk for phase in found], dtype="i8")
    names = ", ".join(phase.name for phase in found)
    return Answer(Part(total, f"budget of {names}", "phases", ids, is_money=True), value=total)


def _cut(books: Books, where: Where) -> Answer:
    """How much less the phases of the days asked for had than those begun in the twelve months (or more) before, in percent of these."""
    now = [phase for phase in phases(books, where) if phase.budget is not None]
    length = where.on - where.since
    then = [p for p in books.phases if where.since - length < p.starts_on <= where.since and p.budget is not None]
    before = float(sum(p.budget for p in then if p.budget is not None))
    if not now or not before:
        return Answer(reason="The budget of the phases, or of those before them, is not recorded.")
    after = float(sum(phase.budget for phase in now))
    parts = (
        Part(before - after, "less in " + ", ".join(p.name for p in now), "phases", np.array([p.pk for p in now], dtype="i8"), is_money=True),
        Part(before, "in " + ", ".join(p.name for p in then), "phases", np.array([p.pk for p in then], dtype="i8"), is_money=True),
    )  # fmt: skip
    return Answer(*parts, value=(before - after) / before * 100)


def _pieces(books: Books, where: Where) -> Answer:
    rows = bought(books, where)
    total = sum(row.pieces for row in rows)
    ids = np.array([row.pk for row in rows], dtype="i8")
    of = where.named.lower() or "placements of every kind"
    return Answer(Part(total, f"pieces bought ({of}) {_days(where)}", "placements", ids), value=float(total))


def _spend(books: Books, where: Where) -> Answer:
    rows = [row for row in bought(books, where) if row.cost is not None]
    if not rows:
        return Answer(reason=f"No cost is recorded {_days(where)}.")
    total = float(sum(row.cost for row in rows if row.cost is not None))
    ids = np.array([row.pk for row in rows], dtype="i8")
    return Answer(Part(total, f"spent on {len(rows)} placements {_days(where)}", "placements", ids, is_money=True), value=total)  # fmt: skip


def _clicks(books: Books, where: Where) -> Answer:
    rows = [row for row in bought(books, where) if row.clicks is not None]
    if not rows:
        return Answer(reason=f"No clicks are recorded {_days(where)}.")
    total = sum(row.clicks or 0 for row in rows)
    ids = np.array([row.pk for row in rows], dtype="i8")
    of = f" ({where.named.lower()})" if where.named else ""
    return Answer(Part(total, f"clicks{of} {_days(where)}", "placements", ids), value=float(total))


def _day(day: dt.date | None, words: str, kind: str, pk: int) -> Answer:
    """A day as an answer; none where it is not recorded."""
    if day is None:
        return Answer(reason=f"The day is not recorded of {words}.")
    return Answer(Part(1, words, kind, np.array([pk], dtype="i8")), value=float(day.toordinal()))


def _phase_day(of: Callable[[Phase], dt.date | None]) -> Callable[[Books, Where], Answer]:
    def compute(books: Books, where: Where) -> Answer:
        found = [phase for phase in books.phases if phase.name.lower() == where.named.lower()]
        if len(found) != 1:
            return Answer(reason=f"{len(found) or 'No'} phases are called “{where.named}”; name one.")
        return _day(of(found[0]), f"phase, {found[0].campaign}: {found[0].name}", "phases", found[0].pk)

    return compute


def _event_day(books: Books, where: Where) -> Answer:
    found = [event for event in books.events if where.named and where.named.lower() in event.name.lower()]
    if len(found) != 1:
        return Answer(reason=f"{len(found) or 'No'} events are called “{where.named}”; name one.")
    return _day(found[0].on, f"event: {found[0].name}", "events", found[0].pk)


def _of(key: str, name: str, unit: Unit, words: str, compute, denominator: str = "") -> Counted:
    return defined(
        key, name, unit, words, compute, numerator=name.lower(), denominator=denominator, source=SOURCE,
        caveat="Campaigns are the whole council's, whatever the scope.", window="between two days", is_since=True,
    )  # fmt: skip


ALL: tuple[Counted, ...] = (
    _of("phases", "Phases of campaigns", Unit.COUNT, "Phases of campaigns that began between the two days.", _phases),
    _of("campaign_budget", "Budget of campaigns", Unit.POUNDS, "The budget of the phases that began between the two days.", _budget),
    _of("campaign_cut", "Campaign budget, less than before", Unit.PERCENT, "How much less the phases that began between the two days had than those begun in as long a time before.", _cut, "budget of the phases before"),
    _of("campaign_spend", "Spent on placements", Unit.POUNDS, "What placements of those phases cost, as far as it is recorded.", _spend),
    _of("pieces", "Pieces bought", Unit.COUNT, "Listings, adverts and features bought in those phases, of the kinds named.", _pieces),
    _of("phase_begins", "First day of a phase", Unit.DAY, "The first day of the phase named.", _phase_day(lambda phase: phase.starts_on)),
    _of("phase_ends", "Last day of a phase", Unit.DAY, "The last day of the phase named.", _phase_day(lambda phase: last_day(phase.ends_on))),
    _of("paid_until", "Last day of paid advertising", Unit.DAY, "The last day on which what was bought in the phase named still runs.", _phase_day(lambda phase: last_day(phase.paid_until))),
    _of("event_on", "Day of an event", Unit.DAY, "The day of the event named.", _event_day),
    _of("clicks", "Clicks", Unit.COUNT, "Clicks that the placements of those phases brought, of the kinds named.", _clicks),
)  # fmt: skip

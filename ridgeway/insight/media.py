"""What each channel and placement cost and brought: the cost of a click, a visit, an enquiry, an application, an appointment and of
somebody still here, with the counts, and how far chance may have moved them."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ridgeway.calc.rates import poisson
from ridgeway.core.periods import months_before
from ridgeway.domains.campaigns.models import Event, Placement
from ridgeway.domains.campaigns.queries import known_total

from .attribution import DECLARED, EVENTS_LINE, FIRST, UNKNOWN, Book, Line, Tally, counts_of, line_of_channel

TOO_FEW = 5
"""Below this many, a cost for each is too few to say."""
STAGES = {
    "enquiries": "an enquiry", "sent": "an application", "appointed": "an appointment", "here_6": "a person here after six months",
    "here_12": "a person here after a year",
}  # fmt: skip
"""The stages a cost for each is worked out of, beside clicks and visits. `begun` and `started` are counted only."""
MONTHS_HERE = {"here_6": 6, "here_12": 12}


@dataclass(frozen=True, slots=True)
class CostEach:
    """A cost divided by a count. `value` is None where the count is too few, or the cost or the count is not known; `why` says which."""

    count: int | None
    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    @property
    def is_few(self) -> bool:
        return self.why == "too few"


def cost_each(cost: Decimal | None, count: int | None) -> CostEach:
    """What each of `count` cost, with the range that chance leaves (95%): the same money over the least and the most it may stand for."""
    if cost is None or count is None:
        return CostEach(count, None, why="not known")
    if count < TOO_FEW:
        return CostEach(count, None, why="too few")
    fewest, most = poisson(count)
    return CostEach(count, float(cost) / count, float(cost) / most, float(cost) / fewest)


def spent_on(placement: Any) -> Decimal | None:
    """What a placement cost: its cost where that is recorded, else what the platform charged."""
    return placement.cost if placement.cost is not None else placement.charged


def spent_by(placement: Any, day: dt.date) -> Decimal | None:
    """The part of a placement's cost that fell before a day, the same every day it ran; one without an end is taken whole."""
    spent = spent_on(placement)
    if spent is None or day <= placement.starts_on:
        return None if spent is None else Decimal(0)
    if placement.ends_on is None or placement.ends_on <= day:
        return spent
    return spent * (day - placement.starts_on).days / (placement.ends_on - placement.starts_on).days


@dataclass(frozen=True, slots=True)
class Brought:
    """Placements (and events) taken together. A sum is of what is known; `costless` and `uncounted` say of how many nothing is.

    The cost of a click or a visit rests only on the placements of which both the cost and that count are known; what a person cost is said
    only where every cost is known. `people` counts by stage; `per` is what each cost.
    """

    name: str
    placements: int
    cost: Decimal | None
    impressions: int | None
    clicks: int | None
    visits: int
    per_click: CostEach
    per_visit: CostEach
    costless: int
    uncounted: int
    has_invented: bool
    line: Line | None = None
    people: dict[str, int] = field(default_factory=dict)
    per: dict[str, CostEach] = field(default_factory=dict)
    phases: dict[str, "Brought"] = field(default_factory=dict)


def brought(
    name: str,
    placements: Iterable[Placement],
    *,
    events: Sequence[Event] = (),
    people: dict[str, int] | None = None,
    until: dt.date | None = None,
    line: Line | None = None,
) -> Brought:
    """The sums of some placements that `queries.with_counts` counted, of events, and of the people put down to them."""
    rows: list[Any] = list(placements)
    visits = [row.visited or None for row in rows]
    costs = [spent_on(row) for row in rows] + [event.cost for event in events]
    people = people or {}
    return Brought(
        name,
        len(rows),
        known_total(costs),
        known_total(row.shown for row in rows),
        known_total(row.clicked for row in rows),
        sum(count or 0 for count in visits),
        _each(rows, [row.clicked for row in rows]),
        _each(rows, visits),
        sum(cost is None for cost in costs),
        sum(row.clicked is None for row in rows),
        any(row.is_invented for row in [*rows, *events]),
        line,
        people,
        {stage: _per_person(stage, rows, events, costs, people, until) for stage in STAGES if stage in people},
    )


def _each(rows: list[Any], counts: list[int | None]) -> CostEach:
    both = [
        (cost, n) for row, n in zip(rows, counts, strict=True) if (cost := spent_on(row)) is not None and n is not None
    ]
    return cost_each(known_total(cost for cost, _ in both), known_total(count for _, count in both))


def _per_person(stage: str, rows: list[Any], events: Sequence[Event], costs: list[Decimal | None], people: dict[str, int], until: dt.date | None) -> CostEach:  # fmt: skip
    """What each person cost. Somebody still here after some months is held against the money spent as many months earlier."""
    if not costs or any(cost is None for cost in costs):
        return CostEach(people[stage], None, why="not known")
    if stage in MONTHS_HERE and until is not None:
        day = months_before(until, MONTHS_HERE[stage])
        costs = [spent_by(row, day) for row in rows] + [event.cost for event in events if event.on <= day]
    return cost_each(known_total(costs), people[stage])


@dataclass(frozen=True, slots=True)
class Performance:
    """A campaign's placements and people, gathered by channel, by phase and each, and all together. `stages`: those with anybody in them."""

    channels: list[Brought]
    phases: list[Brought]
    rows: list[tuple[Placement, Brought]]
    total: Brought
    shared: int
    way: str
    stages: frozenset[str]

    @property
    def unknown(self) -> dict[str, int]:
        """The people who are put down to nothing, by stage."""
        return next((row.people for row in self.channels if row.line and row.line.key == UNKNOWN), {})


def performance(
    placements: Iterable[Placement],
    service: int | None = None,
    *,
    tallies: Sequence[Tally] = (),
    events: Sequence[Event] = (),
    way: str = FIRST,
    until: dt.date | None = None,
) -> Performance:
    """What the placements brought, by channel, by phase and each.

    With a service: its own placements, and those for both services (`shared`) and the events, in full; the tallies are already the service's.
    """
    everything = list(placements)
    taken = [p for p in everything if service is None or p.service_id in (service, None)]
    shared = sum(p.service_id is None for p in taken) if service is not None else 0
    book = Book(everything)
    total = brought("All", taken, events=events, people=counts_of(tallies), until=until)
    return Performance(
        _by_channel(taken, book, tallies, events, way, until),
        _by_phase(taken, tallies, events, until),
        [(p, brought(p.title, [p], people=_of_placement(p, tallies, way), until=until)) for p in taken],
        total,
        shared,
        way,
        frozenset(stage for stage, n in total.people.items() if n),
    )


def _of_placement(placement: Placement, tallies: Sequence[Tally], way: str) -> dict[str, int]:
    """The people a placement brought; nobody names a placement, so by what they say there are none."""
    if way == DECLARED:
        return {}
    return counts_of(t for t in tallies if (t.first if way == FIRST else t.last) == placement.pk)


def _in_phases(names: dict[int, str], rows: Sequence[Placement], events: Sequence[Event], tallies: Sequence[Tally], until: dt.date | None) -> dict[str, Brought]:  # fmt: skip
    """A line's placements, events and people by the name of their phase; people of days between two phases are in none."""
    mine = {p.phase_id for p in rows} | {e.phase_id for e in events} | {t.phase for t in tallies if t.phase}
    return {
        names[pk]: brought(
            names[pk], [p for p in rows if p.phase_id == pk], events=[e for e in events if e.phase_id == pk],
            people=counts_of(t for t in tallies if t.phase == pk), until=until,
        )
        for pk in mine if pk in names
    }  # fmt: skip


def _by_channel(taken: list[Placement], book: Book, tallies: Sequence[Tally], events: Sequence[Event], way: str, until: dt.date | None) -> list[Brought]:  # fmt: skip
    """The channels by name, then what stands beside them, what is not known last."""
    lines: dict[str, Line] = {}
    rows: dict[str, list[Placement]] = {}
    said: dict[str, list[Tally]] = {}
    for placement in taken:
        line = line_of_channel(placement)
        lines[line.key] = line
        rows.setdefault(line.key, []).append(placement)
    names = {p.phase_id: p.phase.name for p in taken} | {e.phase_id: e.phase.name for e in events}
    if events:
        lines["events"] = Line("events", EVENTS_LINE)
    for tally in tallies:
        line = book.line(tally, way)
        lines.setdefault(line.key, line)
        said.setdefault(line.key, []).append(tally)
    order = sorted(lines.values(), key=lambda line: (line.key == UNKNOWN, line.channel is None, line.name.casefold()))
    return [
        replace(
            brought(
                line.name, rows.get(line.key, []), events=events if line.key == "events" else (),
                people=counts_of(said.get(line.key, [])), until=until, line=line,
            ),
            phases=_in_phases(names, rows.get(line.key, []), events if line.key == "events" else (), said.get(line.key, []), until),
        )
        for line in order
    ]  # fmt: skip


def _by_phase(
    taken: list[Placement], tallies: Sequence[Tally], events: Sequence[Event], until: dt.date | None
) -> list[Brought]:
    phases = {row.phase_id: row.phase for row in taken} | {event.phase_id: event.phase for event in events}
    return [
        brought(
            phase.name,
            [p for p in taken if p.phase_id == pk],
            events=[event for event in events if event.phase_id == pk],
            people=counts_of(t for t in tallies if t.phase == pk),
            until=until,
        )
        for pk, phase in sorted(phases.items(), key=lambda item: (item[1].starts_on, item[1].name))
    ]


_READ = (
    ("here_12", "Per person still here after a year"), ("appointed", "Per appointment"), ("sent", "Per application"),
    ("enquiries", "Per enquiry"), ("clicks", "Per click"),
)  # fmt: skip
FEWEST_COMPARED = 2


def each_of(row: Brought, stage: str) -> CostEach:
    """What a click or somebody at a stage cost."""
    return row.per_click if stage == "clicks" else row.per.get(stage, CostEach(None, None, why="not known"))


def reading(channels: list[Brought]) -> str:
    """One sentence: whether the cheapest channel can be told from the next, at the furthest stage of which two have a cost; or not."""
    for stage, words in _READ:
        known = _compared(channels, lambda row, stage=stage: each_of(row, stage))  # type: ignore[misc]
        if len(known) >= FEWEST_COMPARED:
            (best, first), (second, then) = known[:2]
            if (first.high or 0) < (then.low or 0):
                return f"{words}, {best.name} cost least; chance alone does not explain that."
            return f"{words}, {best.name} and {second.name} cannot be told apart: their order may be chance."
    known = _compared(channels, lambda row: row.per_click)
    if known:
        return f"Only {known[0][0].name} has both a known cost and at least five clicks."
    return "No channel has both a known cost and at least five clicks, so none can be compared."


def _compared(channels: list[Brought], each: Callable[[Brought], CostEach]) -> list[tuple[Brought, CostEach]]:
    bought = [row for row in channels if row.line is None or row.line.channel is not None]
    known = [(row, each(row)) for row in bought if each(row).value is not None]
    return sorted(known, key=lambda pair: pair[1].value or 0)


def until_of(day: dt.date, today: dt.date) -> dt.date:
    """The last day that counts: the day asked for, and never one to come."""
    return min(day, today)

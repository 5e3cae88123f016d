"""What each channel and placement cost and brought: cost per click and per visit, with the counts, and how far chance may have moved them."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ridgeway.calc.rates import poisson
from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.campaigns.queries import known_total

TOO_FEW = 5
"""Below this many, a cost for each is too few to say."""


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


@dataclass(frozen=True, slots=True)
class Brought:
    """Placements taken together. A sum is of what is known; `costless` and `uncounted` say of how many nothing is.

    The costs for each rest only on the placements of which both the cost and that count are known.
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


def brought(name: str, placements: Iterable[Placement]) -> Brought:
    """The sums of some placements that `queries.with_counts` counted."""
    rows: list[Any] = list(placements)
    visits = [row.visited or None for row in rows]
    return Brought(
        name,
        len(rows),
        known_total(row.cost for row in rows),
        known_total(row.shown for row in rows),
        known_total(row.clicked for row in rows),
        sum(count or 0 for count in visits),
        _each(rows, [row.clicked for row in rows]),
        _each(rows, visits),
        sum(row.cost is None for row in rows),
        sum(row.clicked is None for row in rows),
        any(row.is_invented for row in rows),
    )


def _each(rows: list[Any], counts: list[int | None]) -> CostEach:
    both = [(row.cost, n) for row, n in zip(rows, counts, strict=True) if row.cost is not None and n is not None]
    return cost_each(known_total(cost for cost, _ in both), known_total(count for _, count in both))


@dataclass(frozen=True, slots=True)
class Performance:
    """A campaign's placements, gathered three ways, and all together."""

    channels: list[Brought]
    phases: list[Brought]
    rows: list[tuple[Placement, Brought]]
    total: Brought
    shared: int


def performance(placements: Iterable[Placement], service: int | None = None) -> Performance:
    """What the placements brought, by channel, by phase and each. With a service: its own, and those for both services (`shared`), in full."""
    taken = [p for p in placements if service is None or p.service_id in (service, None)]
    shared = sum(p.service_id is None for p in taken) if service is not None else 0
    return Performance(
        _gathered(taken, lambda p: p.channel.name, lambda p: (p.channel.name,)),
        _gathered(taken, lambda p: p.phase.name, lambda p: (p.phase.starts_on, p.phase.name)),
        [(p, brought(p.title, [p])) for p in taken],
        brought("All", taken),
        shared,
    )


def _gathered(
    placements: list[Placement], name: Callable[[Placement], str], order: Callable[[Placement], tuple]
) -> list[Brought]:
    groups: dict[str, list[Placement]] = {}
    for placement in sorted(placements, key=order):
        groups.setdefault(name(placement), []).append(placement)
    return [brought(words, rows) for words, rows in groups.items()]


def reading(channels: list[Brought]) -> str:
    """One sentence: whether the cheapest click can be told from the next, or not."""
    known = sorted((c for c in channels if c.per_click.value is not None), key=lambda c: c.per_click.value or 0)
    if not known:
        return "No channel has both a known cost and at least five clicks, so none can be compared."
    if len(known) == 1:
        return f"Only {known[0].name} has both a known cost and at least five clicks."
    best, second = known[0], known[1]
    if best.per_click.high < second.per_click.low:  # type: ignore[operator]
        return f"A click cost least on {best.name}; chance alone does not explain that."
    return f"A click cost least on {best.name}, but {second.name} is so near that their order may be chance."


def until_of(day: dt.date, today: dt.date) -> dt.date:
    """The last day that counts: the day asked for, and never one to come."""
    return min(day, today)

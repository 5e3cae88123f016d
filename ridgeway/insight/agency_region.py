"""The region: the spread of rates, breaches with their sign-off and suppliers' conduct by council and quarter. Counts under five are never told, nor is any name.

Rows of all the region's councils are read here, past the wall between them, and only aggregates leave. Nothing told may give away by taking
one number from another what is not: the region's sum leaves out the councils that are too small, unless they hide one another; and how many
breaches were signed off is told only where those that were not are as many as may be told.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from django.db.models import Value

from ridgeway.core.periods import holds_on
from ridgeway.domains.agency import rules
from ridgeway.domains.agency.choices import Standard
from ridgeway.domains.agency.models import AgreedType, Assignment, Breach, Conduct
from ridgeway.domains.agency.queries.assignments import HERE, with_rates
from ridgeway.domains.agency.queries.book import books_of
from ridgeway.domains.agency.queries.checks import rate_on
from ridgeway.domains.agency.states import BreachState
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Council, Region

FEW = 5
QUARTERS = 6
PENNY = Decimal("0.01")
Event = tuple[int, dt.date, str]


@dataclass(frozen=True, slots=True)
class Count:
    """A count that may be too small to tell. `value` is None then; `is_beside`: it is large enough, but another number beside it would give away a small one."""

    value: int | None
    is_beside: bool = False

    @property
    def is_few(self) -> bool:
        return self.value is None


def told(count: int, *, is_own: bool = False) -> Count:
    """A count as it may be told: nothing under five but nothing at all, save one's own."""
    return Count(count if is_own or count == 0 or count >= FEW else None)


def at_least(cells: Iterable[Count]) -> tuple[int, bool]:
    """The least that a sum can be, and whether it is exact: each count that is not told is one at least."""
    found = list(cells)
    least = (FEW if cell.is_beside else 1 if cell.value is None else cell.value for cell in found)
    return sum(least), not any(cell.is_few for cell in found)


def signed_of(signed: int, breaches: int, *, is_own: bool = False) -> Count:
    """How many of so many breaches were signed off, where that does not tell how few were not."""
    rest = breaches - signed
    if not is_own and signed >= FEW and 0 < rest < FEW:
        return Count(None, is_beside=True)
    return told(signed, is_own=is_own)


def hide_one_another(small: Iterable[int]) -> bool:
    """Whether the sum of counts too small to tell may stand in a total: each council that knows its own still sees five or more of the others."""
    found = list(small)
    return not found or sum(found) - max(found) >= FEW


@dataclass(frozen=True, slots=True)
class Spread:
    """What an hour of one type of job costs in one council (or the region), in pounds of what a cap limits; empty where too few.

    `low` and `high` are the quarters' bounds: half of the rates lie between them. The dearest hour itself is one worker's pay, and is not told.
    """

    council: Council | None
    count: Count
    low: Decimal | None = None
    mean: Decimal | None = None
    high: Decimal | None = None
    is_own: bool = False


@dataclass(frozen=True)
class TypeSpread:
    """One agreed type in the region: all together, and each council with somebody."""

    job_type: AgreedType
    whole: Spread
    councils: list[Spread]
    cap: Decimal | None
    left_out: int = 0  # councils whose few are not in the whole, because it would give them away

    @property
    def own(self) -> Spread | None:
        return next((row for row in self.councils if row.is_own), None)

    @property
    def top(self) -> Decimal:
        highs = [row.high for row in [self.whole, *self.councils] if row.high is not None]
        return max([*highs, self.cap or Decimal(0)], default=Decimal(0))


@dataclass(frozen=True, slots=True)
class ByQuarter:
    """A council's counts by quarter, the oldest first: (breaches, of which signed off, conduct)."""

    council: Council
    is_own: bool
    breaches: list[Count]
    signed: list[Count]
    conduct: list[Count]


@dataclass(frozen=True)
class RegionFigures:
    """All that the region's page shows."""

    councils: int
    quarters: list[dt.date]
    spreads: list[TypeSpread]
    rows: list[ByQuarter]
    standards: list[tuple[str, Count]]

    def sums(self, name: str) -> list[tuple[int, bool]]:
        """The region's sums by quarter: the least, and whether exact."""
        return [at_least(getattr(row, name)[place] for row in self.rows) for place in range(len(self.quarters))]


def figures(region: Region, on: dt.date, *, own: Council | None = None) -> RegionFigures:
    """The region on a day and in the six quarters up to it. `own` sees its own small numbers. Four queries."""
    councils = list(region.councils.order_by("name"))
    first, _ = rules.quarter_of(on)
    quarters = [rules.months_after(first, -3 * back) for back in range(QUARTERS - 1, -1, -1)]
    found, kept = _events(councils, quarters[0], on)
    rows = [_by_quarter(council, council == own, quarters, found, kept) for council in councils]
    standards = [(label, told(sum(key == standard for _, _, standard in kept))) for key, label in Standard.choices]
    return RegionFigures(len(councils), quarters, _spreads(councils, on, own), rows, standards)


def _events(councils: list[Council], first: dt.date, on: dt.date) -> tuple[list[Event], list[Event]]:
    """Breaches (council, day, state) and conduct (council, day, standard) from a day up to another. One query."""
    breaches = Breach.objects.filter(council__in=councils, found_on__gte=first, found_on__lte=on).order_by()
    conduct = Conduct.objects.filter(council__in=councils, on__gte=first, on__lte=on).order_by()
    both = breaches.values_list(Value("breach"), "council", "found_on", "state").union(
        conduct.values_list(Value("conduct"), "council", "on", "standard"), all=True
    )
    found: dict[str, list[Event]] = {"breach": [], "conduct": []}
    for what, *event in both:
        found[what].append(tuple(event))
    return found["breach"], found["conduct"]


def _by_quarter(
    council: Council, is_own: bool, quarters: list[dt.date], breaches: list[Event], conduct: list[Event]
) -> ByQuarter:
    """One council's counts."""

    def counts(days: Iterable[dt.date]) -> list[Count]:
        found = [rules.quarter_of(day)[0] for day in days]
        return [told(found.count(quarter), is_own=is_own) for quarter in quarters]

    mine = [(day, state) for pk, day, state in breaches if pk == council.pk and state != BreachState.WITHDRAWN]
    every = [rules.quarter_of(day)[0] for day, _ in mine]
    signed = [rules.quarter_of(day)[0] for day, state in mine if state == BreachState.SIGNED]
    return ByQuarter(
        council, is_own, counts(day for day, _ in mine),
        [signed_of(signed.count(quarter), every.count(quarter), is_own=is_own) for quarter in quarters],
        counts(day for pk, day, _ in conduct if pk == council.pk),
    )  # fmt: skip


def _spreads(councils: list[Council], on: dt.date, own: Council | None) -> list[TypeSpread]:
    """Each type of job with its rates, by council."""
    books = books_of(councils)
    rows = Assignment.objects.filter(HERE, holds_on(on), council__in=councils, team__service__kind=ServiceKind.CHILDREN)
    amounts: dict[int, dict[int, list[Decimal]]] = {}
    types: dict[int, AgreedType] = {}
    caps: dict[int, list[Decimal]] = {}
    for row, rates in with_rates(rows.order_by()):
        book = books[row.council_id]
        job_type, rate = book.type_of(row.role_id, on), rate_on(rates, on)
        if job_type is None or rate is None:
            continue
        cap = book.cap(job_type, row.route, on)
        types[job_type.pk] = job_type
        counted = rules.limited(rate.parts, cap.covers if cap else rules.COVERS[row.route])
        amounts.setdefault(job_type.pk, {}).setdefault(row.council_id, []).append(counted)
        if cap:
            caps.setdefault(job_type.pk, []).append(cap.hourly)
    ordered = sorted(types.values(), key=lambda kind: (kind.order, kind.name))
    return [
        _type_spread(kind, amounts[kind.pk], councils, max(caps.get(kind.pk, []), default=None), own)
        for kind in ordered
    ]


def _type_spread(
    kind: AgreedType,
    amounts: dict[int, list[Decimal]],
    councils: list[Council],
    cap: Decimal | None,
    own: Council | None,
) -> TypeSpread:
    small = [council for council, found in amounts.items() if len(found) < FEW]
    left_out = set() if hide_one_another(len(amounts[council]) for council in small) else set(small)
    every = [amount for council, found in amounts.items() if council not in left_out for amount in found]
    rows = [
        _spread(council, amounts[council.pk], is_own=council == own) for council in councils if council.pk in amounts
    ]
    rows.sort(key=lambda row: (row.mean is None, row.mean or 0))
    whole = _spread(None, every) if every else Spread(None, Count(None))
    return TypeSpread(kind, whole, rows, cap, len(left_out))


def _spread(council: Council | None, amounts: list[Decimal], *, is_own: bool = False) -> Spread:
    count = told(len(amounts), is_own=is_own)
    if count.is_few or not amounts:
        return Spread(council, count, is_own=is_own)
    mean = (sum(amounts, Decimal(0)) / len(amounts)).quantize(PENNY)
    low, high = middle_half(amounts)
    return Spread(council, count, low, mean, high, is_own)


def middle_half(amounts: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Between which amounts half of them lie."""
    if len(amounts) < 2:
        return amounts[0], amounts[0]
    first, _, third = quantiles(amounts, n=4, method="inclusive")
    return first.quantize(PENNY), third.quantize(PENNY)

"""Today's rates against each cap, and against a cap that is only proposed: how many are above it, and what that costs in a week."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ridgeway.core.periods import holds_on
from ridgeway.domains.agency import rules
from ridgeway.domains.agency.choices import Route
from ridgeway.domains.agency.models import AgreedType, Assignment, PriceCap
from ridgeway.domains.agency.queries.assignments import HERE, in_scope
from ridgeway.domains.agency.queries.book import Book, book_of
from ridgeway.domains.agency.queries.checks import binds, rate_on
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.queries import Scope

HOURS = Decimal(37)  # a full week; the share of it an assignment works is its FTE
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The assignments of one type and route on a day. Amounts are pounds an hour of what the cap limits; `weekly` pounds a week over it.

    `above` is against the cap in force, `would` against the proposed one; both None where there is no such cap.
    """

    job_type: AgreedType
    route: str
    amounts: tuple[Decimal, ...]
    cap: PriceCap | None
    above: int | None
    unbound: int
    proposed: Decimal | None
    would: int | None
    weekly: Decimal

    @property
    def count(self) -> int:
        return len(self.amounts)

    @property
    def mean(self) -> Decimal | None:
        return sum(self.amounts, Decimal(0)) / self.count if self.amounts else None

    @property
    def route_words(self) -> str:
        return str(Route(self.route).label)

    @property
    def key(self) -> str:
        return f"{self.job_type.pk}-{self.route}"


@dataclass(frozen=True, slots=True)
class Impact:
    """Every type and route in use or capped, in the order of the types; and how many assignments have a title that is not mapped.

    `begins`: no cap is in force yet, and the rates are held against the first that are agreed, as from that day. `to_come`: the sets agreed from a
    later day on, by that day, as caps that could be proposed.
    """

    rows: list[Standing]
    unmapped: int
    adult: int
    begins: dt.date | None = None
    to_come: Mapping[dt.date, Mapping[str, Decimal]] = field(default_factory=dict)

    def _sum(self, name: str) -> int:
        return sum(getattr(row, name) or 0 for row in self.rows)

    @property
    def count(self) -> int:
        return self._sum("count")

    @property
    def above(self) -> int:
        return self._sum("above")

    @property
    def would(self) -> int:
        return self._sum("would")

    @property
    def weekly(self) -> Decimal:
        return sum((row.weekly for row in self.rows), Decimal(0))

    @property
    def top(self) -> Decimal:
        """The dearest hour or cap, for a common scale."""
        ends = [max(row.amounts) for row in self.rows if row.amounts]
        ends += [row.cap.hourly for row in self.rows if row.cap] + [row.proposed for row in self.rows if row.proposed]
        return max(ends, default=Decimal(0))


def here_on(user: Any, scope: Scope, on: dt.date) -> list[Assignment]:
    """The assignments of a scope on a day, with their rates: two queries."""
    rows = in_scope(Assignment.objects.visible_to(user), scope).filter(HERE, holds_on(on))
    return list(rows.select_related("team__service", "role").prefetch_related("rates"))


def impact(user: Any, scope: Scope, on: dt.date, proposed: Mapping[str, Decimal] | None = None) -> Impact:
    """Rates on a day against the caps in force, and against `proposed`: a cap by `"<type>-<route>"`. Three queries."""
    book = book_of(scope.council)
    return impact_of(here_on(user, scope, on), book, on, proposed or {})


def impact_of(rows: list[Assignment], book: Book, on: dt.date, proposed: Mapping[str, Decimal]) -> Impact:
    """The same of rows that are known."""
    children = [row for row in rows if row.team.service.kind == ServiceKind.CHILDREN]
    begins = first_to_come(book, on)
    agreed_on = begins or on
    groups: dict[Key, list[Assignment]] = {}
    types: dict[int, AgreedType] = {cap.job_type_id: cap.job_type for cap in book.caps_on(agreed_on)}
    unmapped = 0
    for row in children:
        job_type = book.type_of(row.role_id, agreed_on)
        if job_type is None:
            unmapped += 1
            continue
        types[job_type.pk] = job_type
        groups.setdefault((job_type.pk, row.route), []).append(row)
    for cap in book.caps_on(agreed_on):
        for route in [cap.route] if cap.route else Route.values:
            groups.setdefault((cap.job_type_id, route), [])
    order = {route: place for place, route in enumerate(Route.values)}
    keys = sorted(groups, key=lambda key: (types[key[0]].order, types[key[0]].name, order[key[1]]))
    found = [_standing(types[pk], route, groups[pk, route], book, on, begins, proposed) for pk, route in keys]
    return Impact(found, unmapped, len(rows) - len(children), begins, sets_to_come(book, agreed_on, found))


def sets_to_come(book: Book, on: dt.date, rows: Iterable[Standing]) -> dict[dt.date, dict[str, Decimal]]:
    """The sets agreed from a later day on, of the types and routes that a page shows: what each caps, by `"<type>-<route>"`."""
    shown = {row.key for row in rows}
    found: dict[dt.date, dict[str, Decimal]] = {}
    for cap in sorted(book.caps, key=lambda cap: cap.route != ""):  # one for a route stands before one for any
        for route in [cap.route] if cap.route else Route.values:
            if cap.starts_on > on and (key := f"{cap.job_type_id}-{route}") in shown:
                found.setdefault(cap.starts_on, {})[key] = cap.hourly
    return dict(sorted(found.items()))


def first_to_come(book: Book, on: dt.date) -> dt.date | None:
    """The day on which the first agreed caps begin, where none is in force on a day: the assessment that a region makes before it signs."""
    if book.caps_on(on):
        return None
    return min((cap.starts_on for cap in book.caps if cap.starts_on > on), default=None)


def _standing(
    job_type: AgreedType, route: str, rows: list[Assignment], book: Book, on: dt.date, begins: dt.date | None,
    proposed: Mapping[str, Decimal],
) -> Standing:  # fmt: skip
    cap = book.cap(job_type, route, begins or on)
    covers = cap.covers if cap else rules.COVERS[route]
    known = [(row, rules.limited(rate.parts, covers)) for row in rows if (rate := rate_on(row.rates.all(), on))]
    wanted = proposed.get(f"{job_type.pk}-{route}")
    bound = [amount for row, amount in known if cap and (begins or binds(cap, row, on))]
    limit = wanted if wanted is not None else cap.hourly if cap else None
    weekly = [(amount - limit) * HOURS * row.fte for row, amount in known if limit is not None and amount > limit]
    return Standing(
        job_type, route, tuple(sorted(amount for _, amount in known)), cap,
        sum(amount > cap.hourly for amount in bound) if cap else None, (len(known) if begins else len(known) - len(bound)) if cap else 0,
        wanted, sum(amount > wanted for _, amount in known) if wanted is not None else None,
        sum(weekly, Decimal(0)).quantize(Decimal("0.01")),
    )  # fmt: skip

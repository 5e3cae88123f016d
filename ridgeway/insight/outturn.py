"""The outturn a year is heading for, of what is known to come and nothing else.

Spending so far, from the ledger's months that are over; then, for the months left, what employed staff cost on average in the last three of them,
with who is recorded to start and to leave; and agency workers, at the rate of their own assignment, as long as they are planned to stay. The low end ends each of them on the day
planned and lets nobody follow; the high end keeps all of them to the end of the year.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, Q, Subquery

from ridgeway.core.periods import holds_on
from ridgeway.domains.agency.models import Rate
from ridgeway.domains.agency.queries.assignments import CHARGE
from ridgeway.domains.agency.weeks import FULL_WEEK
from ridgeway.domains.establishment.models import Cover, Holding
from ridgeway.domains.finance.rules import year_of, year_words
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.queries import Scope

from .money import by_month, first_day, sums_of
from .vacancy_cost import NOTHING, YEAR, priced_year

LOOKED_BACK = 3


@dataclass(frozen=True)
class Forecast:
    """A year's outturn as it is heading: what was spent by the end of `known_until`, and each part of what is to come."""

    year: int
    known_until: dt.date | None  # the first day after the last month that is known
    days_left: int
    budget: Decimal
    spent: Decimal
    employed: Decimal
    starters: Decimal
    leavers: Decimal
    agency_low: Decimal
    agency: Decimal
    agency_high: Decimal
    how_many: dict[str, int]

    @property
    def words(self) -> str:
        return year_words(self.year)

    def _with(self, agency: Decimal) -> Decimal:
        return self.spent + self.employed + self.starters + self.leavers + agency

    @property
    def low(self) -> Decimal:
        return self._with(self.agency_low)

    @property
    def likely(self) -> Decimal:
        return self._with(self.agency)

    @property
    def high(self) -> Decimal:
        return self._with(self.agency_high)


def forecast_of(user, scope: Scope, on: dt.date) -> Forecast:
    """The forecast of a scope for the financial year of a day, of what was known on it. Four queries."""
    year = year_of(on)
    ends = first_day(year + 1)
    months = by_month(sums_of(user, scope, list(scope.teams), [year], on))
    budget = sum((purse.budget for purse in months.values()), NOTHING)
    closed = sorted(month for month, purse in months.items() if purse.outturn and _after(month) <= on + dt.timedelta(days=1))  # fmt: skip
    spent = sum((months[month].outturn for month in closed), NOTHING)
    if not closed:
        return Forecast(
            year, None, (ends - on).days, budget, spent, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, {}
        )
    until = _after(closed[-1])
    left = max(0, (ends - until).days)
    back = closed[-LOOKED_BACK:]
    a_day = sum((months[m].permanent for m in back), NOTHING) / sum((_after(m) - m).days for m in back)  # fmt: skip
    employed_year, agency_year = priced_year(user, scope, on)
    starters, leavers, moves = _moves(user, scope, until, ends, employed_year)
    covers = _covers(user, scope, until, ends, agency_year)
    return Forecast(year, until, left, budget, spent, a_day * left, starters, leavers, *covers[0], {**moves, "agency": covers[1]})  # fmt: skip


def _after(month: dt.date) -> dt.date:
    return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _moves(user, scope: Scope, until: dt.date, ends: dt.date, a_year: Decimal) -> tuple[Decimal, Decimal, dict[str, int]]:  # fmt: skip
    """What starts and ends that are recorded in the months left add and take."""
    rows = Holding.objects.filter(council=scope.council, team__in=scope.teams).visible_to(user, Permission.MONEY_VIEW)
    rows = rows.filter(Q(starts_on__gte=until, starts_on__lt=ends) | Q(ends_on__gte=until, ends_on__lt=ends))
    more, less, counts = NOTHING, NOTHING, {"starters": 0, "leavers": 0}
    for starts, stops, fte in rows.values_list("starts_on", "ends_on", "fte"):
        if until <= starts < ends:
            more += a_year * fte * (ends - starts).days / YEAR
            counts["starters"] += 1
        if stops is not None and until <= stops < ends:
            less -= a_year * fte * (ends - stops).days / YEAR
            counts["leavers"] += 1
    return more, less, counts


def _covers(user, scope: Scope, until: dt.date, ends: dt.date, a_year: Decimal) -> tuple[tuple[Decimal, Decimal, Decimal], int]:  # fmt: skip
    """Agency workers here at the end of the known months: to the day planned, as recorded, and all to the end of the year."""
    rows = Cover.objects.filter(council=scope.council, team__in=scope.teams, is_snapshot=False).on(until)
    rows = rows.visible_to(user, Permission.MONEY_VIEW)
    low, likely, high, count = NOTHING, NOTHING, NOTHING, 0
    for stops, fte, planned, hourly in _agreed(rows, until).values_list("ends_on", "fte", "planned", "hourly"):
        a_day = (hourly * FULL_WEEK / 7 if hourly is not None else a_year / YEAR) * fte
        whole = (ends - until).days
        known = stops or planned
        days = whole if known is None else max(0, (min(known, ends) - until).days)
        low += a_day * (days if known else 0)
        likely += a_day * days
        high += a_day * whole
        count += 1
    return (low, likely, high), count


def _agreed(covers, on: dt.date):
    """Covers with `planned` and `hourly`: until when their assignment is planned, and what an hour of it costs on a day; empty without one."""
    rates = Rate.objects.filter(holds_on(on), assignment__cover=OuterRef("pk")).annotate(an_hour=CHARGE)
    pounds: DecimalField = DecimalField(max_digits=8, decimal_places=2)
    return covers.annotate(
        planned=Subquery(rates.values("assignment__planned_until")[:1]),
        hourly=Subquery(rates.values("an_hour")[:1], output_field=pounds),
    )

"""What assignments cost: by their timesheets as far as there are any, and worked out from their rates for the weeks without one.

Worked out means 37 hours a week, the assignment's FTE, and its days, a seventh of a week each.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Sum

from ridgeway.core.periods import holds_on
from ridgeway.domains.agency.models import Assignment, Rate, TimesheetLoad, TimesheetMonth
from ridgeway.domains.agency.queries.assignments import HERE, in_scope
from ridgeway.domains.agency.rules import months_after
from ridgeway.domains.agency.weeks import FULL_WEEK, monday_of
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

NOTHING = Decimal(0)
PENNY = Decimal("0.01")
WEEK = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cost:
    """Pounds by timesheets, and pounds worked out from rates for the weeks that have none."""

    timesheets: Decimal = NOTHING
    worked_out: Decimal = NOTHING

    @property
    def total(self) -> Decimal:
        return self.timesheets + self.worked_out

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.timesheets + other.timesheets, self.worked_out + other.worked_out)


def weeks_in(starts: dt.date, ends: dt.date) -> int:
    """How many weeks have a working day in `[starts, ends)`."""
    if starts.weekday() > 4:
        starts = monday_of(starts) + WEEK
    last = ends - ONE_DAY
    return (monday_of(last) - monday_of(starts)).days // 7 + 1 if last >= starts else 0


def by_rates(row: Assignment, rates: Iterable[Rate], start: dt.date, end: dt.date) -> Decimal:
    """What an assignment costs in `[start, end)`, worked out from its rates."""
    total = NOTHING
    for rate in rates:
        begins = max(start, rate.starts_on, row.starts_on)
        ends = min(end, rate.ends_on or end, row.ends_on or end)
        if ends > begins:
            total += rate.charge * row.fte * FULL_WEEK * (ends - begins).days / 7
    return total


def month_of(row: Assignment, rates: Iterable[Rate], start: dt.date, end: dt.date, known: tuple[Decimal, int] | None) -> Cost:  # fmt: skip
    """What an assignment costs in a month, or the part `[start, end)` of it. `known`: its timesheets' pounds, and of how many weeks."""
    worked_out = by_rates(row, rates, start, end)
    if known is None:
        return Cost(NOTHING, worked_out)
    cost, weeks = known
    share = missing(weeks, max(start, row.starts_on), min(end, row.ends_on or end))
    return Cost(cost, worked_out * share)


def missing(weeks: int, starts: dt.date, ends: dt.date) -> Decimal:
    """The share of the weeks in `[starts, ends)` that have no timesheet."""
    of = weeks_in(starts, ends)
    return max(NOTHING, Decimal(of - weeks) / of) if of else NOTHING


@dataclass(frozen=True, slots=True)
class Month:
    """The timesheets of a scope in a month. `agreed`: the same hours at the rates of the assignments."""

    month: dt.date
    assignments: int
    hours: Decimal
    cost: Decimal
    agreed: Decimal

    @property
    def dearer(self) -> Decimal:
        return self.cost - self.agreed


@dataclass(frozen=True)
class Timesheets:
    """What the timesheets of a scope came to by month, and by assignment, those furthest from what was agreed first."""

    months: list[Month]
    assignments: list[dict[str, Any]]

    @property
    def total(self) -> Month:
        def whole(name: str) -> Decimal:
            return sum((getattr(one, name) for one in self.months), NOTHING)

        first = self.months[0].month if self.months else dt.date.min
        return Month(first, 0, whole("hours"), whole("cost"), whole("agreed"))


def timesheets_of(user: Any, scope: Scope, first: dt.date, until: dt.date, *, size: int | None = 50) -> Timesheets:
    """The timesheets of a scope's months in `[first, until)`. Two queries, over the sums kept by month."""
    rows = in_scope(TimesheetMonth.objects.visible_to(user), scope).filter(month__gte=first, month__lt=until)
    sums = {"worked": Sum("hours"), "charged": Sum("cost"), "as_agreed": Sum("agreed")}
    months = rows.order_by().values_list("month").annotate(count=Count("pk"), **sums).order_by("month")
    by_one = rows.order_by().values("assignment").annotate(**sums, more=Sum(F("cost") - F("agreed")))
    named = by_one.annotate(
        number=F("assignment__worker__registration_number"), given=F("assignment__worker__given_name"), family=F("assignment__worker__family_name"),
        supplier=F("assignment__supplier__name"), team_name=F("team__name"),
    ).order_by("-more", "assignment")  # fmt: skip
    return Timesheets(
        [Month(month, count, *(value.quantize(PENNY) for value in (hours, cost, agreed))) for month, count, hours, cost, agreed in months],
        list(named[:size] if size else named),
    )  # fmt: skip


def without_timesheets(user: Any, scope: Scope, month: dt.date) -> list[Assignment]:
    """Assignments that ran all through a month and have no timesheet in it. One query."""
    after = months_after(month, 1)
    rows = in_scope(Assignment.objects.visible_to(user), scope).filter(HERE, holds_on(month), holds_on(after - dt.timedelta(days=1)))  # fmt: skip
    rows = rows.exclude(timesheet_months__month=month)
    return list(rows.select_related("worker", "team", "supplier").order_by("starts_on", "pk"))


def loads_of(user: Any, council: Council) -> list[TimesheetLoad]:
    """The files that came in, the latest first."""
    return list(TimesheetLoad.objects.filter(council=council).visible_to(user)[:100])

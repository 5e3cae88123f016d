"""Budget, outturn and agency spend of teams by year and month: the table of the Cabinet report's paragraph 56, for any teams and years.

*Salary* spending is everything but codes marked as not salary. The *outturn* is all of it that was spent, agency staff included; the
*variance* is outturn less budget. Agency's share is of one of three bases, because papers name it three ways (`Base`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from ridgeway.core.periods import each_month
from ridgeway.domains.finance.choices import PERMANENT, SALARY, Base, Kind, Side
from ridgeway.domains.finance.models import MonthSum
from ridgeway.domains.finance.rules import PENNY, share, year_of, year_words
from ridgeway.domains.organisation.models import Team
from ridgeway.domains.organisation.queries import Scope

NOTHING = Decimal(0)


@dataclass(slots=True)
class Purse:
    """What was budgeted for salaries, and what was spent: on employed staff, on agency social workers, on other agency staff."""

    budget: Decimal = NOTHING
    permanent: Decimal = NOTHING
    agency_sw: Decimal = NOTHING
    agency_other: Decimal = NOTHING

    def add(self, other: "Purse") -> None:
        """Another one's amounts with these."""
        self.budget += other.budget
        self.permanent += other.permanent
        self.agency_sw += other.agency_sw
        self.agency_other += other.agency_other

    @property
    def is_empty(self) -> bool:
        return not (self.budget or self.permanent or self.agency_sw or self.agency_other)

    @property
    def outturn(self) -> Decimal:
        return self.permanent + self.agency

    @property
    def agency(self) -> Decimal:
        return self.agency_sw + self.agency_other

    @property
    def variance(self) -> Decimal:
        return self.outturn - self.budget

    def base(self, base: str) -> Decimal:
        """What agency spend is held against."""
        if base == Base.BUDGET:
            return self.budget
        return self.outturn if base == Base.OUTTURN else self.permanent

    def share(self, base: str) -> float | None:
        """Agency spend as a percentage of a base; None where that is nothing."""
        return share(self.agency, self.base(base))


@dataclass(frozen=True)
class YearLine:
    """A financial year beside the one before. `is_part`: it is not over on the day asked for, so its budget is the whole year's and
    its spending is not."""

    year: int
    purse: Purse
    before: Purse | None
    is_part: bool

    @property
    def words(self) -> str:
        return year_words(self.year)

    @property
    def agency_change(self) -> Decimal | None:
        """How much more was spent on agency staff than the year before; None where one of the years is not known whole."""
        if self.before is None or self.before.is_empty or self.is_part:
            return None
        return self.purse.agency - self.before.agency

    def share_change(self, base: str) -> float | None:
        """How many points the share rose or fell."""
        now, then = self.purse.share(base), self.before.share(base) if self.before else None
        return None if now is None or then is None or self.is_part else now - then

    def misleads(self, base: str) -> bool:
        """Whether the share falls, as printed to one place, while the pounds rise."""
        points, pounds = self.share_change(base), self.agency_change
        return points is not None and pounds is not None and round(points, 1) < 0 < pounds


@dataclass(frozen=True)
class Ledger:
    """What the ledger says of some teams over some years up to a day."""

    lines: list[YearLine]
    teams: list[tuple[Team, YearLine]]  # of the last year
    months: dict[dt.date, Purse]

    @property
    def last(self) -> YearLine:
        return self.lines[-1]

    @property
    def is_empty(self) -> bool:
        return all(line.purse.is_empty for line in self.lines)

    def rolling(self, base: str) -> list[tuple[dt.date, float | None]]:
        """Agency's share of the twelve months up to each month's end, where all twelve are known."""
        days = sorted(self.months)
        if not days:
            return []
        ends = list(each_month(days[0], days[-1]))
        purses = [self.months.get(day.replace(day=1), Purse()) for day in ends]
        parts = [(purse.agency, purse.base(base), purse.outturn) for purse in purses]
        return [(day, _share_of(parts[at - 11 : at + 1]) if at >= 11 else None) for at, day in enumerate(ends)]


def _share_of(parts: list[tuple[Decimal, Decimal, Decimal]]) -> float | None:
    """Agency's share of some months together: (agency, base, outturn) of each; None where one of them is not known."""
    if any(not outturn for _, _, outturn in parts):
        return None
    return share(sum((agency for agency, _, _ in parts), NOTHING), sum((base for _, base, _ in parts), NOTHING))


def first_day(year: int) -> dt.date:
    """1 April."""
    return dt.date(year, 4, 1)


def ledger_of(user, scope: Scope, teams: list[Team], on: dt.date, years: int) -> Ledger:
    """The ledger of some of a scope's teams, for the year of a day and the `years` - 1 before it, spending up to that day. Two queries."""
    last = year_of(on)
    wanted = list(range(last - years, last + 1))  # one more, to be compared with
    months = by_month(sums_of(user, scope, teams, wanted, on))
    by_year = {year: Purse() for year in wanted}
    for month, purse in months.items():
        by_year[year_of(month)].add(purse)
    by_team = years_by_team(user, scope, teams, wanted[-2:], on)
    lines = [YearLine(y, by_year[y], by_year.get(y - 1), _is_part(y, on)) for y in wanted[1:]]
    here = [(t, YearLine(last, by_team.get((last, t.pk), Purse()), by_team.get((last - 1, t.pk)), _is_part(last, on))) for t in teams]  # fmt: skip
    return Ledger(lines, here, months)


def outturn_of(user, scope: Scope, teams: list[Team], on: dt.date) -> Purse:
    """What some teams spent in the year of a day, up to it. One query."""
    year = year_of(on)
    return gather(sums_of(user, scope, teams, [year], on), "year").get((year,), Purse())


def years_by_team(user, scope: Scope, teams: list[Team], years: list[int], on: dt.date | None = None) -> dict[tuple[int, int], Purse]:  # fmt: skip
    """Years by team and year, up to a day or whole. One query, none where nothing is asked."""
    if not years or not teams:
        return {}
    rows = sums_of(user, scope, teams, years, on or dt.date(max(years) + 1, 3, 31))
    return gather(rows, "year", "team")


def _is_part(year: int, on: dt.date) -> bool:
    return on < dt.date(year + 1, 3, 31)


def sums_of(user, scope: Scope, teams: list[Team], years: list[int], on: dt.date):
    """The month sums asked for; where all teams of a whole council are, the teams are not named, which is quicker."""
    rows = MonthSum.objects.filter(council=scope.council, year__in=years, kind__in=SALARY).visible_to(user)
    rows = rows.filter(Q(side=Side.BUDGET) | Q(month__lte=on))
    if not (scope.is_council and scope.whole and len(teams) == len(scope.teams)):
        rows = rows.filter(team__in=[team.pk for team in teams])
    return rows.order_by()


def _spent(kinds: Iterable[str]) -> Sum:
    return Sum("amount", filter=Q(side=Side.ACTUAL, kind__in=sorted(kinds)))


_BUDGETED = Sum("amount", filter=Q(side=Side.BUDGET))


def gather(rows: Any, *by: str) -> dict[Any, Purse]:
    """Month sums of salary added up by the columns named: a row each, its four sums made in the database. Keys are tuples."""
    spent = (_spent(PERMANENT), _spent([Kind.AGENCY_SW]), _spent([Kind.AGENCY_OTHER]))
    sums = dict(zip(("of_budget", "of_permanent", "of_agency_sw", "of_agency_other"), (_BUDGETED, *spent), strict=True))
    found: dict[Any, Purse] = {}
    for row in rows.order_by().values_list(*by).annotate(**sums):
        found[row[:-4]] = Purse(*(NOTHING if amount is None else amount.quantize(PENNY) for amount in row[-4:]))
    return found


def by_month(rows: Any) -> dict[dt.date, Purse]:
    """Month sums added up by month; the year is named because the index that answers this is in its order."""
    return {month: purse for (_, month), purse in gather(rows, "year", "month").items()}


def groups_of(teams: Iterable[Team]) -> list[str]:
    """The groups that teams are gathered in, in the order of the teams."""
    return list(dict.fromkeys(team.group for team in teams if team.group))

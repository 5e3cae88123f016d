"""What empty posts cost and save: pay not spent while a post is empty, what agency cover costs in its place, and the difference.

An employed social worker is priced by the middle point of the post's grade with on-costs, else by what the council recorded that one costs. An
agency worker is priced by the timesheets of their own assignment, for the weeks without one by its rates, else by what the council recorded; the page
says how many by which.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ridgeway.core.periods import overlaps
from ridgeway.domains.agency.models import Rate
from ridgeway.domains.agency.rules import months_after
from ridgeway.domains.establishment.models import Cover, Holding, PostTerm
from ridgeway.domains.finance.choices import CostKey
from ridgeway.domains.finance.models import CostAssumption
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from .agency_cost import known_months, missing
from .pay import gaps_of, middle_pay, on_cost

YEAR = Decimal("365.25")
HOURS = Decimal(37)
WEEKS = YEAR / 7
TIMESHEETS, OWN_RATE, ASSUMED, NOT_KNOWN = "timesheets", "own rate", "assumed", "not known"
NOTHING = Decimal(0)


@dataclass
class Sum:
    """What a post, a team or all of them came to. Days are FTE-days; money is pounds."""

    empty: Decimal = NOTHING
    saved: Decimal = NOTHING
    covered: Decimal = NOTHING
    agency: Decimal = NOTHING
    stood_for: Decimal = NOTHING  # the pay of the days that agency workers covered
    unpriced: int = 0

    def add(self, other: "Sum") -> None:
        """Another one with it."""
        for name in ("empty", "saved", "covered", "agency", "stood_for"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.unpriced += other.unpriced

    @property
    def net(self) -> Decimal:
        """What it cost more than the posts' pay; less than nothing is a saving."""
        return self.agency - self.saved

    @property
    def premium(self) -> Decimal:
        """What agency cover cost more than the pay of the days it stood in for."""
        return self.agency - self.stood_for

    @property
    def is_nothing(self) -> bool:
        return not (self.empty or self.covered)


@dataclass
class PostCost:
    """A post's year."""

    number: str
    team_id: int
    role: str
    sum: Sum = field(default_factory=Sum)


@dataclass
class Costs:
    """What the empty posts of a scope cost and saved between two days, `[after, until)`."""

    after: dt.date
    until: dt.date
    posts: list[PostCost]
    beside: dict[int, Sum]  # agency workers beside the establishment, by team
    priced: dict[str, int]  # agency workers by how they are priced
    total: Sum = field(default_factory=Sum)

    def by_team(self) -> dict[int, Sum]:
        """The sums of each team, those beside the establishment with them."""
        found: dict[int, Sum] = {}
        for post in self.posts:
            found.setdefault(post.team_id, Sum()).add(post.sum)
        for team, more in self.beside.items():
            found.setdefault(team, Sum()).add(more)
        return found


def _days(starts: dt.date, ends: dt.date | None, after: dt.date, until: dt.date) -> int:
    return max(0, (min(ends or until, until) - max(starts, after)).days)


def costs_of(user, scope: Scope, after: dt.date, until: dt.date) -> Costs:
    """The costs of a scope's posts between two days. Eight queries, whatever there is."""
    council, teams = scope.council, {team.pk for team in scope.teams}
    terms = _seen(PostTerm, user, council, after, until).select_related("post", "role").filter(team__in=teams)
    held: dict[int, list[tuple[dt.date, dt.date | None]]] = {}
    for post, starts, ends in _seen(Holding, user, council, after, until).filter(post__isnull=False).values_list("post", "starts_on", "ends_on"):  # fmt: skip
        held.setdefault(post, []).append((starts, ends))
    pay, known = _pay(council, after, until), _recorded(user, council, until)
    posts: dict[int, PostCost] = {}
    yearly: dict[int, Decimal | None] = {}
    for term in terms:
        line = posts.setdefault(term.post_id, PostCost(term.post.number, term.team_id, str(term.role)))
        a_year = yearly[term.post_id] = pay.get(term.grade_id or 0, known.get(CostKey.EMPLOYED_YEAR))
        days = sum(_days(begins, stops, after, until) for begins, stops in gaps_of(held.get(term.post_id, []), term.starts_on, term.ends_on))  # fmt: skip
        line.sum.add(Sum(empty=days * term.fte, saved=(a_year or NOTHING) * days * term.fte / YEAR, unpriced=int(a_year is None and days > 0)))  # fmt: skip
    beside: dict[int, Sum] = {}
    priced = dict.fromkeys((TIMESHEETS, OWN_RATE, ASSUMED, NOT_KNOWN), 0)
    covers = _seen(Cover, user, council, after, until).filter(team__in=teams, is_snapshot=False)
    rates, sheets = _rates(council, after, until), _sheets(user, council, after, until)
    for cover in covers:
        found, how = _cover(cover, rates.get(cover.pk, []), known, after, until)
        if how == OWN_RATE and (months := sheets.get(rates[cover.pk][0].assignment_id)):
            found.agency, how = _by_sheets(cover, found, months, after, until), TIMESHEETS
        priced[how] += 1
        a_year = yearly.get(cover.post_id or 0) or known.get(CostKey.EMPLOYED_YEAR)
        found.stood_for = (a_year or NOTHING) * found.covered / YEAR
        into = posts[cover.post_id].sum if cover.post_id in posts else beside.setdefault(cover.team_id or 0, Sum())
        into.add(found)
    total = Sum()
    for one in [*(post.sum for post in posts.values()), *beside.values()]:
        total.add(one)
    lines = sorted((post for post in posts.values() if not post.sum.is_nothing), key=lambda post: (-post.sum.net, post.number))  # fmt: skip
    return Costs(after, until, lines, beside, priced, total)


def _seen(model: Any, user, council: Council, after: dt.date | None, until: dt.date):
    rows = model.objects.filter(council=council).visible_to(user, Permission.MONEY_VIEW)
    return rows.filter(overlaps(after, until)) if after else rows.filter(starts_on__lt=until)


def _pay(council: Council, after: dt.date, until: dt.date) -> dict[int, Decimal]:
    """A year's pay with on-costs by grade, as in the middle of the window."""
    middle = after + (until - after) / 2
    extra = 1 + on_cost(council, middle) / 100
    return {grade: annual * extra for grade, annual in middle_pay(council, middle).items()}


def _recorded(user, council: Council, until: dt.date) -> dict[str, Decimal]:
    rows = CostAssumption.objects.filter(council=council, starts_on__lt=until).visible_to(user).order_by("starts_on")
    return {row.key: row.likely for row in rows}


def priced_year(user, scope: Scope, on: dt.date) -> tuple[Decimal, Decimal]:
    """What an employed and an agency social worker cost in a year, as recorded; nothing where nothing is. One query."""
    known = _recorded(user, scope.council, on + dt.timedelta(days=1))
    return known.get(CostKey.EMPLOYED_YEAR, NOTHING), known.get(CostKey.AGENCY_YEAR, NOTHING)


def _rates(council: Council, after: dt.date, until: dt.date) -> dict[int, list[Rate]]:
    """The rates of assignments that are covers, by cover: what an hour costs, and when."""
    found: dict[int, list[Rate]] = {}
    # the last rate of an assignment stays open, so the cover says whether anybody was here
    here = Cover.objects.filter(overlaps(after, until), council=council, is_snapshot=False)
    rows = Rate.objects.filter(overlaps(after, until), council=council, assignment__cover__in=here)
    for rate in rows.select_related("assignment"):
        found.setdefault(rate.assignment.cover_id or 0, []).append(rate)
    return found


def _sheets(user, council: Council, after: dt.date, until: dt.date) -> dict[int, list[tuple[dt.date, Decimal, int]]]:
    """The timesheets of whole months by assignment: the month, pounds, of how many weeks."""
    found: dict[int, list[tuple[dt.date, Decimal, int]]] = {}
    for (pk, month), (cost, weeks) in known_months(user, council, after, until, Permission.MONEY_VIEW).items():
        found.setdefault(pk, []).append((month, cost, weeks))
    return found


def _by_sheets(cover: Cover, found: Sum, months: Iterable[tuple[dt.date, Decimal, int]], after: dt.date, until: dt.date) -> Decimal:  # fmt: skip
    """What an agency worker cost by timesheets; the weeks without one stay at the rate they are priced by."""
    total = found.agency
    for month, cost, weeks in months:
        starts, ends = max(month, cover.starts_on, after), min(months_after(month, 1), cover.ends_on or until, until)
        days = max(0, (ends - starts).days) * cover.fte
        priced = found.agency * days / found.covered if found.covered else NOTHING
        total += cost - priced * (1 - missing(weeks, starts, ends))
    return total


def _cover(cover: Cover, rates: Iterable[Rate], known: dict[str, Decimal], after: dt.date, until: dt.date) -> tuple[Sum, str]:  # fmt: skip
    """An agency worker's days and what they cost, and how they are priced."""
    days = _days(cover.starts_on, cover.ends_on, after, until) * cover.fte
    own = [(rate.charge, _days(max(rate.starts_on, cover.starts_on), _first(rate.ends_on, cover.ends_on), after, until)) for rate in rates]  # fmt: skip
    paid = sum(part for _, part in own)
    if paid:
        hourly = sum((charge * part for charge, part in own), NOTHING) / paid
        return Sum(covered=days, agency=hourly * HOURS * WEEKS * days / YEAR), OWN_RATE
    a_year = known.get(CostKey.AGENCY_YEAR)
    if a_year is None:
        return Sum(covered=days, unpriced=1), NOT_KNOWN
    return Sum(covered=days, agency=a_year * days / YEAR), ASSUMED


def _first(*days: dt.date | None) -> dt.date | None:
    return min((day for day in days if day), default=None)

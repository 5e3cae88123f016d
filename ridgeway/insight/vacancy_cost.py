"""What empty posts cost and save: pay not spent while a post is empty, what agency cover costs in its place, and the difference.

An employed social worker is priced by the middle point of the post's grade with on-costs, else by what the council recorded that one costs. An
agency worker is priced by the timesheets of their own assignment, for the weeks without one by its rates, else by what the council recorded; the page
says how many by which.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from ridgeway.domains.agency.rules import months_after
from ridgeway.domains.finance.choices import CostKey
from ridgeway.domains.finance.models import CostAssumption
from ridgeway.domains.organisation.queries import Scope

from .agency_cost import missing
from .pay import gaps_of
from .vacancy_rows import Covered, covered_of, posts_of, prices_of

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
    """The costs of a scope's posts between two days. Three queries, whatever there is."""
    council, teams = scope.council, {team.pk for team in scope.teams}
    terms, held = posts_of(user, council, teams, after, until)
    prices = prices_of(user, council, after + (until - after) / 2, until)
    employed = prices.recorded.get(CostKey.EMPLOYED_YEAR)
    posts: dict[int, PostCost] = {}
    yearly: dict[int, Decimal | None] = {}
    for term in terms:
        line = posts.setdefault(term.post_id, PostCost(term.number, term.team_id, term.role))
        a_year = yearly[term.post_id] = prices.pay.get(term.grade_id or 0, employed)
        days = sum(_days(begins, stops, after, until) for begins, stops in gaps_of(held.get(term.post_id, []), term.starts_on, term.ends_on))  # fmt: skip
        if days:
            line.sum.add(Sum(empty=days * term.fte, saved=(a_year or NOTHING) * days * term.fte / YEAR, unpriced=int(a_year is None)))  # fmt: skip
    beside: dict[int, Sum] = {}
    priced = dict.fromkeys((TIMESHEETS, OWN_RATE, ASSUMED, NOT_KNOWN), 0)
    for cover in covered_of(user, council, teams, after, until):
        found, how = _cover(cover, prices.recorded.get(CostKey.AGENCY_YEAR), after, until)
        if how == OWN_RATE and cover.sheets:
            found.agency, how = _by_sheets(cover, found, after, until), TIMESHEETS
        priced[how] += 1
        a_year = yearly.get(cover.post_id or 0) or employed
        found.stood_for = (a_year or NOTHING) * found.covered / YEAR
        into = posts[cover.post_id].sum if cover.post_id in posts else beside.setdefault(cover.team_id or 0, Sum())
        into.add(found)
    total = Sum()
    for one in [*(post.sum for post in posts.values()), *beside.values()]:
        total.add(one)
    lines = sorted((post for post in posts.values() if not post.sum.is_nothing), key=lambda post: (-post.sum.net, post.number))  # fmt: skip
    return Costs(after, until, lines, beside, priced, total)


def priced_year(user, scope: Scope, on: dt.date) -> tuple[Decimal, Decimal]:
    """What an employed and an agency social worker cost in a year, as recorded; nothing where nothing is. One query."""
    rows = (
        CostAssumption.objects.filter(council=scope.council, starts_on__lte=on).visible_to(user).order_by("starts_on")
    )
    known = dict(rows.values_list("key", "likely"))
    return known.get(CostKey.EMPLOYED_YEAR, NOTHING), known.get(CostKey.AGENCY_YEAR, NOTHING)


def _by_sheets(cover: Covered, found: Sum, after: dt.date, until: dt.date) -> Decimal:
    """What an agency worker cost by timesheets; the weeks without one stay at the rate they are priced by."""
    total = found.agency
    for month, cost, weeks in cover.sheets:
        starts, ends = max(month, cover.starts_on, after), min(months_after(month, 1), cover.ends_on or until, until)
        days = max(0, (ends - starts).days) * cover.fte
        priced = found.agency * days / found.covered if found.covered else NOTHING
        total += cost - priced * (1 - missing(weeks, starts, ends))
    return total


def _cover(cover: Covered, a_year: Decimal | None, after: dt.date, until: dt.date) -> tuple[Sum, str]:
    """An agency worker's days and what they cost, and how they are priced. `a_year`: what the council recorded that one costs."""
    days = _days(cover.starts_on, cover.ends_on, after, until) * cover.fte
    own = [(charge, _days(max(starts, cover.starts_on), _first(ends, cover.ends_on), after, until)) for starts, ends, charge in cover.rates]  # fmt: skip
    paid = sum(part for _, part in own)
    if paid:
        hourly = sum((charge * part for charge, part in own), NOTHING) / paid
        return Sum(covered=days, agency=hourly * HOURS * WEEKS * days / YEAR), OWN_RATE
    if a_year is None:
        return Sum(covered=days, unpriced=1), NOT_KNOWN
    return Sum(covered=days, agency=a_year * days / YEAR), ASSUMED


def _first(*days: dt.date | None) -> dt.date | None:
    return min((day for day in days if day), default=None)

"""Who gets a supplement on a day and who beside them does not; what it costs; and what changed with it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from ridgeway.calc import effect as changes
from ridgeway.calc.effect import Interval, Rate
from ridgeway.core.periods import months_before
from ridgeway.domains.establishment.models import Holding, PostTerm
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.pay import rules
from ridgeway.domains.pay.models import OnCost, ScalePoint, Supplement, SupplementScope

YEAR = 365.25
SEED = 40
LEAST_MONTHS, MOST_MONTHS = 3, 12


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody in post: whom, where, as what, on which grade."""

    worker_id: int
    name: str
    team_id: int | None
    team: str
    role_id: int | None
    role: str
    is_social_worker: bool
    grade_id: int | None
    grade: str
    fte: Decimal


@dataclass(frozen=True)
class Reach:
    """Those who get a supplement, and the qualified social workers of the same service who do not; `cost` a year with on-costs."""

    gets: list[Place]
    beside: list[Place]
    cost: Decimal | None
    unpriced: int

    def by_team(self) -> list[tuple[str, int, int]]:
        """Team, how many get it, how many beside them do not."""
        names = dict.fromkeys(place.team for place in [*self.gets, *self.beside])
        return [(name, sum(p.team == name for p in self.gets), sum(p.team == name for p in self.beside)) for name in names]  # fmt: skip


def matches(scopes: list[SupplementScope], role: int | None, team: int | None, grade: int | None) -> bool:
    """Whether a place is one that a supplement is for."""
    return any(
        scope.role_id in (None, role) and scope.team_id in (None, team) and scope.grade_id in (None, grade) for scope in scopes
    )  # fmt: skip


def reach_of(user, supplement: Supplement, scopes: list[SupplementScope], on: dt.date) -> Reach:
    """Who gets a supplement on a day, and who beside them does not. Four queries."""
    council = supplement.council
    grades = {
        post: (grade, name or "")
        for post, grade, name in PostTerm.objects.filter(council=council)
        .on(on)
        .values_list("post", "grade", "grade__name")
    }
    rows = Holding.objects.filter(council=council).on(on).visible_to(user, Permission.PAY_VIEW)
    rows = rows.select_related("worker", "team", "role").order_by("team__order", "role__order", "worker__family_name", "pk")  # fmt: skip
    services: set[int] = set()
    gets, others = [], []
    for row in rows:
        grade = grades.get(row.post_id, (None, ""))
        place = Place(
            row.worker_id, row.worker.name, row.team_id, str(row.team or ""), row.role_id, str(row.role or ""),
            bool(row.role and row.role.is_social_worker), *grade, row.fte,
        )  # fmt: skip
        if matches(scopes, row.role_id, row.team_id, grade[0]):
            gets.append(place)
            services.add(row.team.service_id if row.team else 0)
        elif place.is_social_worker:
            others.append((row.team.service_id if row.team else 0, place))
    beside = [place for service, place in others if service in services]
    cost, unpriced = _cost(council, supplement, gets, on)
    return Reach(gets, beside, cost, unpriced)


def middle_pay(council: Council, on: dt.date) -> dict[int, Decimal]:
    """The middle scale point of each grade on a day. One query."""
    points: dict[int, list[Decimal]] = {}
    for grade, annual in (
        ScalePoint.objects.filter(council=council).on(on).order_by("point").values_list("grade", "annual")
    ):
        points.setdefault(grade, []).append(annual)
    return {grade: middle_of(found) for grade, found in points.items()}


def middle_of(points: list[Decimal]) -> Decimal:
    """The middle of a grade's points in their order, the lower of the two where they are even."""
    return points[(len(points) - 1) // 2]


def on_cost(council: Council, on: dt.date) -> Decimal:
    """The employer's on-costs on a day, as a percentage of pay; nothing where none is recorded. One query."""
    row = OnCost.objects.filter(council=council).on(on).first()
    return row.percent if row else Decimal(0)


def _cost(council: Council, supplement: Supplement, gets: list[Place], on: dt.date) -> tuple[Decimal | None, int]:
    pay, extra = middle_pay(council, on), on_cost(council, on)
    each = [(rules.a_year(supplement.basis, supplement.amount, pay.get(place.grade_id or 0)), place.fte) for place in gets]  # fmt: skip
    known = [amount * fte for amount, fte in each if amount is not None]
    if not known:
        return None, len(each)
    return (sum(known, Decimal(0)) * (100 + extra) / 100).quantize(rules.PENNY), len(each) - len(known)


@dataclass(frozen=True)
class Side:
    """One group before or after: leavers over person-years, posts filled and still empty, and how long the filled ones were empty."""

    leavers: Rate
    filled: int
    empty: int
    days: list[int]

    @property
    def fill(self) -> tuple[int, int]:
        return self.filled, self.filled + self.empty

    @property
    def median_days(self) -> float | None:
        return float(np.median(self.days)) if self.days else None


@dataclass(frozen=True)
class Effect:
    """Before and after the start of a supplement, of those it is for and of those beside them; `why` says why nothing can be said."""

    months: int
    before: Side | None = None
    after: Side | None = None
    beside_before: Side | None = None
    beside_after: Side | None = None
    why: str = ""

    @property
    def turnover(self) -> Interval | None:
        """How many times as much it changed for those who got it as for those beside them."""
        if not (self.before and self.after and self.beside_before and self.beside_after):
            return None
        return changes.ratio_of_ratios(
            self.after.leavers, self.before.leavers, self.beside_after.leavers, self.beside_before.leavers
        )

    @property
    def filling(self) -> Interval | None:
        """The difference of the fill rate among those who got it."""
        return _filled(self.after, self.before)

    @property
    def filling_beside(self) -> Interval | None:
        """The same among those beside them."""
        return _filled(self.beside_after, self.beside_before)

    @property
    def waiting(self) -> Interval | None:
        """The difference of the median days a filled post was empty, among those who got it."""
        return _waited(self.after, self.before)

    @property
    def waiting_beside(self) -> Interval | None:
        """The same among those beside them."""
        return _waited(self.beside_after, self.beside_before)

    @property
    def fewest(self) -> int:
        """The least number of leavers of the four that the comparison rests on."""
        sides = [side for side in (self.before, self.after, self.beside_before, self.beside_after) if side]
        return min((side.leavers.events for side in sides), default=0)


def more_than(one: Interval | None, beside: Interval | None) -> Interval | None:
    """How much more it changed for those who got it than beside them; None where either is not known."""
    return changes.difference_of(one, beside) if one is not None and beside is not None else None


def _filled(after: Side | None, before: Side | None) -> Interval | None:
    return changes.share_difference(after.fill, before.fill) if after and before else None


def _waited(after: Side | None, before: Side | None) -> Interval | None:
    if not (after and before):
        return None
    return changes.median_difference(after.days, before.days, np.random.default_rng(SEED))


Belongs = Callable[[int | None, int | None, int | None], bool]


def effect_of(user, supplement: Supplement, scopes: list[SupplementScope], on: dt.date) -> Effect:
    """What changed with a supplement: as many months after its start as before it, at most twelve. Two queries."""
    start, council = supplement.starts_on, supplement.council
    until = min(on, supplement.ends_on or on)
    months = sum(months_before(until, back) >= start for back in range(1, MOST_MONTHS + 1))
    if council.records_from:
        months = min(
            months, sum(months_before(start, back) >= council.records_from for back in range(1, MOST_MONTHS + 1))
        )
    if months < LEAST_MONTHS:
        return Effect(months, why=f"Fewer than {LEAST_MONTHS} months are known before and after it began, so nothing can be said.")  # fmt: skip
    first, last = months_before(start, months), months_before(start, -months)
    terms = list(PostTerm.objects.filter(council=council).visible_to(user, Permission.PAY_VIEW).values_list("post", "role", "team", "grade", "starts_on", "ends_on", "role__is_social_worker", "team__service"))  # fmt: skip
    held = list(Holding.objects.filter(council=council).visible_to(user, Permission.PAY_VIEW).values_list("post", "role", "team", "starts_on", "ends_on", "employment__ends_on", "role__is_social_worker", "team__service"))  # fmt: skip
    grade = {post: grade for post, _, _, grade, *_ in terms}
    mine = {place for place in {(role, team, grade.get(post)) for post, role, team, *_ in [*terms, *held]} if matches(scopes, *place)}  # fmt: skip
    services = {row[-1] for row in held if (row[1], row[2], grade.get(row[0])) in mine}
    windows = ((first, start), (start, last))

    def side(gets: bool, window: tuple[dt.date, dt.date]) -> Side:
        def belongs(row) -> bool:
            here = (row[1], row[2], grade.get(row[0])) in mine
            return here if gets else (not here and bool(row[-2]) and row[-1] in services)

        return _side([r for r in held if belongs(r)], [t for t in terms if belongs(t)], held, *window)

    return Effect(months, side(True, windows[0]), side(True, windows[1]), side(False, windows[0]), side(False, windows[1]))  # fmt: skip


def _side(places: list, terms: list, held: list, after: dt.date, until: dt.date) -> Side:
    """One group over `[after, until)`."""
    left = {(row[3], row[0], row[5]) for row in places if row[5] is not None and row[5] == row[4] and after <= row[5] < until}  # fmt: skip
    days = sum(max(0, (min(row[4] or until, until) - max(row[3], after)).days) for row in places)
    by_post: dict[int, list[tuple[dt.date, dt.date | None]]] = {}
    for row in held:
        if row[0] is not None:
            by_post.setdefault(row[0], []).append((row[3], row[4]))
    waits, empty = [], 0
    for post, _, _, _, starts, ends, *_ in terms:
        for begins, stops in gaps_of(by_post.get(post, []), starts, ends):
            if stops is not None and after <= stops < until and stops != ends:
                waits.append((stops - begins).days)
            elif begins < until and (stops is None or stops >= until):
                empty += 1
    return Side(Rate(len(left), days / YEAR), len(waits), empty, waits)


def gaps_of(held: list[tuple[dt.date, dt.date | None]], starts: dt.date, ends: dt.date | None) -> list[tuple[dt.date, dt.date | None]]:  # fmt: skip
    """When a post was funded and held by nobody: (first day empty, the day it was filled or ended; None: still empty)."""
    found: list[tuple[dt.date, dt.date | None]] = []
    day = starts
    for begins, stops in sorted(held, key=lambda place: place[0]):
        if begins > day:
            found.append((day, begins if ends is None or begins <= ends else ends))
        if stops is None:
            return found
        day = max(day, stops)
    if ends is None or day < ends:
        found.append((day, ends))
    return found

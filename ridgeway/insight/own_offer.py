"""What we offer ourselves for a role, read from our own rows; each cell says where it is from, and what is not known says so."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from ridgeway.core import clock
from ridgeway.core.periods import months_before
from ridgeway.core.words import day as day_words
from ridgeway.core.words import pounds
from ridgeway.domains.establishment.models import Holding, JobRole, PostTerm
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.pay.choices import Basis
from ridgeway.domains.pay.models import Incentive, ScalePoint, Supplement
from ridgeway.domains.pay.states import IncentiveState, SupplementState
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries.enquiries import end_of

FEWEST = 5  # of incentives of fewer people nothing is told: they could be recognised
PAID = (
    SupplementState.APPROVED,
    SupplementState.UNDER_NOTICE,
    SupplementState.ENDED,
)  # the last two until their last day
NOT_SHOWN = "Pay is shown to those who may see it"
Pay = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known, in words (empty = not known, or withheld), and where from, or why not."""

    words: str
    source: str
    is_withheld: bool = False


@dataclass(frozen=True)
class Own:
    """What we offer for a role on a day; pay in pounds a year."""

    role: str
    pay: Pay
    pay_source: Cell
    supplement: Cell
    incentive: Cell


@dataclass
class _Books:
    """Our rows for some roles on a day."""

    adverts: Mapping[int, Advert]
    grades: Mapping[int, set[int]]
    scales: Mapping[int, list[ScalePoint]]
    supplements: list[Supplement]
    may_see_pay: bool
    incentives: Mapping[int, list[Incentive]] = field(default_factory=dict)


def own_offers(user, council: Council, roles: Iterable[JobRole], on: dt.date) -> dict[int, Own]:
    """What we offer for each role on a day, as `user` may see it: what stands in pay is told to those alone who may see that. Eight queries."""
    roles = list(roles)
    books = _read(user, council, [role.pk for role in roles], on)
    return {role.pk: _own(books, role) for role in roles}


def _read(user, council: Council, roles: list[int], on: dt.date) -> _Books:
    grades: dict[int, set[int]] = defaultdict(set)
    terms = PostTerm.objects.filter(council=council, role__in=roles, grade__isnull=False).on(on)
    for role, grade in terms.values_list("role", "grade").distinct():
        grades[role].add(grade)
    scales: dict[int, list[ScalePoint]] = defaultdict(list)
    for point in ScalePoint.objects.filter(council=council).visible_to(user).on(on).select_related("grade"):
        scales[point.grade_id].append(point)
    supplements = Supplement.objects.filter(council=council, state__in=PAID, starts_on__lte=on).visible_to(user)
    paid = [
        row
        for row in supplements.prefetch_related("scopes__team", "scopes__grade")
        if not row.ends_on or on < row.ends_on
    ]
    may_see = access_of(user).may_somewhere(Permission.PAY_VIEW, council.pk)
    return _Books(_adverts(council, roles, on), grades, scales, paid, may_see, _incentives(user, council, on))


def _adverts(council: Council, roles: list[int], on: dt.date) -> dict[int, Advert]:
    """The latest advert for each role that was published by a day."""
    latest = Advert.objects.filter(council=council, role=OuterRef("pk"), published_at__lt=end_of(on))
    found = JobRole.objects.filter(pk__in=roles).annotate(
        advert=Subquery(latest.order_by("-published_at").values("pk")[:1])
    )
    wanted = [pk for pk in found.values_list("advert", flat=True) if pk]
    return {row.role_id: row for row in Advert.objects.filter(pk__in=wanted)}


def _incentives(user, council: Council, on: dt.date) -> dict[int, list[Incentive]]:
    """The incentives agreed in the year up to a day, by the role in which the person was, or began next."""
    rows = Incentive.objects.filter(council=council, agreed_on__gt=months_before(on, 12), agreed_on__lte=on)
    found = list(rows.exclude(state=IncentiveState.CANCELLED).visible_to(user))
    held: dict[int, list[tuple[dt.date, dt.date | None, int]]] = defaultdict(list)
    spells = Holding.objects.filter(council=council, worker__in={row.worker_id for row in found}, role__isnull=False)
    for worker, starts, ends, role in spells.order_by("starts_on").values_list(
        "worker", "starts_on", "ends_on", "role"
    ):
        held[worker].append((starts, ends, role))
    by_role: dict[int, list[Incentive]] = defaultdict(list)
    for row in found:
        then = [role for _, ends, role in held[row.worker_id] if ends is None or row.agreed_on < ends]
        if then:
            by_role[then[0]].append(row)
    return by_role


def _own(books: _Books, role: JobRole) -> Own:
    advert = books.adverts.get(role.pk)
    pay, source = _pay(books, role, advert)
    return Own(role.name, pay, source, _supplement(books, role, advert), _incentive(books, role))


def _told(advert: Advert) -> str:
    published = f", published {day_words(clock.day_of(advert.published_at))}" if advert.published_at else ""
    return f"Advert {advert.reference}{published}"


def _pay(books: _Books, role: JobRole, advert: Advert | None) -> tuple[Pay, Cell]:
    points = [point for grade in books.grades.get(role.pk, ()) for point in books.scales.get(grade, ())]
    if points:
        names = ", ".join(sorted({point.grade.name for point in points}))
        amounts = [point.annual for point in points]
        since = day_words(max(point.starts_on for point in points))
        return (min(amounts), max(amounts)), Cell("", f"Scale points of its posts’ grades ({names}), from {since}")
    if advert and (advert.pay_low is not None or advert.pay_high is not None):
        return (advert.pay_low, advert.pay_high), Cell("", _told(advert))
    why = "No grade of its posts has scale points" if books.may_see_pay else NOT_SHOWN
    told = "its latest advert names no pay" if advert else "it was not advertised"
    return (None, None), Cell("", f"{why}; {told}", is_withheld=not books.may_see_pay)


def _supplement(books: _Books, role: JobRole, advert: Advert | None) -> Cell:
    found = [
        (row, where)
        for row in books.supplements
        if (where := _reaches(row, role, books.grades.get(role.pk, set()))) is not None
    ]
    if found:
        words = "; ".join(_amount(row) + (f" in {where}" if where else "") for row, where in found)
        return Cell(words, "Pay: " + "; ".join(f"{row.title}, from {day_words(row.starts_on)}" for row, _ in found))
    if advert and advert.supplement_words:
        return Cell(advert.supplement_words, _told(advert))
    if not books.may_see_pay:
        return Cell("", NOT_SHOWN, is_withheld=True)
    return Cell("none", "Pay: no approved supplement reaches it on the day")


def _reaches(row: Supplement, role: JobRole, grades: set[int]) -> str | None:
    """Where a supplement reaches somebody of a role: everywhere (empty), or in some teams or grades; None where nowhere."""
    places = []
    for scope in row.scopes.all():
        if scope.role_id in (None, role.pk) and (scope.grade_id is None or scope.grade_id in grades):
            places.append(", ".join(str(part) for part in (scope.team, scope.grade) if part))
    if not places:
        return None
    *first, last = dict.fromkeys(places)
    return "" if "" in places else f"{', '.join(first)} and {last}" if first else last


def _amount(row: Supplement) -> str:
    return f"{row.amount.normalize():f}% of pay" if row.basis == Basis.PERCENT else f"{pounds(row.amount)} a year"


def _incentive(books: _Books, role: JobRole) -> Cell:
    if not books.may_see_pay:
        return Cell("", NOT_SHOWN, is_withheld=True)
    kinds: dict[str, list[Incentive]] = defaultdict(list)
    for row in books.incentives.get(role.pk, ()):
        kinds[row.get_kind_display()].append(row)
    told = {kind: rows for kind, rows in kinds.items() if len({row.worker_id for row in rows}) >= FEWEST}
    if not told:
        few = "Pay: agreed for fewer than five people of the role in the year before, or for none"
        return Cell("", few, is_withheld=True)
    words = []
    for kind, rows in told.items():
        amounts = [row.amount for row in rows]
        between = " to ".join(dict.fromkeys((pounds(min(amounts)), pounds(max(amounts)))))
        words.append(f"{kind} of {between}")
    people = "; ".join(f"{len({row.worker_id for row in rows})} people" for rows in told.values())
    return Cell("; ".join(words), f"Pay: agreed for {people} of the role in the year before")

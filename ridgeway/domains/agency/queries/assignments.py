"""Assignments as they are listed, and what is owed on them."""

import datetime as dt
from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, DecimalField, Exists, F, OuterRef, Q, Subquery, When

from ridgeway.core.periods import holds_on
from ridgeway.core.together import Question
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from ..choices import Office, Part
from ..models import Assignment, Breach, Rate, SignOff, Supplier
from ..models.assignments import AssignmentQuerySet
from ..permissions import offices_of
from ..states import AssignmentState, BreachState

S = AssignmentState
CHARGE = F("pay") + F("employer_ni") + F("holiday") + F("levy") + F("margin")


def in_scope(rows, scope: Scope, team: str = "team"):
    """Those of a scope."""
    rows = rows.filter(council=scope.council)
    if scope.team:
        return rows.filter(**{team: scope.team})
    return rows.filter(**{f"{team}__service": scope.service}) if scope.service else rows


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list asks for. `show`: here (on the day), new (not confirmed), over (past the planned end, or the cover ended), all."""

    show: str = "here"
    supplier: int | None = None
    route: str = ""
    place: str = ""

    def applied(self, rows: AssignmentQuerySet, on: dt.date) -> AssignmentQuerySet:
        """The rows that are so on a day."""
        if self.show == "here":
            rows = rows.filter(HERE, holds_on(on))
        elif self.show == "new":
            rows = rows.filter(state=S.DRAFT)
        elif self.show == "over":
            rows = rows.filter(overdue(on))
        if self.supplier:
            rows = rows.filter(supplier=self.supplier)
        if self.route:
            rows = rows.filter(route=self.route)
        return rows.filter(post__isnull=self.place == "extra") if self.place else rows


HERE = Q(state__in=(S.CONFIRMED, S.ENDED))
_RATE = ("id", "starts_on", "ends_on", *Part.values)


def with_rates(rows) -> list[tuple[Assignment, list[Rate]]]:
    """Assignments in their order, each with its rates: one query, where asking for the rates afterwards is two."""
    found: dict[int, tuple[Assignment, list[Rate]]] = {}
    for row in rows.annotate(**{f"rate_{name}": F(f"rates__{name}") for name in _RATE}):
        _, rates = found.setdefault(row.pk, (row, []))
        if row.rate_id is not None:
            of = {name: getattr(row, f"rate_{name}") for name in _RATE}
            rates.append(Rate(assignment_id=row.pk, council_id=row.council_id, **of))
    return list(found.values())


def overdue(on: dt.date) -> Q:
    """Confirmed ones past their planned end, or whose cover ended or was taken away elsewhere."""
    return Q(state=S.CONFIRMED) & (Q(planned_until__lte=on) | Q(cover__isnull=True) | Q(cover__ends_on__isnull=False))


def with_charge(rows, on: dt.date):
    """With `charge`: pounds an hour on the day, or when it began or ended where the day lies outside."""
    rates = Rate.objects.filter(assignment=OuterRef("pk")).annotate(an_hour=CHARGE)
    held = rates.filter(starts_on__lte=on).order_by("-starts_on")
    money: DecimalField = DecimalField(max_digits=8, decimal_places=2)
    first = rates.order_by("starts_on")
    return rows.annotate(
        charge=Case(
            When(starts_on__lte=on, then=Subquery(held.values("an_hour")[:1])),
            default=Subquery(first.values("an_hour")[:1]),
            output_field=money,
        )
    )


def with_sign_off(rows):
    """With `waiting` and `signed`: whether somebody is asked to sign off a breach, or did."""
    mine = Breach.objects.filter(assignment=OuterRef("pk"))
    return rows.annotate(
        waiting=Exists(mine.filter(state=BreachState.OPEN)), signed=Exists(mine.filter(state=BreachState.SIGNED))
    )


def listed(
    user, scope: Scope, wanted: Filter, on: dt.date, *, after: tuple[dt.date, int] | None = None, size: int | None = 50
) -> list[Assignment]:
    """Assignments of a scope, the latest first, one more than `size`. One query."""
    rows = in_scope(Assignment.objects.visible_to(user), scope)
    rows = with_sign_off(with_charge(wanted.applied(rows, on), on))
    if after:
        rows = rows.filter(Q(starts_on__lt=after[0]) | Q(starts_on=after[0], pk__lt=after[1]))
    rows = rows.select_related("worker", "supplier", "team", "role", "post", "cover").order_by("-starts_on", "-pk")
    return list(rows[: size + 1] if size else rows)


@dataclass(frozen=True, slots=True)
class Here:
    """Agency workers here on a day: how many, covering a post, beside it."""

    count: int
    covering: int

    @property
    def extra(self) -> int:
        return self.count - self.covering


def used_on(user, scope: Scope, on: dt.date) -> tuple[list[Supplier], Here]:
    """The council's suppliers by name, and how many of a scope's assignments are here on a day. One query."""
    mine = in_scope(Assignment.objects.visible_to(user), scope).filter(HERE, holds_on(on), supplier=OuterRef("pk"))
    counted = mine.order_by().values("supplier").annotate(count=Count("pk"), covering=Count("post"))
    rows = Supplier.objects.filter(council=scope.council).visible_to(user).order_by("name")
    found = list(rows.annotate(count=Subquery(counted.values("count")), covering=Subquery(counted.values("covering"))))
    return found, Here(sum(row.count or 0 for row in found), sum(row.covering or 0 for row in found))


def suppliers_of(user, council: Council, on: dt.date):
    """The council's suppliers with `here` (assignments on the day), `ever`, `unkept` (conduct recorded in the year before the day)."""
    year = dt.timedelta(days=365)
    return (
        Supplier.objects.filter(council=council)
        .visible_to(user)
        .annotate(
            here=Count("assignments", filter=holds_on(on, "assignments__") & Q(assignments__state__in=("confirmed", "ended")), distinct=True),
            ever=Count("assignments", filter=Q(assignments__state__in=("confirmed", "ended")), distinct=True),
            unkept=Count("conduct", filter=Q(conduct__on__gt=on - year, conduct__on__lte=on), distinct=True),
        )
        .order_by("name")
    )  # fmt: skip


def waiting_for(user, scope: Scope) -> Question[list[Breach]]:
    """Breaches that wait for the word of `user`, oldest first: an office they hold is asked, and has not answered. One query."""
    rows = in_scope(Breach.objects.visible_to(user), scope, "assignment__team").filter(state=BreachState.OPEN)
    said = SignOff.objects.filter(breach=OuterRef("pk"))
    rows = rows.filter(~Exists(said.filter(by=user))).annotate(
        **{f"said_by_{office}": Exists(said.filter(office=office)) for office in Office.values}
    )
    rows = rows.select_related("assignment__team", "assignment__role", "assignment__worker").order_by("found_on", "pk")
    found = yield rows
    return [row for row in found if unanswered(user, row, {o for o in Office.values if getattr(row, f"said_by_{o}")})]


def unanswered(user, breach: Breach, done: Container[str]) -> list[Office]:
    """The offices that a breach asks, that `user` holds over its team, and that are not `done`; none for whoever asked."""
    if breach.state != BreachState.OPEN or user.pk == breach.asked_by_id:
        return []
    held = offices_of(user, breach.assignment.team)
    return [office for office in held if office in breach.offices and office not in done]


def may_sign(user, breach: Breach, said: Iterable[SignOff]) -> bool:
    """Whether `user` may still answer a breach of which so much was said: nobody answers twice."""
    said = list(said)
    return user.pk not in {word.by_id for word in said} and bool(
        unanswered(user, breach, {word.office for word in said})
    )


def breaches_of(user, assignment: Assignment) -> list[tuple[Breach, list[SignOff]]]:
    """An assignment's breaches, the latest first, each with who signed. Two queries."""
    rows = list(
        Breach.objects.visible_to(user).filter(assignment=assignment).select_related("asked_by", "assignment__team")
    )
    said: dict[int, list[SignOff]] = {}
    for word in SignOff.objects.visible_to(user).filter(breach__assignment=assignment):
        said.setdefault(word.breach_id, []).append(word)
    return [(row, said.get(row.pk, [])) for row in rows]

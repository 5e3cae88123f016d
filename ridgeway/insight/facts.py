"""A council's rows as arrays, loaded once for a page: posts, places, cover in one query, then counts, absences, totals.

Everything a measure needs stands here in columns, so that one function answers for any day, and a line over ten years
costs no more queries than one figure.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from django.db.models import BigIntegerField, Case, CharField, F, FloatField, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from ridgeway.core.periods import months_before
from ridgeway.domains.establishment.choices import AbsenceKind
from ridgeway.domains.establishment.models import Absence, Cover, Holding, PostTerm, StatedTotals
from ridgeway.domains.organisation.queries import Scope
from ridgeway.domains.practice.models import CaseCount

OPEN = "9999-12-31"
NOBODY = 0  # a missing id: ids of rows start at one


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind over periods, as columns of equal length n. Ids are int64 with 0 for none; days `datetime64[D]`."""

    id: NDArray
    worker: NDArray
    post: NDArray
    team: NDArray
    role: NDArray
    fte: NDArray
    starts: NDArray
    ends: NDArray
    employment: NDArray
    first_day: NDArray  # of the employment; of a cover or a term, its own
    last_day: NDArray  # the employment's end, exclusive
    code: NDArray  # the reason for leaving; of a cover, "c" covers a vacancy, "x" beside, "s" a census day
    kind: NDArray  # of the role
    qualified: NDArray

    def __len__(self) -> int:
        return len(self.id)

    def where(self, mask) -> "Rows":
        return Rows(*(getattr(self, name)[mask] for name in self.__slots__))


@dataclass
class Facts:
    """All that is known of a council (or the teams of it that may be seen)."""

    terms: Rows
    holdings: Rows
    covers: Rows
    role_names: dict[int, tuple[int, str]]
    stated: list["Stated"] = field(default_factory=list)
    cases: "Cases | None" = None
    absences: "Absences | None" = None

    @cached_property
    def has_posts(self) -> bool:
        return len(self.terms) > 0


@dataclass(frozen=True, slots=True)
class Stated:
    """What a census return states of its day: vacant FTE, and agency FTE covering vacancies."""

    id: int
    on: dt.date
    vacancies_fte: float
    agency_cover_fte: float


@dataclass(frozen=True, slots=True)
class Cases:
    """Case counts: row id, worker, cases, day. Shape (n,)."""

    id: NDArray
    worker: NDArray
    cases: NDArray
    day: NDArray


@dataclass(frozen=True, slots=True)
class Absences:
    """Sickness: row id, employment, first day, working days lost, and whether it is a census year's total. Shape (n,)."""

    id: NDArray
    employment: NDArray
    starts: NDArray
    days: NDArray
    is_total: NDArray


def seen(scope: Scope, team: str = "team") -> Q:
    """The rows of the scope's council that its teams reach; all of them where the whole council is seen."""
    mine = Q(council_id=scope.council.pk)
    return mine if scope.is_council and scope.whole else mine & Q(**{f"{team}__in": list(scope.team_ids)})


def load(scope: Scope) -> Facts:
    """Posts, places and cover of a scope, all their history. One query."""
    pages = [_terms(scope), _holdings(scope), _covers(scope)]
    columns: dict[str, list] = {"t": [], "h": [], "c": []}
    for row in pages[0].union(*pages[1:], all=True):
        columns[row[0]].append(row[1:])
    names = {row[4]: (row[15] or 0, row[14]) for rows in columns.values() for row in rows if row[4]}
    return Facts(*(_rows(columns[kind]) for kind in "thc"), role_names=names)


_ORDER = [
    "source_",
    "id_",
    "worker_",
    "post_",
    "team_",
    "role_",
    "fte_",
    "starts_",
    "ends_",
    "employment_",
    "first_",
    "last_",
    "code_",
    "kind_",
    "qualified_",
    "name_",
    "order_",
]


def _number(expression):
    return Coalesce(Cast(expression, BigIntegerField()), Value(NOBODY), output_field=BigIntegerField())


def _day(expression, otherwise=OPEN):
    return Coalesce(Cast(expression, CharField()), Value(otherwise), output_field=CharField())


def _text(expression):
    return Coalesce(Cast(expression, CharField()), Value(""), output_field=CharField())


def _columns(source: str, **differing):
    common = {
        "source_": Value(source, output_field=CharField()),
        "id_": F("pk"),
        "post_": _number("post_id"),
        "team_": _number("team_id"),
        "role_": _number("role_id"),
        "fte_": Cast("fte", FloatField()),
        "starts_": _day("starts_on"),
        "ends_": _day("ends_on"),
        "worker_": Value(NOBODY, output_field=BigIntegerField()),
        "employment_": Value(NOBODY, output_field=BigIntegerField()),
        "first_": _day("starts_on"),
        "last_": _day("ends_on"),
        "code_": Value("", output_field=CharField()),
        "kind_": _text("role__kind"),
        "qualified_": Case(When(role__is_social_worker=True, then=Value(1)), default=Value(0)),
        "name_": _text("role__name"),
        "order_": _number("role__order"),
    }
    return {**common, **differing}


def _terms(scope: Scope):
    rows = PostTerm.objects.filter(seen(scope)).order_by()
    return rows.annotate(**_columns("t")).values_list(*_ORDER)


def _holdings(scope: Scope):
    columns = _columns(
        "h",
        worker_=F("worker_id"),
        employment_=F("employment_id"),
        first_=_day("employment__starts_on"),
        last_=_day("employment__ends_on"),
        code_=_text("employment__reason"),
    )
    return Holding.objects.filter(seen(scope)).order_by().annotate(**columns).values_list(*_ORDER)


def _covers(scope: Scope):
    code = Case(
        When(is_snapshot=True, then=Value("s")),
        When(covers_vacancy=True, then=Value("c")),
        default=Value("x"),
        output_field=CharField(),
    )
    columns = _columns("c", worker_=F("worker_id"), code_=code)
    return Cover.objects.filter(seen(scope)).order_by().annotate(**columns).values_list(*_ORDER)


def _rows(rows: list[tuple]) -> Rows:
    by_column = list(zip(*rows, strict=True)) if rows else [()] * 16
    types = ["i8", "i8", "i8", "i8", "i8", "f8", "M8[D]", "M8[D]", "i8", "M8[D]", "M8[D]", "U2", "U20", "i8"]
    return Rows(*(np.array(by_column[i], dtype=kind) for i, kind in enumerate(types)))


def add_dated(facts: Facts, scope: Scope, days: list[dt.date], needs: frozenset[str]) -> Facts:
    """What the measures asked for need besides: "cases" (of the 31 days up to each day), "all cases" (since the first
    day), "absences" (sickness since thirteen months before it), "stated" (census returns' totals). One query, or none.
    """
    wanted = [make(scope, days, needs) for name, make in _DATED if name in needs]
    wanted += [_cases(scope, days, needs)] if "all cases" in needs and "cases" not in needs else []
    columns: dict[str, list] = {"k": [], "a": [], "s": []}
    if wanted:
        for row in wanted[0].union(*wanted[1:], all=True):
            columns[row[0]].append(row[1:])
    facts.cases = Cases(*_typed(columns["k"], (0, 1, 3, 2), ("i8", "i8", "i8", "M8[D]")))
    facts.absences = Absences(*_typed(columns["a"], (0, 1, 2, 3, 4), ("i8", "i8", "M8[D]", "f8", "?")))
    facts.stated = [Stated(row[0], dt.date.fromisoformat(row[2]), row[3], row[4]) for row in columns["s"]]
    return facts


_DATED_ORDER = ("source_", "id_", "who_", "day_", "amount_", "other_")


def _dated(rows, source: str, who, day: str, amount: str, other):
    return (
        rows.order_by()
        .annotate(
            source_=Value(source, output_field=CharField()),
            id_=F("pk"),
            who_=who,
            day_=_day(day),
            amount_=Cast(amount, FloatField()),
            other_=other,
        )
        .values_list(*_DATED_ORDER)
    )


def _no_number(value=0.0):
    return Value(value, output_field=FloatField())


def _cases(scope: Scope, days: list[dt.date], needs: frozenset[str]):
    if "all cases" in needs:
        near = Q(on__gt=min(days) - dt.timedelta(days=31))
    else:
        near = Q(pk__in=[])
        for day in days:
            near |= Q(on__gt=day - dt.timedelta(days=31), on__lte=day)
    rows = CaseCount.objects.filter(seen(scope), near)
    return _dated(rows, "k", F("worker_id"), "on", "cases", _no_number())


def _absences(scope: Scope, days: list[dt.date], needs: frozenset[str]):
    rows = Absence.objects.filter(
        council_id=scope.council.pk, kind=AbsenceKind.SICK, starts_on__gt=months_before(min(days), 13)
    )
    is_total = Case(When(is_yearly_total=True, then=_no_number(1.0)), default=_no_number())
    return _dated(rows, "a", F("employment_id"), "starts_on", "working_days_lost", is_total)


def _stated(scope: Scope, days: list[dt.date], needs: frozenset[str]):
    rows = StatedTotals.objects.filter(council_id=scope.council.pk)
    nobody = Value(NOBODY, output_field=BigIntegerField())
    return _dated(rows, "s", nobody, "on", "vacancies_fte", Cast("agency_cover_fte", FloatField()))


_DATED = (("cases", _cases), ("absences", _absences), ("stated", _stated))


def _typed(rows: list[tuple], places: tuple[int, ...], types: tuple[str, ...]) -> list[NDArray]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * (max(places) + 1)
    return [np.array(columns[place], dtype=kind) for place, kind in zip(places, types, strict=True)]

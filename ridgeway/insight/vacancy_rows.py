"""What the costs of empty posts are worked out from: what a year of pay costs, and who covered what, at which rates and by which timesheets.

Rows of several tables come together in one query each, so that the page of empty posts costs eight in all.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, DecimalField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from ridgeway.core.periods import overlaps
from ridgeway.domains.agency.models import Rate, TimesheetMonth
from ridgeway.domains.agency.queries.assignments import CHARGE
from ridgeway.domains.agency.rules import months_after
from ridgeway.domains.establishment.models import Cover, Holding, PostTerm
from ridgeway.domains.finance.models import CostAssumption
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.pay.models import OnCost, ScalePoint

from .pay import middle_of

Stretch = tuple[dt.date, dt.date | None, Decimal]


@dataclass(slots=True)
class Covered:
    """An agency worker's time: where, how much of a full time, at which rates, and what the timesheets of whole months come to, of how many weeks."""

    post_id: int | None
    team_id: int | None
    starts_on: dt.date
    ends_on: dt.date | None
    fte: Decimal
    rates: list[Stretch] = field(default_factory=list)
    sheets: list[tuple[dt.date, Decimal, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prices:
    """A year's pay with on-costs by grade, and what the council recorded that things cost, by key."""

    pay: Mapping[int, Decimal]
    recorded: Mapping[str, Decimal]


def _money(of: str | Combinable) -> Cast:
    return Cast(of, DecimalField(max_digits=14, decimal_places=6))


def _no(kind: Any) -> Cast:
    return Cast(Value(None), kind)


def prices_of(user: Any, council: Council, on: dt.date, until: dt.date) -> Prices:
    """Pay as on a day, and what was recorded before another. One query."""
    number: Any = BigIntegerField()
    none = _no(number)
    points = _one_table(
        ScalePoint.objects.filter(council=council).on(on),
        "point",
        Cast("grade", number),
        Cast("point", number),
        F("starts_on"),
        _money("annual"),
    )
    extra = _one_table(
        OnCost.objects.filter(council=council).on(on), "on-cost", none, none, F("starts_on"), _money("percent")
    )
    known = CostAssumption.objects.filter(council=council, starts_on__lt=until).visible_to(user)
    recorded = _one_table(known, F("key"), none, none, F("starts_on"), _money("likely"))
    by_grade: dict[int, list[Decimal]] = {}
    said: dict[str, Decimal] = {}
    rows = points.union(extra, recorded, all=True)
    for what, grade, _, _, amount in sorted(rows, key=lambda row: (row[2] or 0, row[3])):
        if what == "point":
            by_grade.setdefault(grade, []).append(amount)
        else:
            said[what] = amount  # the latest
    whole = 1 + said.pop("on-cost", Decimal(0)) / 100
    return Prices({grade: middle_of(found) * whole for grade, found in by_grade.items()}, said)


def _one_table(rows: QuerySet, what: str | F, *columns: Any) -> QuerySet:
    word = Value(what, output_field=CharField()) if isinstance(what, str) else what
    names = {f"column_{place}": column for place, column in enumerate((word, *columns))}
    return rows.order_by().annotate(**names).values_list(*names)


@dataclass(frozen=True, slots=True)
class Funded:
    """A post's term within the window."""

    post_id: int
    number: str
    team_id: int
    role: str
    grade_id: int | None
    starts_on: dt.date
    ends_on: dt.date | None
    fte: Decimal


Held = dict[int, list[tuple[dt.date, dt.date | None]]]


def posts_of(user: Any, council: Council, teams: set[int], after: dt.date, until: dt.date) -> tuple[list[Funded], Held]:
    """The terms of the teams' posts in `[after, until)`, and who held any post when. One query."""
    number: Any = BigIntegerField()
    words: Any = CharField()
    seen = {"user": user, "permission": Permission.MONEY_VIEW}
    terms = PostTerm.objects.filter(overlaps(after, until), council=council, team__in=teams).visible_to(**seen)
    holdings = Holding.objects.filter(overlaps(after, until), council=council, post__isnull=False).visible_to(**seen)
    term = (F("post"), F("post__number"), Cast("team", number), F("role__name"), Cast("grade", number), F("starts_on"), F("ends_on"), _money("fte"))  # fmt: skip
    holding = (F("post"), Value("", words), _no(number), Value("", words), _no(number), F("starts_on"), F("ends_on"), _money(Value(0)))  # fmt: skip
    funded: list[Funded] = []
    held: Held = {}
    for what, *row in _one_table(terms, "term", *term).union(_one_table(holdings, "held", *holding), all=True):
        if what == "term":
            funded.append(Funded(*row))
        else:
            held.setdefault(row[0], []).append((row[5], row[6]))
    return funded, held


def covered_of(user: Any, council: Council, teams: set[int], after: dt.date, until: dt.date) -> list[Covered]:
    """Who covered what in `[after, until)` in the teams, with their rates and timesheets. One query."""
    number: Any = BigIntegerField()
    day: Any = DateField()
    here = Cover.objects.filter(overlaps(after, until), council=council, is_snapshot=False)
    mine = here.visible_to(user, Permission.MONEY_VIEW).filter(team__in=teams)
    # the last rate of an assignment stays open, so the cover says whether anybody was here
    rates = Rate.objects.filter(overlaps(after, until), council=council, assignment__cover__in=here)
    months = TimesheetMonth.objects.filter(
        council=council, month__gte=after, month__lt=until, assignment__cover__in=here
    )
    rows = _one_table(mine, "cover", F("pk"), F("starts_on"), F("ends_on"), _money("fte"), Cast("post", number), Cast("team", number)).union(
        _one_table(rates, "rate", F("assignment__cover"), F("starts_on"), F("ends_on"), _money(CHARGE), _no(number), _no(number)),
        _one_table(months.visible_to(user, Permission.MONEY_VIEW), "sheet", F("assignment__cover"), F("month"), _no(day), _money("cost"), Cast("weeks", number), _no(number)),
        all=True,
    )  # fmt: skip
    found: dict[int, Covered] = {}
    for what, pk, starts, ends, amount, first, second in sorted(rows, key=lambda row: (row[0], row[2], row[1])):
        if what == "cover":
            found[pk] = Covered(first, second, starts, ends, amount)
        elif pk not in found:
            continue  # of a team that is not asked for
        elif what == "rate":
            found[pk].rates.append((starts, ends, amount))
        elif months_after(starts, 1) <= until:
            found[pk].sheets.append((starts, amount, first))
    return list(found.values())

"""The quarterly return of the national rules: a line for each assignment, each rule's outcome, breaches with who signed, and what it cost by month.

Source: Department for Education, agency child and family social workers, data return: per assignment role, hourly pay, start, end, registration
number and whether in a project team; in general compliance with each rule and why not, breaches of the cap and who signed them off, suppliers whose
conduct affected compliance, and the total cost by month. The full list of its fields is not published here; this is what is known of it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from ridgeway.core.periods import overlaps
from ridgeway.domains.agency import rules
from ridgeway.domains.agency.choices import RuleKey, Standard
from ridgeway.domains.agency.models import Assignment, Breach, Conduct, Rate, SignOff, TimesheetMonth
from ridgeway.domains.agency.queries.assignments import HERE, with_rates
from ridgeway.domains.agency.queries.book import Book, book_of
from ridgeway.domains.agency.queries.checks import checks_of, rate_on
from ridgeway.domains.agency.rules import Check, Verdict
from ridgeway.domains.agency.states import BreachState
from ridgeway.domains.organisation.choices import Permission, ServiceKind
from ridgeway.domains.organisation.models import Council

from .agency_cost import PENNY, Cost, month_of

ONE_DAY = dt.timedelta(days=1)
RULES = [key for key in RuleKey.values if key != RuleKey.PROJECT_TEAM]


@dataclass(frozen=True)
class Line:
    """One assignment of the quarter. `missing` says in words what the return asks for and is not known."""

    assignment: Assignment
    job_type: str
    pay: Decimal | None
    counted: Decimal | None
    charge: Decimal | None
    last: dt.date | None
    checks: dict[str, Check]
    missing: list[str]

    def outcome(self, rule: str) -> str:
        """How a rule came out, in a word."""
        check = self.checks.get(rule)
        return _WORDS[check.verdict] if check else _WORDS[Verdict.NOT_ASKED]


_WORDS = {
    Verdict.KEPT: "kept",
    Verdict.BROKEN: "not kept",
    Verdict.SIGNED: "signed off",
    Verdict.UNKNOWN: "not known",
    Verdict.NOT_ASKED: "not asked",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """How the lines came out against one rule."""

    rule: str
    kept: int
    broken: int
    signed: int
    unknown: int

    @property
    def name(self) -> str:
        return str(RuleKey(self.rule).label)

    @property
    def asked(self) -> int:
        return self.kept + self.broken + self.signed + self.unknown


@dataclass(frozen=True)
class Quarterly:
    """The return of one council for one quarter; `until` is the first day after it, or after today in a quarter that still runs."""

    first: dt.date
    until: dt.date
    is_over: bool
    lines: list[Line]
    kept: list[Kept]
    breaches: list[tuple[Breach, list[SignOff]]]
    conduct: list[tuple[str, str, int]]
    months: list[tuple[dt.date, Cost]]

    @property
    def words(self) -> str:
        return rules.quarter_words(self.first)

    @property
    def incomplete(self) -> int:
        """How many lines lack something."""
        return sum(bool(line.missing) for line in self.lines)

    @property
    def cost(self) -> Cost:
        return sum((amount for _, amount in self.months), Cost())


def quarterly(user: Any, council: Council, on: dt.date, today: dt.date) -> Quarterly:
    """The return for the quarter of a day. Asks for `agency.view` over the children's services; four queries."""
    first, after = rules.quarter_of(on)
    until = min(after, today + ONE_DAY)
    months = [(start, end) for n in range(3) if (start := rules.months_after(first, n)) < until for end in [min(rules.months_after(start, 1), until)]]  # fmt: skip
    found = with_rates(_rows(user, council, first, until, [start for start, end in months if end == rules.months_after(start, 1)]))  # fmt: skip
    breaches = _breaches(user, council, first, until, [row.pk for row, _ in found])
    of_row: dict[int, list[Breach]] = {}
    for breach, _ in breaches:
        of_row.setdefault(breach.assignment_id, []).append(breach)
    book = book_of(council)
    lines = [_line(row, rates, of_row.get(row.pk, []), book, until) for row, rates in found]
    named = [(b, said) for b, said in breaches if first <= b.found_on < until and b.state != BreachState.WITHDRAWN]
    return Quarterly(
        first, until, until == after, lines, [_kept(key, lines) for key in RULES], named, _conduct(user, council, first, until),
        [(start, _month(found, start, end)) for start, end in months],
    )  # fmt: skip


def _rows(user: Any, council: Council, first: dt.date, until: dt.date, whole: Sequence[dt.date]):
    """The assignments of the quarter, each with what its timesheets say of the whole months named: `cost_of_4`, `weeks_of_4` of April."""
    rows = Assignment.objects.filter(
        HERE, overlaps(first, until), council=council, team__service__kind=ServiceKind.CHILDREN
    )
    sheets = TimesheetMonth.objects.visible_to(user).filter(assignment=OuterRef("pk"))
    for month in whole:
        of_month = sheets.filter(month=month)
        rows = rows.annotate(
            **{f"{name}_of_{month.month}": Subquery(of_month.values(name)[:1]) for name in ("cost", "weeks")}
        )
    rows = rows.visible_to(user, Permission.AGENCY_VIEW).select_related("worker", "team__service", "role", "project_team")  # fmt: skip
    return rows.order_by("starts_on", "pk")


def _line(row: Assignment, rates: Sequence[Rate], breaches: Sequence[Breach], book: Book, until: dt.date) -> Line:
    last = row.ends_on - ONE_DAY if row.ends_on and row.ends_on <= until else None
    on = max(row.starts_on, last or until - ONE_DAY)
    job_type, rate = book.type_of(row.role_id, on), rate_on(rates, on)
    checks = {check.rule: check for check in checks_of(row, book, on, breaches=breaches, rates=rates)}
    cap = book.cap(job_type, row.route, on) if job_type else None
    counted = rules.limited(rate.parts, cap.covers if cap else rules.COVERS[row.route]) if rate else None
    return Line(
        row, job_type.name if job_type else "", rate.pay if rate else None, counted, rate.charge if rate else None, last, checks,
        _missing(row, bool(job_type), rate, checks),
    )  # fmt: skip


def _missing(row: Assignment, is_mapped: bool, rate: Rate | None, checks: dict[str, Check]) -> list[str]:
    """What is asked for and not known."""
    found = []
    if not row.worker.registration_number:
        found.append("registration number")
    if not is_mapped:
        found.append(f"agreed type of “{row.role}”")
    if rate is None:
        found.append("hourly rate")
    names = {
        RuleKey.EXPERIENCE: "experience after qualifying",
        RuleKey.REFERENCES: "references received",
        RuleKey.COOLING_OFF: "the region's answer on cooling-off",
    }
    found += [words for key, words in names.items() if key in checks and checks[key].verdict == Verdict.UNKNOWN]
    found += [f"sign-off of the {check.name.lower()}" for check in checks.values() if check.verdict == Verdict.BROKEN]
    return found


def _kept(rule: str, lines: Sequence[Line]) -> Kept:
    found = [line.checks[rule].verdict for line in lines if rule in line.checks]
    return Kept(
        rule, *(found.count(verdict) for verdict in (Verdict.KEPT, Verdict.BROKEN, Verdict.SIGNED, Verdict.UNKNOWN))
    )


def _breaches(user: Any, council: Council, first: dt.date, until: dt.date, lines: Sequence[int]) -> list[tuple[Breach, list[SignOff]]]:  # fmt: skip
    """The breaches of the quarter and those of its lines whenever they were found, each with who said what of it. One query."""
    of_quarter = Q(found_on__gte=first, found_on__lt=until)
    rows = Breach.objects.visible_to(user).filter(of_quarter | Q(assignment__in=lines), council=council)
    said = {f"said_{name}": F(f"sign_offs__{name}") for name in _SAID}
    found: dict[int, tuple[Breach, list[SignOff]]] = {}
    for row in rows.annotate(**said).order_by("found_on", "pk", "sign_offs__at", "sign_offs__pk"):
        _, words = found.setdefault(row.pk, (row, []))
        if row.said_id is not None:
            words.append(SignOff(breach_id=row.pk, council_id=row.council_id, **{name: getattr(row, f"said_{name}") for name in _SAID}))  # fmt: skip
    return list(found.values())


_SAID = ("id", "office", "by_id", "by_name", "at", "agrees", "words")


def _conduct(user: Any, council: Council, first: dt.date, until: dt.date) -> list[tuple[str, str, int]]:
    """Supplier, standard, how often: what affected compliance."""
    rows = Conduct.objects.filter(council=council, on__gte=first, on__lt=until).visible_to(user).order_by()
    counted = rows.values_list("supplier__name", "standard").annotate(count=Count("pk"))
    return sorted((name, str(Standard(standard).label), count) for name, standard, count in counted)


def _month(rows: Sequence[tuple[Assignment, Sequence[Rate]]], start: dt.date, end: dt.date) -> Cost:
    """What the assignments cost in a month: their timesheets, and what the weeks without one come to at their rates."""
    found = Cost()
    for row, rates in rows:
        cost = getattr(row, f"cost_of_{start.month}", None)
        found += month_of(row, rates, start, end, None if cost is None else (cost, getattr(row, f"weeks_of_{start.month}")))  # fmt: skip
    return Cost(found.timesheets.quantize(PENNY), found.worked_out.quantize(PENNY))

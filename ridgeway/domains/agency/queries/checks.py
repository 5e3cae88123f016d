"""The checks of assignments: the agreed rules of a council's region loaded once, and held against any number of assignments."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ridgeway.core.words import day as day_words
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Council

from .. import rules
from ..choices import ROUTE_WORDS, Office, Part, Route, RuleKey
from ..models import AgreedType, Assignment, Breach, PriceCap, Rate, Rule, TitleMap
from ..rules import Check, Verdict
from ..states import AssignmentState, BreachState

NO_TYPE = "This job title is not mapped to one of the types that caps are agreed for."


@dataclass(frozen=True)
class Book:
    """What binds a council: its region's caps and rules (the nation's where the region has none), and its map of titles."""

    caps: Sequence[PriceCap]
    rules: Sequence[Rule]
    titles: Sequence[TitleMap]
    _maps: dict[int, list[TitleMap]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.titles:
            self._maps.setdefault(row.role_id, []).append(row)

    def type_of(self, role_id: int, on: dt.date) -> AgreedType | None:
        """Which agreed type a job title is on a day."""
        return next((row.job_type for row in self._maps.get(role_id, ()) if row.holds_on(on)), None)

    def rule(self, key: str, on: dt.date) -> Rule | None:
        """The rule in force on a day: the region's own, else the nation's."""
        found = [row for row in self.rules if row.key == key and row.holds_on(on)]
        return max(found, key=lambda row: (row.region_id is not None, row.starts_on), default=None)

    def cap(self, job_type: AgreedType, route: str, on: dt.date) -> PriceCap | None:
        """The cap in force on a day for a type by a route: one for that route comes before one for any."""
        found = [c for c in self.caps if c.job_type_id == job_type.pk and c.route in ("", route) and c.holds_on(on)]
        return max(found, key=lambda c: c.route != "", default=None)

    def caps_on(self, on: dt.date) -> list[PriceCap]:
        """All caps in force on a day."""
        return [cap for cap in self.caps if cap.holds_on(on)]


def book_of(council: Council) -> Book:
    """The book of a council: three queries. One in no region has the nation's rules alone."""
    return books_of([council])[council.pk]


def caps_of(council: Council) -> Book:
    """The caps and the map of titles alone: two queries, for pages that hold rates against caps and nothing else."""
    caps = PriceCap.objects.filter(region=council.region_id).select_related("job_type") if council.region_id else []
    return Book(list(caps), [], list(TitleMap.objects.filter(council=council).select_related("job_type")))


def books_of(councils: Iterable[Council]) -> dict[int, Book]:
    """The books of several councils, by council: three queries however many."""
    councils = list(councils)
    regions = {council.region_id for council in councils} - {None}
    caps = list(PriceCap.objects.filter(region__in=regions).select_related("job_type"))
    found = list(Rule.objects.all())
    titles = list(TitleMap.objects.filter(council__in=councils).select_related("job_type"))
    return {
        council.pk: Book(
            [cap for cap in caps if cap.region_id == council.region_id],
            [rule for rule in found if rule.region_id in (None, council.region_id)],
            [row for row in titles if row.council_id == council.pk],
        )
        for council in councils
    }


def binds(row: Rule | PriceCap, assignment: Assignment, on: dt.date) -> bool:
    """Whether a rule or cap in force on a day binds an assignment: a new one at once, one that had begun from a stated day on."""
    if assignment.starts_on >= row.starts_on:
        return True
    return row.existing_from is not None and on >= row.existing_from


def rate_on(rates: Iterable[Rate], on: dt.date) -> Rate | None:
    """The rate that holds on a day; before the first, the first."""
    ordered = sorted(rates, key=lambda rate: rate.starts_on)
    return next((rate for rate in ordered if rate.holds_on(on)), ordered[0] if ordered else None)


def checks_of(assignment: Assignment, book: Book, on: dt.date, *, breaches: Iterable[Breach] = ()) -> list[Check]:
    """Every check of an assignment as it stands on a day, its first day at the earliest. Its rates, team's service and breaches are read.

    A rule that was departed from and signed off comes out as signed.
    """
    on = max(on, assignment.starts_on)
    if assignment.team.service.kind != ServiceKind.CHILDREN:
        words = "The rules and caps are for children's social work; this assignment is in adult care."
        return [Check(RuleKey.CAP, Verdict.NOT_ASKED, words)]
    found = [_cap_check(assignment, book, on)]
    for key, check in _RULES.items():
        rule = book.rule(key, on)
        if rule is None:
            found.append(Check(key, Verdict.NOT_ASKED, "No rule was in force on that day."))
        elif not binds(rule, assignment, on):
            since = f" until {day_words(rule.existing_from)}" if rule.existing_from else ""
            found.append(
                Check(
                    key,
                    Verdict.NOT_ASKED,
                    f"Began before the rule, and is not bound{since}.",
                    rule.source,
                    url=rule.source_url,
                )
            )
        else:
            found.append(check(assignment, rule))
    return [signed(check, breaches) for check in found]


def _cap_check(assignment: Assignment, book: Book, on: dt.date) -> Check:
    job_type = book.type_of(assignment.role_id, on)
    if job_type is None:
        if not book.caps_on(on):
            return Check(RuleKey.CAP, Verdict.NOT_ASKED, "No cap was agreed for that day.")
        return Check(RuleKey.CAP, Verdict.UNKNOWN, NO_TYPE, stops=True)
    cap = book.cap(job_type, assignment.route, on)
    if cap is None:
        return Check(RuleKey.CAP, Verdict.NOT_ASKED, f"No cap was agreed for {job_type} by this route on that day.")
    if not binds(cap, assignment, on):
        since = f" until {day_words(cap.existing_from)}" if cap.existing_from else ""
        return Check(
            RuleKey.CAP,
            Verdict.NOT_ASKED,
            f"Began before the cap, and is not bound{since}.",
            cap.source,
            url=cap.source_url,
        )
    rate = rate_on(assignment.rates.all(), on)
    if rate is None:
        return Check(RuleKey.CAP, Verdict.UNKNOWN, "No rate is recorded.", cap.source, stops=True)
    rule = book.rule(RuleKey.CAP, on)
    offices = rule.offices if rule else list(Office.values)
    covers = [part for part in Part.values if part in cap.covers]
    return rules.cap(
        rate.parts, covers, cap.hourly, called=f"{str(job_type)[0].lower()}{str(job_type)[1:]} {ROUTE_WORDS[Route(assignment.route)]}",
        citation=cap.source + (" (invented)" if cap.is_invented else ""), url=cap.source_url, offices=offices,
    )  # fmt: skip


def _cited(rule: Rule) -> dict:
    return {"citation": rule.source, "url": rule.source_url, "offices": rule.offices}


def _cooling(assignment: Assignment, rule: Rule) -> Check:
    return rules.cooling_off(
        assignment.starts_on, rule.value, left_on=assignment.left_permanent_on, exemption=assignment.exemption,
        region_until=assignment.cooling_until, region_asked=assignment.cooling_asked_at is not None, **_cited(rule),
    )  # fmt: skip


_RULES = {
    RuleKey.EXPERIENCE: lambda one, rule: rules.experience(one.experience_months, rule.value, **_cited(rule)),
    RuleKey.COOLING_OFF: _cooling,
    RuleKey.NOTICE: lambda one, rule: rules.notice(one.notice_weeks, rule.value, **_cited(rule)),
    RuleKey.REFERENCES: lambda one, rule: rules.references(one.references_received, rule.value, **_cited(rule)),
}


def signed(check: Check, breaches: Iterable[Breach]) -> Check:
    """The check as signed off, where a breach of its rule was, for no more than it is now."""
    if not check.is_broken:
        return check
    if any(_answers(breach, check) for breach in breaches):
        return replace(check, verdict=Verdict.SIGNED)
    return check


def _answers(breach: Breach, check: Check) -> bool:
    if breach.rule != check.rule or breach.state != BreachState.SIGNED:
        return False
    if check.rule != RuleKey.CAP or breach.amount is None or breach.limit is None:
        return True
    return (check.amount or Decimal(0)) <= breach.amount and (check.limit or Decimal(0)) >= breach.limit


def with_all(rows):
    """Assignments with what the checks and the lists read of them: two more queries than the rows themselves."""
    return rows.select_related(
        "council", "worker", "supplier", "team__service", "role", "post", "cover", "project_team"
    ).prefetch_related("rates", "breaches")


STANDS = (AssignmentState.CONFIRMED, AssignmentState.ENDED)

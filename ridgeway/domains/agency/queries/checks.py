"""The checks of assignments: the agreed rules of a council's region loaded once, and held against any number of assignments."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ridgeway.core.words import day as day_words
from ridgeway.domains.organisation.choices import ServiceKind

from .. import rules
from ..choices import ROUTE_WORDS, Office, Part, Route, RuleKey
from ..models import Assignment, Breach, PriceCap, Rate, Rule
from ..rules import Check, Verdict
from ..states import AssignmentState, BreachState
from .book import Book

NO_TYPE = "This job title is not mapped to one of the types that caps are agreed for."


def binds(row: Rule | PriceCap, assignment: Assignment, on: dt.date) -> bool:
    """Whether a rule or cap in force on a day binds an assignment: a new one at once, one that had begun from a stated day on."""
    if assignment.starts_on >= row.starts_on:
        return True
    return row.existing_from is not None and on >= row.existing_from


def rate_on(rates: Iterable[Rate], on: dt.date) -> Rate | None:
    """The rate that holds on a day; before the first, the first."""
    ordered = sorted(rates, key=lambda rate: rate.starts_on)
    return next((rate for rate in ordered if rate.holds_on(on)), ordered[0] if ordered else None)


def checks_of(
    assignment: Assignment, book: Book, on: dt.date, *, breaches: Iterable[Breach] = (), rates: Iterable[Rate] | None = None
) -> list[Check]:  # fmt: skip
    """Every check of an assignment as it stands on a day, its first day at the earliest. Its team's service is read, and its rates unless they are given.

    A rule that was departed from and signed off comes out as signed.
    """
    on = max(on, assignment.starts_on)
    if assignment.team.service.kind != ServiceKind.CHILDREN:
        words = "The rules and caps are for children's social work; this assignment is in adult care."
        return [Check(RuleKey.CAP, Verdict.NOT_ASKED, words)]
    found = [_cap_check(assignment, book, on, assignment.rates.all() if rates is None else rates)]
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


def _cap_check(assignment: Assignment, book: Book, on: dt.date, rates: Iterable[Rate]) -> Check:
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
    rate = rate_on(rates, on)
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

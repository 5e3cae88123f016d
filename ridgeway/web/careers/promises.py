"""Promises held against their measures: the only place that says whether one is kept."""

import datetime as dt
from typing import Any

from django.db import transaction

from ridgeway.core import audit, clock
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.insight import events
from ridgeway.insight.answers import scope_named
from ridgeway.insight.figures import Figure, Status
from ridgeway.insight.measures import MEASURES
from ridgeway.insight.question import ask, looked_back
from ridgeway.insight.spread import caseload_spread

from .actions import CannotChangeSite
from .models import Comparison, Promise, PromiseState

CASELOAD = "caseload"


def holds(value: float, comparison: str, threshold: float) -> bool:
    """Whether a value keeps a promise: exactly as much keeps it."""
    return value <= threshold if comparison == Comparison.AT_MOST else value >= threshold


@transaction.atomic
def make_promise(council: Council, *, by, at: dt.datetime, **fields: Any) -> Promise:
    """A promise, checked at once. Raises `CannotChangeSite` for a measure there is not, or one without how much."""
    _sensible(council, fields)
    promise = Promise.objects.create(council=council, **fields)
    audit.record("promise.made", promise, by=by, at=at)
    touch(council)
    return check(promise, by=by, at=at)


@transaction.atomic
def change_promise(promise: Promise, *, by, at: dt.datetime, **changes: Any) -> Promise:
    """Change a promise; it is checked again. Raises `CannotChangeSite` as `make_promise` does."""
    _sensible(
        promise.council,
        {"measure": promise.measure, "threshold": promise.threshold, "service": promise.service, **changes},
    )
    before = audit.snapshot(Promise.objects.select_for_update().get(pk=promise.pk))
    for name, value in changes.items():
        setattr(promise, name, value)
    promise.save(update_fields=list(changes))
    audit.record("promise.changed", promise, by=by, at=at, before=before)
    touch(promise.council)
    return check(promise, by=by, at=at)


@transaction.atomic
def withdraw_promise(promise: Promise, *, by, at: dt.datetime) -> None:
    """Take a promise back. What it said stands in the audit trail."""
    audit.record("promise.withdrawn", promise, by=by, at=at, before=audit.snapshot(promise), deleted=True)
    council = promise.council
    promise.delete()
    touch(council)


def _sensible(council: Council, fields: dict[str, Any]) -> None:
    if fields.get("measure") and fields["measure"] not in MEASURES:
        raise CannotChangeSite("There is no such measure.")
    if fields.get("measure") and fields.get("threshold") is None:
        raise CannotChangeSite("Say how much: a promise that is measured has a number.")
    service = fields.get("service")
    if service is not None and service.council_id != council.pk:
        raise CannotChangeSite("That is another council's service.")


def figure_of(promise: Promise, on: dt.date) -> Figure | None:
    """The measure on a day; None where nothing counts the promise."""
    if promise.measure not in MEASURES:
        return None
    scope = scope_named(promise.council.code, promise.service.slug if promise.service else None)
    measure = MEASURES[promise.measure]
    return measure.on(ask(scope, [on], measure.needs, since=looked_back(on)), on)


@transaction.atomic
def check(promise: Promise, *, by, at: dt.datetime) -> Promise:
    """Hold a promise against its measure today. Where its state changes, the audit trail says so."""
    today = clock.day_of(at)
    found = {**NOTHING, **found_on(promise, today), "checked_on": today}
    before = audit.snapshot(promise)
    if found["state"] != promise.state or promise.since is None:
        found["since"] = today
    for name, value in found.items():
        setattr(promise, name, value)
    promise.save(update_fields=list(found))
    if before["state"] != str(promise.state):
        audit.record("promise.state", promise, by=by, at=at, before=before)
    touch(promise.council)
    return promise


NOTHING: dict[str, Any] = {
    "state": PromiseState.UNKNOWN, "value": None, "unit": "", "base": "", "reason": "", "spread": [], "spread_first": [], "within": 0, "people": 0,
}  # fmt: skip


def found_on(promise: Promise, today: dt.date) -> dict[str, Any]:
    """What the measure says of a promise on a day: its state, the figure and what it is of, or why nobody knows."""
    figure = figure_of(promise, today)
    if figure is None:
        return {"reason": "Nothing counts it yet."}
    if figure.value is None or figure.status in (Status.TOO_FEW, Status.NOT_KNOWN):
        return {"reason": (figure.answer.reason or "Too few to say.")[:200]}
    assert promise.threshold is not None
    kept = holds(figure.value, promise.comparison, float(promise.threshold))
    found: dict[str, Any] = {"value": figure.value, "unit": str(figure.unit), "base": figure.base[:160]}
    if promise.measure == CASELOAD and promise.comparison == Comparison.AT_MOST:
        found |= person_by_person(promise, today)
        kept = kept and 100 * found["within"] >= promise.least_within * found["people"]
    return {**found, "state": PromiseState.KEPT if kept else PromiseState.AIM}


def person_by_person(promise: Promise, today: dt.date) -> dict[str, Any]:
    """A promise of cases is made to each person: how many people hold no more than they were promised."""
    assert promise.threshold is not None
    scope = scope_named(promise.council.code, promise.service.slug if promise.service else None)
    spread = caseload_spread(scope, today)
    within = spread.within(float(promise.threshold), float(promise.most_in_first_year))
    first, others = spread.apart()
    return {"spread": others, "spread_first": first, "within": within, "people": spread.people}


def check_all(at: dt.datetime) -> int:
    """Hold every promise of every council against its measure; returns how many there are."""
    rows = list(Promise.objects.select_related("council", "service"))
    for promise in rows:
        check(promise, by="the round of promises", at=at)
    return len(rows)


def told_between(user, council, after: dt.date, until: dt.date):
    """Since when promises stand as they do, as rows of what happened on a time axis."""
    found = Promise.objects.filter(council=council, since__gt=after, since__lte=until)
    return events.rows(found.visible_to(user, Permission.FIGURES_VIEW), "since", "words", "promise")

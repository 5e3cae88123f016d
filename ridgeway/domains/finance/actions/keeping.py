"""Writes of subjective codes, printed figures and scenarios."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from ridgeway.domains.establishment.actions.writing import changed, created, deleted
from ridgeway.domains.organisation.models import Council

from ..choices import Kind
from ..models import CostAssumption, MonthSum, PrintedFigure, Scenario, SubjectiveCode
from .reasons import need


@transaction.atomic
def add_code(council: Council, *, code: str, kind: str, by, at: dt.datetime, name: str = "") -> SubjectiveCode:
    """A code of the chart of accounts; one that is here already is given back as it is."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    code = " ".join(code.split())
    need(code, "Give the code.")
    need(kind in Kind.values, "Say what the code pays for.")
    if known := SubjectiveCode.objects.filter(council=council, code__iexact=code).first():
        return known
    made = SubjectiveCode.objects.create(council=council, code=code[:40], name=" ".join(name.split())[:120], kind=kind)
    return created(made, "subjectivecode.added", by=by, at=at)


@transaction.atomic
def change_code(code: SubjectiveCode, *, kind: str, by, at: dt.datetime, name: str = "") -> SubjectiveCode:
    """Say anew what a code pays for: its lines and sums follow at once."""
    need(kind in Kind.values, "Say what the code pays for.")
    code = SubjectiveCode.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=code.pk)
    MonthSum.objects.filter(code=code).update(kind=kind)
    return changed(code, "subjectivecode.changed", by=by, at=at, kind=kind, name=" ".join(name.split()))


@transaction.atomic
def add_printed(council: Council, *, what: str, year: int, amount: Decimal, source: str, by, at: dt.datetime, **where: Any) -> PrintedFigure:  # fmt: skip
    """Record what a paper prints; `where`: service, group, and the paper's own words."""
    service = where.get("service")
    need(service is None or service.council_id == council.pk, "The service must be the council's own.")
    need(source.strip(), "Say where it is printed.")
    need(1990 <= year <= 2200, "Give the financial year, such as 2015/16.")
    made = PrintedFigure.objects.create(
        council=council, what=what, year=year, amount=amount, source=source.strip(), **where
    )
    return created(made, "printedfigure.recorded", by=by, at=at)


@transaction.atomic
def remove_printed(figure: PrintedFigure, *, by, at: dt.datetime) -> None:
    """Remove a printed figure recorded by mistake."""
    deleted(figure, "printedfigure.removed", by=by, at=at)


@transaction.atomic
def keep_scenario(council: Council, *, name: str, query: str, by, at: dt.datetime) -> Scenario:
    """Keep a set of assumptions by a name; the same name again keeps the new ones."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    name = " ".join(name.split())
    need(name, "Give it a name.")
    need(query, "There is nothing to keep.")
    need(len(query) <= 2000, "There is too much to keep.")
    who = str(by)[:254]
    if known := Scenario.objects.filter(council=council, name__iexact=name).select_related("council").first():
        return changed(known, "scenario.changed", by=by, at=at, query=query, kept_at=at, kept_by_name=who)
    made = Scenario.objects.create(council=council, name=name[:120], query=query, kept_at=at, kept_by_name=who)
    return created(made, "scenario.kept", by=by, at=at)


@transaction.atomic
def remove_scenario(scenario: Scenario, *, by, at: dt.datetime) -> None:
    """Remove a scenario nobody wants any more."""
    deleted(scenario, "scenario.removed", by=by, at=at)


@transaction.atomic
def record_cost(council: Council, *, key: str, low: Decimal, likely: Decimal, high: Decimal, source: str, starts_on: dt.date, by, at: dt.datetime) -> CostAssumption:  # fmt: skip
    """Say what something costs from a day on; said again of the same day, the new range stands."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    need(0 <= low <= likely <= high, "Low, likely and high must rise in this order.")
    need(source.strip(), "Say how it is known.")
    amounts = {"low": low, "likely": likely, "high": high, "source": source.strip()}
    known = CostAssumption.objects.filter(council=council, key=key, starts_on=starts_on).select_related("council").first()  # fmt: skip
    if known is not None:
        return changed(known, "costassumption.changed", by=by, at=at, **amounts)
    made = CostAssumption.objects.create(council=council, key=key, starts_on=starts_on, **amounts)
    return created(made, "costassumption.recorded", by=by, at=at)

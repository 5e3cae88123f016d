"""Writes of suppliers, how they keep what they signed, and project teams."""

import datetime as dt
from typing import Any

from django.db import transaction

from ridgeway.domains.establishment.actions.writing import changed, created, deleted
from ridgeway.domains.organisation.models import Council

from ..choices import Standard
from ..models import Conduct, ProjectTeam, Supplier
from .reasons import need


def _named(rows, name: str, but: int | None = None) -> str:
    name = " ".join(name.split())
    need(name, "Give it a name.")
    need(not rows.filter(name__iexact=name).exclude(pk=but).exists(), f"There is already one called {name}.")
    return name


def _check(fields: dict[str, Any]) -> dict[str, Any]:
    standards = list(fields.get("standards") or ())
    need(set(standards) <= set(Standard.values), "Choose from the standards there are.")
    signed = fields.get("signed_on")
    need(not standards or signed, "Say on which day the standards were signed.")
    ended = fields.get("ended_on")
    need(not (ended and signed) or ended > signed, "A supplier is used until a day after it signed.")
    return {**fields, "standards": [key for key in Standard.values if key in standards]}


@transaction.atomic
def add_supplier(council: Council, *, name: str, by, at: dt.datetime, **fields: Any) -> Supplier:
    """An agency, with the standards it signed: `company_number`, `contact`, `standards`, `signed_on`."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    name = _named(Supplier.objects.filter(council=council), name)
    return created(
        Supplier.objects.create(council=council, name=name, **_check(fields)), "supplier.added", by=by, at=at
    )


@transaction.atomic
def change_supplier(supplier: Supplier, *, name: str, by, at: dt.datetime, **fields: Any) -> Supplier:
    """Change what is known of a supplier."""
    name = _named(Supplier.objects.filter(council=supplier.council_id), name, supplier.pk)
    return changed(supplier, "supplier.changed", by=by, at=at, name=name, **_check(fields))


@transaction.atomic
def record_conduct(
    supplier: Supplier,
    *,
    on: dt.date,
    standard: str,
    words: str,
    by,
    at: dt.datetime,
    settled_on: dt.date | None = None,
) -> Conduct:
    """A standard was not kept on a day. Raises `CannotChangeAgency` when nothing is said, or it is put right before it happened."""
    need(standard in Standard.values, "Choose which standard was not kept.")
    need(words.strip(), "Say what happened.")
    need(settled_on is None or settled_on >= on, "It is put right on the day it happened or later.")
    row = Conduct.objects.create(
        council=supplier.council,
        supplier=supplier,
        on=on,
        standard=standard,
        words=words.strip(),
        settled_on=settled_on,
    )
    return created(row, "conduct.recorded", by=by, at=at)


@transaction.atomic
def remove_conduct(row: Conduct, *, by, at: dt.datetime) -> None:
    """Take away what was recorded by mistake."""
    deleted(row, "conduct.removed", by=by, at=at)


def _check_team(fields: dict[str, Any]) -> dict[str, Any]:
    starts, ends = fields["starts_on"], fields.get("ends_on")
    need(ends is None or ends > starts, "A project team ends on or after the day it begins.")
    need(fields["overseen_by"].strip(), "Say who of the council oversees its practice.")
    need(fields["supplier"].council_id == fields["team"].council_id, "Supplier and team must be the council's own.")
    return fields


@transaction.atomic
def add_project_team(council: Council, *, name: str, by, at: dt.datetime, **fields: Any) -> ProjectTeam:
    """A team that a supplier sends as one: the fields of `ProjectTeam`."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    name = _named(ProjectTeam.objects.filter(council=council), name)
    row = ProjectTeam.objects.create(council=council, name=name, **_check_team(fields))
    return created(row, "projectteam.added", by=by, at=at)


@transaction.atomic
def change_project_team(team: ProjectTeam, *, name: str, by, at: dt.datetime, **fields: Any) -> ProjectTeam:
    """Change a project team."""
    name = _named(ProjectTeam.objects.filter(council=team.council_id), name, team.pk)
    return changed(team, "projectteam.changed", by=by, at=at, name=name, **_check_team(fields))

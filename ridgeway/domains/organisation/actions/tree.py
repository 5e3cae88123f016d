"""Councils, services and teams."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from ridgeway.core import audit

from ..models import Council, Region, Service, Team
from .reasons import CannotChangeOrganisation


def touch(council: Council) -> None:
    """Mark the council's rows as changed. Every action that writes to them calls this in its own transaction."""
    Council.objects.filter(pk=council.pk).update(revision=F("revision") + 1)


@transaction.atomic
def add_council(
    name: str, *, code: str, by, at: dt.datetime, region: Region | None = None, slug: str = "", **fields
) -> Council:
    """A council on this installation. `code` is its three-digit number.

    Raises `CannotChangeOrganisation` when the name or the code is taken or the code is not three digits.
    """
    if not (len(code) == 3 and code.isascii() and code.isdigit()):
        raise CannotChangeOrganisation(f"A council's code has three digits, such as 865; “{code}” does not.")
    if taken := Council.objects.filter(code=code).first():
        raise CannotChangeOrganisation(f"Code {code} already belongs to {taken.name}.")
    _council_name_is_free(name)
    council = Council.objects.create(
        name=name,
        code=code,
        region=region,
        slug=slug or slugify(name)[:60],
        wordmark=fields.pop("wordmark", name),
        **fields,
    )
    audit.record("council.added", council, by=by, at=at)
    return council


@transaction.atomic
def change_council(council: Council, *, by, at: dt.datetime, **changes) -> Council:
    """Change a council's name, wordmark, accent, region, or whether everybody needs a second factor.

    Raises `CannotChangeOrganisation` when another council has the name.
    """
    if "name" in changes:
        _council_name_is_free(changes["name"], but=council)
    before = audit.snapshot(Council.objects.select_for_update().get(pk=council.pk))
    _set(council, changes)
    audit.record("council.changed", council, by=by, at=at, before=before)
    touch(council)
    return council


@transaction.atomic
def add_service(council: Council, *, name: str, kind: str, by, at: dt.datetime, slug: str = "") -> Service:
    """A service of a council. Raises `CannotChangeOrganisation` when the name is taken there."""
    slug = slug or slugify(name)[:60]
    if council.services.filter(slug=slug).exists():
        raise CannotChangeOrganisation(f"{council} already has a service called {name}.")
    _says_something(name, slug)
    service = Service.objects.create(council=council, name=name, kind=kind, slug=slug)
    audit.record("service.added", service, by=by, at=at)
    touch(council)
    return service


@transaction.atomic
def change_service(service: Service, *, by, at: dt.datetime, **changes) -> Service:
    """Rename a service or change its kind; its address stays. Raises `CannotChangeOrganisation` when the name is taken."""
    name = changes.get("name", service.name)
    if service.council.services.filter(name__iexact=name).exclude(pk=service.pk).exists():
        raise CannotChangeOrganisation(f"{service.council} already has a service called {name}.")
    before = audit.snapshot(Service.objects.select_for_update().get(pk=service.pk))
    _set(service, changes)
    audit.record("service.changed", service, by=by, at=at, before=before)
    touch(service.council)
    return service


@transaction.atomic
def add_team(
    service: Service,
    *,
    name: str,
    starts_on: dt.date,
    by,
    at: dt.datetime,
    group: str = "",
    order: int = 0,
    slug: str = "",
) -> Team:
    """A team of a service. Raises `CannotChangeOrganisation` when the name is taken in the council."""
    slug = slug or slugify(name)[:60]
    if service.council.teams.filter(slug=slug).exists():
        raise CannotChangeOrganisation(f"{service.council} already has a team called {name}.")
    _says_something(name, slug)
    team = Team.objects.create(
        council=service.council,
        service=service,
        name=name,
        slug=slug,
        group=group,
        order=order,
        starts_on=starts_on,
    )
    audit.record("team.added", team, by=by, at=at)
    touch(service.council)
    return team


@transaction.atomic
def change_team(team: Team, *, by, at: dt.datetime, **changes) -> Team:
    """Rename, regroup, reorder, end or reopen a team; its address stays.

    Raises `CannotChangeOrganisation` when the name is taken, or it would end on or before the day it began.
    """
    name = changes.get("name", team.name)
    if team.council.teams.filter(name__iexact=name).exclude(pk=team.pk).exists():
        raise CannotChangeOrganisation(f"{team.council} already has a team called {name}.")
    ends_on = changes.get("ends_on", team.ends_on)
    if ends_on is not None and ends_on <= changes.get("starts_on", team.starts_on):
        raise CannotChangeOrganisation("A team ends after the day it began.")
    before = audit.snapshot(Team.objects.select_for_update().get(pk=team.pk))
    _set(team, changes)
    audit.record("team.changed", team, by=by, at=at, before=before)
    touch(team.council)
    return team


def _council_name_is_free(name: str, but: Council | None = None) -> None:
    if Council.objects.filter(name__iexact=name).exclude(pk=but.pk if but else None).exists():
        raise CannotChangeOrganisation(f"There is already a council called {name}.")


def _says_something(name: str, slug: str) -> None:
    if not slug:
        raise CannotChangeOrganisation(f"“{name}” has no letters or digits in it; use a name that has.")


def _set(thing, changes: dict) -> None:
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))

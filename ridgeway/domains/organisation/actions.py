"""Every write of the organisation: one verb each, atomic, one audit line."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from ridgeway.core import audit, clock

from .choices import BUILT_IN_ROLES
from .models import Council, Grant, Region, Role, Service, Team, User


class CannotChangeOrganisation(Exception):
    """Why a council, service, team, role or grant cannot be changed so; a sentence for the person who tried."""


def touch(council: Council) -> None:
    """Mark the council's rows as changed. Every action that writes to them calls this in its own transaction."""
    Council.objects.filter(pk=council.pk).update(revision=F("revision") + 1)


@transaction.atomic
def ensure_built_in_roles(*, at: dt.datetime, by="system") -> None:
    """The roles that come with Ridgeway exist; those an administrator has changed are left as they are."""
    for key, (name, permissions, second_factor) in BUILT_IN_ROLES.items():
        role, created = Role.objects.get_or_create(
            council=None,
            key=key,
            defaults={"name": name, "permissions": permissions, "requires_second_factor": second_factor},
        )
        if created:
            audit.record("role.created", role, by=by, at=at)


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
    if Council.objects.filter(name__iexact=name).exists():
        raise CannotChangeOrganisation(f"There is already a council called {name}.")
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
    """Change a council's name, wordmark, accent or region."""
    before = audit.snapshot(council)
    for name, value in changes.items():
        setattr(council, name, value)
    council.save(update_fields=list(changes))
    audit.record("council.changed", council, by=by, at=at, before=before)
    return council


@transaction.atomic
def add_service(council: Council, *, name: str, kind: str, by, at: dt.datetime, slug: str = "") -> Service:
    """A service of a council. Raises `CannotChangeOrganisation` when the name is taken there."""
    slug = slug or slugify(name)[:60]
    if council.services.filter(slug=slug).exists():
        raise CannotChangeOrganisation(f"{council} already has a service called {name}.")
    service = Service.objects.create(council=council, name=name, kind=kind, slug=slug)
    audit.record("service.added", service, by=by, at=at)
    touch(council)
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
    """Rename, regroup, reorder or end a team."""
    before = audit.snapshot(team)
    for name, value in changes.items():
        setattr(team, name, value)
    team.save(update_fields=list(changes))
    audit.record("team.changed", team, by=by, at=at, before=before)
    touch(team.council)
    return team


@transaction.atomic
def add_user(*, email: str, name: str, password: str | None, by, at: dt.datetime) -> User:
    """A person who can sign in; they can do nothing until a role is granted. No password: they sign in by the council's own account.

    Raises `CannotChangeOrganisation` when the address is taken.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise CannotChangeOrganisation(f"{email} is already known here.")
    user = User.objects.create_user(email, password, name=name)
    audit.record("user.added", user, by=by, at=at)
    return user


@transaction.atomic
def grant(
    user: User,
    role: Role,
    *,
    council: Council,
    by,
    at: dt.datetime,
    service: Service | None = None,
    team: Team | None = None,
    starts_on: dt.date | None = None,
) -> Grant:
    """Give a user a role over a council, a service or a team.

    Raises `CannotChangeOrganisation` when the role or the scope belongs to another council, or it is already held.
    """
    if role.council_id not in (None, council.pk):
        raise CannotChangeOrganisation(f"{role} is a role of another council.")
    if (service and service.council_id != council.pk) or (team and team.council_id != council.pk):
        raise CannotChangeOrganisation("The service or team belongs to another council.")
    starts_on = starts_on or clock.day_of(at)
    if Grant.objects.on(starts_on).filter(user=user, role=role, council=council, service=service, team=team).exists():
        raise CannotChangeOrganisation(f"{user} already holds {role} there.")
    held = Grant.objects.create(user=user, role=role, council=council, service=service, team=team, starts_on=starts_on)
    audit.record("grant.given", held, by=by, at=at)
    return held


@transaction.atomic
def withdraw(held: Grant, *, by, at: dt.datetime) -> Grant:
    """End a grant today; one that began today is removed as if it had never been, with its audit line kept."""
    today = clock.day_of(at)
    before = audit.snapshot(held)
    if held.starts_on >= today:
        audit.record("grant.withdrawn", held, by=by, at=at, before=before, deleted=True)
        held.delete()
    else:
        held.ends_on = today
        held.save(update_fields=["ends_on"])
        audit.record("grant.withdrawn", held, by=by, at=at, before=before)
    return held

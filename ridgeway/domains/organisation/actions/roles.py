"""Roles: those that come with Ridgeway, and a council's own."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from ridgeway.core import audit, clock

from ..choices import BUILT_IN_ROLES, Permission
from ..models import Council, Role
from ..permissions import signs_for_an_office
from .people import as_it_stands, keep_an_administrator
from .reasons import OWN_OFFICE, CannotChangeOrganisation


@transaction.atomic
def ensure_built_in_roles(*, at: dt.datetime, by="system") -> None:
    """The roles that come with Ridgeway are there and allow what this version says. Nobody else can change them, so nothing is lost."""
    for key, (name, permissions, second_factor) in BUILT_IN_ROLES.items():
        means = {"name": name, "permissions": permissions, "requires_second_factor": second_factor}
        role, created = Role.objects.get_or_create(council=None, key=key, defaults=means)
        if created:
            audit.record("role.created", role, by=by, at=at)
        elif any(getattr(role, field) != value for field, value in means.items()):
            before = audit.snapshot(role)
            for field, value in means.items():
                setattr(role, field, value)
            role.save(update_fields=list(means))
            audit.record("role.changed", role, by=by, at=at, before=before)


@transaction.atomic
def add_role(
    council: Council,
    *,
    name: str,
    permissions: Iterable[str],
    by,
    at: dt.datetime,
    requires_second_factor: bool = False,
) -> Role:
    """A role of the council's own. Raises `CannotChangeOrganisation` when the name is taken or it allows nothing."""
    _name_is_free(council, name)
    role = Role.objects.create(
        council=council,
        key=slugify(name)[:60],
        name=name,
        permissions=_in_order(permissions),
        requires_second_factor=requires_second_factor,
    )
    audit.record("role.created", role, by=by, at=at)
    return role


@transaction.atomic
def change_role(role: Role, *, by, at: dt.datetime, **changes) -> Role:
    """Change the name, the permissions or the second factor of a council's own role.

    Raises `CannotChangeOrganisation` for a role that comes with Ridgeway, a taken name, a role that would allow nothing,
    where nobody could manage the council's access any more, and where somebody would appoint themselves to an office by a role they hold.
    """
    council, stands = _own(role), as_it_stands(role)
    if "name" in changes:
        _name_is_free(council, changes["name"], but=role)
    if "permissions" in changes:
        changes["permissions"] = _in_order(changes["permissions"])
        if Permission.ACCESS_MANAGE in stands.permissions and Permission.ACCESS_MANAGE not in changes["permissions"]:
            keep_an_administrator(council, losing=role.grants.values_list("pk", flat=True), by=by, at=at)
    if signs_for_an_office(set(changes.get("permissions", ())) - set(stands.permissions)) and _is_held_by(role, by, at):
        raise CannotChangeOrganisation(OWN_OFFICE)
    before = audit.snapshot(stands)
    for name, value in changes.items():
        setattr(role, name, value)
    role.save(update_fields=list(changes))
    audit.record("role.changed", role, by=by, at=at, before=before)
    return role


@transaction.atomic
def remove_role(role: Role, *, by, at: dt.datetime) -> None:
    """Remove a council's own role that nobody has ever held. Raises `CannotChangeOrganisation` otherwise."""
    _own(role)
    as_it_stands(role)
    if role.grants.exists():
        raise CannotChangeOrganisation(f"{role} is or was held by somebody, so it stays for the record.")
    audit.record("role.removed", role, by=by, at=at, before=audit.snapshot(role), deleted=True)
    role.delete()


def _is_held_by(role: Role, by, at: dt.datetime) -> bool:
    """Whether somebody holds a role, or will."""
    return not isinstance(by, str) and role.grants.filter(user=by.pk).exclude(ends_on__lte=clock.day_of(at)).exists()


def _own(role: Role) -> Council:
    if role.council is None:
        raise CannotChangeOrganisation(f"{role} comes with Ridgeway and cannot be changed; add a role of your own.")
    return role.council


def _name_is_free(council: Council, name: str, but: Role | None = None) -> None:
    key = slugify(name)[:60]
    if not key:
        raise CannotChangeOrganisation(f"“{name}” has no letters or digits in it; use a name that has.")
    offered = Role.objects.offered_in(council).exclude(pk=but.pk if but else None)
    if any(role.key == key or role.name.lower() == name.lower() for role in offered):
        raise CannotChangeOrganisation(f"There is already a role called {name}.")


def _in_order(permissions: Iterable[str]) -> list[str]:
    wanted = set(permissions)
    if unknown := wanted - set(Permission.values):
        raise CannotChangeOrganisation(f"There is no permission called {sorted(unknown)[0]}.")
    if not wanted:
        raise CannotChangeOrganisation("Choose at least one thing that the role allows.")
    return [permission for permission in Permission.values if permission in wanted]

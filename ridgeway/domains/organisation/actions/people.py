"""People who sign in, and the roles they hold."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from ridgeway.core import audit, clock

from ..choices import Permission
from ..models import Council, Grant, Role, Service, Team, User
from ..permissions import signs_for_an_office
from ..queries import councils_of
from .reasons import OWN_OFFICE, CannotChangeOrganisation


@transaction.atomic
def add_user(
    *, email: str, name: str, password: str | None, by, at: dt.datetime, council: Council | None = None
) -> User:
    """A person who can sign in; they can do nothing until a role is granted. No password: they set one by a link, or sign in
    by the council's own account. `council` says whose audit trail tells of it.

    Raises `CannotChangeOrganisation` when the address is taken.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise CannotChangeOrganisation(f"{email} is already known here.")
    user = User.objects.create_user(email, password, name=name)
    audit.record("user.added", user, by=by, at=at, chain=council.code if council else audit.INSTALLATION)
    return user


@transaction.atomic
def add_person(
    council: Council,
    *,
    email: str,
    name: str,
    role: Role,
    by,
    at: dt.datetime,
    service: Service | None = None,
    team: Team | None = None,
) -> Grant:
    """A person who signs in with a role: known already (here or in another council), or new and without a password yet.

    Raises `CannotChangeOrganisation` as `grant` does.
    """
    user = User.objects.select_for_update().filter(email__iexact=email).first()
    if user is None:
        user = add_user(email=email, name=name, password=None, by=by, at=at, council=council)
    elif not user.is_active:
        before = audit.snapshot(user)
        user.is_active = True
        user.save(update_fields=["is_active"])
        audit.record("user.reactivated", user, by=by, at=at, before=before, chain=council.code)
    return grant(user, role, council=council, by=by, at=at, service=service, team=team)


@transaction.atomic
def change_user(user: User, *, name: str, council: Council, by, at: dt.datetime) -> User:
    """Change what a person is called. Raises `CannotChangeOrganisation` where they sign in for another council too."""
    _only_of(council, user, at)
    before = audit.snapshot(user)
    user.name = name
    user.save(update_fields=["name"])
    audit.record("user.changed", user, by=by, at=at, before=before, chain=council.code)
    return user


@transaction.atomic
def deactivate(user: User, *, council: Council, by, at: dt.datetime) -> User:
    """End all a person holds in a council; where they hold nothing elsewhere, they cannot sign in and are signed out.

    Raises `CannotChangeOrganisation` for oneself, and for the last who can manage the council's access.
    """
    if user == by:
        raise CannotChangeOrganisation("You cannot stop yourself from signing in; ask another administrator.")
    for held in Grant.objects.on(clock.day_of(at)).filter(user=user, council=council).select_related("role", "council"):
        withdraw(held, by=by, at=at)
    if not councils_of(user, clock.day_of(at)):
        before = audit.snapshot(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        _end_sessions(user)
        audit.record("user.deactivated", user, by=by, at=at, before=before, chain=council.code)
    return user


@transaction.atomic
def remove_second_factor(user: User, *, council: Council, by, at: dt.datetime) -> User:
    """Forget a person's authenticator and recovery codes, and sign them out everywhere; they set up a new one when asked.

    Raises `CannotChangeOrganisation` where they sign in for another council too, and for oneself.
    """
    from allauth.mfa.models import Authenticator

    if user == by:
        raise CannotChangeOrganisation("You cannot remove your own second factor; ask another administrator.")
    _only_of(council, user, at)
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)
    note("user.second_factor_reset", user, by=by, at=at)
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

    Raises `CannotChangeOrganisation` when the role or the scope belongs to another council, it is already held, or somebody appoints themselves to
    an office. That one signs for an office stands in the audit trail under its own name.
    """
    if role.council_id not in (None, council.pk):
        raise CannotChangeOrganisation(f"{role} is a role of another council.")
    if (service and service.council_id != council.pk) or (team and team.council_id != council.pk):
        raise CannotChangeOrganisation("The service or team belongs to another council.")
    starts_on, role = starts_on or clock.day_of(at), as_it_stands(role)
    if signs_for_an_office(role.permissions) and user == by:
        raise CannotChangeOrganisation(OWN_OFFICE)
    if Grant.objects.on(starts_on).filter(user=user, role=role, council=council, service=service, team=team).exists():
        raise CannotChangeOrganisation(f"{user} already holds {role} there.")
    held = Grant.objects.create(user=user, role=role, council=council, service=service, team=team, starts_on=starts_on)
    audit.record("grant.office_given" if signs_for_an_office(role.permissions) else "grant.given", held, by=by, at=at)
    return held


@transaction.atomic
def withdraw(held: Grant, *, by, at: dt.datetime) -> Grant:
    """End a grant today; one that began today is removed as if it had never been, with its audit line kept.

    Raises `CannotChangeOrganisation` when it has ended already, and for the last grant by which anybody, or the person
    who withdraws it, can manage the council's access.
    """
    today = clock.day_of(at)
    if held.ends_on is not None and held.ends_on <= today:
        raise CannotChangeOrganisation(f"{held} has ended already.")
    if Permission.ACCESS_MANAGE in held.role.permissions and held.service_id is None and held.team_id is None:
        keep_an_administrator(held.council, losing=[held.pk], by=by, at=at)
    before = audit.snapshot(held)
    if held.starts_on >= today:
        audit.record("grant.withdrawn", held, by=by, at=at, before=before, deleted=True)
        held.delete()
    else:
        held.ends_on = today
        held.save(update_fields=["ends_on"])
        audit.record("grant.withdrawn", held, by=by, at=at, before=before)
    return held


@transaction.atomic
def note(event: str, user: User | str, *, by, at: dt.datetime, **details: str) -> None:
    """An entry about a person who signs in that changes none of our rows: signed in, locked out, second factor added.

    It stands in the trail of each council they hold a role in that day, else in the installation's. An address that nobody
    here has is given as text.
    """
    if isinstance(user, str):
        key, councils = "", []
    else:
        key, councils = str(user.pk), councils_of(user, clock.day_of(at))
    write = audit.Write(event, User._meta.label_lower, key, str(user)[:200], None, details or None)
    for chain in sorted(council.code for council in councils) or [audit.INSTALLATION]:
        audit.record_all(chain, [write], by=by, at=at)


def as_it_stands(role: Role) -> Role:
    """A role as it is now. A council's own stays locked until the transaction ends: what it allows is not changed while somebody is given it, nor
    the other way about. Those that come with Ridgeway are nobody's to change, and are not locked, or councils would wait for one another.
    """
    return role if role.council_id is None else Role.objects.select_for_update(no_key=True).get(pk=role.pk)


def keep_an_administrator(council: Council, *, losing: Iterable[int], by, at: dt.datetime) -> None:
    """Refuse to lose the last grant by which anybody, or `by` themselves, can manage the council's access.

    The council's row stays locked until the transaction ends, so that two people cannot remove each other at once.
    """
    Council.objects.select_for_update().get(pk=council.pk)
    lost = set(losing)
    whole = Grant.objects.on(clock.day_of(at)).filter(council=council, service=None, team=None, user__is_active=True)
    now = [g for g in whole.select_related("role") if Permission.ACCESS_MANAGE in g.role.permissions]
    left = [g for g in now if g.pk not in lost]
    if len(left) == len(now):
        return
    if not left:
        raise CannotChangeOrganisation(
            f"Nobody else can manage access in {council}; give somebody else such a role first."
        )
    mine = None if isinstance(by, str) else by.pk
    if any(g.user_id == mine for g in now) and not any(g.user_id == mine for g in left):
        raise CannotChangeOrganisation("You cannot remove your own last administrator role; ask another administrator.")


def _only_of(council: Council, user: User, at: dt.datetime) -> None:
    if any(other != council for other in councils_of(user, clock.day_of(at))):
        raise CannotChangeOrganisation(
            f"{user} signs in for another council as well, so only those who run this installation can change this."
        )


def _end_sessions(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)

"""`ridgeway user add --email E --name N --role R --council 865 [--service S | --team T] [--password-stdin]`; `ridgeway user lead`."""

import argparse
import secrets
import sys
from typing import Any

from .outcome import Outcome, Refused, by_command_line, command, council_with


def add_to(commands) -> None:
    verbs = commands.add_parser("user", help="people who sign in").add_subparsers(metavar="VERB", required=True)
    adding = command(verbs, "add", "Add somebody who signs in, with a role over a council or a part of it.", add)
    adding.add_argument("--email", required=True)
    adding.add_argument("--name", required=True)
    adding.add_argument(
        "--role", required=True, help="head-of-service, administrator ...: docs/permissions.md lists them"
    )
    adding.add_argument("--council", required=True, help="its three-digit code")
    part = adding.add_mutually_exclusive_group()
    part.add_argument("--service", help="the role holds over this service only (its slug)")
    part.add_argument("--team", help="the role holds over this team only (its slug)")
    adding.add_argument(
        "--password-stdin", action="store_true", help="read the password; otherwise one is made and shown"
    )
    leading = command(verbs, "lead", "Let somebody lead a region: its councils' aggregates, and its caps.", lead)
    leading.add_argument("--email", required=True, help="somebody new, or somebody who signs in already")
    leading.add_argument("--name", default="", help="of somebody new")
    leading.add_argument("--region", required=True, help='its name, such as "South West"')


def lead(asked: argparse.Namespace) -> Outcome:
    """Let a person lead a region. Refused when there is no such region, or a new person has no name."""
    from django.db import transaction

    from ridgeway.core import clock
    from ridgeway.domains.organisation import actions
    from ridgeway.domains.organisation.models import User

    written: dict[str, Any] = {"by": by_command_line(), "at": clock.now()}
    password = ""
    try:
        with transaction.atomic():
            user = User.objects.filter(email__iexact=asked.email).first()
            if user is None:
                if not asked.name:
                    raise Refused("Nobody signs in by that address yet: say --name too.")
                password = secrets.token_urlsafe(15)
                user = actions.add_user(email=asked.email, name=asked.name, password=password, **written)
            region = actions.region_named(asked.region, **written)
            actions.grant_region(user, region, **written)
    except actions.CannotChangeOrganisation as why:
        raise Refused(str(why)) from why
    values = {"email": user.email, "name": user.name, "region": region.name}
    lines = [f"{user.name} leads the {region}. Sign-in: {user.email}"]
    if password:
        values["password"] = password
        lines.append(f"Password, shown this once: {password}")
    return Outcome(values, lines)


def add(asked: argparse.Namespace) -> Outcome:
    """Add a person with a role. Refused when the address is known, or the role, service or team is not."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction

    from ridgeway.core import clock
    from ridgeway.domains.organisation import actions

    council = council_with(asked.council)
    written: dict[str, Any] = {"by": by_command_line(), "at": clock.now()}
    actions.ensure_built_in_roles(**written)
    try:
        validate_email(asked.email)
        password = _password(asked)
        role, service, team = (
            _role(asked.role, council),
            _part(council, "service", asked),
            _part(council, "team", asked),
        )
        with transaction.atomic():
            user = actions.add_user(email=asked.email, name=asked.name, password=password, council=council, **written)
            actions.grant(user, role, council=council, service=service, team=team, **written)
    except ValidationError as why:
        raise Refused(" ".join(why.messages)) from why
    except actions.CannotChangeOrganisation as why:
        raise Refused(str(why)) from why
    values = {"email": user.email, "name": user.name, "role": role.key, "council": council.code}
    values |= {"scope": str(team or service or council)}
    lines = [f"Added {user.name}, {role} for {values['scope']}. Sign-in: {user.email}"]
    if not asked.password_stdin:
        values["password"] = password
        lines.append(f"Password, shown this once: {password}")
    return Outcome(values, lines)


def _password(asked: argparse.Namespace) -> str:
    if not asked.password_stdin:
        return secrets.token_urlsafe(15)
    from django.contrib.auth.password_validation import validate_password

    password = sys.stdin.readline().rstrip("\n")
    validate_password(password)
    return password


def _role(key: str, council):
    from ridgeway.domains.organisation.models import Role

    roles = Role.objects.offered_in(council)
    found = roles.filter(key=key).first()
    if found is None:
        raise Refused(f"There is no role “{key}”. Known: {', '.join(roles.values_list('key', flat=True))}.")
    return found


def _part(council, kind: str, asked: argparse.Namespace):
    """The service or team named, by slug or name."""
    name = getattr(asked, kind)
    if not name:
        return None
    parts = list(getattr(council, f"{kind}s").all())
    for part in parts:
        if name.casefold() in (part.slug.casefold(), part.name.casefold()):
            return part
    raise Refused(f"{council} has no {kind} “{name}”. Known: {', '.join(p.slug for p in parts) or 'none'}.")

"""`ridgeway council add NAME --code 865 [--region "South West"]`."""

import argparse
from typing import Any

from .outcome import Outcome, Refused, by_command_line, command


def add_to(commands) -> None:
    verbs = commands.add_parser("council", help="councils on this installation").add_subparsers(
        metavar="VERB", required=True
    )
    adding = command(verbs, "add", "Add a council to this installation.", add)
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--code", required=True, help="its three-digit number in the national returns")
    adding.add_argument("--region", help="its region of England, as the published statistics name it")
    command(verbs, "list", "The councils on this installation.", listed)


def add(asked: argparse.Namespace) -> Outcome:
    """Add a council. Refused when the name or code is taken."""
    from django.db import transaction

    from ridgeway.core import clock
    from ridgeway.domains.organisation import actions
    from ridgeway.domains.organisation.actions.regions import region_named

    written: dict[str, Any] = {"by": by_command_line(), "at": clock.now()}
    try:
        with transaction.atomic():
            region = region_named(asked.region, **written) if asked.region else None
            council = actions.add_council(asked.name, code=asked.code, region=region, **written)
    except actions.CannotChangeOrganisation as why:
        raise Refused(str(why)) from why
    return Outcome(
        as_values(council),
        [f"Added {council}, code {council.code}.", f"Now somebody who signs in: ridgeway user add --council {council.code} ..."],
    )  # fmt: skip


def listed(asked: argparse.Namespace) -> Outcome:
    """Every council, by name."""
    from ridgeway.domains.organisation.models import Council

    councils = Council.objects.select_related("region")
    return Outcome([as_values(council) for council in councils], [f"{c.code}  {c.name}" for c in councils])


def as_values(council) -> dict:
    """A council as plain values."""
    return {
        "code": council.code,
        "name": council.name,
        "slug": council.slug,
        "region": council.region.name if council.region else None,
        "demonstration": council.is_demonstration,
    }

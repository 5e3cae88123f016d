"""Every write of the organisation: one verb each, atomic, one audit line. `tree`: councils, services, teams; `roles`; `people`."""

from .people import (
    add_person,
    add_user,
    change_user,
    deactivate,
    grant,
    note,
    remove_second_factor,
    withdraw,
)
from .reasons import CannotChangeOrganisation
from .regions import grant_region, region_named, withdraw_region
from .roles import add_role, change_role, ensure_built_in_roles, remove_role
from .tree import add_council, add_service, add_team, change_council, change_service, change_team, touch

__all__ = [
    "CannotChangeOrganisation",
    "add_council",
    "add_person",
    "add_role",
    "add_service",
    "add_team",
    "add_user",
    "change_council",
    "change_role",
    "change_service",
    "change_team",
    "change_user",
    "deactivate",
    "ensure_built_in_roles",
    "grant",
    "grant_region",
    "note",
    "region_named",
    "remove_role",
    "remove_second_factor",
    "touch",
    "withdraw",
    "withdraw_region",
]

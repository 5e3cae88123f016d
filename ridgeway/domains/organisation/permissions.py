"""Who may change whose access."""

from collections.abc import Iterable

from .access import access_of
from .models import Council, Role


def permissions_over(council: Council, user) -> frozenset[str]:
    """All that `user` holds over the whole of a council."""
    held = [h for h in access_of(user).held if h.council_id == council.pk and not (h.service_id or h.team_id)]
    return frozenset(permission for h in held for permission in h.permissions)


def can_allow(user, permissions: Iterable[str], council: Council) -> bool:
    """Nobody can give, or write into a role, a permission that they do not hold over the whole council themselves."""
    return set(permissions) <= permissions_over(council, user)


def can_give(user, role: Role, council: Council) -> bool:
    """A role is given, over whatever scope, by somebody who holds everything in it over the whole council."""
    return role.council_id in (None, council.pk) and can_allow(user, role.permissions, council)

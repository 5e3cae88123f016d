"""Who may change whose access."""

from collections.abc import Iterable

from .access import access_of
from .choices import OFFICES, Permission
from .models import Council, Role


def permissions_over(council: Council, user) -> frozenset[str]:
    """All that `user` holds over the whole of a council."""
    held = [h for h in access_of(user).held if h.council_id == council.pk and not (h.service_id or h.team_id)]
    return frozenset(permission for h in held for permission in h.permissions)


def can_allow(user, permissions: Iterable[str], council: Council) -> bool:
    """Nobody can give, or write into a role, a permission that they do not hold over the whole council themselves; but whoever may appoint to
    offices can let others sign for one."""
    return set(permissions) <= allowed_by(user, council)


def allowed_by(user, council: Council) -> frozenset[str]:
    """All that somebody can let others do over a council."""
    held = permissions_over(council, user)
    return held | OFFICES if Permission.OFFICES_APPOINT in held else held


def signs_for_an_office(permissions: Iterable[str]) -> bool:
    """Whether whoever holds these signs off as director or chief executive."""
    return bool(OFFICES & set(permissions))


def can_give(user, role: Role, council: Council) -> bool:
    """A role is given, over whatever scope, by somebody who holds everything in it over the whole council; what signs for an office, to others alone
    (`actions.grant` refuses oneself), by somebody who may appoint to offices."""
    return role.council_id in (None, council.pk) and can_allow(user, role.permissions, council)

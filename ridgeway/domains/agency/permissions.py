"""Who may change agency work. An assignment is its team's; suppliers, titles and files are the whole council's."""

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Team

from .choices import Office

# whoever holds the permission holds the office: a role says so, and an administrator cannot give what they do not hold
HELD_BY = {Office.DIRECTOR: Permission.AGENCY_SIGN_DIRECTOR, Office.CHIEF_EXECUTIVE: Permission.AGENCY_SIGN_CHIEF}


def can_edit(user, council: Council) -> bool:
    """Whether `user` may record assignments somewhere in the council."""
    return access_of(user).may_somewhere(Permission.AGENCY_EDIT, council.pk)


def can_edit_whole(user, council: Council) -> bool:
    """Whether `user` may change what is the whole council's: the map of its titles."""
    return access_of(user).may(Permission.AGENCY_EDIT, council_id=council.pk)


def can_edit_in(user, team: Team) -> bool:
    """Whether `user` may change a team's assignments."""
    access = access_of(user)
    return access.may(Permission.AGENCY_EDIT, council_id=team.council_id, service_id=team.service_id, team_id=team.pk)


def offices_of(user, team: Team) -> list[Office]:
    """The offices `user` signs for where a team's assignment departs from a rule. One office's word is never given by another."""
    access = access_of(user)
    where = {"council_id": team.council_id, "service_id": team.service_id, "team_id": team.pk}
    return [office for office, permission in HELD_BY.items() if access.may(permission, **where)]

"""Who may draft, approve and pay: `pay.edit` over the whole council, `pay.approve` over all whom an award is for, and never the same person for one."""

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from .models import Supplement


def can_edit(user, council: Council) -> bool:
    """Whether `user` may draft supplements and record incentives."""
    return access_of(user).may(Permission.PAY_EDIT, council_id=council.pk)


def can_approve(user, supplement: Supplement) -> bool:
    """Whether `user` may decide about a supplement: they hold the permission over the whole council, or over each of the teams that it is for and names,
    and did not propose it themselves."""
    access, council = access_of(user), supplement.council_id
    if supplement.proposed_by_id == user.pk or not access.may_somewhere(Permission.PAY_APPROVE, council):
        return False
    if access.may(Permission.PAY_APPROVE, council_id=council):
        return True
    teams = [scope.team for scope in supplement.scopes.select_related("team")]
    return bool(teams) and all(
        team and access.may(Permission.PAY_APPROVE, council_id=council, service_id=team.service_id, team_id=team.pk) for team in teams
    )  # fmt: skip

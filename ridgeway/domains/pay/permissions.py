"""Who may draft, approve and pay: `pay.edit` over the whole council, `pay.approve` over all whom an award is for, and never the same person for one."""

from django.db.models import Prefetch, prefetch_related_objects

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from .models import Supplement, SupplementScope


def can_edit(user, council: Council) -> bool:
    """Whether `user` may draft supplements and record incentives."""
    return access_of(user).may(Permission.PAY_EDIT, council_id=council.pk)


def whom() -> Prefetch:
    """Whom supplements are for, to be read for several at once before `can_approve` is asked of each."""
    return Prefetch("scopes", SupplementScope.objects.select_related("team"))


def can_approve(user, supplement: Supplement) -> bool:
    """Whether `user` may decide about a supplement: they hold the permission over the whole council, or over each of the teams that it is for and names,
    and did not propose it themselves."""
    access, council = access_of(user), supplement.council_id
    if supplement.proposed_by_id == user.pk or not access.may_somewhere(Permission.PAY_APPROVE, council):
        return False
    if access.may(Permission.PAY_APPROVE, council_id=council):
        return True
    prefetch_related_objects([supplement], whom())  # nothing is asked where somebody read them for many
    teams = [scope.team for scope in supplement.scopes.all()]
    return bool(teams) and all(
        team and access.may(Permission.PAY_APPROVE, council_id=council, service_id=team.service_id, team_id=team.pk) for team in teams
    )  # fmt: skip

"""Who may draft, approve and pay: `pay.edit` and `pay.approve`, both over the whole council, and never the same person for one award."""

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from .models import Supplement


def can_edit(user, council: Council) -> bool:
    """Whether `user` may draft supplements and record incentives."""
    return access_of(user).may(Permission.PAY_EDIT, council_id=council.pk)


def can_approve(user, supplement: Supplement) -> bool:
    """Whether `user` may decide about a supplement: they hold the permission, and did not propose it themselves."""
    held = access_of(user).may(Permission.PAY_APPROVE, council_id=supplement.council_id)
    return held and supplement.proposed_by_id != user.pk

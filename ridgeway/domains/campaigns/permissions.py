"""Who may change campaigns: a campaign is the whole council's, so `campaigns.edit` is asked for over the whole council."""

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council


def can_edit(user, council: Council) -> bool:
    """Whether `user` may plan and change the council's campaigns."""
    return access_of(user).may(Permission.CAMPAIGNS_EDIT, council_id=council.pk)

"""Who may bring money in: `money.edit` is asked for over the whole council, because codes and files are the whole council's."""

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council


def can_edit(user, council: Council) -> bool:
    """Whether `user` may bring in ledgers, keep scenarios and record printed figures."""
    return access_of(user).may(Permission.MONEY_EDIT, council_id=council.pk)

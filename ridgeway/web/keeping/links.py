"""The way to these pages from anywhere else, also from a careers site on a host name of its own, which does not serve them."""

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import addresses


def alerts_url(council: Council) -> str:
    """`{% alerts_url site.council %}`: where one asks to be told of new jobs. Filters may follow it: `?role=social-worker`."""
    return addresses.page(council, "alerts")

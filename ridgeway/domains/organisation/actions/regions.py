"""The regions of England: made when a council is first said to be in one."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from ridgeway.core import audit

from ..choices import REGIONS
from ..models import Region
from .reasons import CannotChangeOrganisation


@transaction.atomic
def region_named(name: str, *, by, at: dt.datetime) -> Region:
    """The region with a name or code, made if it is one of England's nine and not here yet.

    Raises `CannotChangeOrganisation` for any other.
    """
    if here := Region.objects.filter(Q(name__iexact=name) | Q(code__iexact=name)).first():
        return here
    for code, known in REGIONS.items():
        if name.casefold() in (known.casefold(), code.casefold()):
            region = Region.objects.create(code=code, name=known)
            audit.record("region.added", region, by=by, at=at)
            return region
    raise CannotChangeOrganisation(f"There is no region “{name}” in England. Known: {', '.join(REGIONS.values())}.")

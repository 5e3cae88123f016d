"""The regions of England: made when a council is first said to be in one."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from ridgeway.core import audit, clock

from ..choices import REGIONS
from ..models import Region, RegionGrant, User
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


@transaction.atomic
def grant_region(user: User, region: Region, *, by, at: dt.datetime) -> RegionGrant:
    """Somebody leads a region from today on. Given by those who run the installation: no council may give another's figures away.

    Raises `CannotChangeOrganisation` when they lead it already.
    """
    today = clock.day_of(at)
    if RegionGrant.objects.on(today).filter(user=user, region=region).exists():
        raise CannotChangeOrganisation(f"{user} leads {region} already.")
    held = RegionGrant.objects.create(user=user, region=region, starts_on=today)
    audit.record("region.granted", held, by=by, at=at)
    return held


@transaction.atomic
def withdraw_region(held: RegionGrant, *, by, at: dt.datetime) -> None:
    """End a region's lead today; one that began today is removed as if it had never been."""
    today = clock.day_of(at)
    before = audit.snapshot(held)
    if held.starts_on >= today:
        audit.record("region.withdrawn", held, by=by, at=at, before=before, deleted=True)
        held.delete()
        return
    held.ends_on = today
    held.save(update_fields=["ends_on"])
    audit.record("region.withdrawn", held, by=by, at=at, before=before)

"""How rows of agency work are reached: by team, by council, by region. A leaf of the models."""

from django.db import models
from django.db.models import Q

from ridgeway.core.periods import PeriodQuerySet
from ridgeway.domains.organisation.access import Scoped, access_of, regions_led_by
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council


class WholeCouncil(Scoped, PeriodQuerySet):
    """Rows of the whole council that name no worker: whoever holds the permission anywhere in the council sees them all."""

    seen_with = Permission.AGENCY_VIEW

    def visible_to(self, user, permission: str | None = None):
        wanted = permission or self.seen_with
        councils = {held.council_id for held in access_of(user).held if wanted in held.permissions}
        return self.filter(**{f"{self.reach['council']}__in": councils})


class Agreed(PeriodQuerySet):
    """Rows of a region, or (no region) of all: caps, types of job, rules. They name nobody."""

    def for_region(self, region):
        """Those of a region and those of all."""
        return self.filter(Q(region=region) | Q(region__isnull=True))

    def visible_to(self, user, permission: str = Permission.AGENCY_VIEW):
        """Those of all, and of the regions in which the user holds the permission in some council."""
        access = access_of(user)
        regions = {access.councils[slug].region_id for slug in access.councils
                   if access.may_somewhere(permission, access.councils[slug].pk)}  # fmt: skip
        return self.filter(Q(region__in=regions - {None}) | Q(region__isnull=True)) if access.held else self.none()

    def led_by(self, user):
        """Those of the regions that the user leads."""
        return self.filter(region__in=[region.pk for region in regions_led_by(user)])


class CouncilRow(models.Model):
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def an_hour(name: str = "", **options) -> models.DecimalField:
    """Pounds an hour."""
    return models.DecimalField(name or None, max_digits=7, decimal_places=2, **options)

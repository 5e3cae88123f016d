"""Who left a permanent post in the region, known by a keyed hash alone."""

from django.db import models

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Region

from .doors import CouncilRow


class LeaverMarkQuerySet(Scoped):
    seen_with = Permission.AGENCY_EDIT


class LeaverMark(CouncilRow):
    """Somebody left a permanent post of the council on a day. `key` is the region's keyed hash of the registration number: no name, no number."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    left_on = models.DateField()
    objects = LeaverMarkQuerySet.as_manager()

    class Meta:
        ordering = ["-left_on"]
        constraints = [models.UniqueConstraint(fields=["council", "key"], name="leaver_marked_once_per_council")]
        indexes = [models.Index(fields=["region", "key"], name="leaver_by_key")]

    def __str__(self) -> str:
        return f"Mark {self.pk}"

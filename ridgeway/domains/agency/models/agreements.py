"""What a region agreed, and the nation rules: types of job, caps, rules; and how a council's own titles map to the types."""

from django.db import models
from django.db.models import Q

from ridgeway.core.periods import Period, period_is_forwards
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Region

from ..choices import Office, Route, RuleKey, Unit
from .doors import Agreed, CouncilRow, WholeCouncil, an_hour


class _Sourced(models.Model):
    """Where it is known from."""

    source = models.CharField(max_length=200)
    source_url = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        abstract = True


class AgreedType(Period, _Sourced):
    """A type of job that a cap is agreed for: the region's own, or (no region) the nation's. A region's own come first."""

    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    objects = Agreed.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            period_is_forwards("agreed_type"),
            models.UniqueConstraint(fields=["region", "slug"], name="agreed_type_once_per_region"),
            models.UniqueConstraint(fields=["slug"], condition=Q(region__isnull=True), name="national_type_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PriceCap(Period, _Sourced):
    """The most a region pays an hour for a type of job, by a route (empty = whichever), from a day on.

    It binds new assignments from `starts_on`, those that had begun from `existing_from` (empty = never). `covers` names the parts of the
    rate that it limits. One that is only proposed binds nobody.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    job_type = models.ForeignKey(AgreedType, models.PROTECT, related_name="caps")
    route = models.CharField(max_length=10, choices=Route.choices, blank=True)
    hourly = an_hour("£ an hour")
    covers = models.JSONField(default=list)
    existing_from = models.DateField(null=True, blank=True)
    objects = Agreed.as_manager()

    class Meta:
        ordering = ["job_type__order", "route", "starts_on"]
        constraints = [
            period_is_forwards("cap"),
            models.CheckConstraint(condition=Q(hourly__gt=0), name="cap_is_something"),
            models.UniqueConstraint(fields=["region", "job_type", "route", "starts_on"], name="cap_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.job_type} from {self.starts_on}"


class Rule(Period, _Sourced):
    """One parameter of the rules on agency work: the nation's, or a region's in its place. `offices` sign where it is departed from."""

    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=14, choices=RuleKey.choices)
    value = models.DecimalField(max_digits=6, decimal_places=2)
    unit = models.CharField(max_length=8, choices=Unit.choices)
    existing_from = models.DateField(null=True, blank=True)
    offices = models.JSONField(default=list, help_text="Who signs where it is departed from")
    objects = Agreed.as_manager()

    class Meta:
        ordering = ["key", "starts_on"]
        constraints = [
            period_is_forwards("agency_rule"),
            models.UniqueConstraint(fields=["region", "key", "starts_on"], name="agency_rule_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} from {self.starts_on}"

    @property
    def signed_by(self) -> list[str]:
        """Who signs, in words."""
        return [str(Office(office).label) for office in self.offices]


class TitleMap(Period, CouncilRow):
    """Which agreed type a council's own job title is, over a period."""

    role = models.ForeignKey(JobRole, models.PROTECT, related_name="+")
    job_type = models.ForeignKey(AgreedType, models.PROTECT, related_name="+")
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["role__order", "starts_on"]
        constraints = [
            period_is_forwards("title_map"),
            models.UniqueConstraint(fields=["role", "starts_on"], name="title_mapped_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.role} is {self.job_type}"

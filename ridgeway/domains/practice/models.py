"""Case counts."""

from django.db import models

from ridgeway.domains.establishment.models import Worker
from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Team


class CaseCountQuerySet(Scoped):
    seen_with = Permission.PEOPLE_VIEW
    reach = {"council": "council_id", "service": "team__service_id", "team": "team_id"}


class CaseCount(models.Model):
    """The cases a worker held on a day. Zero is a count."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="case_counts")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    cases = models.PositiveIntegerField()

    objects = CaseCountQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["worker", "on"], name="case_count_once_a_day")]
        indexes = [models.Index(fields=["council", "on", "team", "worker", "cases"], name="case_count_by_day")]

    def __str__(self) -> str:
        return f"{self.cases} cases on {self.on}"

"""Suppliers, whether they keep what they signed, and the project teams they send."""

from django.db import models

from ridgeway.core.periods import Period, period_is_forwards
from ridgeway.domains.organisation.models import Team

from ..choices import Standard
from .doors import CouncilRow, WholeCouncil


class Supplier(CouncilRow):
    """An agency. `standards` are the keys of those it signed, on `signed_on`."""

    name = models.CharField(max_length=120)
    company_number = models.CharField(max_length=12, blank=True)
    contact = models.CharField("whom to ring", max_length=160, blank=True)
    standards = models.JSONField(default=list)
    signed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField("not used from", null=True, blank=True)
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="supplier_name_once_per_council")]

    def __str__(self) -> str:
        return self.name

    @property
    def signed(self) -> list[str]:
        """The standards it signed, in words."""
        return [str(Standard(key).label) for key in self.standards]


class Conduct(CouncilRow):
    """A day on which a supplier did not keep a standard, and what came of it."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="conduct")
    on = models.DateField()
    standard = models.CharField(max_length=12, choices=Standard.choices)
    words = models.CharField("what happened, without a worker's name", max_length=300)
    settled_on = models.DateField("put right on", null=True, blank=True)
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["council", "-on"], name="conduct_by_day")]

    def __str__(self) -> str:
        return f"Conduct {self.pk}"


class ProjectTeam(Period, CouncilRow):
    """A team that a supplier sends as one. Every worker in it is named by an assignment; its other costs stand apart."""

    name = models.CharField(max_length=120)
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="teams")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=300)
    overseen_by = models.CharField("who of the council oversees its practice", max_length=120)
    workers_agreed = models.PositiveSmallIntegerField("how many workers were agreed")
    other_monthly = models.DecimalField("other services, £ a month", max_digits=10, decimal_places=2, default=0)
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            period_is_forwards("project_team"),
            models.UniqueConstraint(fields=["council", "name"], name="project_team_name_once_per_council"),
        ]

    def __str__(self) -> str:
        return self.name

"""Weekly timesheets: the files they came in, a line for each week of an assignment, and what its months add up to, kept beside the lines."""

from django.db import models
from django.db.models import Q

from ridgeway.core.loads import FileLoad
from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Team

from .assignments import Assignment
from .doors import CouncilRow, WholeCouncil


def _hours(**more) -> models.DecimalField:
    return models.DecimalField(max_digits=9, decimal_places=2, **more)


def _pounds(**more) -> models.DecimalField:
    return models.DecimalField(max_digits=12, decimal_places=2, **more)


class TimesheetLoad(FileLoad, CouncilRow):
    """One file of timesheets."""

    is_invented = models.BooleanField(default=False)
    hours = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    first_week = models.DateField(null=True, blank=True)
    last_week = models.DateField(null=True, blank=True)
    objects = WholeCouncil.as_manager()

    def __str__(self) -> str:
        return self.name


class TimesheetQuerySet(Scoped):
    """Lines and months are reached through the team of their assignment."""

    seen_with = Permission.AGENCY_VIEW
    reach = {"council": "council_id", "service": "team__service_id", "team": "team_id"}


class TimesheetLine(CouncilRow):
    """Hours of an assignment in a week (its Monday), and what they cost. `replaced_by`: the load that stands in its place; empty = current.

    The team is the assignment's, which does not change once it is confirmed: it stands here so that no page joins a million lines.
    """

    load = models.ForeignKey(TimesheetLoad, models.PROTECT, related_name="rows")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="timesheets")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    week = models.DateField(help_text="Its Monday")
    hours = _hours()
    rate = models.DecimalField("£ an hour", max_digits=8, decimal_places=2)
    cost = _pounds()
    reference = models.CharField(max_length=40, blank=True)
    row = models.PositiveIntegerField(help_text="Where it stood in the file")
    replaced_by = models.ForeignKey(TimesheetLoad, models.PROTECT, null=True, blank=True, related_name="+")
    objects = TimesheetQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=0, hours__lte=168, rate__gt=0), name="timesheet_is_of_a_week")
        ]
        indexes = [models.Index(fields=["assignment", "-week"], name="timesheet_by_assignment")]

    def __str__(self) -> str:
        return f"Row {self.row} of timesheets {self.load_id}"


class TimesheetMonth(CouncilRow):
    """What an assignment's current lines come to in a month (its first day). A week over a month's end is parted by its working days."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="timesheet_months")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    month = models.DateField()
    hours = _hours()
    cost = _pounds()
    agreed = _pounds(help_text="What the same hours come to at the assignment's own rates")
    weeks = models.PositiveSmallIntegerField(help_text="Weeks with a timesheet that have a working day in the month")
    objects = TimesheetQuerySet.as_manager()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "month"], name="timesheet_month_once"),
        ]
        indexes = [
            models.Index(fields=["council", "month", "team"], name="timesheet_month_by_council"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y} of assignment {self.assignment_id}"

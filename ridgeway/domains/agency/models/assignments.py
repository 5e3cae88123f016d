"""Assignments with their rates, and the breaches that somebody signs off."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from ridgeway.core.periods import Period, PeriodQuerySet, period_is_forwards
from ridgeway.domains.establishment.models import Cover, JobRole, Post, Worker
from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Team, User

from ..choices import EndReason, Exemption, Office, Part, Route, RuleKey
from ..states import AssignmentState, BreachState
from .doors import CouncilRow, an_hour
from .suppliers import ProjectTeam, Supplier


class AssignmentQuerySet(Scoped, PeriodQuerySet):
    seen_with = Permission.AGENCY_VIEW
    reach = {"council": "council_id", "service": "team__service_id", "team": "team_id"}


class Assignment(Period, CouncilRow):
    """One worker from one supplier over a period. Without a post it is extra capacity. `ends_on` is the first day not here, once known.

    What the checks need of the worker stands here as it was stated: months of experience, the day a permanent post was left, references
    received; empty = not known. `cooling_until` is the region's answer, with when it was asked.
    """

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="assignments")
    project_team = models.ForeignKey(ProjectTeam, models.PROTECT, null=True, blank=True, related_name="assignments")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    cover = models.OneToOneField(Cover, models.SET_NULL, null=True, blank=True, related_name="+")
    route = models.CharField(max_length=10, choices=Route.choices)
    fte = models.DecimalField("FTE", max_digits=8, decimal_places=6, default=Decimal(1))
    planned_until = models.DateField("planned end, the first day not here")
    notice_weeks = models.DecimalField(max_digits=4, decimal_places=1)
    notice_given_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=14, choices=EndReason.choices, blank=True)
    state = models.CharField(max_length=10, choices=AssignmentState.choices, default=AssignmentState.DRAFT)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    experience_months = models.PositiveSmallIntegerField(null=True, blank=True)
    references_received = models.PositiveSmallIntegerField(null=True, blank=True)
    left_permanent_on = models.DateField(null=True, blank=True)
    exemption = models.CharField(max_length=14, choices=Exemption.choices, blank=True)
    cooling_asked_at = models.DateTimeField(null=True, blank=True)
    cooling_until = models.DateField(null=True, blank=True)
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            period_is_forwards("assignment"),
            models.CheckConstraint(condition=Q(planned_until__gt=F("starts_on")), name="assignment_plan_is_forwards"),
            models.CheckConstraint(condition=Q(fte__gt=0, fte__lte=1), name="assignment_fte_is_a_share"),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ends_on__isnull=False, end_reason__gt=""), name="assignment_ended_says_when"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "cancelled")) | Q(confirmed_at__isnull=False),
                name="assignment_confirmed_says_when",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["council", "-starts_on", "-id"], name="assignment_by_start"),
            models.Index(fields=["council", "ends_on", "starts_on"], name="assignment_by_end"),
        ]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"  # never the worker: this is what the audit trail keeps


class RateQuerySet(Scoped, PeriodQuerySet):
    seen_with = Permission.AGENCY_VIEW
    reach = {"council": "council_id", "service": "assignment__team__service_id", "team": "assignment__team_id"}


class Rate(Period, CouncilRow):
    """What an hour of an assignment costs over a period, by its parts, in pounds. The last one is open."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="rates")
    pay = an_hour()
    employer_ni = an_hour(default=0)
    holiday = an_hour(default=0)
    levy = an_hour(default=0)
    margin = an_hour(default=0)
    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            period_is_forwards("rate"),
            models.CheckConstraint(
                condition=Q(pay__gt=0, employer_ni__gte=0, holiday__gte=0, levy__gte=0, margin__gte=0),
                name="rate_parts_are_amounts",
            ),
            models.UniqueConstraint(fields=["assignment", "starts_on"], name="rate_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"Rate {self.pk}"

    @property
    def parts(self) -> dict[str, Decimal]:
        """Each part in pounds an hour."""
        return {part: getattr(self, part) for part in Part.values}

    @property
    def charge(self) -> Decimal:
        """What the council is charged for an hour."""
        return sum(self.parts.values(), Decimal(0))


class BreachQuerySet(Scoped):
    seen_with = Permission.AGENCY_VIEW
    reach = {"council": "council_id", "service": "assignment__team__service_id", "team": "assignment__team_id"}


class Breach(CouncilRow):
    """A rule that an assignment does not keep: by how much, why it is needed all the same, and who signs."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="breaches")
    rule = models.CharField(max_length=14, choices=RuleKey.choices)
    found_on = models.DateField()
    amount = models.DecimalField("what it is", max_digits=8, decimal_places=2, null=True, blank=True)
    limit = models.DecimalField("what is allowed", max_digits=8, decimal_places=2, null=True, blank=True)
    words = models.CharField("what was found", max_length=300)
    reason = models.CharField("why it is needed all the same", max_length=500)
    offices = models.JSONField(default=list)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=BreachState.choices, default=BreachState.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "breaches"
        ordering = ["-found_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "rule"], condition=Q(state="open"), name="one_open_breach_per_rule"
            ),
        ]
        indexes = [models.Index(fields=["council", "found_on"], name="breach_by_day")]

    def __str__(self) -> str:
        return f"Breach {self.pk}"


class SignOffQuerySet(Scoped):
    seen_with = Permission.AGENCY_VIEW
    reach = {
        "council": "council_id",
        "service": "breach__assignment__team__service_id",
        "team": "breach__assignment__team_id",
    }


class SignOff(CouncilRow):
    """One office's word on a breach."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="sign_offs")
    office = models.CharField(max_length=16, choices=Office.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    agrees = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["breach", "office"], name="sign_off_once_per_office"),
            models.UniqueConstraint(fields=["breach", "by"], name="sign_off_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"Sign-off {self.pk}"

"""Scale points, on-costs, supplements with scope, evidence and reviews, incentives with instalments. Every row knows its council."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ridgeway.core.periods import Period, PeriodQuerySet, period_is_forwards
from ridgeway.domains.establishment.models import Grade, JobRole, Worker
from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Team

from . import choices, states

# what is known of a person's own money: it stays out of the audit trail
PERSONAL = frozenset({"amount", "owed", "note"})


class PayQuerySet(Scoped, PeriodQuerySet):
    """Rows that name nobody: whoever holds the permission anywhere in the council sees them all."""

    seen_with = Permission.PAY_VIEW

    def visible_to(self, user, permission: str | None = None):
        wanted = permission or self.seen_with
        councils = {held.council_id for held in access_of(user).held if wanted in held.permissions}
        return self.filter(**{f"{self.reach['council']}__in": councils})


class PersonQuerySet(Scoped):
    """Rows of one person's money, reached through the team it was agreed in."""

    seen_with = Permission.PAY_VIEW
    reach = {"council": "council_id", "service": "team__service_id", "team": "team_id"}


class InstalmentQuerySet(Scoped):
    seen_with = Permission.PAY_VIEW
    reach = {"council": "council_id", "service": "incentive__team__service_id", "team": "incentive__team_id"}


class _CouncilRow(models.Model):
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class _OpenRow(_CouncilRow):
    objects = PayQuerySet.as_manager()

    class Meta:
        abstract = True


def _pounds(**more) -> models.DecimalField:
    return models.DecimalField(max_digits=10, decimal_places=2, **more)


class ScalePoint(Period, _OpenRow):
    """A year's full-time pay at a point of a grade, over a period."""

    grade = models.ForeignKey(Grade, models.PROTECT, related_name="+")
    point = models.PositiveSmallIntegerField()
    annual = _pounds()

    class Meta:
        ordering = ["grade__name", "point", "-starts_on"]
        constraints = [
            period_is_forwards("scale_point"),
            models.UniqueConstraint(fields=["grade", "point", "starts_on"], name="scale_point_once_a_day"),
            models.CheckConstraint(condition=Q(annual__gt=0), name="scale_point_pays_something"),
        ]

    def __str__(self) -> str:
        return f"{self.grade}, point {self.point}"


class OnCost(Period, _OpenRow):
    """What the employer pays on top of pay, as a percentage of it: national insurance, pension."""

    percent = models.DecimalField(max_digits=5, decimal_places=2)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [period_is_forwards("on_cost")]

    def __str__(self) -> str:
        return f"{self.percent}% from {self.starts_on}"


class Supplement(_OpenRow):
    """A market supplement and its business case. It holds from `starts_on`; `ends_on` is set only when notice is given."""

    title = models.CharField(max_length=160)
    basis = models.CharField(max_length=8, choices=choices.Basis.choices, default=choices.Basis.PERCENT)
    amount = _pounds()
    state = models.CharField(
        max_length=14, choices=states.SupplementState.choices, default=states.SupplementState.DRAFTED
    )
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(default=12)
    next_review_on = models.DateField(null=True, blank=True)
    notice_weeks = models.PositiveSmallIntegerField(default=12)
    notice_given_on = models.DateField(null=True, blank=True)
    cost_first_year = _pounds(null=True, blank=True)
    cost_per_year = _pounds(null=True, blank=True)
    funding = models.CharField(max_length=200, blank=True)
    justification = models.TextField("objective justification", blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by_body = models.CharField("decided by", max_length=120, blank=True)
    decision_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="supplement_is_something"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")),
                name="supplement_period_is_forwards",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "under_notice", "ended"])
                | (Q(decided_on__isnull=False) & Q(next_review_on__isnull=False)),
                name="supplement_approved_is_decided_and_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["under_notice", "ended"]) | Q(ends_on__isnull=False),
                name="supplement_under_notice_ends",
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "next_review_on"], name="supplement_by_review")]

    def __str__(self) -> str:
        return self.title


class SupplementScope(_OpenRow):
    """Whom a supplement is for: those of the role, in the team, on the grade, as far as each is named. Any one row is enough."""

    supplement = models.ForeignKey(Supplement, models.PROTECT, related_name="scopes")
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["team__order", "role__order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__isnull=False) | Q(team__isnull=False) | Q(grade__isnull=False),
                name="supplement_scope_names_something",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(str(part) for part in (self.role, self.team, self.grade) if part)


class Evidence(_OpenRow):
    """One thing a business case rests on, with its day and where it is from."""

    supplement = models.ForeignKey(Supplement, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=14, choices=choices.EvidenceKind.choices)
    words = models.CharField(max_length=300)
    on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["kind", "-on"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.get_kind_display()


class Review(_OpenRow):
    """A review of a supplement that was held: when it was due, and what it ended in."""

    supplement = models.ForeignKey(Supplement, models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField()
    outcome = models.CharField(max_length=6, choices=choices.ReviewOutcome.choices)
    words = models.TextField(blank=True)
    by_name = models.CharField(max_length=254)

    class Meta:
        ordering = ["-held_on"]

    def __str__(self) -> str:
        return f"{self.supplement}, {self.held_on}"


class Incentive(_CouncilRow):
    """Money promised to one person, with a tie."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=choices.IncentiveKind.choices)
    amount = _pounds()
    agreed_on = models.DateField()
    tie_starts_on = models.DateField()
    tie_months = models.PositiveSmallIntegerField()
    claw_back = models.CharField(max_length=8, choices=choices.ClawBack.choices)
    state = models.CharField(max_length=10, choices=states.IncentiveState.choices, default=states.IncentiveState.AGREED)
    left_on = models.DateField(null=True, blank=True)
    owed = _pounds(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="incentive_is_something"),
            models.CheckConstraint(
                condition=~Q(state__in=["owed", "recovered", "waived"])
                | (Q(owed__isnull=False) & Q(left_on__isnull=False)),
                name="incentive_owed_is_known",
            ),
        ]
        indexes = [models.Index(fields=["council", "-agreed_on", "-id"], name="incentive_by_council")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Instalment(_CouncilRow):
    """A part of an incentive: when it is due, and when it was paid (empty = not yet)."""

    incentive = models.ForeignKey(Incentive, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    amount = _pounds()
    paid_on = models.DateField(null=True, blank=True)
    objects = InstalmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_is_something")]

    def __str__(self) -> str:
        return f"Instalment {self.pk}"

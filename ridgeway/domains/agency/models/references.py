"""References of agency workers in one shape: those asked for before somebody comes, those we give of somebody who was here, and the private links."""

from django.db import models
from django.db.models import Q

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission

from ..choices import ReferenceWay
from ..states import ReferenceState
from .assignments import Assignment
from .doors import CouncilRow, WholeCouncil


class ReferenceQuerySet(Scoped):
    seen_with = Permission.AGENCY_VIEW
    reach = {"council": "council_id", "service": "assignment__team__service_id", "team": "assignment__team_id"}


class PracticeReference(CouncilRow):
    """A reference of a worker, about an assignment. `answers` are by the keys of `reference_shape`; they stay out of the audit trail."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="references")
    way = models.CharField(max_length=8, choices=ReferenceWay.choices)
    state = models.CharField(max_length=10, choices=ReferenceState.choices)
    referee_name = models.CharField(max_length=120, blank=True)
    referee_job = models.CharField("job", max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    answers = models.JSONField(default=dict)
    written_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment"], condition=Q(way="given"), name="one_given_reference_each"),
            models.CheckConstraint(
                condition=~Q(state="written") | Q(written_at__isnull=False), name="practice_reference_written_says_when"
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="practice_reference_by_state")]

    def __str__(self) -> str:
        return f"Reference {self.pk}"


class ReferenceKept(CouncilRow):
    """How many months references of one way are kept after the assignment, where the council says so itself. No row: `rules.REFERENCES_KEPT`."""

    way = models.CharField(max_length=8, choices=ReferenceWay.choices)
    months = models.PositiveSmallIntegerField()
    objects = WholeCouncil.as_manager()

    class Meta:
        ordering = ["way"]
        constraints = [
            models.UniqueConstraint(fields=["council", "way"], name="reference_kept_once_per_way"),
            models.CheckConstraint(condition=Q(months__gte=1), name="reference_kept_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.months} months"


class LinkQuerySet(Scoped):
    seen_with = Permission.AGENCY_VIEW
    reach = {
        "council": "council_id",
        "service": "reference__assignment__team__service_id",
        "team": "reference__assignment__team_id",
    }


class ReferenceLink(CouncilRow):
    """A private link to a reference: to answer it, or to read it. The token is kept as its hash; a link that is closed has none."""

    reference = models.ForeignKey(PracticeReference, models.PROTECT, related_name="links")
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160, blank=True)
    email = models.CharField("e-mail", max_length=254)
    token_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField("first opened", null=True, blank=True)
    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="practice_reference_link_once")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Link {self.pk}"

"""Requests to recruit: which posts, why, what they cost in a year, and who decided."""

from django.db import models
from django.db.models import Q

from ridgeway.domains.establishment.models import JobRole, Post
from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team, User

from .. import choices
from ..states import RequestState


class RecruitmentRequestQuerySet(Scoped):
    seen_with = Permission.ADVERTS_VIEW
    reach = {"council": "council_id", "service": "service_id", "team": "team_id"}


class RecruitmentRequest(models.Model):
    """Somebody asks to recruit to posts of one team and role; somebody else decides. Cost: pounds a year, empty = not known."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=choices.RequestWhy.choices)
    words = models.TextField("in your own words", blank=True)
    fte = models.DecimalField("FTE", max_digits=8, decimal_places=6)
    cost_low = models.DecimalField("lowest yearly cost", max_digits=10, decimal_places=2, null=True, blank=True)
    cost_high = models.DecimalField("highest yearly cost", max_digits=10, decimal_places=2, null=True, blank=True)
    cost_words = models.CharField("how the cost is known", max_length=200, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_words = models.CharField(max_length=300, blank=True)

    objects = RecruitmentRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED) | Q(decided_at__isnull=False), name="request_decided_says_when"
            ),
        ]
        indexes = [
            models.Index(fields=["council", "state", "asked_at"], name="request_by_state"),
            models.Index(fields=["council", "-asked_at", "-id"], name="request_by_time"),
        ]

    def __str__(self) -> str:
        return f"Request {self.pk}"


class RequestPostQuerySet(Scoped):
    seen_with = Permission.ADVERTS_VIEW
    reach = {"council": "council_id", "service": "request__service_id", "team": "request__team_id"}


class RequestPost(models.Model):
    """A post that is asked for."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    request = models.ForeignKey(RecruitmentRequest, models.PROTECT, related_name="posts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    objects = RequestPostQuerySet.as_manager()

    class Meta:
        ordering = ["post__number"]
        constraints = [models.UniqueConstraint(fields=["request", "post"], name="request_post_once")]

    def __str__(self) -> str:
        return f"{self.request} for {self.post}"

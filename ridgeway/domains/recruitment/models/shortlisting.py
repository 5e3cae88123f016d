"""Shortlisting: who scores the applications for an advert, and what each gave, alone.

A sheet is seen by whoever wrote it; by others only once it is shown, which is when enough people have handed theirs in for that application, and
never by somebody who still has to score it. Points and words are personal: they never enter the audit trail.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User

from ..choices import Scale
from ..shortlisting_rules import LEAST
from ..states import SheetState
from .adverts import Advert
from .applications import Application, ReadOfApplication, applied_for


class SelectionRuleQuerySet(Scoped):
    seen_with = Permission.COUNCIL_MANAGE


class SelectionRule(models.Model):
    """What a council asks of every shortlisting. It is only ever made stricter."""

    council = models.OneToOneField(Council, models.PROTECT, related_name="+")
    least = models.PositiveSmallIntegerField("how many people score", default=LEAST)
    is_always = models.BooleanField("nobody is shortlisted without scores", default=False)

    objects = SelectionRuleQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(least__gte=LEAST), name="selection_rule_asks_for_two")]

    def __str__(self) -> str:
        return f"At least {self.least} score"


class OfAdvert(Scoped):
    """Rows of an advert whose applications `user` may see: not of one they applied for themselves."""

    seen_with = Permission.APPLICATIONS_VIEW
    reach = {"council": "council_id", "service": "advert__service_id", "team": "advert__team_id"}

    def visible_to(self, user, permission: str | None = None):
        return super().visible_to(user, permission).exclude(advert__in=applied_for(user))


class Shortlisting(models.Model):
    """That the applications for an advert are scored: on which scale, and by how many before anything is compared."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    advert = models.OneToOneField(Advert, models.PROTECT, related_name="shortlisting")
    scale = models.CharField(max_length=4, choices=Scale.choices, default=Scale.TO_THREE)
    least = models.PositiveSmallIntegerField("how many people score", default=LEAST)
    opened_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    objects = OfAdvert.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(least__gte=LEAST), name="shortlisting_by_two")]

    def __str__(self) -> str:
        return f"Shortlisting {self.pk}"


class OfShortlisting(OfAdvert):
    reach = {
        "council": "council_id",
        "service": "shortlisting__advert__service_id",
        "team": "shortlisting__advert__team_id",
    }

    def visible_to(self, user, permission: str | None = None):
        return Scoped.visible_to(self, user, permission).exclude(shortlisting__advert__in=applied_for(user))


class Shortlister(models.Model):
    """Somebody named to score. Who stood down scores no more, and what they gave counts no longer."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    shortlisting = models.ForeignKey(Shortlisting, models.PROTECT, related_name="shortlisters")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    stood_down_at = models.DateTimeField(null=True, blank=True)

    objects = OfShortlisting.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["shortlisting", "user"], name="shortlister_once")]

    def __str__(self) -> str:
        return f"Shortlister {self.pk}"


class ScoreSheetQuerySet(ReadOfApplication):
    def visible_to(self, user, permission: str | None = None):
        """One's own; and those that are shown, of applications that one need not score oneself any more."""
        pk = getattr(user, "pk", None)
        named = Shortlister.objects.filter(
            shortlisting__advert=OuterRef("application__advert"), user=pk, stood_down_at__isnull=True
        )
        own = self.model._base_manager.filter(application=OuterRef("application"), user=pk, state=SheetState.SUBMITTED)
        others = Q(shown_at__isnull=False) & (~Q(Exists(named)) | Q(Exists(own)) | ~Q(application__state="sent"))
        return super().visible_to(user, permission).filter(Q(user=pk) | others)


class ScoreSheet(models.Model):
    """What one person gave one application: `points` by the criterion's key, and words beside them."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="score_sheets")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.SCORING)
    points = models.JSONField(default=dict, help_text="Criterion to points")
    words = models.JSONField(default=dict, help_text="Criterion to what was seen; an empty key for the whole")
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="When enough others had handed theirs in")

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "user"], name="score_sheet_once"),
            models.CheckConstraint(
                condition=Q(state=SheetState.SCORING, shown_at__isnull=True)
                | Q(state=SheetState.SUBMITTED, submitted_at__isnull=False),
                name="score_sheet_shown_is_handed_in",
            ),
        ]
        indexes = [models.Index(fields=["council", "user", "state"], name="score_sheet_by_user")]

    def __str__(self) -> str:
        return f"Sheet {self.pk}"


class AgreedScores(models.Model):
    """What those who scored settled on where they had been far apart: points and words by the criterion's key."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.OneToOneField(Application, models.PROTECT, related_name="agreed_scores")
    points = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "agreed scores"

    def __str__(self) -> str:
        return f"Agreed scores {self.pk}"

"""Interviews: rounds with a panel, times and questions; each candidate's interview; what each on the panel gave, alone.

A time belongs to at most one candidate: the database says so itself. What a candidate needs to be arranged, points and words are personal.
"""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.models import Council, User

from ..choices import PanelPart, RoundKind, Scale
from ..states import InterviewState, RoundState, SheetState
from .adverts import Advert, Criterion
from .applications import Application, OfApplication, ReadOfApplication, applied_for
from .shortlisting import OfAdvert


class InterviewRound(models.Model):
    """One set of interviews for an advert: who meets the candidates, where, for how long, and until when they choose."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    advert = models.ForeignKey(Advert, models.PROTECT, related_name="interview_rounds")
    kind = models.CharField(max_length=14, choices=RoundKind.choices, default=RoundKind.PANEL)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.ARRANGING)
    minutes = models.PositiveSmallIntegerField("how long, in minutes", default=45)
    place = models.CharField("room and address", max_length=200, blank=True)
    link = models.URLField("link to the call", max_length=400, blank=True)
    words = models.TextField("what the candidate should know", blank=True)
    hours_before = models.PositiveSmallIntegerField(
        "until how many hours before a time can be chosen or changed", default=24
    )
    scale = models.CharField(max_length=4, choices=Scale.choices, default=Scale.TO_FOUR)
    made_at = models.DateTimeField()

    objects = OfAdvert.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=480), name="round_lasts_a_while"),
            models.CheckConstraint(
                condition=~Q(place="", link="") | Q(state__in=[RoundState.ARRANGING, RoundState.CALLED_OFF]),
                name="round_open_says_where",
            ),
        ]

    def __str__(self) -> str:
        return f"Round {self.pk}"

    @property
    def where(self) -> str:
        """The room, or that it is by video call."""
        return self.place or "By video call"


class OfRound(OfAdvert):
    reach = {"council": "council_id", "service": "round__advert__service_id", "team": "round__advert__team_id"}

    def visible_to(self, user, permission: str | None = None):
        return Scoped.visible_to(self, user, permission).exclude(round__advert__in=applied_for(user))


class PanelMember(models.Model):
    """Somebody on the panel of a round. Who has no sign-in (a young person) is known by name and e-mail address, and scores on paper."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    round = models.ForeignKey(InterviewRound, models.PROTECT, related_name="panel")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField("e-mail", max_length=254, blank=True)
    part = models.CharField("part played", max_length=12, choices=PanelPart.choices, default=PanelPart.MEMBER)
    trained_on = models.DateField("last trained in safer recruitment", null=True, blank=True)

    objects = OfRound.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"], condition=Q(user__isnull=False), name="panel_member_once"
            ),
            models.UniqueConstraint(fields=["round"], condition=Q(part=PanelPart.CHAIR), name="panel_has_one_chair"),
            models.CheckConstraint(
                condition=~Q(part=PanelPart.CHAIR) | Q(trained_on__isnull=False, user__isnull=False),
                name="panel_chair_is_trained",
            ),
        ]

    def __str__(self) -> str:
        return f"Panel member {self.pk}"

    @property
    def who(self) -> str:
        return self.user.name if self.user else self.name or "Name erased"

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.email

    @property
    def scores(self) -> bool:
        return self.user_id is not None and self.part != PanelPart.ADVISER

    @property
    def is_on_paper(self) -> bool:
        """Whether they score on paper, which somebody else types in."""
        return self.user_id is None and self.part != PanelPart.ADVISER


class InterviewSlot(models.Model):
    """A time at which a round's panel can meet somebody: from `starts_at` up to `ends_at`."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    round = models.ForeignKey(InterviewRound, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = OfRound.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "starts_at"], name="interview_slot_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="interview_slot_lasts"),
        ]
        indexes = [models.Index(fields=["council", "starts_at"], name="interview_slot_by_time")]

    def __str__(self) -> str:
        return f"Time {self.pk}"


class InterviewQuestion(models.Model):
    """Something everybody is asked in a round, and the criterion it is about."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    round = models.ForeignKey(InterviewRound, models.PROTECT, related_name="questions")
    order = models.PositiveSmallIntegerField(default=0)
    words = models.CharField("question", max_length=500)
    looked_for = models.TextField("what a good answer has in it", blank=True)
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfRound.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"Question {self.pk}"


class Interview(models.Model):
    """One candidate's interview in a round. `uid` and `sequence` are what calendars know it by; the second rises with every change."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    round = models.ForeignKey(InterviewRound, models.PROTECT, related_name="interviews")
    application = models.ForeignKey(Application, models.PROTECT, related_name="interviews")
    slot = models.ForeignKey(InterviewSlot, models.PROTECT, null=True, blank=True, related_name="interviews")
    state = models.CharField(max_length=10, choices=InterviewState.choices, default=InterviewState.INVITED)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField()
    chosen_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True, help_text="When they were asked again to choose")
    adjustments = models.TextField("what should be arranged", blank=True)

    objects = OfApplication.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["slot"], condition=Q(slot__isnull=False), name="interview_time_for_one"),
            models.UniqueConstraint(fields=["round", "application"], name="interview_once_per_round"),
            models.CheckConstraint(
                condition=Q(state__in=[InterviewState.INVITED, InterviewState.CANCELLED], slot__isnull=True)
                | Q(state__in=[InterviewState.CHOSEN, InterviewState.HELD, InterviewState.MISSED], slot__isnull=False),
                name="interview_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="interview_by_state")]

    def __str__(self) -> str:
        return f"Interview {self.pk}"


class InterviewSheetQuerySet(ReadOfApplication):
    reach = {
        "council": "council_id",
        "service": "interview__application__service_id",
        "team": "interview__application__team_id",
    }

    def visible_to(self, user, permission: str | None = None):
        """One's own; and those that are shown, or are being typed in from paper, of interviews that one need not score oneself any more."""
        pk = getattr(user, "pk", None)
        named = PanelMember.objects.filter(round=OuterRef("interview__round"), user=pk).exclude(part=PanelPart.ADVISER)
        own = self.model._base_manager.filter(interview=OuterRef("interview"), user=pk, state=SheetState.SUBMITTED)
        decided = ~Q(interview__application__state="interview")
        typed = Q(member__isnull=False) & (Q(typed_by=pk) | Q(state=SheetState.SCORING))
        others = (Q(shown_at__isnull=False) | typed) & (~Q(Exists(named)) | Q(Exists(own)) | decided)
        rows = Scoped.visible_to(self, user, permission).filter(interview__application__hidden_at__isnull=True)
        return rows.exclude(interview__application__advert__in=applied_for(user)).filter(Q(user=pk) | others)


class InterviewSheet(models.Model):
    """What one on the panel gave one candidate: `points` by the question's key, and words beside them.

    Of somebody who signs in it is `user`'s own; of somebody who scored on paper it is `member`'s, as `typed_by` read it.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="sheets")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(PanelMember, models.PROTECT, null=True, blank=True, related_name="sheets")
    typed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.SCORING)
    points = models.JSONField(default=dict, help_text="Question to points")
    words = models.JSONField(default=dict, help_text="Question to what was said; an empty key for the whole")
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="When enough others had handed theirs in")
    reopened_at = models.DateTimeField(null=True, blank=True, help_text="When it was taken back after comparing")
    reopened_by_name = models.CharField(max_length=120, blank=True)
    reopened_why = models.CharField(max_length=300, blank=True)
    was = models.JSONField(default=dict, help_text="The points that were compared before it was taken back")

    objects = InterviewSheetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "user"], name="interview_sheet_once"),
            models.UniqueConstraint(
                fields=["interview", "member"], condition=Q(member__isnull=False), name="interview_paper_sheet_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, member__isnull=True, typed_by__isnull=True)
                | Q(user__isnull=True, member__isnull=False, typed_by__isnull=False),
                name="interview_sheet_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.SCORING, shown_at__isnull=True)
                | Q(state=SheetState.SUBMITTED, submitted_at__isnull=False),
                name="interview_sheet_shown_is_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"Interview sheet {self.pk}"

    @property
    def who(self) -> str:
        """Whose points these are."""
        return self.user.name if self.user else self.member.who if self.member else ""

    @property
    def typed_words(self) -> str:
        """ "typed in by Ash Rowan from paper"; empty for one's own."""
        return f"typed in by {self.typed_by.name} from paper" if self.typed_by else ""


class AgreedInterviewScoresQuerySet(ReadOfApplication):
    reach = InterviewSheetQuerySet.reach

    def visible_to(self, user, permission: str | None = None):
        """What a panel agreed on: not for one of them who still has to score that interview alone."""
        pk = getattr(user, "pk", None)
        named = PanelMember.objects.filter(round=OuterRef("interview__round"), user=pk).exclude(part=PanelPart.ADVISER)
        own = InterviewSheet.objects.filter(interview=OuterRef("interview"), user=pk, state=SheetState.SUBMITTED)
        decided = ~Q(interview__application__state="interview")
        rows = Scoped.visible_to(self, user, permission).filter(interview__application__hidden_at__isnull=True)
        rows = rows.exclude(interview__application__advert__in=applied_for(user))
        return rows.filter(~Q(Exists(named)) | Q(Exists(own)) | decided)


class AgreedInterviewScores(models.Model):
    """What a panel settled on where they had been far apart: points and words by the question's key, and who wrote it down."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    interview = models.OneToOneField(Interview, models.PROTECT, related_name="agreed_scores")
    points = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    objects = AgreedInterviewScoresQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "agreed interview scores"

    def __str__(self) -> str:
        return f"Agreed interview scores {self.pk}"

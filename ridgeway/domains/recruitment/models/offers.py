"""Offers: a post with its pay, hours, first day and conditions, to one candidate, to be answered by a day; and the letter's template.

The money stands here as it was offered, so that what pay becomes later changes no letter that was sent.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from ridgeway.domains.establishment.models import Employment, Grade, Post
from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from ..choices import ContractKind
from ..states import OFFERS_OPEN, OfferState
from .applications import Application, OfApplication, ReadOfApplication

_OPEN = Q(state__in=sorted(OFFERS_OPEN))


def _pounds(**more) -> models.DecimalField:
    return models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True, **more)


class Offer(models.Model):
    """One offer of a place in a post. `share`: 0 is the whole post; 1, 2 ... are the shares of a post that several are offered parts of."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="offers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=OfferState.choices, default=OfferState.MADE)
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, related_name="+")
    point = models.PositiveSmallIntegerField(null=True, blank=True)
    annual = _pounds(help_text="A year's full-time pay at the point")
    supplement = _pounds(help_text="A year, full time, on top of pay")
    supplement_words = models.CharField(max_length=200, blank=True)
    fte = models.DecimalField(max_digits=8, decimal_places=6)
    hours = models.DecimalField("hours a week", max_digits=4, decimal_places=2)
    contract = models.CharField(max_length=12, choices=ContractKind.choices, default=ContractKind.PERMANENT)
    ends_on = models.DateField("first day after a fixed term", null=True, blank=True)
    starts_on = models.DateField()
    answer_by = models.DateField()
    conditions = models.TextField(blank=True, help_text="One a line")
    letter = models.TextField(help_text="The words of the letter as it was sent")
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    moved_at = models.DateTimeField()
    reason = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True, help_text="What was said when it ended")

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["post", "share"], condition=_OPEN, name="offer_of_a_place_once"),
            models.UniqueConstraint(fields=["application"], condition=_OPEN, name="offer_open_once_per_application"),
            models.CheckConstraint(condition=Q(fte__gt=0, fte__lte=1), name="offer_fte_is_a_share"),
            models.CheckConstraint(condition=Q(share=0) | Q(fte__lt=1), name="offer_share_is_a_part"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on")), name="offer_term_is_forwards"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[OfferState.DECLINED, OfferState.WITHDRAWN]) | ~Q(reason=""),
                name="offer_ended_says_why",
            ),
        ]
        indexes = [models.Index(fields=["council", "state", "answer_by"], name="offer_by_answer")]

    def __str__(self) -> str:
        return f"Offer {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it keeps its place in the post."""
        return self.state in OFFERS_OPEN

    @property
    def pay(self) -> Decimal | None:
        """A year's pay for the hours offered, with the supplement."""
        if self.annual is None:
            return None
        return ((self.annual + (self.supplement or 0)) * self.fte).quantize(Decimal("0.01"))


class LetterTemplateQuerySet(Scoped):
    seen_with = Permission.APPLICATIONS_VIEW
    reach = {"council": "council_id"}


class LetterTemplate(models.Model):
    """A council's own words for the letter of an offer, and its own Word file to set them in. No row: those that come with Ridgeway."""

    council = models.OneToOneField(Council, models.PROTECT, related_name="+")
    words = models.TextField()
    word_file = models.BinaryField(null=True, blank=True)
    word_name = models.CharField(max_length=120, blank=True)

    objects = LetterTemplateQuerySet.as_manager()

    def __str__(self) -> str:
        return "Letter of an offer"


class EntryDate(models.Model):
    """A day on which somebody who started is asked how it is: so many days after the first day. Gone when they did not start."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="entry_dates")
    employment = models.ForeignKey(Employment, models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    objects = OfApplication.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["employment", "days"], name="entry_date_once")]

    def __str__(self) -> str:
        return f"{self.days} days"

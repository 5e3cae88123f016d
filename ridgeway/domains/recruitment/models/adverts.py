"""Adverts with their posts, criteria and changes after publication; templates; where postcode districts are.

An advert is a record of the council's and no page: the careers site shows it. Nothing personal stands in it but who may be rung at work.
"""

import datetime as dt

from django.db import models
from django.db.models import Q

from ridgeway.domains.establishment.models import JobRole, Post
from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team, User

from .. import choices
from ..states import AdvertState
from .requests import RecruitmentRequest


def _money(name: str) -> models.DecimalField:
    """Pounds a year; empty = not said."""
    return models.DecimalField(name, max_digits=9, decimal_places=2, null=True, blank=True)


class _Words(models.Model):
    """What an advert says about a job; the same in a template."""

    title = models.CharField(max_length=120, blank=True)
    summary = models.TextField("in a sentence or two", blank=True)
    about = models.TextField("about the job", blank=True)
    week = models.TextField("what you would do in a week", blank=True, help_text="One thing a line")
    team_words = models.TextField("about the team and its manager", blank=True)
    next_steps = models.TextField("what happens next", blank=True, help_text="One step a line")
    grade_words = models.CharField("grade", max_length=80, blank=True)
    pay_low = _money("lowest pay")
    pay_high = _money("highest pay")
    supplement_low = _money("lowest supplement")
    supplement_high = _money("highest supplement")
    supplement_words = models.CharField("what the supplement is", max_length=200, blank=True)
    pattern = models.CharField(
        "working pattern", max_length=10, choices=choices.Pattern.choices, default=choices.Pattern.EITHER
    )
    contract_kind = models.CharField(
        "contract", max_length=10, choices=choices.ContractKind.choices, default=choices.ContractKind.PERMANENT
    )
    hours = models.CharField(max_length=80, blank=True, help_text="37 a week, or three days")

    class Meta:
        abstract = True


class AdvertQuerySet(Scoped):
    seen_with = Permission.ADVERTS_VIEW
    reach = {"council": "council_id", "service": "service_id", "team": "team_id"}

    def live(self, at: dt.datetime):
        """Published and not yet closed at a moment."""
        return self.filter(state=AdvertState.PUBLISHED, published_at__lte=at, closes_at__gt=at)

    def to_all(self):
        """Those for anybody, not for the council's own people alone."""
        return self.filter(is_internal=False)


class Advert(_Words):
    """One call for people for one post or several. `closes_at` is the moment from which nobody can apply.

    `words` is everything it says as it is searched. `how_many` is how many people are looked for.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, related_name="+")
    request = models.ForeignKey(RecruitmentRequest, models.PROTECT, null=True, blank=True, related_name="adverts")
    reference = models.CharField(max_length=12)
    how_many = models.PositiveSmallIntegerField("how many people", default=1)
    shortlist_on = models.DateField("shortlist by", null=True, blank=True)
    interviews_on = models.DateField("interviews on", null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    manager_name = models.CharField("the team's manager", max_length=120, blank=True)
    contact = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    contact_name = models.CharField("who to talk to", max_length=120, blank=True)
    contact_telephone = models.CharField("their telephone number", max_length=40, blank=True)
    contact_email = models.EmailField("their e-mail address", blank=True)
    is_hard_to_fill = models.BooleanField("hard to fill", default=False)
    takes_expressions = models.BooleanField("five questions instead of the full form", default=False)
    is_internal = models.BooleanField("for people who work here alone", default=False)
    begun_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=AdvertState.choices, default=AdvertState.DRAFT)
    outcome = models.CharField(max_length=12, choices=choices.AdvertOutcome.choices, blank=True)
    outcome_why = models.CharField(max_length=16, choices=choices.NotFilledWhy.choices, blank=True)
    outcome_channel = models.CharField(max_length=10, choices=choices.Source.choices, blank=True)
    outcome_words = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True, editable=False)

    objects = AdvertQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="advert_reference_once_per_council"),
            models.CheckConstraint(
                condition=Q(state=AdvertState.DRAFT) | Q(published_at__isnull=False, closes_at__isnull=False),
                name="advert_published_says_when_it_closes",
            ),
            models.CheckConstraint(
                condition=~Q(state=AdvertState.SETTLED) | (~Q(outcome="") & Q(settled_at__isnull=False)),
                name="advert_settled_says_what_came",
            ),
            models.CheckConstraint(condition=Q(how_many__gt=0), name="advert_is_for_somebody"),
        ]
        indexes = [
            # whole, not of the live ones alone: SQLite does not use a partial index where the state is a parameter
            models.Index(fields=["council", "state", "closes_at", "id"], name="advert_by_state"),
            models.Index(fields=["council", "-begun_at", "-id"], name="advert_by_time"),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_live(self, at: dt.datetime) -> bool:
        """Whether somebody could apply at a moment."""
        return bool(
            self.state == AdvertState.PUBLISHED
            and self.published_at
            and self.closes_at
            and self.published_at <= at < self.closes_at
        )


class _PartQuerySet(Scoped):
    """What belongs to an advert is seen with it."""

    seen_with = Permission.ADVERTS_VIEW
    reach = {"council": "council_id", "service": "advert__service_id", "team": "advert__team_id"}


class _Part(models.Model):
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")

    objects = _PartQuerySet.as_manager()

    class Meta:
        abstract = True


class AdvertPost(_Part):
    """A post that an advert is to fill. It stays vacant until somebody starts in it."""

    advert = models.ForeignKey(Advert, models.CASCADE, related_name="posts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["post__number"]
        constraints = [models.UniqueConstraint(fields=["advert", "post"], name="advert_post_once")]

    def __str__(self) -> str:
        return f"{self.advert} for {self.post}"


class Criterion(_Part):
    """Something asked for. Those who apply say how they meet it, and are scored against it."""

    advert = models.ForeignKey(Advert, models.CASCADE, related_name="criteria")
    words = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=choices.CriterionKind.choices)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["advert", "order"], name="criterion_place_once")]

    def __str__(self) -> str:
        return self.words

    @property
    def is_essential(self) -> bool:
        return self.kind == choices.CriterionKind.ESSENTIAL


class AdvertChange(_Part):
    """Something that changed after publication: shown to those who applied. `field` is empty where the closing day moved."""

    advert = models.ForeignKey(Advert, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=choices.ChangeKind.choices)
    field = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=80)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} of {self.advert}"


class AdvertTemplateQuerySet(Scoped):
    """Templates are the whole council's: whoever may see adverts anywhere in the council sees them all."""

    seen_with = Permission.ADVERTS_VIEW

    def visible_to(self, user, permission: str | None = None):
        wanted = permission or self.seen_with
        councils = {held.council_id for held in access_of(user).held if wanted in held.permissions}
        return self.filter(council__in=councils)


class AdvertTemplate(_Words):
    """What adverts for a role begin with. Criteria stand one a line."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, related_name="+")
    name = models.CharField("name of the template", max_length=80)
    essential = models.TextField(blank=True, help_text="One a line")
    desirable = models.TextField(blank=True, help_text="One a line")

    objects = AdvertTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["role__order", "name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="advert_template_name_once")]

    def __str__(self) -> str:
        return self.name


class PostcodeDistrict(models.Model):
    """Where a postcode district (BA14) is, about: the middle of it, in degrees. The same for every council."""

    district = models.CharField(max_length=4, unique=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["district"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="postcode_district_is_on_earth",
            )
        ]

    def __str__(self) -> str:
        return self.district

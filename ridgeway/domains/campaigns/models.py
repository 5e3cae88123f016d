"""Campaigns, phases and their aims, channels, placements with results and visits, events, own posts, neighbours' offers. Every row knows its council."""

import secrets

from django.db import models
from django.db.models import Q

from ridgeway.core.periods import Period, PeriodQuerySet, period_is_forwards
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, User

from . import choices
from .states import ResultsState


class CampaignsQuerySet(Scoped, PeriodQuerySet):
    """Rows of the whole council: they name no person, so whoever holds the permission anywhere in the council sees them all."""

    seen_with = Permission.CAMPAIGNS_VIEW

    def visible_to(self, user, permission: str | None = None):
        wanted = permission or self.seen_with
        councils = {held.council_id for held in access_of(user).held if wanted in held.permissions}
        return self.filter(**{f"{self.reach['council']}__in": councils})


class _CouncilRow(models.Model):
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")

    objects = CampaignsQuerySet.as_manager()

    class Meta:
        abstract = True


def _money(name: str = "") -> models.DecimalField:
    """Pounds; empty = not known."""
    return models.DecimalField(name or None, max_digits=10, decimal_places=2, null=True, blank=True)


class _Costed(models.Model):
    """A cost, and how it is known."""

    cost = _money()
    cost_source = models.CharField(max_length=10, choices=choices.MoneySource.choices, blank=True)
    cost_note = models.CharField(max_length=200, blank=True)
    invoice_number = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def is_invented(self) -> bool:
        """Whether the cost is known from nowhere."""
        return self.cost is not None and self.cost_source == choices.MoneySource.INVENTED


def _cost_has_a_source(name: str, cost: str = "cost") -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{cost}__isnull": True}) | (Q(**{f"{cost}__gte": 0}) & ~Q(**{f"{cost}_source": ""})),
        name=f"{name}_{cost}_has_a_source",
    )


class Campaign(_CouncilRow):
    """A stretch of recruiting with one purpose; `based_on` is the campaign it was copied from, as a blueprint."""

    name = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="campaign_name_once_per_council")]

    def __str__(self) -> str:
        return self.name


class Phase(Period, _CouncilRow):
    """A part of a campaign. `paid_until` is the first day without paid advertising, where that runs over the end."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="phases")
    name = models.CharField(max_length=80)
    paid_until = models.DateField(null=True, blank=True)
    budget = _money()
    budget_source = models.CharField(max_length=10, choices=choices.MoneySource.choices, blank=True)
    budget_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            period_is_forwards("phase"),
            _cost_has_a_source("phase", "budget"),
            models.UniqueConstraint(fields=["campaign", "name"], name="phase_name_once_per_campaign"),
            models.CheckConstraint(
                condition=Q(paid_until__isnull=True) | Q(ends_on__isnull=False, paid_until__gt=models.F("ends_on")),
                name="phase_runs_over_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PhaseAim(_CouncilRow):
    """How many of a role a phase means to appoint for a service."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="aims")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, related_name="+")
    how_many = models.PositiveIntegerField()

    class Meta:
        ordering = ["service__name", "role__order"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "service", "role"], name="aim_once_per_role_and_service"),
            models.CheckConstraint(condition=Q(how_many__gt=0), name="aim_is_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.how_many} in {self.phase}"


class Channel(_CouncilRow):
    """A way to reach people, by its name."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=choices.ChannelKind.choices)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="channel_name_once_per_council")]

    def __str__(self) -> str:
        return self.name


class Placement(Period, _Costed, _CouncilRow):
    """Something bought on a channel, of one kind; `pieces` says how many of it. Without a service it is for both.

    `token` is the tracked link's, `target_url` where that leads.
    """

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="placements")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=14, choices=choices.PlacementKind.choices)
    title = models.CharField(max_length=160)
    pieces = models.PositiveIntegerField(default=1)
    supplier = models.CharField(max_length=120, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=24, unique=True)
    target_url = models.CharField(max_length=500)

    class Meta:
        ordering = ["starts_on", "title"]
        constraints = [period_is_forwards("placement"), _cost_has_a_source("placement")]

    def __str__(self) -> str:
        return self.title


def unguessable(results_file, filename: str) -> str:
    """Where a platform's file is kept: nothing of its own name, and nothing that can be guessed."""
    return f"results/{secrets.token_hex(16)}"


class ResultsMap(_CouncilRow):
    """How the exports of a channel's platform are read: our field > its column, and its words for a placement > the placement."""

    channel = models.OneToOneField(Channel, models.PROTECT, related_name="+")
    columns = models.JSONField(default=dict)
    words = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"Columns of {self.channel}"


class ResultsFile(_CouncilRow):
    """A platform's export, from upload to written, and perhaps undone. `before` keeps the results it replaced, as they were."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="+")
    file = models.FileField(upload_to=unguessable)
    original_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ResultsState.choices, default=ResultsState.WAITING)
    came_at = models.DateTimeField()
    came_by = models.CharField(max_length=254)
    written_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    before = models.JSONField(default=list)

    class Meta:
        ordering = ["-came_at", "-pk"]
        indexes = [models.Index(fields=["council", "-came_at", "-id"], name="results_file_by_time")]

    def __str__(self) -> str:
        return self.original_name


class PlacementResult(_CouncilRow):
    """What happened elsewhere on a day: how often it was shown and clicked, and what the platform charged. Empty = not told."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="results")
    on = models.DateField()
    impressions = models.PositiveBigIntegerField(null=True, blank=True)
    clicks = models.PositiveIntegerField(null=True, blank=True)
    spend = _money()
    source = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(ResultsFile, models.PROTECT, null=True, blank=True, related_name="results")

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["placement", "on"], name="placement_result_once_a_day"),
            models.CheckConstraint(
                condition=Q(impressions__isnull=False) | Q(clicks__isnull=False) | Q(spend__isnull=False),
                name="placement_result_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement} on {self.on}"


class Visit(_CouncilRow):
    """How many people followed a placement's tracked link on a day. No address, no cookie: only the count."""

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="visits")
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["placement", "on"], name="visits_once_a_day")]

    def __str__(self) -> str:
        return f"{self.count} on {self.on}"


class Event(_Costed, _CouncilRow):
    """A day on which somebody went somewhere and met people. Shown on the site until it begins; for a `service`, on that one's page alone."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="events")
    name = models.CharField(max_length=160)
    place = models.CharField(max_length=120, blank=True)
    on = models.DateField()
    who_went = models.CharField(max_length=200, blank=True)
    people_met = models.PositiveIntegerField(null=True, blank=True)
    is_public = models.BooleanField("shown on the careers site", default=False)
    public_name = models.CharField("its name on the site", max_length=120, blank=True)
    public_words = models.TextField("its words on the site", blank=True)
    begins_at = models.TimeField(null=True, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["on", "name"]
        constraints = [
            _cost_has_a_source("event"),
            models.CheckConstraint(
                condition=Q(is_public=False) | (Q(begins_at__isnull=False) & ~Q(place="")),
                name="event_shown_says_where_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OwnPost(_CouncilRow):
    """Something the council put out itself, on a channel that costs nothing."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="own_posts")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="own_posts")
    on = models.DateField()
    title = models.CharField(max_length=160)
    address = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["on", "title"]

    def __str__(self) -> str:
        return self.title


class CalendarAddress(_CouncilRow):
    """A private address at which one person's calendar program reads what goes out, until it is taken back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        verbose_name_plural = "calendar addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"], condition=Q(taken_back_at=None), name="calendar_address_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar address of {self.user_id}"


class NeighbourOffer(_CouncilRow):
    """What another council offers, as somebody read it on a day: pay in pounds a year, and the rest in its own words."""

    neighbour = models.CharField("council", max_length=120)
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    role_words = models.CharField("role, in their words", max_length=120, blank=True)
    pay_low = _money("pay_low")
    pay_high = _money("pay_high")
    supplement = models.CharField(max_length=200, blank=True)
    caseload = models.CharField(max_length=120, blank=True)
    incentive = models.CharField(max_length=300, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=500)
    known_on = models.DateField()

    class Meta:
        ordering = ["neighbour", "role__order", "-known_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pay_low__isnull=True) | Q(pay_high__isnull=True) | Q(pay_high__gte=models.F("pay_low")),
                name="offer_pay_low_to_high",
            )
        ]
        indexes = [models.Index(fields=["council", "known_on"], name="offer_by_day")]

    def __str__(self) -> str:
        return f"{self.neighbour}, {self.role_words or self.role or 'any role'}"

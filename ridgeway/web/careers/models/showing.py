"""What a site shows beside the editor's pages: promises with their evidence, what stands beside a job, old addresses; and what is counted."""

from django.db import models
from django.db.models import Q

from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team
from ridgeway.insight.measures import MEASURES


class _OfSite(Scoped):
    seen_with = Permission.SITE_EDIT


class Comparison(models.TextChoices):
    AT_MOST = "at_most", "at most"
    AT_LEAST = "at_least", "at least"


class PromiseState(models.TextChoices):
    KEPT = "kept", "Being kept"
    AIM = "aim", "What we aim for"
    UNKNOWN = "unknown", "Not yet evidenced"


class Promise(models.Model):
    """Something the council says of itself, held against a measure: kept while the measure is within `threshold`, else an aim.

    A promise of cases is made to each person: it is kept while the average is within `threshold` and so are `least_within` of 100
    people, those in their first year within `first_year`. `value`, `base` and `checked_on` are what was found last; `since` is from
    when the state holds.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField("the promise", max_length=60, help_text="Such as: 18 cases.")
    more = models.CharField("and more of it", max_length=80, blank=True, help_text="Such as: 16 in your first year.")
    about = models.TextField("what it means", max_length=400)
    how = models.TextField("how you count", max_length=600)
    measure = models.CharField(max_length=40, blank=True, help_text="Empty: nothing counts it yet")
    comparison = models.CharField(max_length=10, choices=Comparison.choices, default=Comparison.AT_MOST)
    threshold = models.DecimalField("how much", max_digits=8, decimal_places=2, null=True, blank=True)
    first_year = models.DecimalField(
        "how much in the first year", max_digits=8, decimal_places=2, null=True, blank=True, help_text="Of cases alone"
    )
    least_within = models.PositiveSmallIntegerField(
        "kept while so many of 100 people are within it", default=90, help_text="Of cases alone"
    )
    order = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=PromiseState.choices, default=PromiseState.UNKNOWN)
    since = models.DateField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    base = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    spread = models.JSONField(default=list, help_text="How many people by cases held, where the measure is of cases")
    spread_first = models.JSONField(
        default=list, help_text="The same of those in their first year, where they are five or more"
    )
    within = models.PositiveIntegerField(
        default=0, help_text="How many people hold no more cases than they were promised"
    )
    people = models.PositiveIntegerField(default=0, help_text="Of how many; 0 where the measure is not of cases")
    checked_on = models.DateField(null=True, blank=True)

    objects = _OfSite.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(measure="") | Q(threshold__isnull=False), name="promise_measured_says_how_much"),
            models.CheckConstraint(condition=Q(least_within__lte=100), name="promise_of_a_hundred_people"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.words

    @property
    def broken(self) -> str:
        """What an editor is told of a promise that is not kept."""
        since = f" since {self.since.day} {self.since:%B %Y}" if self.since else ""
        held = f"{self.within} of {self.people} people are within it; {self.base}" if self.people else self.base
        return f"“{self.words}” is not being kept{since}: {held}. The site shows it as an aim until it is."

    @property
    def over(self) -> int:
        """How many people hold more than they were promised."""
        return self.people - self.within

    @property
    def most_in_first_year(self):
        """What those in their first year were promised: as much as others, where nothing else is said."""
        return self.threshold if self.first_year is None else self.first_year

    @property
    def measure_name(self) -> str:
        return MEASURES[self.measure].name if self.measure in MEASURES else ""


class Beside(models.Model):
    """A page that stands beside jobs: those of its team, role or service where it names one, hard-to-fill ones alone where it says so."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    note = models.CharField("a few words about it", max_length=80, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    is_for_hard_to_fill = models.BooleanField("beside jobs that are hard to fill alone", default=False)
    priority = models.PositiveSmallIntegerField(default=5, help_text="1 to 9; 9 stands first")

    objects = _OfSite.as_manager()

    class Meta:
        verbose_name_plural = "beside"
        ordering = ["-priority", "pk"]

    def __str__(self) -> str:
        return f"{self.page} beside jobs"


class BesideFollowed(models.Model):
    """How often what stands beside jobs was followed on a day, and how often it stood on a page that somebody opened."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    beside = models.ForeignKey(Beside, models.CASCADE, related_name="followed")
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)

    objects = _OfSite.as_manager()

    class Meta:
        verbose_name_plural = "beside followed"
        constraints = [models.UniqueConstraint(fields=["beside", "on"], name="beside_followed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.count} on {self.on}"


class OldAddress(models.Model):
    """An address of a site that was, and where it leads now."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    path = models.CharField(max_length=300)
    to = models.CharField(max_length=300)

    objects = _OfSite.as_manager()

    class Meta:
        verbose_name_plural = "old addresses"
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["council", "path"], name="old_address_once_per_council")]

    def __str__(self) -> str:
        return self.path


class SiteVisit(models.Model):
    """How many visits a site had on a day by one channel. Of who came, nothing is kept."""

    class Channel(models.TextChoices):
        TRACKED = "tracked", "A campaign's tracked link"
        SEARCH = "search", "A search engine"
        SOCIAL = "social", "Social media"
        OTHER = "other", "Another site"
        DIRECT = "direct", "Typed, or not said"

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    on = models.DateField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    count = models.PositiveIntegerField(default=0)

    objects = _OfSite.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "on", "channel"], name="site_visit_once_a_day")]

    def __str__(self) -> str:
        return f"{self.count} by {self.channel} on {self.on}"

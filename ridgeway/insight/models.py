"""Published figures, kept as they were released; views of a measure that somebody keeps by a name."""

from django.db import models

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User


class PublishedRow(models.Model):
    """One row of the Department for Education's workforce indicators: an area's year, as released on a day.

    `values` holds the published cells by column name, as printed: numbers as text, and the symbols z, x, c, u, low.
    """

    class Level(models.TextChoices):
        NATIONAL = "National"
        REGIONAL = "Regional"
        LOCAL = "Local authority"

    released_on = models.DateField()
    year = models.PositiveSmallIntegerField(help_text="The year to 30 September")
    level = models.CharField(max_length=20, choices=Level.choices)
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=80)
    council_code = models.CharField(max_length=3, blank=True)
    region_code = models.CharField(max_length=9, blank=True)
    region_name = models.CharField(max_length=60, blank=True)
    values = models.JSONField()

    class Meta:
        ordering = ["-year", "level", "area_name"]
        constraints = [
            models.UniqueConstraint(fields=["released_on", "year", "area_code"], name="published_row_once_per_release")
        ]
        indexes = [models.Index(fields=["year", "level", "region_code"], name="published_by_year")]

    def __str__(self) -> str:
        return f"{self.area_name} {self.year}"


class ViewQuerySet(Scoped):
    """The council's views are an address that anybody who sees figures may open, each seeing what is theirs; a person's own, theirs alone."""

    seen_with = Permission.FIGURES_VIEW
    reach = {"council": "council_id", "service": "council__services", "team": "council__teams"}

    def visible_to(self, user, permission: str | None = None):
        seen = super().visible_to(user, permission)
        return seen.filter(models.Q(owner__isnull=True) | models.Q(owner=user.pk))


class SavedView(models.Model):
    """A view somebody keeps by a name: the measure, and the query string of the page that shows it."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")  # empty: the council's
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, blank=True)
    kept_by_name = models.CharField(max_length=254)
    kept_at = models.DateTimeField()

    objects = ViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], condition=models.Q(owner__isnull=True), name="saved_view_name_once_per_council"),
            models.UniqueConstraint(fields=["council", "owner", "name"], name="saved_view_name_once_per_person"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

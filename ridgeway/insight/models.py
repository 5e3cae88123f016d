"""Published figures, kept as they were released."""

from django.db import models


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

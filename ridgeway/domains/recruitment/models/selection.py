"""What is written about applications while they are decided: notes."""

from django.db import models

from ridgeway.domains.organisation.models import Council

from .applications import Application, ReadOfApplication


class ApplicationNote(models.Model):
    """Something noted for those who hire. Personal: erased with the application, and part of the candidate's own data."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    words = models.TextField(blank=True)

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Note {self.pk}"

"""Files a candidate sent with an application: CVs and certificates."""

from django.db import models

from ridgeway.domains.organisation.models import Council

from ..choices import DocumentKind, Scan
from .applications import Application, ReadOfApplication


class Document(models.Model):
    """A file under a random name in the data folder, never among the static files: read through a permission check alone."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    name = models.CharField(max_length=120, blank=True, help_text="As the candidate called it")
    stored = models.CharField(max_length=120, blank=True, help_text="Where it is, below the data folder")
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="Bytes")
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan.choices)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Document {self.pk}"

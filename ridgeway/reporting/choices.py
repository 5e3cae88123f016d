"""What the worker makes of a report."""

from django.db.models import TextChoices


class MakingUse(TextChoices):
    FREEZE = "freeze", "Freezing"
    WORD = "docx", "Word file"
    PDF = "pdf", "PDF"

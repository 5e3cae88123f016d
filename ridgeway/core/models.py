"""The audit trail's two tables. The database refuses to change or delete an entry (migration 0002)."""

from django.db import models


class AuditEntry(models.Model):
    """One write: who, when, what, before and after, chained by hash to the entry before it in the same chain."""

    chain = models.CharField(max_length=20, help_text="A council's code, or 'all' for the installation itself")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=254)
    action = models.CharField(max_length=80)
    thing_type = models.CharField(max_length=80)
    thing_id = models.CharField(max_length=40)
    thing = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_entry_per_sequence")]
        indexes = [
            models.Index(fields=["chain", "-at"], name="audit_by_time"),
            models.Index(fields=["thing_type", "thing_id"], name="audit_by_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence} {self.action}"


class AuditHead(models.Model):
    """The last entry of each chain: the row that is locked while an entry is added, and that shows a cut tail."""

    chain = models.CharField(max_length=20, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"

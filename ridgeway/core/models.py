"""The audit trail's two tables, which the database refuses to change or delete (migration 0002); and when rounds were done."""

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


class RoundDone(models.Model):
    """When a round (see `rounds`) was last done. Its row is the lock under which it is done."""

    name = models.CharField(max_length=60, primary_key=True)
    last_done_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True, help_text="Empty where the last try went well")
    failure = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name

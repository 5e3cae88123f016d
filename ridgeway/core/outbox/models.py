"""The outbox's tables. A mail knows its council by number alone: this room stands below the councils."""

from django.db import models
from django.db.models import Q

from .states import MailState


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, at):
        """Those that wait, and may be tried at a moment."""
        return self.filter(state=MailState.WAITING, next_at__lte=at)

    def to_decide(self):
        """Those that did not go, or may not have, and can still be sent."""
        return self.filter(state__in=[MailState.FAILED, MailState.UNSURE], erased_at__isnull=True)

    def lock(self):
        """Lock them in the order of their numbers, as wherever several are, so that two who write to the same mails never wait for one another."""
        list(self.order_by("pk").select_for_update().values_list("pk"))


class OutgoingMail(models.Model):
    """One mail to one person. `key` says what it is, once per council; it never names a person."""

    council_id = models.BigIntegerField()
    key = models.CharField(max_length=160)
    about = models.CharField("what it is about", max_length=80, blank=True, help_text="recruitment.enquiry:12")
    sender_name = models.CharField(max_length=120)
    to = models.CharField(max_length=254, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.WAITING)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(help_text="Not tried before")
    moved_at = models.DateTimeField(help_text="When it came into the state it is in")
    attempts = models.PositiveIntegerField(
        default=0, help_text="Talks with a server begun: tells one talk from the next"
    )
    failures = models.PositiveSmallIntegerField(default=0)
    answer = models.CharField("what the server said last", max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When its words and addresses were removed")

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["council_id", "key"], name="mail_once_per_key")]
        indexes = [
            models.Index(fields=["council_id", "-made_at", "-id"], name="mail_by_time"),
            models.Index(fields=["council_id", "about"], name="mail_by_thing", condition=~Q(about="")),
            models.Index(fields=["next_at", "id"], name="mail_to_send", condition=Q(state__in=["waiting", "sending"])),
            models.Index(
                fields=["council_id", "state"], name="mail_to_decide", condition=Q(state__in=["failed", "unsure"])
            ),
            models.Index(fields=["moved_at"], name="mail_to_erase", condition=Q(erased_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Mail {self.pk}"  # never the address: this is what the audit trail keeps

    @property
    def is_erased(self) -> bool:
        """Whether its words and addresses are gone."""
        return self.erased_at is not None


class Attachment(models.Model):
    """A file that goes with a mail."""

    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=120)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["mail", "name"], name="attachment_once_per_name")]

    def __str__(self) -> str:
        return f"Attachment {self.pk}"

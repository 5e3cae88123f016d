"""Messages of a council to candidates: the templates it keeps, each message sent to one or many, and to whom it has gone."""

from django.db import models
from django.db.models import Q

from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User

from .applications import Application, ReadOfApplication


class MessageTemplateQuerySet(Scoped):
    seen_with = Permission.APPLICATIONS_VIEW
    reach = {"council": "council_id"}

    def visible_to(self, user, permission: str | None = None):
        """The templates of the councils in which `user` hires somebody: they name nobody."""
        wanted = permission or self.seen_with
        return self.filter(council__in={held.council_id for held in access_of(user).held if wanted in held.permissions})


class MessageTemplate(models.Model):
    """Words that a message can begin with. `{{ name }}` and `{{ job }}` stand for the candidate's."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    words = models.TextField()

    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="message_template_once")]

    def __str__(self) -> str:
        return self.name


class MessageQuerySet(Scoped):
    seen_with = Permission.APPLICATIONS_EDIT
    reach = {"council": "council_id"}

    def visible_to(self, user, permission: str | None = None):
        """What `user` sent themselves; and everything where they hold the permission over the whole council."""
        return self.filter(Q(pk__in=super().visible_to(user, permission).values("pk")) | Q(by=user.pk))


class Message(models.Model):
    """One message to some candidates. The worker sends it; `done_at` is when the last of them was written to.

    `stopped_at` stands while somebody has stopped it: nothing more of it goes until it is continued.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=120)
    words = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    total = models.PositiveIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by_name = models.CharField(max_length=120, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["council", "-at"], name="message_by_time")]

    def __str__(self) -> str:
        return self.subject


class MessageTo(models.Model):
    """To one candidate: `told_at` is when it went into the outbox; empty with `left_out`, why it never will."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, models.PROTECT, related_name="to")
    application = models.ForeignKey(Application, models.PROTECT, related_name="messages")
    told_at = models.DateTimeField(null=True, blank=True)
    left_out = models.CharField(max_length=80, blank=True)

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["message", "application"], name="message_to_each_once")]
        indexes = [models.Index(fields=["message", "told_at"], name="message_to_go")]

    def __str__(self) -> str:
        return f"To {self.application_id}"

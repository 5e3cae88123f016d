"""Safer recruitment: references, self-disclosure, the checks before somebody starts, and a risk that was accepted in writing."""

from django.db import models
from django.db.models import Q

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User

from ..choices import CheckKind, CheckState, Turn
from ..states import ReferenceState
from .applications import Application, ReadOfApplication


class Reference(models.Model):
    """A reference asked of somebody by a private link. The token is kept as its hash; a reference that came closes the link."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="references")
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField("e-mail", max_length=254, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    knows_as = models.CharField("how they know the candidate", max_length=200, blank=True)
    is_employer = models.BooleanField("the current or last employer", default=False)
    state = models.CharField(max_length=10, choices=ReferenceState.choices, default=ReferenceState.TO_ASK)
    token_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    times_asked = models.PositiveSmallIntegerField(default=0)
    link_ends_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by_name = models.CharField(max_length=120, blank=True)

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="reference_link_once"),
            models.CheckConstraint(
                condition=~Q(state=ReferenceState.RECEIVED) | Q(received_at__isnull=False),
                name="reference_received_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"Reference {self.pk}"


class DisclosureQuerySet(ReadOfApplication):
    seen_with = Permission.DISCLOSURES_VIEW


class Disclosure(models.Model):
    """What a shortlisted candidate discloses about convictions and investigations. Read by those with `disclosures.view` alone."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.OneToOneField(Application, models.PROTECT, related_name="disclosure")
    asked_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by_name = models.CharField(max_length=120, blank=True)
    discussed_words = models.TextField("what was said about it", blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Disclosure {self.pk}"


class Check(models.Model):
    """One check before somebody starts, and whose turn it is."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=16, choices=CheckKind.choices)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.OPEN)
    turn = models.CharField("whose turn", max_length=10, choices=Turn.choices, default=Turn.COUNCIL)
    reference = models.CharField("number or reference", max_length=60, blank=True)
    words = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    done_by_name = models.CharField(max_length=120, blank=True)

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "kind"], name="check_once_per_application"),
            models.CheckConstraint(
                condition=~Q(state=CheckState.DONE) | Q(done_on__isnull=False), name="check_done_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Check {self.kind}"


class RiskAcceptance(models.Model):
    """A senior person accepts in writing that somebody starts with a check open. `covers`: which."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="risks")
    covers = models.JSONField(default=list, help_text="Keys of what was open")
    words = models.TextField("why, and what is done meanwhile")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Risk acceptance {self.pk}"

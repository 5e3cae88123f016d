"""Candidates, the links by which they sign in, and what they say about equality.

A candidate is not somebody who signs in to work here: they have no password and no role, and are known by their e-mail address in one
council. What is known of the person is personal: it never enters the audit trail, and is erased when it has been kept long enough.
"""

import uuid

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Replace

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service

from ..choices import EqualityStage


class CandidateQuerySet(Scoped):
    seen_with = Permission.APPLICATIONS_VIEW
    reach = {
        "council": "council_id",
        "service": "applications__service_id",
        "team": "applications__team_id",
    }


def _last_word(field: str) -> Func:
    """The last word of a field, in lower case: what stands before it is what is left when everything but blanks is trimmed from the end."""
    text = Lower(F(field))
    before = Func(text, Replace(text, Value(" "), Value("")), function="RTRIM", output_field=models.CharField())
    return Replace(text, before, Value(""))  # type: ignore[arg-type]  # the library takes any expression; its types say a value


class Candidate(models.Model):
    """Somebody who applies, in one council, by their e-mail address (kept in lower case).

    `name_key` and `family_key` are their name and its last word as people are searched for, worked out by the database.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    email = models.CharField("e-mail", max_length=254, blank=True)
    name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    telephone_key = models.CharField(max_length=40, blank=True)
    name_key = models.GeneratedField(
        expression=Lower(F("name")), output_field=models.CharField(max_length=120), db_persist=True
    )
    family_key = models.GeneratedField(
        expression=_last_word("name"), output_field=models.CharField(max_length=120), db_persist=True
    )
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When they last signed in")
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "email"], condition=Q(erased_at__isnull=True), name="candidate_once_per_council"
            ),
        ]
        indexes = [
            models.Index(fields=["council", key], name=name, opclasses=["int8_ops", "varchar_pattern_ops"])
            for key, name in (("name_key", "candidate_by_name"), ("family_key", "candidate_by_family"),
                              ("email", "candidate_by_email"), ("telephone_key", "candidate_by_telephone"))
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Candidate {self.pk}"  # never the name: this is what the audit trail keeps

    @property
    def who(self) -> str:
        """The person's name, or what stands for it."""
        return "Name erased" if self.erased_at else self.name or "Name not given yet"


class CandidateLinkQuerySet(Scoped):
    seen_with = Permission.COUNCIL_MANAGE


class CandidateLink(models.Model):
    """A link that signs a candidate in, once, until a moment. Only the hash of its token is kept."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    email = models.CharField("e-mail", max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    leads_to = models.CharField(max_length=80, blank=True, help_text="The reference of the advert they come for")
    placement = models.CharField(max_length=40, blank=True, help_text="The tracked link they came by")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = CandidateLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["ends_at"], name="candidate_link_by_end")]

    def __str__(self) -> str:
        return f"Link {self.pk}"


class EqualityAnswersQuerySet(Scoped):
    seen_with = Permission.EQUALITY_VIEW
    reach = {"council": "council_id", "service": "service_id"}


class EqualityAnswers(models.Model):
    """What somebody answered about equality, apart from their application.

    There is no name, no application, no moment and no running number here. `tie` is a keyed hash of the application: with it the
    furthest stage can be kept up and a withdrawn answer removed, and nobody without the installation's secret key can go from one to
    the other. It is blanked when the application is erased. Nothing here is audited, because an entry would tie the two.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    tie = models.CharField(max_length=64, blank=True)
    sent_in = models.DateField(null=True, blank=True, help_text="The first day of the quarter it was sent in")
    stage = models.CharField(max_length=12, choices=EqualityStage.choices, default=EqualityStage.BEGUN)
    answers = models.JSONField(default=dict, help_text="Question to answer, from the lists in choices")

    objects = EqualityAnswersQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "equality answers"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["tie"], condition=~Q(tie=""), name="equality_once_per_application")
        ]
        indexes = [models.Index(fields=["council", "sent_in"], name="equality_by_quarter")]

    def __str__(self) -> str:
        return "Equality answers"

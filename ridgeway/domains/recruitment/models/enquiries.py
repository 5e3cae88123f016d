"""Enquiries, the attempts to answer them, the rules that name the contact, and what a council promises.

What is known of the person stands in `PERSONAL`: it never enters the audit trail, and is removed when it has been kept long enough.
`source` is how the person says they heard of us; `placement` is whose tracked link they came by, and `event` where they were met, if any.
"""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from ridgeway.domains.campaigns.models import Event, Placement
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team, User

from .. import rules
from ..choices import CallKind, CallResult, Outcome, Placed, Source, Way
from ..states import EnquiryState

PERSONAL = frozenset({"name", "telephone", "telephone_key", "email", "about", "colleague", "outcome_words", "near"})


class ResponsePromiseQuerySet(Scoped):
    seen_with = Permission.COUNCIL_MANAGE


class ResponsePromise(models.Model):
    """Within how many working hours a council answers, and when it works. No row: 16 hours, Monday to Friday, nine to five."""

    council = models.OneToOneField(Council, models.PROTECT, related_name="+")
    hours = models.PositiveSmallIntegerField("working hours to answer", default=rules.HOURS_PROMISED)
    opens = models.TimeField(default=rules.OPENS)
    closes = models.TimeField(default=rules.CLOSES)
    closed = models.JSONField("closed days beside bank holidays", default=list, help_text="ISO dates")

    objects = ResponsePromiseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.hours} working hours"


class ContactRuleQuerySet(Scoped):
    seen_with = Permission.COUNCIL_MANAGE


class ContactRule(models.Model):
    """Who answers enquiries of a kind. The first rule that fits, by `order`, names the contact."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    near = models.CharField(
        "places", max_length=200, blank=True, help_text="Towns or postcode districts, with commas between"
    )
    order = models.PositiveSmallIntegerField(default=1)
    contact = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ContactRuleQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"Rule {self.order}"


class EnquiryQuerySet(Scoped):
    seen_with = Permission.ENQUIRIES_VIEW
    reach = {"council": "council_id", "service": "service_id", "team": "team_id"}

    def with_promise(self):
        """With what the council promises, for the clock: `opens`, `closes`, `closed`, empty where it set nothing."""
        promise = ResponsePromise.objects.filter(council=OuterRef("council"))
        return self.annotate(
            opens=Subquery(promise.values("opens")[:1]),
            closes=Subquery(promise.values("closes")[:1]),
            closed=Subquery(promise.values("closed")[:1]),
        )

    def with_similar(self):
        """With `is_twice`: whether another enquiry of the council has the same number or address, and is not merged."""
        others = Enquiry.objects.filter(council=OuterRef("council"), merged_into__isnull=True).exclude(
            pk=OuterRef("pk")
        )
        return self.annotate(
            is_twice=Exists(others.filter(telephone_key=OuterRef("telephone_key")).exclude(telephone_key=""))
            | Exists(others.filter(email=OuterRef("email")).exclude(email=""))
        )


class Enquiry(models.Model):
    """Somebody from outside asks. `ring_by`: when they are to be rung next, empty where nothing is owed."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    telephone_key = models.CharField(max_length=40, blank=True)
    email = models.CharField("e-mail", max_length=254, blank=True)
    about = models.TextField(blank=True)
    near = models.CharField("where they want to work", max_length=80, blank=True, help_text="A town or a postcode")
    way = models.CharField("how it came", max_length=10, choices=Way.choices)
    came_at = models.DateTimeField()
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.UNASKED)
    source_words = models.CharField(max_length=120, blank=True, help_text="Which site, paper or event")
    colleague = models.CharField(max_length=120, blank=True, help_text="Who told them, where it was word of mouth")
    placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    consent_to_keep = models.BooleanField("may be kept in touch with", default=False)
    consent_until = models.DateField(null=True, blank=True)
    consent_asked_at = models.DateTimeField(null=True, blank=True, help_text="When they were last asked to renew it")
    contact = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    promised_hours = models.PositiveSmallIntegerField(default=rules.HOURS_PROMISED)
    promised_by = models.DateTimeField(help_text="By when an answer was promised")
    answered_at = models.DateTimeField(null=True, blank=True)
    ring_by = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=EnquiryState.choices, default=EnquiryState.NEW)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome_words = models.CharField(max_length=200, blank=True, help_text="Which programme, why not, anything else")
    placed = models.CharField(max_length=10, choices=Placed.choices, blank=True)
    ring_again_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-came_at", "-pk"]
        indexes = [
            models.Index(fields=["council", "-came_at", "-id"], name="enquiry_by_time"),
            models.Index(fields=["council", "state", "-came_at", "-id"], name="enquiry_in_state"),
            models.Index(fields=["council", "contact", "ring_by"], name="enquiry_to_ring"),
            models.Index(
                fields=["council", "telephone_key"], name="enquiry_by_telephone", condition=~Q(telephone_key="")
            ),
            models.Index(fields=["council", "email"], name="enquiry_by_email", condition=~Q(email="")),
            models.Index(
                fields=["council", "placement"], name="enquiry_by_placement", condition=Q(placement__isnull=False)
            ),
            models.Index(
                fields=["council", "consent_until", "id"],
                name="enquiry_by_consent",
                condition=Q(consent_to_keep=True, anonymised_at__isnull=True),
            ),
            models.Index(fields=["council", "event"], name="enquiry_by_event", condition=Q(event__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"Enquiry {self.pk}"  # never the name: this is what the audit trail keeps

    @property
    def who(self) -> str:
        """The person's name, or what stands for it."""
        return "Name removed" if self.anonymised_at else self.name or "Name not given"


class CallQuerySet(Scoped):
    seen_with = Permission.ENQUIRIES_VIEW
    reach = {"council": "council_id", "service": "enquiry__service_id", "team": "enquiry__team_id"}

    def correctable_by(self, user):
        """Those that a person may correct or undo: who logged them, and who may edit the enquiry."""
        may_edit = Call.objects.visible_to(user, Permission.ENQUIRIES_EDIT).values("pk")
        return self.visible_to(user).filter(Q(logged_by=user) | Q(pk__in=may_edit))


class Call(models.Model):
    """One attempt to answer: a call, a message or an e-mail, what came of it and what was said."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="calls")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    logged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=CallKind.choices, default=CallKind.CALL)
    result = models.CharField(max_length=10, choices=CallResult.choices)
    words = models.TextField("what was said", blank=True)
    ring_again_at = models.DateTimeField(null=True, blank=True)
    was = models.JSONField(null=True, blank=True, help_text="How the enquiry stood before, so that it can be undone")

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Attempt {self.pk}"

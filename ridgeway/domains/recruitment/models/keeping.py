"""Keeping in touch: who asked to be told of new jobs, and who of those that agreed was invited to which.

Of somebody who wants to be told only an e-mail address is kept, and what they look for; both go when they say stop. Nothing is kept
about what they open or follow.
"""

from django.db import models
from django.db.models import Q

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from ..choices import HowOften
from .adverts import Advert
from .enquiries import Enquiry


class JobAlertQuerySet(Scoped):
    seen_with = Permission.COUNCIL_MANAGE

    def confirmed(self):
        """Those whose address is known to be their owner's wish."""
        return self.filter(confirmed_at__isnull=False)


class JobAlert(models.Model):
    """A wish to be told of new jobs. `wanted` holds what is looked for as `queries.jobs.Wanted` names it, `said` the same in words.

    Until `confirmed_at` nothing is sent but the question whether it was them. `sent_up_to`: jobs published until then were told.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    email = models.CharField("e-mail", max_length=254)
    wanted = models.JSONField(default=dict, blank=True)
    said = models.CharField(max_length=300, blank=True)
    how_often = models.CharField(max_length=8, choices=HowOften.choices, default=HowOften.DAILY)
    asked_at = models.DateTimeField()
    asked_times = models.PositiveSmallIntegerField(default=1, help_text="Questions sent whether it was them")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sent_up_to = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(help_text="Removed on this day, unless it is renewed or, at first, confirmed")
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = JobAlertQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "email", "said", "how_often"], name="job_alert_once_per_wish")
        ]
        indexes = [
            models.Index(
                fields=["council", "how_often"], name="job_alert_to_send", condition=Q(confirmed_at__isnull=False)
            ),
            models.Index(fields=["ends_on"], name="job_alert_by_end"),
        ]

    def __str__(self) -> str:
        return f"Job alert {self.pk}"  # never the address: this is what the audit trail keeps


class InvitationQuerySet(Scoped):
    seen_with = Permission.ENQUIRIES_VIEW
    reach = {"council": "council_id", "service": "enquiry__service_id", "team": "enquiry__team_id"}


class Invitation(models.Model):
    """Somebody who agreed to be kept in touch with was invited to apply for a job."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="invitations")
    advert = models.ForeignKey(Advert, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "advert"], name="invited_once_per_job")]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

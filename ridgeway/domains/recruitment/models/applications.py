"""Applications: one candidate's for one advert, in sections, with every move and every look at it.

Where a placement of a campaign brought it, `first_placement` is the first it came by and `last_placement` the last; `declared_source` is
what the candidate says. The words of the sections are personal.
"""

from django.db import models
from django.db.models import Q

from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.establishment.models import Employment
from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team, User

from ..choices import LookedAt, Source
from ..states import APPLICATION_TRANSITIONS, ApplicationState
from .adverts import Advert
from .candidates import Candidate
from .enquiries import Enquiry


class ApplicationQuerySet(Scoped):
    seen_with = Permission.APPLICATIONS_VIEW
    reach = {"council": "council_id", "service": "service_id", "team": "team_id"}

    def visible_to(self, user, permission: str | None = None):
        """The applications `user` may see, or count: not those for a job they applied for themselves."""
        return super().visible_to(user, permission).exclude(advert__in=applied_for(user))

    def with_names(self):
        """Those that retention has not hidden: the others are counted, and nobody reads them."""
        return self.filter(hidden_at__isnull=True)


def applied_for(user) -> models.QuerySet:
    """The adverts a person who signs in here has applied for: of those they see no application, their own or another's."""
    councils = {held.council_id for held in access_of(user).held}
    own = Application._base_manager.filter(
        candidate__email=str(getattr(user, "email", "")).lower(),
        candidate__council__in=councils,
        candidate__erased_at__isnull=True,
    )
    return own.exclude(state__in=[ApplicationState.WITHDRAWN, ApplicationState.LAPSED]).values("advert")


class Application(models.Model):
    """One candidate's application for one advert. `service` and `team` are the advert's when it was begun."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    advert = models.ForeignKey(Advert, models.PROTECT, related_name="applications")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="applications")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=16, choices=ApplicationState.choices, default=ApplicationState.BEGUN)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(help_text="When it came into the state it is in")
    first_placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    last_placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    declared_source = models.CharField(max_length=10, choices=Source.choices, default=Source.UNASKED)
    declared_words = models.CharField(max_length=120, blank=True, help_text="Which site, paper or event")
    colleague = models.CharField(max_length=120, blank=True, help_text="Who told them, where it was word of mouth")
    is_internal = models.BooleanField("works here already", default=False)
    is_expression = models.BooleanField("an expression of interest", default=False)
    expressed_at = models.DateTimeField(null=True, blank=True, help_text="When the five questions were answered")
    employment = models.ForeignKey(
        Employment,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="spell of employment it led to",
    )
    checks_clear_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the last check, reference and disclosure was settled; empty while one is open",
    )
    noticed_at = models.DateTimeField(null=True, blank=True, help_text="When they read how their data is used")
    warned_at = models.DateTimeField(null=True, blank=True, help_text="When they were told that it will be erased")
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="From when hiring staff no longer see it")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When it became a row of statistics")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "advert"], name="application_once_per_advert"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False)
                | Q(state__in=[ApplicationState.BEGUN, ApplicationState.WITHDRAWN, ApplicationState.LAPSED]),
                name="application_sent_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "advert", "state", "-sent_at", "-id"], name="application_pipeline"),
            models.Index(fields=["council", "state", "moved_at"], name="application_by_state"),
            models.Index(fields=["council", "-sent_at", "-id"], name="application_by_time"),
            models.Index(fields=["council", "state", "-sent_at", "-id"], name="application_in_state"),
            models.Index(
                fields=["council", "checks_clear_at"],
                name="application_clear_checks",
                condition=Q(checks_clear_at__isnull=False),
            ),
            # how many are where, and who has waited longest, are answered from this one alone
            models.Index(fields=["council", "state", "advert", "moved_at", "id"], name="application_by_stage"),
        ]

    def __str__(self) -> str:
        return f"Application {self.pk}"

    @property
    def number(self) -> str:
        """What the application is called where names are hidden: "0431"."""
        return f"{self.pk:04}"

    @property
    def who(self) -> str:
        """The candidate's name, or what stands for it."""
        return "Name erased" if self.erased_at else "Name hidden" if self.hidden_at else self.candidate.who

    @property
    def is_over(self) -> bool:
        """Whether nothing more can come of it, but for a mistake put right."""
        return self.state in OVER


OVER = frozenset(
    {state for state, onward in APPLICATION_TRANSITIONS.items() if not onward}
    | {ApplicationState.NOT_SHORTLISTED, ApplicationState.NOT_APPOINTED, ApplicationState.DECLINED, ApplicationState.LAPSED}
)  # fmt: skip


class OfApplication(Scoped):
    """Rows of an application: they are seen by whoever sees it."""

    seen_with = Permission.APPLICATIONS_VIEW
    reach = {"council": "council_id", "service": "application__service_id", "team": "application__team_id"}

    def visible_to(self, user, permission: str | None = None):
        """The rows of the applications `user` may see."""
        return super().visible_to(user, permission).exclude(application__advert__in=applied_for(user))


class ReadOfApplication(OfApplication):
    """What somebody wrote or sent: gone from view once retention has hidden the application."""

    def visible_to(self, user, permission: str | None = None):
        """The rows of the applications `user` may read."""
        return super().visible_to(user, permission).filter(application__hidden_at__isnull=True)


class ApplicationMove(models.Model):
    """One move of an application from state to state: the clocks are read from these."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    from_state = models.CharField(max_length=16, choices=ApplicationState.choices, blank=True)
    to_state = models.CharField(max_length=16, choices=ApplicationState.choices)
    by_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=40, blank=True, help_text="From the list of reasons")
    words_for_candidate = models.TextField(blank=True)

    objects = OfApplication.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["council", "to_state", "at"], name="application_move_by_state")]

    def __str__(self) -> str:
        return f"Move {self.pk}"


class ApplicationSection(models.Model):
    """One section of an application: its answers as the section's form took them, and whether it is complete."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)
    is_copied = models.BooleanField("taken over from an earlier application, not yet looked at", default=False)
    saved_at = models.DateTimeField()

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="application_section_once"),
        ]

    def __str__(self) -> str:
        return f"Section {self.key}"


class ApplicationView(models.Model):
    """Who looked at which part of an application on a day, and how often: shown to the candidate on request, and to the council."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, models.CASCADE, related_name="views")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    part = models.CharField(max_length=20, choices=LookedAt.choices)
    first_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    objects = ReadOfApplication.as_manager()

    class Meta:
        ordering = ["-first_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "user", "on", "part"], name="application_view_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"View {self.pk}"


class RetentionQuerySet(Scoped):
    seen_with = Permission.COUNCIL_MANAGE


class Retention(models.Model):
    """How many months a kind of record is kept, where a council has said so itself. No row: `rules.MONTHS_BY_KIND`."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    months = models.PositiveSmallIntegerField()

    objects = RetentionQuerySet.as_manager()

    class Meta:
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["council", "kind"], name="retention_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months} months"

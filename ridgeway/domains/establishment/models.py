"""Posts, workers, who holds which post when, absences, cover. Every row knows its council."""

from django.db import models
from django.db.models import Q

from ridgeway.core.periods import Period, PeriodQuerySet, period_is_forwards
from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Team

from . import choices


class _ByTeam(Scoped, PeriodQuerySet):
    reach = {"council": "council_id", "service": "team__service_id", "team": "team_id"}


class _CouncilRow(models.Model):
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def _fte(**kwargs) -> models.DecimalField:
    """Full-time equivalent: contracted hours over the standard hours of the grade; six places, as the census takes it."""
    return models.DecimalField("FTE", max_digits=8, decimal_places=6, **kwargs)


class Grade(_CouncilRow):
    """A pay grade of the council."""

    name = models.CharField(max_length=40)
    objects = Scoped.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="grade_name_once_per_council")]

    def __str__(self) -> str:
        return self.name


class JobRole(_CouncilRow):
    """A job as the council names it, and what kind of job that is everywhere."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20, choices=choices.RoleKind.choices)
    census_role = models.CharField(max_length=1, choices=choices.CensusRole.choices, blank=True)
    is_social_worker = models.BooleanField("qualified social worker role", default=True)
    order = models.PositiveSmallIntegerField(default=0)
    objects = Scoped.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="job_role_slug_once_per_council")]

    def __str__(self) -> str:
        return self.name


class FundingDecision(_CouncilRow):
    """A decision to pay for posts: who decided, when, and on what paper."""

    decided_on = models.DateField()
    title = models.CharField(max_length=160)
    decided_by_body = models.CharField("decided by", max_length=80, help_text="Cabinet, CLT, budget setting")
    reference = models.CharField(max_length=200, blank=True)
    objects = Scoped.as_manager()

    class Meta:
        ordering = ["-decided_on"]

    def __str__(self) -> str:
        return self.title


class PostQuerySet(Scoped):
    seen_with = Permission.POSTS_VIEW
    reach = {"council": "council_id", "service": "terms__team__service_id", "team": "terms__team_id"}


class Post(_CouncilRow):
    """A funded place, known by its number. What it is like on a day stands in its terms."""

    number = models.CharField(max_length=20)
    funding_decision = models.ForeignKey(FundingDecision, models.PROTECT, null=True, blank=True, related_name="posts")
    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["council", "number"], name="post_number_once_per_council")]

    def __str__(self) -> str:
        return self.number


class PostTermQuerySet(_ByTeam):
    seen_with = Permission.POSTS_VIEW


class PostTerm(Period, _CouncilRow):
    """What a post is over a period: its team, role, grade and FTE. Consecutive terms meet; the last may be open."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="terms")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, related_name="+")
    grade = models.ForeignKey(Grade, models.PROTECT, null=True, blank=True, related_name="+")
    fte = _fte(default=1)
    objects = PostTermQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            period_is_forwards("post_term"),
            models.CheckConstraint(condition=Q(fte__gt=0, fte__lte=1), name="post_term_fte_is_a_share"),
        ]
        indexes = [models.Index(fields=["council", "starts_on", "ends_on", "team"], name="post_term_by_council")]

    def __str__(self) -> str:
        return f"{self.post} from {self.starts_on}"


class WorkerQuerySet(Scoped):
    seen_with = Permission.PEOPLE_VIEW
    reach = {"council": "council_id", "service": "holdings__team__service_id", "team": "holdings__team_id"}

    def visible_to(self, user, permission: str | None = None):
        """Those who hold or held a place the user may see, and agency workers who cover or covered one."""
        placed, access = super().visible_to(user, permission), access_of(user)
        if not access.is_in_part:
            return placed
        covering = access.rows(permission or self.seen_with, service="covers__team__service_id", team="covers__team_id")
        return self.filter(
            Q(pk__in=placed.values("pk")) | Q(pk__in=self.model._base_manager.filter(covering).values("pk"))
        )


class Worker(_CouncilRow):
    """A person known to the council, employed or agency. Census files carry no names: then the registration number stands for one."""

    registration_number = models.CharField(max_length=12, blank=True)
    staff_number = models.CharField(max_length=30, blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    qualification = models.CharField(max_length=1, choices=choices.Qualification.choices, blank=True)
    qualified_on = models.DateField(null=True, blank=True)
    is_step_up_graduate = models.BooleanField(null=True, blank=True)
    is_frontline_graduate = models.BooleanField(null=True, blank=True)
    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "registration_number"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "registration_number"],
                condition=~Q(registration_number=""),
                name="worker_registration_once_per_council",
            ),
            models.UniqueConstraint(
                fields=["council", "staff_number"],
                condition=~Q(staff_number=""),
                name="worker_staff_number_once_per_council",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "family_name", "given_name", "id"], name="worker_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the person is called on a page."""
        full = f"{self.given_name} {self.family_name}".strip()
        return full or self.registration_number or self.staff_number or "Name not recorded"


class WorkerMonitoring(models.Model):
    """Equality data, kept apart from the working record and shown only as counts, or to those with leave to see it."""

    worker = models.OneToOneField(Worker, models.CASCADE, primary_key=True, related_name="monitoring")
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    born_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=choices.Sex.choices, blank=True)
    ethnicity = models.CharField(max_length=4, choices=choices.Ethnicity.choices, blank=True)

    class MonitoringQuerySet(Scoped):
        seen_with = Permission.MONITORING_VIEW
        reach = {
            "council": "council_id",
            "service": "worker__holdings__team__service_id",
            "team": "worker__holdings__team_id",
        }

    objects = MonitoringQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Monitoring of {self.worker_id}"


class EmploymentQuerySet(Scoped, PeriodQuerySet):
    seen_with = Permission.PEOPLE_VIEW
    reach = {"council": "council_id", "service": "holdings__team__service_id", "team": "holdings__team_id"}


class Employment(Period, _CouncilRow):
    """One spell of a worker's with the council. `ends_on` is the first day they are no longer in post."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="employments")
    contract = models.CharField(max_length=12, choices=choices.Contract.choices, default=choices.Contract.PERMANENT)
    origin = models.CharField(max_length=2, choices=choices.Origin.choices, blank=True)
    reason = models.CharField("reason for leaving", max_length=2, choices=choices.LeavingReason.choices, blank=True)
    destination = models.CharField(max_length=1, choices=choices.Destination.choices, blank=True)
    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            period_is_forwards("employment"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(reason="", destination=""),
                name="employment_leaving_needs_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} from {self.starts_on}"


class HoldingQuerySet(_ByTeam):
    seen_with = Permission.PEOPLE_VIEW


class Holding(Period, _CouncilRow):
    """A worker's place over a period. The post may be unknown (a census names none), and then the team and role may be too.

    Two people in one post are two holdings of it; one person in two posts has two holdings at once. A change of FTE, team,
    role or post ends one holding and begins the next on the same day.
    """

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="holdings")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="holdings")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    fte = _fte()
    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            period_is_forwards("holding"),
            models.CheckConstraint(condition=Q(fte__gte=0, fte__lte=1), name="holding_fte_is_a_share"),
        ]
        indexes = [
            models.Index(fields=["council", "starts_on", "ends_on", "team"], name="holding_by_council"),
            # without statistics SQLite would look for one person's places through all of their council's
            models.Index(fields=["worker", "council", "starts_on"], name="holding_by_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.worker} from {self.starts_on}"


class AbsenceQuerySet(Scoped, PeriodQuerySet):
    seen_with = Permission.PEOPLE_VIEW
    reach = {
        "council": "council_id",
        "service": "employment__holdings__team__service_id",
        "team": "employment__holdings__team_id",
    }


class Absence(Period, _CouncilRow):
    """Time away. `working_days_lost` counts working days (or part days) within the period; empty = not yet known."""

    employment = models.ForeignKey(Employment, models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=3, choices=choices.AbsenceKind.choices)
    working_days_lost = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    is_yearly_total = models.BooleanField(default=False, help_text="A census year's total, not one absence")
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [period_is_forwards("absence")]
        indexes = [models.Index(fields=["council", "starts_on"], name="absence_by_council")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on}"


class CoverQuerySet(_ByTeam):
    seen_with = Permission.POSTS_VIEW


class Cover(Period, _CouncilRow):
    """An agency worker with us over a period: covering a post, or beside the establishment (`covers_vacancy` false).

    `is_snapshot` marks a census row, which says only that the person was here on that one day; the period is that day.
    The assignment, with its supplier and rate, belongs to the agency domain, which points here.
    """

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="covers")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="covers")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.ForeignKey(JobRole, models.PROTECT, null=True, blank=True, related_name="+")
    fte = _fte()
    covers_vacancy = models.BooleanField(null=True, default=True)
    is_snapshot = models.BooleanField(default=False)
    contract_weeks = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [period_is_forwards("cover")]
        indexes = [models.Index(fields=["council", "starts_on", "ends_on", "team"], name="cover_by_council")]

    def __str__(self) -> str:
        return f"{self.worker} covering from {self.starts_on}"


def _pounds(name: str) -> models.DecimalField:
    """Pounds; empty = not said."""
    return models.DecimalField(name, max_digits=10, decimal_places=2, null=True, blank=True)


class StatedSalaryQuerySet(Scoped):
    seen_with = Permission.PAY_VIEW
    reach = {"council": "council_id"}


class StatedSalary(_CouncilRow):
    """What a census return states that an employment was paid, as on its reference day: the 2025 layout's three items.

    Pounds; empty = not said. Kept for the return alone: no page shows it, and the audit trail says that it was written, not what.
    """

    employment = models.ForeignKey(Employment, models.CASCADE, related_name="+")
    on = models.DateField()
    base = _pounds("base salary")
    recruitment_retention = _pounds("recruitment and retention payments")
    other = _pounds("other payments")
    objects = StatedSalaryQuerySet.as_manager()

    class Meta:
        ordering = ["-on"]
        verbose_name_plural = "stated salaries"
        constraints = [models.UniqueConstraint(fields=["employment", "on"], name="stated_salary_once_a_day")]

    def __str__(self) -> str:
        return f"Salary of {self.employment_id} on {self.on}"


class StatedTotals(_CouncilRow):
    """What a census return states for its reference day without rows behind it: vacancies and the agency workers who cover them."""

    on = models.DateField()
    vacancies_fte = models.DecimalField(max_digits=8, decimal_places=2)
    agency_cover_fte = models.DecimalField(max_digits=8, decimal_places=2)
    agency_cover_headcount = models.PositiveIntegerField()
    pay_and_benefits = models.JSONField(default=dict, help_text="The 2025 return's nine items, by element name")
    source = models.CharField(max_length=200)
    objects = Scoped.as_manager()

    class Meta:
        ordering = ["-on"]
        verbose_name_plural = "stated totals"
        constraints = [models.UniqueConstraint(fields=["council", "on"], name="stated_totals_once_a_day")]

    def __str__(self) -> str:
        return f"{self.council} on {self.on}"

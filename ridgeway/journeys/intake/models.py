"""Import runs, their problems, and remembered column maps."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from ridgeway.domains.organisation.access import Scoped, access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from .states import RunState


class FileUse(models.TextChoices):
    """What a file is taken for."""

    CENSUS = "census", "Children's social work workforce census (XML)"
    PEOPLE = "people", "List of people from an HR system (CSV or XLSX)"
    INDICATORS = "indicators", "Published indicators of the Department for Education (CSV)"
    LEDGER = "ledger", "Budgets and ledger lines from the finance system (CSV or XLSX)"
    TIMESHEETS = "timesheets", "Weekly timesheets of agency workers (CSV or XLSX)"


# the permission that a use asks for, over the whole council, where it is not that for files of people
OWN_PERMISSION: dict[str, Permission] = {
    FileUse.LEDGER: Permission.MONEY_EDIT,
    FileUse.TIMESHEETS: Permission.AGENCY_EDIT,
}
PERMISSIONS = (Permission.IMPORTS_RUN, *dict.fromkeys(OWN_PERMISSION.values()))


def permission_for(kind: str) -> Permission:
    """Who may bring in, see and confirm files of a kind."""
    return OWN_PERMISSION.get(FileUse(kind), Permission.IMPORTS_RUN)


class Severity(models.TextChoices):
    ERROR = "error", "Error"
    QUERY = "query", "Query"


def random_name(run, filename: str) -> str:
    """Where an upload is kept: nothing of its own name, and nothing that can be guessed."""
    return f"imports/{secrets.token_hex(16)}"


class ImportScoped(Scoped):
    """Rows of imports: each kind of file is seen by those who hold its permission."""

    seen_with = Permission.IMPORTS_RUN
    kind = "kind"

    def visible_to(self, user, permission: str | None = None):
        if permission is not None:
            return super().visible_to(user, permission)
        access, seen = access_of(user), Q(pk__in=[])
        for wanted in PERMISSIONS:
            kinds = [kind for kind in FileUse.values if permission_for(kind) == wanted]
            seen |= access.rows(wanted, **self.reach) & Q(**{f"{self.kind}__in": kinds})
        return self.filter(seen)


class ColumnMap(models.Model):
    """Which column of a council's export is which field, and what its words mean. One is remembered per council and kind.

    `columns` is field > column name; `options` holds `values` (field > the file's word > ours) and the settings of the format.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=FileUse.choices, default=FileUse.PEOPLE)
    columns = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    objects = ImportScoped.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "kind"], name="column_map_once_per_council_and_kind")]

    def __str__(self) -> str:
        return f"Columns of {self.council}"


class ImportRun(models.Model):
    """One file's way from upload to rows."""

    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=FileUse.choices)
    file = models.FileField(upload_to=random_name)
    original_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RECEIVED)
    moved_at = models.DateTimeField(help_text="When it came into this state, or its worker was last given it")
    tries = models.PositiveSmallIntegerField(default=0)
    sentence = models.TextField(blank=True, help_text="Why it was refused or failed, or what to know before confirming")
    options = models.JSONField(default=dict, help_text="Asked on the upload form: team, released_on")
    counts = models.JSONField(default=dict, help_text="What the check counted and the plan would change")
    plan_digest = models.CharField(max_length=64, blank=True)
    base_revision = models.PositiveBigIntegerField(null=True, blank=True)
    map = models.ForeignKey(ColumnMap, models.SET_NULL, null=True, blank=True, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_by_name = models.CharField(max_length=254)
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by_name = models.CharField(max_length=254, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    objects = ImportScoped.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "failed"]) | ~Q(sentence=""), name="import_refusal_needs_a_sentence"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applying", "done"]) | Q(confirmed_at__isnull=False),
                name="import_written_only_when_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(base_revision__isnull=False), name="import_ready_knows_its_revision"
            ),
        ]
        indexes = [models.Index(fields=["council", "-uploaded_at"], name="import_by_council")]

    def __str__(self) -> str:
        return self.original_name


class ProblemQuerySet(ImportScoped):
    reach = {"council": "run__council_id"}
    kind = "run__kind"


class ImportProblem(models.Model):
    """One thing the check found. `row` counts the file's records (a census) or rows (a list) from 1; 0 is the file as a whole."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    check_id = models.CharField(max_length=12)
    severity = models.CharField(max_length=5, choices=Severity.choices)
    field = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=200, blank=True)
    message = models.TextField()
    todo = models.TextField("what to do", blank=True)
    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["severity", "check_id", "row", "pk"]
        indexes = [models.Index(fields=["run", "severity", "check_id", "row"], name="import_problem_by_check")]

    def __str__(self) -> str:
        return f"Row {self.row}: {self.message}"[:200]

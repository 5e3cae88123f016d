"""Templates, reports with their sections and versions, comments, answers to findings, frozen figures, and figures printed elsewhere."""

from django.db import models
from django.db.models import Q

from ridgeway.domains.organisation.access import Scoped
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, User

from .choices import MakingUse
from .states import MakingState, ReportState


class TemplateQuerySet(Scoped):
    """Templates are the whole council's."""

    seen_with = Permission.REPORTS_BUILD


class ReportQuerySet(Scoped):
    """A report of a service is seen by those who build reports there; one of the council by those who do for all of it."""

    seen_with = Permission.REPORTS_BUILD
    reach = {"council": "council_id", "service": "service_id"}


class PartQuerySet(Scoped):
    """What belongs to a report is seen with it."""

    seen_with = Permission.REPORTS_BUILD
    reach = {"council": "council_id", "service": "report__service_id"}


class ReportTemplate(models.Model):
    """Headings in their order, as `[[heading, hint, is numbered], ...]`, and the Word file whose styles are taken."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    headings = models.JSONField()
    word_file = models.BinaryField(null=True, blank=True)
    word_name = models.CharField(max_length=200, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="report_template_name_once")]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """One report: what it answers for, where it stands, and, once published, everything as it was said."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    body = models.CharField("for whom", max_length=120, blank=True, help_text="Cabinet, a committee, a board")
    members = models.CharField(max_length=300, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    agenda_item = models.CharField(max_length=20, blank=True)
    is_key_decision = models.BooleanField(default=False)
    on = models.DateField("figures on")
    since = models.DateField("figures since")
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.DRAFTING)
    begun_at = models.DateTimeField()
    begun_by_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by_name = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_name = models.CharField(max_length=200, blank=True)
    frozen = models.JSONField(null=True, blank=True)  # the composed document of the day it was published
    software = models.CharField(max_length=40, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="report_reference_once"),
            models.CheckConstraint(condition=Q(since__lt=models.F("on")), name="report_since_before_on"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, frozen__isnull=False, signed_at__isnull=False),
                name="report_published_is_frozen",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED

    @property
    def can_be_written(self) -> bool:
        return self.state in (ReportState.DRAFTING, ReportState.REVIEW)


class Section(models.Model):
    """A heading with the words under it. `writer_name` is who has it open, since `writing_at`."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField()
    heading = models.CharField(max_length=160)
    hint = models.CharField(max_length=200, blank=True)
    is_numbered = models.BooleanField(default=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    writer_name = models.CharField(max_length=200, blank=True)
    writing_at = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.heading


class SectionVersion(models.Model):
    """The words of a section as somebody saved them."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="section_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class Comment(models.Model):
    """Something said about a section."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, related_name="comments")
    text = models.TextField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class FindingAnswer(models.Model):
    """What was written to a finding that stays: `key` says which finding, by its words and its arithmetic."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=32)
    quote = models.TextField()
    answer = models.TextField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="finding_answered_once"),
            models.CheckConstraint(condition=~Q(answer=""), name="finding_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class FrozenFigure(models.Model):
    """A figure as it was published: value, base, definition, and the rows that were counted."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, related_name="figures")
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=300)
    said = models.JSONField()  # a `figures_placed.Placed`, without its rows
    rows = models.JSONField()  # {"numerator": {"kind":, "ids": []}, "denominator": ...}
    fingerprint = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="frozen_figure_number_once")]

    def __str__(self) -> str:
        return f"figure {self.number}"


class PrintedFigure(models.Model):
    """A figure that somebody printed elsewhere: where and what, and which of ours answers it, or why none can."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="printed")
    order = models.PositiveIntegerField()
    where = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    printed = models.CharField(max_length=60)
    token = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=~Q(token="") | ~Q(reason=""), name="printed_figure_has_token_or_reason")
        ]

    def __str__(self) -> str:
        return f"{self.where}: {self.printed}"


class Making(models.Model):
    """Something the worker makes of a report: its freezing, its Word file, its PDF. `stamp` says of which state of the rows."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, related_name="makings")
    use = models.CharField(max_length=6, choices=MakingUse.choices)
    stamp = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=MakingState.choices, default=MakingState.WAITING)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField(max_length=500, blank=True)
    content = models.BinaryField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(use="freeze") | Q(content__isnull=False), name="report_making_done_is_there"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_use_display()} of {self.report_id}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (MakingState.WAITING, MakingState.WORKING)


class DigestWish(models.Model):
    """Somebody wishes the quarterly digest by e-mail; `sent_for` is the last quarter's end it was sent of."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    wished_at = models.DateTimeField()
    sent_for = models.DateField(null=True, blank=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "user"], name="digest_wished_once")]

    def __str__(self) -> str:
        return f"digest for person {self.user_id}"

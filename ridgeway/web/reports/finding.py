"""Finding the report of an address, for whoever may write it or, once published, read it; and what is shown of it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.urls import reverse

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting.composing import compose
from ridgeway.reporting.cover import Cover, cover_of
from ridgeway.reporting.document import Document, from_values
from ridgeway.reporting.models import Report, Section
from ridgeway.reporting.selfcheck import Concern, concerns

from .remembering import remembered


def seen(request: HttpRequest, council: Council):
    """Reports one may write, and published ones of what one may see figures of."""
    mine = Report.objects.filter(council=council)
    return mine.visible_to(request.user, Permission.REPORTS_BUILD) | mine.filter(state="published").visible_to(
        request.user, Permission.FIGURES_VIEW
    )


def found(request: HttpRequest, council: Council, report: int, *, to_write: bool = False) -> Report:
    """One report. Raises `Http404`."""
    rows = Report.objects.filter(council=council).visible_to(request.user) if to_write else seen(request, council)
    one = rows.filter(pk=report).select_related("council", "service", "template").first()
    if one is None:
        raise Http404("There is no such report, or it is not yours to see.")
    one.council = council
    return one


def section_of(report: Report, section: int) -> Section:
    """One section of it. Raises `Http404`."""
    one = report.sections.filter(pk=section).first()
    if one is None:
        raise Http404("There is no such section.")
    one.report = report
    return one


@dataclass
class Shown:
    """A report with its document: as it was frozen, or as it is now."""

    report: Report

    @cached_property
    def document(self) -> Document:
        return remembered(self.report.council, f"document:{self.report.pk}", self._composed)

    def _composed(self) -> Document:
        if self.report.is_published and self.report.frozen:
            return from_values(self.report.frozen)
        return compose(self.report)[0]

    @cached_property
    def concerns(self) -> list[Concern]:
        if not self.report.pk:
            return concerns(self.report, self.document)
        return remembered(
            self.report.council, f"concerns:{self.report.pk}", lambda: concerns(self.report, self.document)
        )

    @property
    def cover(self) -> Cover:
        return cover_of(self.report, self.document)

    @property
    def open_concerns(self) -> list[Concern]:
        return [c for c in self.concerns if c.is_open]

    @property
    def wrong(self) -> list[Concern]:
        return [c for c in self.concerns if c.kind == "wrong"]


def may(request: HttpRequest, report: Report, permission: str) -> bool:
    """Whether the asker holds a permission over what the report speaks of."""
    return access_of(request.user).may(permission, council_id=report.council_id, service_id=report.service_id)


def at(name: str, report: Report, **more) -> str:
    """The address of a page of a report."""
    return reverse(name, kwargs={"council": report.council.slug, "report": report.pk, **more})

"""Writing a report: begun from a template, its sections written one at a time, commented upon, its findings answered."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from ridgeway.core import audit
from ridgeway.domains.organisation.models import Council, Service

from .. import headings as standing
from ..models import Comment, FindingAnswer, PrintedFigure, Report, ReportTemplate, Section, SectionVersion
from ..tokens import CannotRead, read_text
from .kept import name_of, open_to_writing, record
from .reasons import CannotChangeReport

WRITING_FOR = dt.timedelta(minutes=30)  # so long a section counts as being written
LONGEST = 60_000
STANDING = "Cabinet report"


@transaction.atomic
def add_template(
    council: Council, *, name: str, headings: Sequence | None = None, by, at: dt.datetime
) -> ReportTemplate:
    """A template with the standing headings, or with those given. Raises `CannotChangeReport`."""
    if ReportTemplate.objects.filter(council=council, name=name).exists():
        raise CannotChangeReport(f"There is a template “{name}” already.")
    made = ReportTemplate.objects.create(
        council=council, name=name, headings=[list(h) for h in headings or standing.CABINET]
    )
    record("reporttemplate.add", made, by=by, at=at)
    return made


@transaction.atomic
def begin_report(
    council: Council, *, template: ReportTemplate | None = None, title: str, reference: str, on: dt.date, since: dt.date, service: Service | None = None,
    body: str = "", members: str = "", meeting_on: dt.date | None = None, agenda_item: str = "", is_key_decision: bool = False, by, at: dt.datetime,
) -> Report:  # fmt: skip
    """A report with the sections of its template. Raises `CannotChangeReport`."""
    _check(council, reference, since, on)
    template = template or _standing(council, by=by, at=at)
    report = Report.objects.create(
        council=council, service=service, template=template, title=title, reference=reference, on=on, since=since, body=body,
        members=members, meeting_on=meeting_on, agenda_item=agenda_item, is_key_decision=is_key_decision, begun_at=at, begun_by_name=name_of(by),
    )  # fmt: skip
    Section.objects.bulk_create(
        Section(council=council, report=report, order=n, heading=heading, hint=hint, is_numbered=numbered)
        for n, (heading, hint, numbered) in enumerate(template.headings, start=1)
    )
    record("report.begin", report, by=by, at=at)
    return report


def _standing(council: Council, *, by, at: dt.datetime) -> ReportTemplate:
    """The council's template of the standing headings; made the first time it is wanted."""
    found = ReportTemplate.objects.filter(council=council, name=STANDING).first()
    return found or add_template(council, name=STANDING, by=by, at=at)


def _check(council: Council, reference: str, since: dt.date, on: dt.date, report: Report | None = None) -> None:
    same = Report.objects.filter(council=council, reference=reference)
    if (same.exclude(pk=report.pk) if report else same).exists():
        raise CannotChangeReport(f"There is a report {reference} already.")
    if since >= on:
        raise CannotChangeReport("The figures must begin before the day they are for.")


@transaction.atomic
def change_report(report: Report, *, by, at: dt.datetime, **changes) -> Report:
    """Change what a report is about. Raises `CannotChangeReport`."""
    found = open_to_writing(report)
    before = audit.snapshot(found)
    for name, value in changes.items():
        setattr(found, name, value)
    _check(found.council, found.reference, found.since, found.on, found)
    found.save(update_fields=list(changes))
    record("report.change", found, by=by, at=at, before=before)
    return found


def _section(section: Section) -> Section:
    open_to_writing(section.report)
    return Section.objects.select_for_update(of=("self",)).select_related("report").get(pk=section.pk)


def writer_of(section: Section, at: dt.datetime) -> str:
    """Who has the section open; nobody once half an hour has passed."""
    if section.writer_name and section.writing_at and at - section.writing_at < WRITING_FOR:
        return section.writer_name
    return ""


@transaction.atomic
def begin_writing(section: Section, *, by, at: dt.datetime, insists: bool = False) -> Section:
    """Say that one is writing a section. Raises `CannotChangeReport` where another is, unless one insists."""
    found = _section(section)
    other = writer_of(found, at)
    if other and other != name_of(by) and not insists:
        raise CannotChangeReport(f"{other} is writing this section.")
    found.writer_name, found.writing_at = name_of(by), at
    found.save(update_fields=["writer_name", "writing_at"])
    record("section.open", found, by=by, at=at)
    return found


@transaction.atomic
def leave_section(section: Section, *, by, at: dt.datetime) -> Section:
    """Stop writing without saving."""
    found = _section(section)
    found.writer_name, found.writing_at = "", None
    found.save(update_fields=["writer_name", "writing_at"])
    record("section.leave", found, by=by, at=at)
    return found


@transaction.atomic
def write_section(section: Section, *, text: str, version: int, by, at: dt.datetime) -> Section:
    """Save the words of a section as its next version.

    `version` is the one that was written upon: where another was saved meanwhile nothing is lost, and `CannotChangeReport` says so.
    """
    found = _section(section)
    if found.version != version:
        raise CannotChangeReport(
            "Somebody saved this section while you wrote. Their words are shown beneath yours; put the two together and save again."
        )
    if len(text) > LONGEST:
        raise CannotChangeReport("This is too long for one section.")
    before = audit.snapshot(found)
    found.text, found.version, found.writer_name, found.writing_at = (
        text.replace("\r\n", "\n").strip(),
        version + 1,
        "",
        None,
    )
    found.save(update_fields=["text", "version", "writer_name", "writing_at"])
    SectionVersion.objects.create(
        council=found.council,
        report=found.report,
        section=found,
        number=found.version,
        text=found.text,
        by_name=name_of(by),
        at=at,
    )
    record("section.write", found, by=by, at=at, before=before)
    return found


@transaction.atomic
def add_section(report: Report, *, heading: str, is_numbered: bool = True, by, at: dt.datetime) -> Section:
    """A heading of the report's own, at its end."""
    found = open_to_writing(report)
    last = found.sections.aggregate(last=Max("order"))["last"] or 0
    made = Section.objects.create(
        council=found.council, report=found, order=last + 1, heading=heading, is_numbered=is_numbered
    )
    record("section.add", made, by=by, at=at)
    return made


@transaction.atomic
def move_section(section: Section, *, by, at: dt.datetime, up: bool = True) -> Section:
    """Change places with the section above (or beneath). At the end of the report nothing moves."""
    found = _section(section)
    others = Section.objects.filter(report=found.report)
    beside = (
        others.filter(order__lt=found.order).order_by("-order")
        if up
        else others.filter(order__gt=found.order).order_by("order")
    ).first()
    if beside is not None:
        before = audit.snapshot(found)
        found.order, beside.order = beside.order, found.order
        beside.save(update_fields=["order"])
        found.save(update_fields=["order"])
        record("section.move", found, by=by, at=at, before=before)
    return found


@transaction.atomic
def remove_section(section: Section, *, by, at: dt.datetime) -> None:
    """Take out a heading under which nothing was written. Raises `CannotChangeReport`."""
    found = _section(section)
    if found.text:
        raise CannotChangeReport("There are words under this heading. Take them out first.")
    record("section.remove", found, by=by, at=at, deleted=True)
    found.delete()


@transaction.atomic
def comment(section: Section, *, text: str, by, at: dt.datetime) -> Comment:
    """Say something about a section."""
    open_to_writing(section.report)
    made = Comment.objects.create(
        council=section.council, report=section.report, section=section, text=text, by_name=name_of(by), at=at
    )
    record("comment.add", made, by=by, at=at)
    return made


@transaction.atomic
def settle_comment(found: Comment, *, by, at: dt.datetime) -> Comment:
    """Mark a comment as seen to."""
    open_to_writing(found.report)
    before = audit.snapshot(found)
    found.settled_at = at
    found.save(update_fields=["settled_at"])
    record("comment.settle", found, by=by, at=at, before=before)
    return found


@transaction.atomic
def answer_finding(report: Report, *, key: str, quote: str, answer: str, by, at: dt.datetime) -> FindingAnswer:
    """Answer a finding in writing; a second answer takes the place of the first. Raises `CannotChangeReport`."""
    found = open_to_writing(report)
    if not answer.strip():
        raise CannotChangeReport("Write why it stays.")
    made, _ = FindingAnswer.objects.update_or_create(
        report=found,
        key=key,
        defaults={
            "council": found.council,
            "quote": quote[:2000],
            "answer": answer.strip(),
            "by_name": name_of(by),
            "at": at,
        },
    )
    record("finding.answer", made, by=by, at=at)
    return made


@transaction.atomic
def set_printed(report: Report, rows: Iterable[tuple[str, str, str, str, str]], *, by, at: dt.datetime) -> int:
    """The figures printed elsewhere that this report is held beside: (where, words, printed, token, reason). Raises `CannotChangeReport`."""
    found = open_to_writing(report)
    made = []
    for n, (where, words, printed, token, reason) in enumerate(rows, start=1):
        try:
            text = read_text(token).text if token else ""
        except CannotRead as why:
            raise CannotChangeReport(f"Row {n}: {why}") from None
        made.append(
            PrintedFigure(
                council=found.council,
                report=found,
                order=n,
                where=where,
                words=words,
                printed=printed,
                token=text,
                reason=reason,
            )
        )
    found.printed.all().delete()
    PrintedFigure.objects.bulk_create(made)
    record("report.printed", found, by=by, at=at)
    return len(made)

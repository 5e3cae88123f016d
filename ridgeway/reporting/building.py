"""Building a report as a file without a screen: one that is kept, by its reference, or the standing Cabinet report of a day."""

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.models import Council
from ridgeway.insight.answers import scope_named

from . import out_html, out_pdf, out_word, standing
from .composing import compose
from .document import from_values
from .models import Report, Section
from .selfcheck import concerns

WRITERS = {".docx": out_word.as_docx, ".pdf": out_pdf.as_pdf, ".html": out_html.as_html}


class CannotBuild(Exception):
    """Why a report cannot be built; a sentence."""


def build(
    council: Council,
    template: str,
    *,
    on: dt.date,
    out: Path,
    made_at: dt.datetime,
    against: dt.date | None = None,
    service: str | None = None,
) -> dict[str, Any]:
    """Write a report to `out`, whose ending says the format, and give the file, its figures and what does not add up.

    `template` is `cabinet`, `scrutiny`, `leadership`, `digest`, or the reference of a report that is kept (a published one as it was published). Raises `CannotBuild`, and `answers.CannotAnswer` for an unknown service.
    """
    write = WRITERS.get(out.suffix.lower())
    if write is None:
        raise CannotBuild(f"A report is written as .html, .docx or .pdf; “{out.name}” ends otherwise.")
    report, sections = _found(council, template, on, against or months_before(on, 12), service)
    if report.pk is None:
        document = standing.composed(report, sections)
    else:
        document = from_values(report.frozen) if report.is_published and report.frozen else compose(report, sections)[0]
    found = concerns(report, document)
    out.write_bytes(write(report, document, found, at=made_at))
    flagged = [
        {"where": c.where, "quote": c.quote, "arithmetic": c.arithmetic, "reason": c.reason, "answer": c.answer}
        for c in found
    ]
    return {"file": str(out), "figures": [asdict(figure) for figure in document.figures], "findings": flagged}


def _found(
    council: Council, template: str, on: dt.date, since: dt.date, service: str | None
) -> tuple[Report, list[Section]]:
    if template in standing.READY:
        if since >= on:
            raise CannotBuild("The day to compare with must lie before the day of the figures.")
        return standing.of(template, council, on, since, service=scope_named(council.code, service).service)
    report = (
        Report.objects.filter(council=council, reference=template)
        .select_related("council", "service", "template")
        .first()
    )
    if report is None:
        known = ", ".join(Report.objects.filter(council=council).values_list("reference", flat=True)[:20]) or "none"
        raise CannotBuild(
            f"There is no template and no report “{template}”. Templates: state-of-the-service, {', '.join(standing.READY)}. Reports: {known}."
        )
    if service:
        raise CannotBuild(f"The report {template} has its own scope; leave --service out.")
    return report, list(report.sections.all())

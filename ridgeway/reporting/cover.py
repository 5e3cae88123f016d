"""The head of a report's first page: the council and the body that meets on the left, the day and the agenda item on the right."""

from dataclasses import dataclass

from ridgeway.insight.figures import day_words

from .document import Document
from .models import Report


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above the rule; what is not known is left out."""

    council: str
    body: str
    day: str
    item: str
    facts: tuple[tuple[str, str], ...]


def cover_of(report: Report, document: Document) -> Cover:
    """The head of a report, with the facts under its rule. Older frozen reports name their body among the facts: it moves up."""
    return Cover(
        str(report.council),
        report.body,
        day_words(report.meeting_on) if report.meeting_on else "",
        f"Agenda item {report.agenda_item}" if report.agenda_item else "",
        tuple(fact for fact in document.facts if fact[0] != "For"),
    )

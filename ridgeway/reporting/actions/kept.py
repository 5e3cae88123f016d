"""What every action does around its write: lock the report, and record one line without the report's words."""

import datetime as dt

from django.db import models

from ridgeway.core import audit
from ridgeway.domains.organisation.actions import touch

from ..models import Report
from .reasons import CannotChangeReport

WORDS = frozenset({"text", "answer", "quote", "frozen", "said", "rows", "word_file", "words", "content"})


def record(
    action: str,
    thing: models.Model,
    *,
    by,
    at: dt.datetime,
    before: dict | None = None,
    deleted: bool = False,
    says_anew: bool = True,
) -> None:
    """One line of the trail; the words of reports are left out of it. What `says_anew` nothing leaves the council's revision as it is."""
    write = audit.write_of(action, thing, before=before, deleted=deleted)
    plain = audit.Write(
        write.action, write.thing_type, write.thing_id, write.thing, _without(write.before), _without(write.after)
    )
    audit.record_all(audit.chain_of(thing), [plain], by=by, at=at)
    if says_anew:
        touch(thing.council)  # type: ignore[attr-defined]


def _without(values: dict | None) -> dict | None:
    return None if values is None else {name: value for name, value in values.items() if name not in WORDS}


def locked(report: Report) -> Report:
    """The report as it is now, held until the transaction ends."""
    return Report.objects.select_for_update().get(pk=report.pk)


def open_to_writing(report: Report) -> Report:
    """The locked report, where it may still be written. Raises `CannotChangeReport`."""
    found = locked(report)
    if not found.can_be_written:
        raise CannotChangeReport(
            f"This report is {found.get_state_display().lower()}. Take it back before you change it."
        )
    return found


def name_of(by) -> str:
    """Who did it, as the page says it."""
    return by if isinstance(by, str) else by.name

"""What the worker makes of a report: asked for, made, tried again; and what a lost worker left half done put back."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Q

from ridgeway.core import audit, progress
from ridgeway.core.states import CannotMove

from .. import making as files
from .. import tasks
from ..choices import MakingUse
from ..models import Making, Report
from ..states import MAKING_TRANSITIONS, MakingState, ReportState
from .kept import locked, name_of, record
from .reasons import CannotChangeReport
from .settling import VERSION, publish

FAILED = "It could not be made. Nothing of the report has changed. Try again; if it fails again, ask whoever runs the installation to look at the worker’s log."
GIVEN_UP = (
    "The work stopped three times before it was done, so it has been given up. Nothing of the report has changed."
)
log = logging.getLogger(__name__)


def key_of(making_id: int) -> str:
    """What the worker's progress is kept under."""
    return f"report-{making_id}"


@transaction.atomic
def ask_for(report: Report, use: str, *, by, at: dt.datetime) -> Making:
    """Have a report frozen, or a file of it made; what is made or under way of the same rows is given instead. Raises `CannotChangeReport`."""
    found = locked(report)
    if use == MakingUse.FREEZE and found.state != ReportState.SIGNED:
        raise CannotChangeReport("A report is published after it was signed off.")
    stamp = _stamp(found)
    before = Making.objects.filter(report=found, use=use).defer("content")
    same = Q(state=MakingState.WAITING) | Q(stamp=stamp, state__in=(MakingState.WORKING, MakingState.DONE))
    if known := before.filter(
        Q(state__in=(MakingState.WAITING, MakingState.WORKING)) if use == MakingUse.FREEZE else same
    ).first():
        return known
    for old in before.exclude(state__in=(MakingState.WAITING, MakingState.WORKING)):  # one of each use is kept
        old.content = None
        record("making.dropped", old, by=by, at=at, deleted=True, says_anew=False)
        old.delete()
    made = Making.objects.create(
        council=found.council, report=found, use=use, stamp=stamp, asked_by=None if isinstance(by, str) else by, asked_by_name=name_of(by)[:254],
        asked_at=at, moved_at=at,
    )  # fmt: skip
    record("making.asked", made, by=by, at=at, says_anew=False)
    transaction.on_commit(lambda: tasks.make_it.enqueue(made.pk))
    return made


def _stamp(report: Report) -> str:
    """Which rows and words a file is made of: the council's revision, until the report is published."""
    revision = type(report.council).objects.values_list("revision", flat=True).get(pk=report.council_id)
    return "published" if report.is_published else f"{VERSION} {revision}"


def make(making_id: int, *, at: dt.datetime) -> Making | None:
    """Do the work of a making that waits; what goes wrong is said on it. None where there is nothing to do."""
    making = _begun(making_id, at=at)
    if making is None:
        return None
    with progress.beating(key_of(making.pk)):
        return _made(making, at=at)


def _made(making: Making, *, at: dt.datetime) -> Making:
    tell, by = progress.reporter(key_of(making.pk)), making.asked_by or making.asked_by_name
    try:
        if making.use == MakingUse.FREEZE:
            if not making.report.is_published:  # a worker lost after it had published left only the making behind
                publish(making.report, by=by, at=at, tell=tell)
            return _ended(making, MakingState.DONE, at=at)
        return _ended(making, MakingState.DONE, at=at, content=files.written(making, at=at, tell=tell))
    except CannotChangeReport as why:
        return _ended(making, MakingState.FAILED, at=at, sentence=str(why)[:500])
    except Exception:  # said to whoever asked, and kept in the log; the worker goes on
        log.exception("A report could not be made: %s", making.pk)
        return _ended(making, MakingState.FAILED, at=at, sentence=FAILED)


@transaction.atomic
def make_again(making: Making, *, by, at: dt.datetime) -> Making:
    """Try once more what failed or was lost. Raises `CannotChangeReport`."""
    found = _locked(making.pk)
    if found.state == MakingState.WORKING and not is_lost(found, at):
        return found
    try:
        _move(found, MakingState.WAITING, by=by, at=at, tries=0, sentence="")
    except CannotMove:
        return found
    transaction.on_commit(lambda: tasks.make_it.enqueue(found.pk))
    return found


def is_lost(making: Making, at: dt.datetime) -> bool:
    """Whether the worker has said nothing of it for too long."""
    return making.state == MakingState.WORKING and progress.is_silent(key_of(making.pk), making.moved_at, at)


def put_back_lost(*, by: str = "system", at: dt.datetime) -> int:
    """Give what a lost worker left half done to another, three times at most. Returns how many."""
    lost = [m for m in Making.objects.filter(state=MakingState.WORKING).defer("content") if is_lost(m, at)]
    for making in lost:
        _put_back(making.pk, by=by, at=at)
    return len(lost)


@transaction.atomic
def _put_back(making_id: int, *, by, at: dt.datetime) -> None:
    found = _locked(making_id)
    if not is_lost(found, at):
        return
    if found.tries >= progress.MOST_TRIES:
        _move(found, MakingState.FAILED, by=by, at=at, sentence=GIVEN_UP)
        return
    _move(found, MakingState.WAITING, by=by, at=at)
    transaction.on_commit(lambda: tasks.make_it.enqueue(found.pk))


def _locked(making_id: int) -> Making:
    rows = Making.objects.select_for_update(of=("self",)).select_related("report__council", "report__service", "report__template", "council", "asked_by")  # fmt: skip
    return rows.get(pk=making_id)


@transaction.atomic
def _begun(making_id: int, *, at: dt.datetime) -> Making | None:
    if not Making.objects.filter(pk=making_id, state=MakingState.WAITING).exists():
        return None
    found = _locked(making_id)
    if found.state != MakingState.WAITING:
        return None
    by, stamp = found.asked_by or found.asked_by_name, _stamp(found.report)
    _move(found, MakingState.WORKING, by=by, at=at, tries=found.tries + 1, stamp=stamp)
    return found


@transaction.atomic
def _ended(making: Making, to: str, *, at: dt.datetime, **changes) -> Making:
    found = _locked(making.pk)
    _move(found, to, by=found.asked_by or found.asked_by_name, at=at, **changes)
    progress.forget(key_of(found.pk))
    return found


def _move(making: Making, to: str, *, by, at: dt.datetime, **changes) -> None:
    """One step of a making, with its line in the trail; the file itself is left out of that. Raises `CannotMove`."""
    if to not in MAKING_TRANSITIONS[making.state]:
        raise CannotMove(f"This is {making.get_state_display().lower()} and cannot be made again.")
    content, making.content = changes.pop("content", making.content), None
    before = audit.snapshot(making)
    for name, value in {**changes, "state": to, "moved_at": at}.items():
        setattr(making, name, value)
    record(f"making.{to}", making, by=by, at=at, before=before, says_anew=False)
    making.content = content
    making.save(update_fields=[*changes, "state", "moved_at", "content"])

"""Every write of intake: a file received, its columns matched, checked, confirmed, written, withdrawn; and lost work put back."""

import datetime as dt
import hashlib
import secrets
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.text import get_valid_filename

from ridgeway.core import audit
from ridgeway.core.progress import MOST_TRIES
from ridgeway.core.states import move
from ridgeway.core.tabular import CannotRead
from ridgeway.domains.organisation.models import Council

from . import changes, tasks, window
from .lists import ListMap
from .models import ColumnMap, FileUse, ImportProblem, ImportRun
from .people.fields import PeopleMap
from .problems import NeedsMap, Problem, Problems
from .progress import Report, forget, is_silent, reporter, silence
from .runs import examine, writer_for
from .states import TRANSITIONS, WORKING, RunState

FAILED = (
    "The work stopped three times before it was done, so it has been given up. Nothing was written. "
    "Try a smaller file, or ask whoever runs the installation to look at the worker's log."
)


class CannotImport(Exception):
    """Why a file or a run cannot be taken further; a sentence for the person who tried."""


def _who(by) -> tuple[Any, str]:
    return (None, by[:254]) if isinstance(by, str) else (by, str(by)[:254])


def _move(run: ImportRun, to: str, *, by, at: dt.datetime, **more) -> None:
    move(run, to, table=TRANSITIONS, by=by, at=at, moved_at=at, **more)


def _locked(run: ImportRun) -> ImportRun:
    return ImportRun.objects.select_for_update(of=("self",)).select_related("council").get(pk=run.pk)


def size_sentence(size: int) -> str:
    """What is said of a file that is too big."""
    limit = settings.UPLOAD_LIMIT_BYTES // 1024 // 1024
    return f"The file is {size / 1024 / 1024:.0f} MB. Files of up to {limit} MB are taken; a census of 35,000 people is about 30 MB."


def upload(
    council: Council | None, file: BinaryIO, *, kind: str, name: str, by, at: dt.datetime, options: dict[str, Any] | None = None,
    check: bool = True,
) -> ImportRun:  # fmt: skip
    """Take a file in under a random name and, when `check`, set it to be checked. Raises `CannotImport` when it is too big or empty."""
    size, digest = _measure(file)
    if size > settings.UPLOAD_LIMIT_BYTES:
        raise CannotImport(size_sentence(size))
    if size == 0:
        raise CannotImport("The file is empty.")
    user, words = _who(by)
    run = ImportRun(
        council=council, kind=kind, original_name=_plain_name(name), sha256=digest, size=size, options=options or {},
        moved_at=at, uploaded_by=user, uploaded_by_name=words, uploaded_at=at,
    )  # fmt: skip
    with transaction.atomic():
        run.file.save("upload", File(file), save=False)
        run.save()
        audit.record("importrun.received", run, by=by, at=at)
        if check:
            transaction.on_commit(lambda: tasks.check_run.enqueue(run.pk))
    return run


def _measure(file: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
        size += len(chunk)
        if size > settings.UPLOAD_LIMIT_BYTES:
            break
    file.seek(0)
    return size, digest.hexdigest()


def _plain_name(name: str) -> str:
    try:
        return get_valid_filename(Path(name).name)[-200:]
    except Exception:  # a name of dots alone
        return f"upload-{secrets.token_hex(4)}"


@transaction.atomic
def remember_map(
    council: Council, people_map: PeopleMap | ListMap, *, by, at: dt.datetime, kind: str = FileUse.PEOPLE
) -> ColumnMap:
    """Keep how the council's exports are read; the one before it is replaced."""
    kept = people_map.as_json()
    row = ColumnMap.objects.select_for_update().filter(council=council, kind=kind).first()
    before = audit.snapshot(row) if row else None
    row = row or ColumnMap(council=council, kind=kind)
    row.columns, row.options = kept["columns"], {"values": kept["values"], "options": kept["options"]}
    row.save()
    audit.record("columnmap.kept", row, by=by, at=at, before=before)
    return row


@transaction.atomic
def check_again(run: ImportRun, *, by, at: dt.datetime) -> ImportRun:
    """Have a run checked again, because its columns were matched or something else has changed."""
    run = _locked(run)
    _move(run, RunState.RECEIVED, by=by, at=at, tries=0, sentence="")
    transaction.on_commit(lambda: tasks.check_run.enqueue(run.pk))
    return run


def check(run: ImportRun, *, by, at: dt.datetime, report: Report | None = None) -> ImportRun:
    """Read the file and keep what was found; the run becomes ready, refused, or waits for its columns to be matched.

    The file is read outside any transaction; only what was found is written, in short ones.
    """
    with transaction.atomic():
        run = _locked(run)
        _move(run, RunState.CHECKING, by=by, at=at, tries=run.tries + 1)
        run.problems.all().delete()
    report = report or reporter(run.pk)
    revision = _revision(run)
    problems = Problems(lambda batch: keep_problems(run, batch))
    try:
        outcome = examine(
            run.kind, Path(run.file.path), run.council, options=run.options, problems=problems, report=report, write=None,
            today=audit_day(at),
        )  # fmt: skip
    except NeedsMap as needs:
        return _end(run, RunState.UNMAPPED, by=by, at=at, sentence=str(needs))
    except CannotRead as refusal:
        keep_problems(run, [Problem(0, "file", "error", "", "", str(refusal))])
        return _end(run, RunState.REFUSED, by=by, at=at, sentence=str(refusal))
    kept = ColumnMap.objects.filter(council=run.council, kind=run.kind).first() if run.council else None
    return _end(
        run, RunState.READY, by=by, at=at, counts=_counts(outcome, problems), plan_digest=outcome.digest,
        base_revision=revision, map=kept, tries=0, sentence=run.sentence,
    )  # fmt: skip


def audit_day(at: dt.datetime) -> dt.date:
    """The day of a moment."""
    from ridgeway.core import clock

    return clock.day_of(at)


def _revision(run: ImportRun) -> int:
    return Council.objects.values_list("revision", flat=True).get(pk=run.council_id) if run.council_id else 0


def _counts(outcome: changes.Outcome, problems: Problems) -> dict[str, Any]:
    return {
        "rows": outcome.rows, "workers": outcome.workers, "agency": outcome.agency, "leavers": outcome.leavers,
        "vacancies_fte": outcome.vacancies_fte, "changes": outcome.changes, "examples": outcome.examples, "notes": outcome.notes,
        "extra": outcome.extra, "errors": problems.by_severity["error"], "queries": problems.by_severity["query"],
    }  # fmt: skip


def keep_problems(run: ImportRun, batch: list[Problem]) -> None:
    """Keep a batch of findings on the run."""
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                run=run, row=p.row, check_id=p.check, severity=p.severity, field=p.field, value=p.value, message=p.message,
                todo=p.todo,
            )
            for p in batch
        ]
    )  # fmt: skip


@transaction.atomic
def _end(run: ImportRun, to: str, *, by, at: dt.datetime, **more) -> ImportRun:
    run = _locked(run)
    _move(run, to, by=by, at=at, **more)
    forget(run.pk)
    return run


@transaction.atomic
def confirm(run: ImportRun, *, by, at: dt.datetime, enqueue: bool = True) -> ImportRun:
    """Have a checked file written. Raises `CannotImport` when nothing in it is new, `CannotMove` when it is not ready."""
    run = _locked(run)
    if run.state == RunState.READY and not any(run.counts.get("changes", {}).values()):
        raise CannotImport("Nothing in this file is new, so there is nothing to confirm.")
    user, words = _who(by)
    _move(
        run,
        RunState.APPLYING,
        by=by,
        at=at,
        tries=0,
        sentence="",
        confirmed_by=user,
        confirmed_by_name=words,
        confirmed_at=at,
    )
    if enqueue:
        transaction.on_commit(lambda: tasks.apply_run.enqueue(run.pk))
    return run


def confirm_now(run: ImportRun, *, by, at: dt.datetime) -> ImportRun:
    """Confirm a checked file and write it at once: for the command line, where somebody waits."""
    return apply(confirm(run, by=by, at=at, enqueue=False), at=at, report=silence)


def apply(run: ImportRun, *, at: dt.datetime, report: Report | None = None) -> ImportRun:
    """Write a confirmed file, whole or not at all.

    Where the council's rows have changed since the preview the file is planned again first; a plan that is no longer the one
    confirmed is not written, and is asked about again.
    """
    by: Any = run.confirmed_by or run.confirmed_by_name
    with transaction.atomic():
        run = _locked(run)
        if run.state != RunState.APPLYING:
            return run
        run.tries += 1
        run.save(update_fields=["tries"])
    try:
        with transaction.atomic():
            if not _still_as_confirmed(run, at, report):
                raise _PlanChanged
            return _write(run, by=by, at=at, report=report)
    except _PlanChanged:
        return _ask_again(run, by=by, at=at)
    except CannotRead as refusal:
        return _end(run, RunState.FAILED, by=by, at=at, sentence=f"{refusal} Nothing was written.")


class _PlanChanged(Exception):
    """The plan is not the one that was confirmed."""


def _still_as_confirmed(run: ImportRun, at: dt.datetime, report: Report | None) -> bool:
    """Whether writing would do what was confirmed; nobody else changes the council's rows from here on."""
    if run.council_id:
        Council.objects.select_for_update().get(pk=run.council_id)
    if _revision(run) == run.base_revision:
        return True
    quiet = Problems(lambda batch: None)
    outcome = examine(
        run.kind, Path(run.file.path), run.council, options=run.options, problems=quiet, report=report or reporter(run.pk),
        write=None, today=audit_day(at),
    )  # fmt: skip
    return outcome.digest == run.plan_digest


def _write(run: ImportRun, *, by, at: dt.datetime, report: Report | None) -> ImportRun:
    quiet = Problems(lambda batch: None)
    write = writer_for(run, by=by, at=at)
    outcome = examine(
        run.kind, Path(run.file.path), run.council, options=run.options, problems=quiet, report=report or reporter(run.pk),
        write=write, today=audit_day(at),
    )  # fmt: skip
    if run.council and outcome.written:
        window.note(run.council, outcome, by=by, at=at)
    run.counts = {**run.counts, "written": outcome.written}
    return _end(run, RunState.DONE, by=by, at=at, counts=run.counts)


def _ask_again(run: ImportRun, *, by, at: dt.datetime) -> ImportRun:
    sentence = (
        "The council's records changed after you confirmed, and the file would now change other rows. "
        "Nothing was written. Look at the preview again and confirm it."
    )
    with transaction.atomic():
        run = _locked(run)
        _move(run, RunState.READY, by=by, at=at, sentence=sentence)
        _move(run, RunState.RECEIVED, by=by, at=at, tries=0)
        transaction.on_commit(lambda: tasks.check_run.enqueue(run.pk))
    return run


def withdraw(run: ImportRun, *, by, at: dt.datetime) -> ImportRun:
    """Take back a file that was not written: its problems and the file itself are deleted, the record that it came is kept."""
    with transaction.atomic():
        run = _locked(run)
        _move(run, RunState.WITHDRAWN, by=by, at=at)
        run.problems.all().delete()
        stored = run.file.name
        transaction.on_commit(lambda: run.file.storage.delete(stored))
    return run


def is_lost(run: ImportRun, at: dt.datetime) -> bool:
    """Whether a run's worker has said nothing for too long."""
    return run.state in WORKING and is_silent(run.pk, run.moved_at, at)


def put_back(run: ImportRun, *, by, at: dt.datetime) -> ImportRun:
    """Give a lost run to another worker; after `MOST_TRIES` it has failed. A run that is not lost is left as it is."""
    with transaction.atomic():
        run = _locked(run)
        if not is_lost(run, at):
            return run
        if run.tries >= MOST_TRIES:
            _move(run, RunState.FAILED, by=by, at=at, sentence=FAILED)
            return run
        if run.state == RunState.CHECKING:
            _move(run, RunState.RECEIVED, by=by, at=at)
            transaction.on_commit(lambda: tasks.check_run.enqueue(run.pk))
        else:
            run.moved_at = at
            run.save(update_fields=["moved_at"])
            audit.record("importrun.put_back", run, by=by, at=at)
            transaction.on_commit(lambda: tasks.apply_run.enqueue(run.pk))
    return run


def put_back_lost(*, by="system", at: dt.datetime) -> int:
    """Every lost run put back or failed. Returns how many. Called at the start of each task and by the worker's own round."""
    lost = [run for run in ImportRun.objects.filter(state__in=WORKING) if is_lost(run, at)]
    for run in lost:
        put_back(run, by=by, at=at)
    return len(lost)

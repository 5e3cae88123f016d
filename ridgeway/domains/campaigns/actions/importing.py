"""Writes of platforms' results from a file: received, matched, written, undone, withdrawn."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.text import get_valid_filename

from ridgeway.core import audit, clock
from ridgeway.core.bulk import Changed, Fresh, write_rows
from ridgeway.core.states import CannotMove, move
from ridgeway.core.tabular import CannotRead
from ridgeway.domains.establishment.actions.writing import created
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from .. import results
from ..models import Channel, Placement, PlacementResult, ResultsFile, ResultsMap
from ..states import TRANSITIONS, ResultsState
from .reasons import CannotChangeCampaign, need

FILE_LIMIT_BYTES = 5 * 1024 * 1024
_KEPT = (*results.COUNTS, "source")


@transaction.atomic
def receive_results(channel: Channel, *, file: BinaryIO, name: str, by, at: dt.datetime) -> ResultsFile:
    """Take a platform's export in, under a random name; nothing of it counts yet. Raises `CannotChangeCampaign` when it cannot be read."""
    content = file.read(FILE_LIMIT_BYTES + 1)
    need(content, "The file is empty.")
    need(len(content) <= min(FILE_LIMIT_BYTES, settings.UPLOAD_LIMIT_BYTES), f"Files of up to {FILE_LIMIT_BYTES // 1024 // 1024} MB are taken. Export fewer days at once.")  # fmt: skip
    file.seek(0)
    row = ResultsFile(
        council=channel.council, channel=channel, original_name=_plain_name(name), sha256=hashlib.sha256(content).hexdigest(),
        came_at=at, came_by=str(by)[:254],
    )  # fmt: skip
    row.file.save("upload", File(file), save=False)
    try:
        results.open_table(Path(row.file.path))
    except CannotRead as refusal:
        row.file.storage.delete(row.file.name)
        raise CannotChangeCampaign(str(refusal)) from refusal
    row.save()
    return created(row, "resultsfile.received", by=by, at=at)


def _plain_name(name: str) -> str:
    try:
        return get_valid_filename(Path(name).name)[-200:]
    except Exception:  # a name of dots alone
        return "export"


@transaction.atomic
def match_results(
    row: ResultsFile, *, columns: Mapping[str, str], words: Mapping[str, int], by, at: dt.datetime
) -> ResultsMap:
    """Remember how a channel's exports are read. Words matched before stay matched."""
    columns = {name: column for name, column in columns.items() if name in results.FIELDS and column}
    need(results.is_whole(columns, words), "Match the day, the placement, and at least one of impressions, clicks and spend.")  # fmt: skip
    need(len(set(columns.values())) == len(columns), "A column can be only one thing.")
    own = set(Placement.objects.filter(channel=row.channel).values_list("pk", flat=True))
    need(set(words.values()) <= own, "A word is matched with a placement of the file's own channel.")
    kept = (
        ResultsMap.objects.select_for_update(of=("self",))
        .filter(channel=row.channel_id)
        .select_related("council")
        .first()
    )
    before = audit.snapshot(kept) if kept else None
    kept = kept or ResultsMap(council=row.council, channel=row.channel)
    known = {word: pk for word, pk in kept.words.items() if word != results.WHOLE_FILE and pk in own}
    kept.columns, kept.words = columns, {**known, **{word.casefold() if word != results.WHOLE_FILE else word: pk for word, pk in words.items()}}  # fmt: skip
    kept.save()
    audit.record("resultsmap.kept", kept, by=by, at=at, before=before)
    return kept


def plan(row: ResultsFile, kept: ResultsMap, today: dt.date) -> results.Plan:
    """What a waiting file would write, by its channel's map. Raises `CannotRead`; `CannotChangeCampaign` where a column is gone."""
    table = results.open_table(Path(row.file.path))
    gone = [column for column in kept.columns.values() if column not in table.columns]
    need(not gone, f"The file has no column “{gone[0] if gone else ''}”. Match its columns again.")
    placements = Placement.objects.filter(council=row.council_id, channel=row.channel_id).order_by("starts_on", "pk")
    return results.plan_of(table, kept.columns, kept.words, placements, today)


def _locked(row: ResultsFile) -> ResultsFile:
    Council.objects.select_for_update(no_key=True).get(
        pk=row.council_id
    )  # one file at a time, and none beside a deletion
    return ResultsFile.objects.select_for_update(of=("self",)).select_related("council", "channel").get(pk=row.pk)


def _move(row: ResultsFile, to: str, *, by, at: dt.datetime, **more: Any) -> None:
    try:
        move(row, to, table=TRANSITIONS, by=by, at=at, **more)
    except CannotMove as refused:
        raise CannotChangeCampaign(str(refused)) from refused


@transaction.atomic
def write_results(row: ResultsFile, *, digest: str, by, at: dt.datetime) -> ResultsFile:
    """Write a file's days, all or none: a day that is recorded already is replaced, and what it was is kept for undoing.

    `digest` is that of the plan that was looked at. Raises `CannotChangeCampaign` when the plan is another by now, or holds nothing new.
    """
    row = _locked(row)
    kept = ResultsMap.objects.filter(channel=row.channel_id).first()
    need(kept, "Match the columns first.")
    found = plan(row, kept, clock.day_of(at))  # type: ignore[arg-type]
    need(found.digest == digest, "Results were recorded since you looked. Look at the preview again.")
    changing = [day for day in found.days if day.what != "same"]
    need(changing, "Nothing in this file is new, so there is nothing to write.")
    counts = found.counts  # before what is known is changed below
    source = f"File {row.original_name}"[:200]
    fresh, changed, before = [], [], []
    for day in changing:
        if day.known is None:
            result = PlacementResult(
                council=row.council, placement=day.placement, on=day.on, source=source, file=row, **day.values
            )
            fresh.append(Fresh("placementresult.recorded", result))
            continue
        before.append(_as_it_was(day.known))
        change = Changed("placementresult.changed", day.known, audit.snapshot(day.known), {*_KEPT, "file"})
        for name, value in {**day.values, "source": source, "file": row}.items():
            setattr(day.known, name, value)
        changed.append(change)
    _move(row, ResultsState.WRITTEN, by=by, at=at, written_at=at, counts=counts, before=before)
    write_rows(row.council.code, fresh, changed, by=by, at=at)
    touch(row.council)
    return row


def _as_it_was(result: PlacementResult) -> dict[str, Any]:
    spend = None if result.spend is None else str(result.spend)
    return {"result": result.pk, "impressions": result.impressions, "clicks": result.clicks, "spend": spend, "source": result.source, "file": result.file_id}  # fmt: skip


@transaction.atomic
def undo_results(row: ResultsFile, *, by, at: dt.datetime) -> tuple[int, int]:
    """Undo a written file: its new days are removed, those it replaced are as they were.

    Returns how many days were undone, and how many were left because somebody changed them by hand since. Raises
    `CannotChangeCampaign` when a later file has replaced a day of it: that one comes first.
    """
    row = _locked(row)
    was = {one["result"]: one for one in row.before}
    mine = list(row.results.select_related("council", "placement"))
    for later in ResultsFile.objects.filter(channel=row.channel_id, state=ResultsState.WRITTEN).exclude(pk=row.pk):
        need(
            all(one["file"] != row.pk for one in later.before),
            f"{later} replaced some of its days since. Undo that one first.",
        )
    _move(row, ResultsState.UNDONE, by=by, at=at)
    changed = []
    for result in mine:
        if result.pk in was:
            change = Changed("placementresult.changed", result, audit.snapshot(result), {*_KEPT, "file"})
            old = was[result.pk]
            for name in (*_KEPT, "file"):
                value = Decimal(old["spend"]) if name == "spend" and old["spend"] is not None else old[name]
                setattr(result, "file_id" if name == "file" else name, value)
            changed.append(change)
    gone = [result for result in mine if result.pk not in was]
    audit.record_all(row.council.code, [audit.write_of("placementresult.removed", r, before=audit.snapshot(r), deleted=True) for r in gone], by=by, at=at)  # fmt: skip
    PlacementResult.objects.filter(pk__in=[result.pk for result in gone]).delete()
    write_rows(row.council.code, [], changed, by=by, at=at)
    touch(row.council)
    return len(mine), row.counts.get("new", 0) + row.counts.get("replaced", 0) - len(mine)


@transaction.atomic
def withdraw_results(row: ResultsFile, *, by, at: dt.datetime) -> ResultsFile:
    """Take back a file that was not written: the file is deleted, that it came is kept."""
    row = _locked(row)
    _move(row, ResultsState.WITHDRAWN, by=by, at=at)
    stored = row.file.name
    transaction.on_commit(lambda: row.file.storage.delete(stored))
    return row

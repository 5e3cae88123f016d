"""The audit trail: every write leaves an entry that the application cannot change, chained by hash.

Each council has a chain of its own, so councils never wait for one another; `all` is the installation's. An entry's hash
covers the hash before it and every field, so a changed, missing or inserted entry breaks the chain from there on,
and `AuditHead` shows a tail that was cut off.
"""

import datetime as dt
import decimal
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from .models import AuditEntry, AuditHead

INSTALLATION = "all"
FIRST_HASH = "0" * 64
_UNWRITTEN = {"password"}


@dataclass(frozen=True, slots=True)
class Write:
    """One write to be recorded: `before` empty = created, `after` empty = deleted."""

    action: str
    thing_type: str
    thing_id: str
    thing: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value.normalize(), "f")
    return str(value)


def snapshot(thing: models.Model) -> dict[str, Any]:
    """The thing's stored fields as plain values; secrets left out."""
    return {
        field.attname: _plain(getattr(thing, field.attname))
        for field in thing._meta.concrete_fields
        if field.attname not in _UNWRITTEN
    }


def _only_changes(before: dict | None, after: dict | None) -> tuple[dict | None, dict | None]:
    if before is None or after is None:
        return before, after
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def write_of(action: str, thing: models.Model, *, before: dict | None = None, deleted: bool = False) -> Write:
    """The write that made `thing` what it is now; `before` is its `snapshot` from before the change."""
    after = None if deleted else snapshot(thing)
    before, after = _only_changes(before, after)
    return Write(action, thing._meta.label_lower, str(thing.pk), str(thing)[:200], before, after)


def chain_of(thing: models.Model) -> str:
    """The chain a thing's writes belong to: its council's code, else the installation's."""
    if thing._meta.label_lower == "organisation.council":
        return thing.code  # type: ignore[attr-defined]
    council = getattr(thing, "council", None)
    return council.code if council is not None else INSTALLATION


def record(action: str, thing: models.Model, *, by, at: dt.datetime, before: dict | None = None, deleted=False) -> None:
    """Record one write of `thing`, inside the transaction that makes it.

    `action` is `model.verb`; `by` the user, or a string for the system; `before` the `snapshot` from before the change.
    """
    record_all(chain_of(thing), [write_of(action, thing, before=before, deleted=deleted)], by=by, at=at)


def record_all(chain: str, writes: Iterable[Write], *, by, at: dt.datetime) -> int:
    """Record many writes of one chain at once; returns how many. Must run inside a transaction."""
    with transaction.atomic():
        AuditHead.objects.get_or_create(chain=chain)
        head = AuditHead.objects.select_for_update().get(chain=chain)
        count, batch = 0, []
        actor_id, actor = (None, by) if isinstance(by, str) else (by.pk, by.email)
        for write in writes:
            head.sequence += 1
            entry = AuditEntry(
                chain=chain,
                sequence=head.sequence,
                at=at,
                actor_id=actor_id,
                actor=actor,
                action=write.action,
                thing_type=write.thing_type,
                thing_id=write.thing_id,
                thing=write.thing,
                before=write.before,
                after=write.after,
                previous_hash=head.hash,
            )
            entry.hash = head.hash = hash_of(entry)
            batch.append(entry)
            count += 1
            if len(batch) == 1000:
                AuditEntry.objects.bulk_create(batch)
                batch = []
        AuditEntry.objects.bulk_create(batch)
        head.save()
    return count


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over the previous hash and every field of the entry, as canonical JSON."""
    at = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    fields = [
        entry.previous_hash,
        entry.chain,
        entry.sequence,
        at,
        entry.actor_id,
        entry.actor,
        entry.action,
        entry.thing_type,
        entry.thing_id,
        entry.thing,
        entry.before,
        entry.after,
    ]
    return hashlib.sha256(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: `broken` is empty, or the first entry that does not follow, with the reason."""

    entries: int
    broken: dict[str, Any] | None

    @property
    def intact(self) -> bool:
        return self.broken is None


def verify(chains: Iterable[str] | None = None) -> Verdict:
    """Walk every chain (or those named) from its first entry; say the first that does not follow."""
    names = set(AuditHead.objects.values_list("chain", flat=True))
    names |= set(AuditEntry.objects.order_by().values_list("chain", flat=True).distinct())
    total = 0
    for chain in sorted(names if chains is None else names & set(chains)):
        expected, last, last_hash = 1, None, FIRST_HASH
        for entry in _entries(chain):
            total += 1
            reason = None
            if entry.sequence != expected:
                reason = f"entry {expected} is missing"
            elif entry.previous_hash != last_hash:
                reason = "it does not follow the entry before it"
            elif hash_of(entry) != entry.hash:
                reason = "its contents are not what was written"
            if reason:
                return Verdict(total, {"chain": chain, "sequence": entry.sequence, "reason": reason})
            expected, last, last_hash = expected + 1, entry, entry.hash
        head = AuditHead.objects.filter(chain=chain).first()
        if head is None or head.sequence != (last.sequence if last else 0) or head.hash != last_hash:
            return Verdict(total, {"chain": chain, "sequence": expected, "reason": "the end of the chain is missing"})
    return Verdict(total, None)


def _entries(chain: str) -> Iterator[AuditEntry]:
    return AuditEntry.objects.filter(chain=chain).order_by("sequence").iterator(chunk_size=2000)

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
    """A value that reads back from either database exactly as it was written, or its hash would not hold.

    Floats are written as text (PostgreSQL rewrites 1e16 as an integer), and a NUL, which it cannot hold, as U+FFFD.
    """
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value.normalize(), "f")
    return str(value)


def snapshot(thing: models.Model) -> dict[str, Any]:
    """The thing's stored fields as plain values; secrets, and what the database works out of other fields, left out."""
    return {
        field.attname: _plain(getattr(thing, field.attname))
        for field in thing._meta.concrete_fields
        if field.attname not in _UNWRITTEN and not field.generated
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


def record(
    action: str,
    thing: models.Model,
    *,
    by,
    at: dt.datetime,
    before: dict | None = None,
    deleted: bool = False,
    chain: str | None = None,
) -> None:
    """Record one write of `thing`, inside the transaction that makes it.

    `action` is `model.verb`; `by` the user, or a string for the system; `before` the `snapshot` from before the change;
    `chain` is given where the thing itself belongs to no council, but the change was made for one.
    """
    record_all(chain or chain_of(thing), [write_of(action, thing, before=before, deleted=deleted)], by=by, at=at)


def record_all(chain: str, writes: Iterable[Write], *, by, at: dt.datetime) -> int:
    """Record many writes of one chain at once; returns how many. Must run inside a transaction.

    The chain's head is locked until that transaction ends, so entries are numbered in the order they are committed. A
    transaction that writes to several chains takes them in the order of their names, or two could wait for each other.
    """
    actor_id, actor = (None, by) if isinstance(by, str) else (by.pk, by.email)
    count, batch = 0, []
    with transaction.atomic():
        head = _locked_head(chain)
        for write in writes:
            head.sequence += 1
            entry = AuditEntry(
                chain=chain,
                sequence=head.sequence,
                at=at,
                actor_id=actor_id,
                actor=_plain(actor)[:254],
                action=write.action,
                thing_type=write.thing_type,
                thing_id=write.thing_id,
                thing=_plain(write.thing)[:200],
                before=_plain(write.before),
                after=_plain(write.after),
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


def _locked_head(chain: str) -> AuditHead:
    locked = AuditHead.objects.select_for_update().filter(chain=chain)
    if (head := locked.first()) is not None:
        return head
    AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)  # another may have been quicker
    return locked.get()


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
    """Walk every chain (or those named) from its first entry; say the first that does not follow.

    Entries may be added meanwhile: a chain is walked to the end it had when the walk began.
    """
    if chains is None:
        chains = set(AuditHead.objects.values_list("chain", flat=True))
        chains |= set(AuditEntry.objects.order_by().values_list("chain", flat=True).distinct())
    total = 0
    for chain in sorted(chains):
        entries, sequence, reason = _walk(chain)
        total += entries
        if reason:
            return Verdict(total, {"chain": chain, "sequence": sequence, "reason": reason})
    return Verdict(total, None)


def _walk(chain: str) -> tuple[int, int, str]:
    """How many entries of a chain were read, and where and why it breaks (reason empty: it does not)."""
    head = AuditHead.objects.filter(chain=chain).first() or AuditHead(chain=chain)
    count, last_hash = 0, FIRST_HASH
    for entry in _entries(chain, head.sequence):
        count += 1
        if entry.sequence < count:
            return count, entry.sequence, "it was put in later, outside Ridgeway"
        if entry.sequence > count:
            return count, count, f"entry {count} is missing"
        if entry.previous_hash != last_hash:
            return count, count, "it does not follow the entry before it"
        if hash_of(entry) != entry.hash:
            return count, count, "its contents are not what was written"
        last_hash = entry.hash
    if count != head.sequence or last_hash != head.hash:
        return count, count + 1, "the end of the chain is missing"
    return count, *_past_the_end(chain)


def _past_the_end(chain: str) -> tuple[int, str]:
    """The head is read after the last entry: whatever was written between moved the head too."""
    last = AuditEntry.objects.filter(chain=chain).order_by("-sequence").values_list("sequence", flat=True).first() or 0
    head = AuditHead.objects.filter(chain=chain).values_list("sequence", flat=True).first() or 0
    return (last, "it was put in later, outside Ridgeway") if last > head else (0, "")


def _entries(chain: str, until: int) -> Iterator[AuditEntry]:
    found = AuditEntry.objects.filter(chain=chain, sequence__lte=until).order_by("sequence")
    return found.iterator(chunk_size=2000)

"""How pay writes: an audit line for each write, what is known of a person's own money kept out of it."""

import datetime as dt
from typing import Any

from ridgeway.core import audit
from ridgeway.core.states import CannotMove, move
from ridgeway.domains.organisation.actions import touch

from ..models import PERSONAL, Incentive, Instalment
from .reasons import CannotChangePay

_OF_A_PERSON = (Incentive, Instalment)


def created(thing, verb: str, *, by, at: dt.datetime):
    """Record a row that was just created."""
    _record(verb, thing, None, by=by, at=at)
    return thing


def changed(thing, verb: str, *, by, at: dt.datetime, **changes: Any):
    """Change some fields of a row."""
    before = audit.snapshot(thing)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))
    _record(verb, thing, before, by=by, at=at)
    return thing


def moved(thing, to: str, *, table, by, at: dt.datetime, **changes: Any):
    """Move a supplement to another state. Raises `CannotChangePay` where the table has no such step."""
    try:
        move(thing, to, table=table, by=by, at=at, **changes)
    except CannotMove as refusal:
        raise CannotChangePay(str(refusal)) from refusal
    touch(thing.council)
    return thing


def _record(verb: str, thing, before: dict | None, *, by, at: dt.datetime) -> None:
    write = audit.write_of(verb, thing, before=before)
    if isinstance(thing, _OF_A_PERSON):
        write = audit.Write(
            write.action, write.thing_type, write.thing_id, write.thing, _plain(write.before), _plain(write.after)
        )
    audit.record_all(audit.chain_of(thing), [write], by=by, at=at)
    touch(thing.council)


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {name: value for name, value in values.items() if name not in PERSONAL}

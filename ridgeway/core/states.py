"""State moves from a table: one helper checks the table, saves the state and writes the audit line.

A domain keeps its table in `states.py` as `{"from": {"to", ...}}`; a state with nothing to go to is terminal.
"""

import datetime as dt
from collections.abc import Mapping

from . import audit

Table = Mapping[str, frozenset[str] | set[str]]


class CannotMove(Exception):
    """A move that the table does not allow; the message is a sentence for the person who tried."""


def terminal(table: Table) -> set[str]:
    """The states that nothing leaves."""
    return {state for state, onward in table.items() if not onward}


def move(thing, to: str, *, table: Table, by, at: dt.datetime, field: str = "state", **changes) -> None:
    """Move `thing` to the state `to`, saving `changes` with it. Call inside a transaction, with the row locked.

    Raises `CannotMove` when the table has no such step.
    """
    now_in = getattr(thing, field)
    if to not in table.get(now_in, ()):
        raise CannotMove(f"This is {now_in.replace('_', ' ')} and cannot become {to.replace('_', ' ')}.")
    before = audit.snapshot(thing)
    for name, value in {**changes, field: to}.items():
        setattr(thing, name, value)
    thing.save(update_fields=[field, *changes])
    audit.record(f"{thing._meta.model_name}.{to}", thing, by=by, at=at, before=before)

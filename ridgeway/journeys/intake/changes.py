"""What a file would change: rows to create and rows to change, counted and signed, and written only when a writer is given."""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from ridgeway.core import audit
from ridgeway.core.bulk import Changed, Fresh

_EXAMPLES = 8
Writer = Callable[["Changes"], int]


@dataclass
class Outcome:
    """What came of reading a file, as it is kept on the run and printed by the command line."""

    rows: int = 0
    workers: int = 0
    agency: int = 0
    leavers: int = 0
    vacancies_fte: float | None = None
    changes: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    written: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing in the file is new."""
        return not any(self.changes.values())


class Changes:
    """The changes of one batch of rows, in memory. `tally`, `examples` and the digest run on over the whole file."""

    def __init__(self) -> None:
        self.fresh: list[Fresh] = []
        self._changed: dict[int, Changed] = {}
        self.tally: Counter[str] = Counter()
        self.examples: dict[str, list[str]] = {}
        self._signed = hashlib.sha256()

    @property
    def changed(self) -> list[Changed]:
        return [item for item in self._changed.values() if item.fields]

    def add(self, verb: str, thing: models.Model) -> None:
        """A row to be created."""
        self.fresh.append(Fresh(verb, thing))

    def change(self, verb: str, thing: models.Model, **values: Any) -> bool:
        """Change fields of a row; those that already hold the value are left. True when anything changed."""
        differing = {name: value for name, value in values.items() if getattr(thing, name) != value}
        if not differing:
            return False
        if thing._state.adding:
            for name, value in differing.items():
                setattr(thing, name, value)
            return True
        item = self._changed.get(id(thing)) or Changed(verb, thing, audit.snapshot(thing), set())
        item.verb = verb
        for name, value in differing.items():
            setattr(thing, name, value)
            item.fields.add(name)
        self._changed[id(thing)] = item
        return True

    def show(self, heading: str, sentence: str) -> None:
        """Keep an example for the preview; only the first few of each heading."""
        shown = self.examples.setdefault(heading, [])
        if len(shown) < _EXAMPLES:
            shown.append(sentence)

    def close_batch(self, write: Writer | None) -> int:
        """Count and sign the batch, write it when there is a writer, and forget it. Returns the rows written."""
        for item in self.fresh:
            self.tally[item.verb] += 1
            self._sign(item.verb, item.thing, None)
        for change in self.changed:
            self.tally[change.verb] += 1
            self._sign(change.verb, change.thing, sorted(change.fields))
        written = write(self) if write else 0
        self.fresh, self._changed = [], {}
        return written

    def _sign(self, verb: str, thing: models.Model, fields: list[str] | None) -> None:
        values = audit.snapshot(thing)
        values.pop("id", None) if fields is None else None
        signed = [verb, str(thing), sorted(values.items()) if fields is None else [thing.pk, fields, values]]
        self._signed.update(json.dumps(signed, default=str, sort_keys=True).encode())

    @property
    def digest(self) -> str:
        """The same for the same changes: a plan that was confirmed can be told from another."""
        return self._signed.hexdigest()


def writer(council, *, by, at: dt.datetime) -> Writer:
    """The writer of a council's batches: establishment's rows, then practice's."""
    from ridgeway.domains.establishment.intake import record_rows
    from ridgeway.domains.practice.intake import record_counts

    def write(changes: Changes) -> int:
        counts = [item for item in changes.fresh if item.thing._meta.app_label == "practice"]
        altered = [item for item in changes.changed if item.thing._meta.app_label == "practice"]
        rows = [item for item in changes.fresh if item.thing._meta.app_label != "practice"]
        others = [item for item in changes.changed if item.thing._meta.app_label != "practice"]
        return record_rows(council, rows, others, by=by, at=at) + record_counts(council, counts, altered, by=by, at=at)

    return write

"""Many rows written at once, each with its own audit line. Domains build their bulk actions on this; nobody else calls it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from . import audit

_AT_ONCE = 500


@dataclass(slots=True)
class Fresh:
    """A row to be created, with the verb of its audit line."""

    verb: str
    thing: models.Model


@dataclass(slots=True)
class Changed:
    """A row whose fields were changed in memory; `before` is its snapshot from before the first change."""

    verb: str
    thing: models.Model
    before: dict[str, Any]
    fields: set[str]


def write_rows(chain: str, fresh: Iterable[Fresh], changed: Iterable[Changed], *, by, at: dt.datetime) -> int:
    """Create and change rows of one model, and record one audit line for each. Returns how many rows were written.

    Rows that refer to one another are written in separate calls, the one referred to first.
    """
    made, altered = list(fresh), [change for change in changed if change.fields]
    with transaction.atomic():
        for model, group in _by_model(made).items():
            model._base_manager.bulk_create([item.thing for item in group], batch_size=_AT_ONCE)
        for model, group in _by_model(altered).items():
            fields = sorted(set().union(*(item.fields for item in group)))
            model._base_manager.bulk_update([item.thing for item in group], fields, batch_size=_AT_ONCE)
        writes = [audit.write_of(item.verb, item.thing) for item in made]
        writes += [audit.write_of(item.verb, item.thing, before=item.before) for item in altered]
        if writes:
            audit.record_all(chain, writes, by=by, at=at)
    return len(writes)


def _by_model(items: list) -> dict[type[models.Model], list]:
    groups: dict[type[models.Model], list] = {}
    for item in items:
        groups.setdefault(type(item.thing), []).append(item)
    return groups

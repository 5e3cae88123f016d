"""Rows of the establishment from a file, many at once: each with its own audit line, and the council's revision raised once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model

from ridgeway.core import audit
from ridgeway.core.audit import Write
from ridgeway.core.bulk import Changed, Fresh, write_rows
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Service, Team

from .models import (
    Absence,
    Cover,
    Employment,
    Holding,
    JobRole,
    StatedSalary,
    StatedTotals,
    Worker,
    WorkerMonitoring,
)

_ORDER = [Service, Team, JobRole, Worker, Employment, Holding, Absence, Cover, StatedTotals]


@transaction.atomic
def record_rows(council: Council, fresh: Sequence[Fresh], changed: Sequence[Changed], *, by, at: dt.datetime) -> int:
    """Create and change rows of the council's establishment, all or none. Returns how many rows were written.

    New rows may refer to one another; they are written in the order in which they need each other. Equality data and what
    somebody was paid are recorded in the audit trail as having been written, never with their values.
    """
    written = 0
    for model in _ORDER:
        new = [item for item in fresh if type(item.thing) is model]
        old = [item for item in changed if type(item.thing) is model]
        if new or old:
            written += write_rows(council.code, new, old, by=by, at=at)
    for quiet, key in ((WorkerMonitoring, "worker_id"), (StatedSalary, "employment_id")):
        new = [item for item in fresh if type(item.thing) is quiet]
        old = [item for item in changed if type(item.thing) is quiet]
        written += _record_quietly(council, new, old, key, by=by, at=at)
    if written:
        touch(council)
    return written


def _record_quietly(
    council: Council, fresh: Sequence[Fresh], changed: Sequence[Changed], key: str, *, by, at: dt.datetime
) -> int:
    """Rows of one model whose values stay out of the audit trail; `key` names the row they are of."""
    if fresh:
        type(fresh[0].thing)._base_manager.bulk_create([item.thing for item in fresh], batch_size=500)
    if changed:
        fields = sorted(set().union(*(item.fields for item in changed)))
        type(changed[0].thing)._base_manager.bulk_update([item.thing for item in changed], fields, batch_size=500)
    writes = [_quiet(item.verb, item.thing, key, None) for item in fresh]
    writes += [_quiet(item.verb, item.thing, key, sorted(item.fields)) for item in changed]
    return audit.record_all(council.code, writes, by=by, at=at) if writes else 0


def _quiet(verb: str, thing: Model, key: str, fields: list[str] | None) -> Write:
    named = {key: getattr(thing, key), **({"fields": fields} if fields else {})}
    return Write(verb, thing._meta.label_lower, str(thing.pk), str(thing), None, named)

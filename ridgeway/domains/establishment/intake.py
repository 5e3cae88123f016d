"""Rows of the establishment from a file, many at once: each with its own audit line, and the council's revision raised once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from ridgeway.core import audit
from ridgeway.core.audit import Write
from ridgeway.core.bulk import Changed, Fresh, write_rows
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Service, Team

from .models import Absence, Cover, Employment, Holding, JobRole, StatedTotals, Worker, WorkerMonitoring

_ORDER = [Service, Team, JobRole, Worker, Employment, Holding, Absence, Cover, StatedTotals]


@transaction.atomic
def record_rows(council: Council, fresh: Sequence[Fresh], changed: Sequence[Changed], *, by, at: dt.datetime) -> int:
    """Create and change rows of the council's establishment, all or none. Returns how many rows were written.

    New rows may refer to one another; they are written in the order in which they need each other. Equality data are
    recorded in the audit trail as having been written, never with their values.
    """
    written = 0
    for model in _ORDER:
        new = [item for item in fresh if type(item.thing) is model]
        old = [item for item in changed if type(item.thing) is model]
        if new or old:
            written += write_rows(council.code, new, old, by=by, at=at)
    written += _record_monitoring(council, fresh, changed, by=by, at=at)
    if written:
        touch(council)
    return written


def _record_monitoring(council: Council, fresh, changed, *, by, at: dt.datetime) -> int:
    new = [item.thing for item in fresh if type(item.thing) is WorkerMonitoring]
    old = [item for item in changed if type(item.thing) is WorkerMonitoring]
    WorkerMonitoring._base_manager.bulk_create(new, batch_size=500)
    if old:
        fields = sorted(set().union(*(item.fields for item in old)))
        WorkerMonitoring._base_manager.bulk_update([item.thing for item in old], fields, batch_size=500)
    writes = [_quiet("monitoring.recorded", thing, None) for thing in new]
    writes += [_quiet("monitoring.changed", item.thing, sorted(item.fields)) for item in old]
    return audit.record_all(council.code, writes, by=by, at=at) if writes else 0


def _quiet(verb: str, thing: WorkerMonitoring, fields: list[str] | None) -> Write:
    named = {"worker_id": thing.worker_id, **({"fields": fields} if fields else {})}
    return Write(verb, thing._meta.label_lower, str(thing.pk), str(thing), None, named)

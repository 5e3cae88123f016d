"""Writes of practice."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from ridgeway.core import audit
from ridgeway.domains.establishment.models import Worker
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Team

from .models import CaseCount


@transaction.atomic
def count_cases(
    council: Council, *, on: dt.date, counts: Iterable[tuple[Worker, Team | None, int]], by, at: dt.datetime
) -> int:
    """Record how many cases each worker holds on a day, all at once; a second count of the same day replaces the first.

    Returns how many counts were new or changed. One audit line each.
    """
    known = {c.worker_id: c for c in CaseCount.objects.filter(council=council, on=on)}
    fresh, writes = [], []
    for worker, team, cases in counts:
        row = known.get(worker.pk)
        if row is None:
            fresh.append(CaseCount(council=council, worker=worker, team=team, on=on, cases=cases))
        elif (row.cases, row.team_id) != (cases, team.pk if team else None):
            before = audit.snapshot(row)
            row.cases, row.team = cases, team
            row.save(update_fields=["cases", "team"])
            writes.append(audit.write_of("casecount.changed", row, before=before))
    writes += [audit.write_of("casecount.recorded", row) for row in CaseCount.objects.bulk_create(fresh)]
    if writes:
        audit.record_all(council.code, writes, by=by, at=at)
        touch(council)
    return len(writes)

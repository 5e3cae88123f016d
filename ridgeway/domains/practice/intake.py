"""Case counts from a file, many at once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from ridgeway.core.bulk import Changed, Fresh, write_rows
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council


@transaction.atomic
def record_counts(council: Council, fresh: Sequence[Fresh], changed: Sequence[Changed], *, by, at: dt.datetime) -> int:
    """Create and change case counts, all or none, one audit line each. Returns how many rows were written."""
    if not fresh and not changed:
        return 0
    written = write_rows(council.code, fresh, changed, by=by, at=at)
    if written:
        touch(council)
    return written

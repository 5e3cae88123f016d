"""From when until when files tell of a council, where files are all that is known of it."""

import datetime as dt

from ridgeway.domains.establishment.models import PostTerm
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.models import Council

from .changes import Outcome


def note(council: Council, outcome: Outcome, *, by, at: dt.datetime) -> None:
    """Widen the days of which the council's figures can speak by those of a file that was written.

    A council that keeps its posts here is kept up by hand, and a file changes nothing of that.
    """
    first, last = (outcome.extra.get(name) for name in ("from", "on"))
    if not first or not last or PostTerm.objects.filter(council=council).exists():
        return
    council.refresh_from_db(fields=["records_from", "records_until"])
    begin = min(filter(None, (council.records_from, dt.date.fromisoformat(first))))
    end = max(filter(None, (council.records_until, dt.date.fromisoformat(last))))
    if (begin, end) != (council.records_from, council.records_until):
        organisation.change_council(council, records_from=begin, records_until=end, by=by, at=at)

"""What agency work does every day without being asked."""

import datetime as dt

from ridgeway.core.rounds import daily
from ridgeway.domains.organisation.models import Council

from . import actions

BY = "the round of the day"


@daily(
    "references-erased",
    "Erases what references of agency workers say, and who gave and got them, when they have been kept long enough.",
    hour=4,
)
def erase_references(at: dt.datetime) -> str:
    counts = [actions.erase_references(council, by=BY, at=at) for council in Council.objects.order_by("code")]
    return f"{sum(counts)} references"

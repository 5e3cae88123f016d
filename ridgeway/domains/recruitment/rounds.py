"""What recruitment does every day without being asked."""

import datetime as dt

from ridgeway.core.rounds import daily
from ridgeway.domains.organisation.models import Council

from . import actions

BY = "the round of the day"


@daily(
    "enquirers-removed",
    "Removes what is known of people whose closed enquiries have been kept long enough, or whose consent has ended.",
    hour=4,
)
def remove_enquirers(at: dt.datetime) -> str:
    # in the order of the codes: two transactions that write to several audit trails take them alike
    counts = [actions.anonymise_expired(council, by=BY, at=at) for council in Council.objects.order_by("code")]
    return f"{sum(counts)} enquiries"


@daily("adverts-closed", "Closes the adverts whose last moment has passed, so that they wait to be settled.", hour=1)
def close_adverts(at: dt.datetime) -> str:
    counts = [actions.close_passed(council, by=BY, at=at) for council in Council.objects.order_by("code")]
    return f"{sum(counts)} adverts"

"""What becomes of an open offer when its application moves; and the days on which somebody who started is asked how it is."""

import datetime as dt
from collections.abc import Mapping

from ..choices import DeclinedWhy, OfferEndedWhy
from ..models import Application, EntryDate, Offer
from ..states import OFFER_TRANSITIONS, OFFERS_OPEN, ApplicationState, OfferState
from .writing import changed, created, deleted

S = ApplicationState
O = OfferState  # noqa: E741
# what an offer becomes when the application it was made on moves
FOLLOWS: Mapping[str, str] = {
    S.ACCEPTED: O.ACCEPTED,
    S.DECLINED: O.DECLINED,
    S.WITHDRAWN: O.DECLINED,
    S.LAPSED: O.LAPSED,
    S.NOT_APPOINTED: O.WITHDRAWN,
    S.STARTED: O.STARTED,
    S.DID_NOT_START: O.FELL_THROUGH,
}

ENTRY_DAYS = (30, 90, 180)
_WHY = {O.DECLINED: DeclinedWhy.UNSAID, O.WITHDRAWN: OfferEndedWhy.OTHER}


def follow(application: Application, to: str, *, by, at: dt.datetime) -> None:
    """Move the offer with its application, which the caller holds locked. An application without an offer needs none."""
    becomes = FOLLOWS.get(to)
    if becomes is None:
        return
    states = OFFERS_OPEN if becomes != O.FELL_THROUGH else {O.ACCEPTED, O.STARTED}
    rows = Offer.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    row = rows.filter(application=application, state__in=states).first()
    if row is not None and becomes in OFFER_TRANSITIONS[row.state]:
        reason = row.reason or str(_WHY.get(O(becomes), ""))
        changed(row, f"offer.{becomes}", state=becomes, reason=reason, moved_at=at, by=by, at=at)


def set_entry_dates(application: Application, *, by, at: dt.datetime) -> list[EntryDate]:
    """The days on which somebody who started is asked how it is. Setting them twice is setting them once."""
    employment = application.employment
    assert employment is not None
    made = []
    for days in ENTRY_DAYS:
        due = employment.starts_on + dt.timedelta(days=days)
        row, is_new = EntryDate.objects.get_or_create(
            employment=employment, days=days, defaults={"council": application.council, "application": application, "due_on": due}
        )  # fmt: skip
        made.append(created(row, "entry.set", by=by, at=at) if is_new else row)
    return made


def clear_entry_dates(application: Application, *, by, at: dt.datetime) -> None:
    """They did not start after all: nobody asks."""
    for row in EntryDate.objects.filter(application=application).select_related("council"):
        deleted(row, "entry.cleared", by=by, at=at)

"""A call that was logged wrongly: corrected, or undone, with what the enquiry's clock and state were before coming back."""

import datetime as dt

from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime

from ..choices import ANSWERS, CallKind, CallResult
from ..models import Call, Enquiry
from ..states import EnquiryState
from .calls import count_call, move, opened_by_call, stood
from .writing import CannotChangeRecruitment, changed, deleted, locked, need

S = EnquiryState


@transaction.atomic
def correct_call(
    call: Call,
    *,
    result: str,
    by,
    at: dt.datetime,
    words: str = "",
    kind: str = CallKind.CALL,
    ring_again_at: dt.datetime | None = None,
) -> Call:
    """Say otherwise what a call was. Another result or another day to ring counts as if it had been logged so at first.

    Raises `CannotChangeRecruitment` when the person's words have been removed, or, for a result or a day, when something later rests on it.
    """
    enquiry, call = _locked_with(call)
    need(not enquiry.anonymised_at, "What was known of this person has been removed, so no words are written again.")
    need(result in CallResult.values and kind in CallKind.values, "Choose what came of the call.")
    need(ring_again_at is None or ring_again_at > call.at, "Ring again at a moment that is still to come.")
    counts = (result, ring_again_at) != (call.result, call.ring_again_at)
    if counts:
        _take_back(enquiry, call, by=by, at=at)
        opened_by_call(enquiry, by=by, at=at)
    call = changed(
        call, "enquiry.call_corrected", result=result, words=words.strip(), kind=kind, ring_again_at=ring_again_at,
        by=by, at=at,
    )  # fmt: skip
    if counts:
        count_call(enquiry, call, by=by, at=at)
    return call


@transaction.atomic
def undo_call(call: Call, *, by, at: dt.datetime) -> Enquiry:
    """Take back a call logged by mistake: the enquiry stands as it did before. The trail keeps that it was, without its words.

    Raises `CannotChangeRecruitment` when something later rests on it.
    """
    enquiry, call = _locked_with(call)
    _take_back(enquiry, call, by=by, at=at)
    deleted(call, "enquiry.call_undone", by=by, at=at)
    return enquiry


def _locked_with(call: Call) -> tuple[Enquiry, Call]:
    """The enquiry and the call as they are now, the enquiry locked first, as `log_call` does."""
    enquiry = locked(call.enquiry)
    found = Call.objects.select_for_update(no_key=True, of=("self",)).select_related("council").filter(pk=call.pk)
    if (row := found.first()) is None:
        raise CannotChangeRecruitment("This call was undone already.")
    return enquiry, row


def _take_back(enquiry: Enquiry, call: Call, *, by, at: dt.datetime) -> None:
    """The enquiry's state and clock as they were before a call. Refused when something later rests on it."""
    need(enquiry.merged_into_id is None, "The enquiry was merged with another after this call. Undo the merge first.")
    later = Call.objects.filter(enquiry=enquiry, pk__gt=call.pk).exists()
    need(not later, "Another call was logged after this one. Undo the later one first.")
    need(enquiry.state != S.CLOSED, "The enquiry was closed after this call. Open it again first.")
    if call.was is None:
        raise CannotChangeRecruitment(
            "This call was logged before it was kept how the enquiry stood, so only its words can be corrected."
        )
    need(
        stood(enquiry) == _left(call),
        "The enquiry was closed and opened again after this call, so only its words can be corrected. Log what is so now.",
    )
    back = {
        name: parse_date(value) if value and name == "ring_again_on" else parse_datetime(value) if value else None
        for name in ("ring_again_on", "closed_at", "answered_at", "ring_by")
        for value in (call.was[name],)
    }
    if call.was["state"] != enquiry.state:
        back |= {"outcome": call.was["outcome"], "placed": call.was["placed"]}
        move(enquiry, call.was["state"], by=by, at=at, **back)
    elif back["ring_by"] != enquiry.ring_by:
        changed(enquiry, "enquiry.due", ring_by=back["ring_by"], by=by, at=at)


def _left(call: Call) -> dict[str, str | None]:
    """How a call left the enquiry: what it found, with what it did to that."""
    assert call.was is not None
    left = dict(call.was)
    if left["state"] == S.CLOSED:
        left |= {"state": str(S.TALKING), "outcome": "", "placed": "", "ring_again_on": None, "closed_at": None}
    if call.result in ANSWERS and left["state"] == S.NEW:
        left |= {"state": str(S.TALKING), "answered_at": left["answered_at"] or call.at.isoformat()}
    if call.result in ANSWERS or call.ring_again_at:
        left["ring_by"] = call.ring_again_at.isoformat() if call.ring_again_at else None
    return left

"""Private addresses at which a calendar program reads what goes out: one for each person, taken back at any time."""

import datetime as dt

from django.core.signing import BadSignature, Signer
from django.db import transaction

from ridgeway.domains.establishment.actions.writing import changed, created
from ridgeway.domains.organisation.models import Council, User

from ..models import CalendarAddress

_SIGNER = Signer(salt="ridgeway.campaigns.calendar", sep=".")


@transaction.atomic
def make_address(council: Council, *, by: User, at: dt.datetime) -> CalendarAddress:
    """A new address for whoever asks; the one they had is good for nothing any more."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    take_back_address(council, by=by, at=at)
    row = CalendarAddress.objects.create(council=council, user=by, made_at=at)
    return created(row, "calendar.address_made", by=by, at=at)


@transaction.atomic
def take_back_address(council: Council, *, by: User, at: dt.datetime) -> int:
    """Take a person's own address back; how many were good until now."""
    rows = CalendarAddress.objects.select_for_update().filter(council=council, user=by, taken_back_at=None)
    found = list(rows.select_related("council"))
    for row in found:
        changed(row, "calendar.address_taken_back", by=by, at=at, taken_back_at=at)
    return len(found)


def token_of(row: CalendarAddress) -> str:
    """What stands in the address: nobody guesses it, and nothing of it is stored."""
    return _SIGNER.sign(str(row.pk))


def address_of(council: Council, token: str) -> CalendarAddress | None:
    """The address that a token is of, with whose it is; None where it was taken back, or is made up."""
    try:
        number = _SIGNER.unsign(token)
    except BadSignature:
        return None
    rows = CalendarAddress.objects.filter(council=council, taken_back_at=None).select_related("user")
    return rows.filter(pk=number).first()

"""Writes of what neighbours offer: by hand, looked at again, and many from a file, whole or not at all."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from ridgeway.core import clock
from ridgeway.core.tabular import Row, read_date, read_number, read_text
from ridgeway.domains.establishment.actions.writing import changed, created, deleted
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council

from .. import rules
from ..models import NeighbourOffer
from .reasons import need

COLUMNS = (
    "council",
    "role",
    "pay low",
    "pay high",
    "supplement",
    "caseload",
    "incentive",
    "programme",
    "source",
    "date",
)
"""The columns of a file of offers, as the page writes them itself; capitals do not matter, and the first and the last two are needed."""
_WORDS = {"supplement": 200, "caseload": 120, "incentive": 300, "programme": 200}
_MOST_PAY = Decimal(1_000_000)


def _checked(council: Council, fields: dict[str, Any], today: dt.date) -> dict[str, Any]:
    fields = dict(fields) | {name: value.strip() for name, value in fields.items() if isinstance(value, str)}
    need(fields["neighbour"], "Name the council.")
    role, low, high = fields.get("role"), fields.get("pay_low"), fields.get("pay_high")
    need(role is None or role.council_id == council.pk, "The role must be the council's own.")
    need(low is None or high is None or low <= high, "The highest pay is at least the lowest.")
    for pay in (low, high):
        need(pay is None or 0 <= pay < _MOST_PAY, "Pay is in pounds a year, and less than a million.")
    need(fields["source"], "Say where it is from: an address, or a paper with its date.")
    need("://" not in fields["source"] or rules.may_lead_to(fields["source"]), "The source's address must begin with https:// or http:// and name a site.")  # fmt: skip
    need(fields["known_on"] <= today, "It cannot have been read on a day still to come.")
    told = (low, high, *(fields.get(name) for name in _WORDS))
    need(any(told), "Say at least one thing that they offer.")
    return fields


@transaction.atomic
def add_offer(council: Council, *, by, at: dt.datetime, **fields: Any) -> NeighbourOffer:
    """Record what another council offers: the fields of `NeighbourOffer`. Under the council's own name it is its own offer."""
    offer = NeighbourOffer.objects.create(council=council, **_checked(council, fields, clock.day_of(at)))
    return created(offer, "offer.added", by=by, at=at)


@transaction.atomic
def change_offer(offer: NeighbourOffer, *, by, at: dt.datetime, **fields: Any) -> NeighbourOffer:
    """Change an offer, and when it was read."""
    return changed(offer, "offer.changed", by=by, at=at, **_checked(offer.council, fields, clock.day_of(at)))


@transaction.atomic
def look_again(offer: NeighbourOffer, *, by, at: dt.datetime) -> NeighbourOffer:
    """Say that an offer was looked at again today, and still holds."""
    return changed(offer, "offer.looked_at", by=by, at=at, known_on=clock.day_of(at))


@transaction.atomic
def remove_offer(offer: NeighbourOffer, *, by, at: dt.datetime) -> None:
    """Remove an offer that no longer holds, or was recorded by mistake."""
    deleted(offer, "offer.removed", by=by, at=at)


def read_offers(council: Council, rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[tuple[int, str]]]:
    """The offers in the rows of a file, and what is wrong with which row. One query."""
    roles = {role.name.casefold(): role for role in JobRole.objects.filter(council=council)}
    offers, problems = [], []
    for row in rows:
        cells = {" ".join(name.casefold().split()): value for name, value in row.cells.items()}
        try:
            offers.append(_read(cells, roles))
        except ValueError as error:
            problems.append((row.number, str(error)))
    return offers, problems


def _read(cells: Mapping[str, Any], roles: Mapping[str, JobRole]) -> dict[str, Any]:
    """One row's offer. Raises `ValueError`."""
    text = {name: read_text(cells.get(name)) for name in COLUMNS}
    for name in ("council", "source", "date"):
        if not text[name]:
            raise ValueError(f"It has no {name}.")
    for name, most in {**_WORDS, "council": 120, "role": 120, "source": 500}.items():
        if len(text[name]) > most:
            raise ValueError(f"Its {name} is longer than {most} letters.")
    known = read_date(cells["date"])
    if known is None:
        raise ValueError("It has no date.")
    return {
        "neighbour": text["council"], "role": roles.get(text["role"].casefold()), "role_words": text["role"],
        "pay_low": read_number(cells.get("pay low")), "pay_high": read_number(cells.get("pay high")),
        **{name: text[name] for name in _WORDS}, "source": text["source"], "known_on": known,
    }  # fmt: skip


@transaction.atomic
def import_offers(council: Council, offers: Sequence[dict[str, Any]], *, by, at: dt.datetime) -> tuple[int, int]:
    """Record many offers; one of the same council, role and source is replaced. Returns how many are new, and how many were replaced."""
    new = replaced = 0
    for fields in offers:
        same = {name: fields[name] for name in ("neighbour", "role_words", "source")}
        known = NeighbourOffer.objects.filter(council=council, **same).select_related("council").first()
        if known:
            change_offer(known, by=by, at=at, **fields)
            replaced += 1
        else:
            add_offer(council, by=by, at=at, **fields)
            new += 1
    return new, replaced

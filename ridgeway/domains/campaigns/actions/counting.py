"""Writes of results, and the count of visits."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from ridgeway.domains.establishment.actions.writing import changed, created, deleted

from ..models import Placement, PlacementResult, Visit
from .planning import lock_phase
from .reasons import need


@transaction.atomic
def record_result(
    placement: Placement,
    *,
    on: dt.date,
    by,
    at: dt.datetime,
    impressions: int | None = None,
    clicks: int | None = None,
    spend: Decimal | None = None,
    source: str = "",
) -> PlacementResult:
    """Record what a platform says of a placement on a day; said again of the same day, the new figures stand."""
    lock_phase(placement.phase)
    told = [value for value in (impressions, clicks, spend) if value is not None]
    need(told, "Give impressions, clicks or spend.")
    need(all(value >= 0 for value in told), "Impressions, clicks and spend cannot be less than nothing.")
    need(
        impressions is None or clicks is None or clicks <= impressions,
        "It cannot be clicked more often than it is shown.",
    )
    fields = {"impressions": impressions, "clicks": clicks, "spend": spend, "source": source.strip(), "file": None}
    known = placement.results.filter(on=on).select_related("council").first()
    if known is not None:
        return changed(known, "placementresult.changed", by=by, at=at, **fields)
    made = PlacementResult.objects.create(council=placement.council, placement=placement, on=on, **fields)
    return created(made, "placementresult.recorded", by=by, at=at)


@transaction.atomic
def remove_result(result: PlacementResult, *, by, at: dt.datetime) -> None:
    """Remove a day's results recorded by mistake."""
    deleted(result, "placementresult.removed", by=by, at=at)


def count_visit(placement: Placement, *, on: dt.date) -> None:
    """One more visit on a day: one update, or the day's row first. No audit line: it is a count, and nobody's writing."""
    day = Visit.objects.filter(placement=placement, on=on)
    if not day.update(count=F("count") + 1):
        row = Visit(council_id=placement.council_id, placement=placement, on=on)
        Visit.objects.bulk_create([row], ignore_conflicts=True)  # another may have been quicker
        day.update(count=F("count") + 1)

"""Writes of scale points and on-costs."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from ridgeway.domains.establishment.models import Grade
from ridgeway.domains.organisation.models import Council

from ..models import OnCost, ScalePoint
from .reasons import need
from .writing import changed, created


@transaction.atomic
def set_point(grade: Grade, *, point: int, annual: Decimal, starts_on: dt.date, by, at: dt.datetime) -> ScalePoint:
    """A year's pay at a point of a grade from a day on; what was paid before ends on that day."""
    Council.objects.select_for_update(no_key=True).get(pk=grade.council_id)
    need(annual > 0, "Pay is more than nothing.")
    rows = ScalePoint.objects.filter(grade=grade, point=point).select_related("council")
    if same := rows.filter(starts_on=starts_on).first():
        return changed(same, "scalepoint.corrected", by=by, at=at, annual=annual)
    later = rows.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    before = rows.filter(starts_on__lt=starts_on).order_by("-starts_on").first()
    if before is not None and (before.ends_on is None or before.ends_on > starts_on):
        changed(before, "scalepoint.ended", by=by, at=at, ends_on=starts_on)
    made = ScalePoint.objects.create(
        council=grade.council, grade=grade, point=point, annual=annual, starts_on=starts_on, ends_on=later.starts_on if later else None,
    )  # fmt: skip
    return created(made, "scalepoint.set", by=by, at=at)


@transaction.atomic
def set_on_cost(council: Council, *, percent: Decimal, starts_on: dt.date, source: str, by, at: dt.datetime) -> OnCost:
    """What the employer pays on top of pay from a day on."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    need(0 <= percent <= 100, "On-costs are between 0 and 100% of pay.")
    need(source.strip(), "Say where the rate is from.")
    rows = OnCost.objects.filter(council=council).select_related("council")
    if same := rows.filter(starts_on=starts_on).first():
        return changed(same, "oncost.corrected", by=by, at=at, percent=percent, source=source.strip())
    later = rows.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    before = rows.filter(starts_on__lt=starts_on).order_by("-starts_on").first()
    if before is not None and (before.ends_on is None or before.ends_on > starts_on):
        changed(before, "oncost.ended", by=by, at=at, ends_on=starts_on)
    made = OnCost.objects.create(
        council=council, percent=percent, source=source.strip(), starts_on=starts_on, ends_on=later.starts_on if later else None,
    )  # fmt: skip
    return created(made, "oncost.set", by=by, at=at)

"""Time away from work."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from ridgeway.core.periods import overlaps

from .. import choices
from ..models import Absence, Employment
from . import fit
from .reasons import CannotChangeEstablishment, need, written
from .writing import changed, created, deleted, lock_worker


@transaction.atomic
def record_absence(
    employment: Employment,
    *,
    kind: str,
    starts_on: dt.date,
    by,
    at: dt.datetime,
    ends_on: dt.date | None = None,
    working_days_lost: Decimal | None = None,
) -> Absence:
    """Time away from work; `ends_on` is the first day back, empty = still away.

    Raises `CannotChangeEstablishment` when it lies outside the employment, meets another absence, or loses more days
    than it has.
    """
    lock_worker(employment.worker_id)
    employment = Employment.objects.select_related("worker", "council").get(pk=employment.pk)
    need(kind in choices.AbsenceKind.values, "Say what kind of absence it is.")
    _fits(employment, starts_on, ends_on, working_days_lost)
    absence = Absence.objects.create(
        council=employment.council, employment=employment, kind=kind, starts_on=starts_on, ends_on=ends_on,
        working_days_lost=working_days_lost,
    )  # fmt: skip
    return created(absence, "absence.recorded", by=by, at=at)


def _fits(
    employment: Employment,
    starts_on: dt.date,
    ends_on: dt.date | None,
    days: Decimal | None,
    without: Absence | None = None,
) -> None:
    fit.forwards(starts_on, ends_on, what="This absence")
    last = employment.ends_on
    fit.within(employment, starts_on, ends_on or (last if last and last > starts_on else None), what="An absence")
    others = employment.absences.filter(overlaps(starts_on, ends_on), is_yearly_total=False)
    other = others.exclude(pk=without.pk if without else None).first()
    need(other is None, f"{employment.worker} is away already from {written(other.starts_on if other else starts_on)}.")
    need(days is None or days >= 0, "Working days lost cannot be fewer than none.")
    if days is not None and ends_on is not None:
        long = (ends_on - starts_on).days
        need(days <= long, f"{fit.plain(days)} working days cannot be lost in {long} days.")


@transaction.atomic
def change_absence(
    absence: Absence,
    *,
    kind: str,
    starts_on: dt.date,
    ends_on: dt.date | None,
    working_days_lost: Decimal | None,
    by,
    at: dt.datetime,
) -> Absence:
    """Correct an absence, or record that somebody is back. Raises `CannotChangeEstablishment` as `record_absence` does."""
    lock_worker(absence.employment.worker_id)
    absence = _now(absence)
    need(kind in choices.AbsenceKind.values, "Say what kind of absence it is.")
    _fits(absence.employment, starts_on, ends_on, working_days_lost, without=absence)
    values = {"kind": kind, "starts_on": starts_on, "ends_on": ends_on, "working_days_lost": working_days_lost}
    changes = {name: value for name, value in values.items() if getattr(absence, name) != value}
    need(changes, "Nothing about this absence would change.")
    return changed(absence, "absence.changed", by=by, at=at, **changes)


@transaction.atomic
def undo_absence(absence: Absence, *, by, at: dt.datetime) -> None:
    """Take away an absence that was recorded by mistake."""
    lock_worker(absence.employment.worker_id)
    deleted(_now(absence), "absence.undone", by=by, at=at)


def _now(absence: Absence) -> Absence:
    found = Absence.objects.select_related("employment__worker", "council").filter(pk=absence.pk).first()
    if found is None:
        raise CannotChangeEstablishment("Somebody else took this absence away while you were changing it.")
    return found

"""People known to the council: their own details, and who looked at their equality data."""

import datetime as dt

from django.db import transaction

from ridgeway.core import audit
from ridgeway.domains.organisation.models import Council

from .. import rules
from ..models import Worker, WorkerMonitoring
from .reasons import CannotChangeEstablishment, need
from .writing import changed, created, lock_worker


def _checked_number(text: str) -> str:
    try:
        return rules.registration_number(text)
    except ValueError as error:
        raise CannotChangeEstablishment(str(error)) from error


def _checked(council: Council, fields: dict, *, worker: Worker | None = None) -> dict:
    if number := fields.get("registration_number"):
        fields["registration_number"] = _checked_number(number)
    for name in ("registration_number", "staff_number"):
        number = fields.get(name)
        others = Worker.objects.filter(council=council, **{name: number}).exclude(pk=worker.pk if worker else None)
        need(not number or not others.exists(), f"Somebody with the number {number} is already recorded.")
    return fields


@transaction.atomic
def add_worker(council: Council, *, by, at: dt.datetime, monitoring: dict | None = None, **fields) -> Worker:
    """A person known to the council. `monitoring`: born_on, sex, ethnicity, kept apart and never in the audit's words.

    Raises `CannotChangeEstablishment` when the registration or staff number is taken, or is not one.
    """
    worker = Worker.objects.create(council=council, **_checked(council, fields))
    if monitoring:
        WorkerMonitoring.objects.create(council=council, worker=worker, **monitoring)
    return created(worker, "worker.added", by=by, at=at)


def known(council: Council, registration_number: str) -> Worker | None:
    """The person of the council with this registration number."""
    number = _checked_number(registration_number) if registration_number else ""
    return Worker.objects.filter(council=council, registration_number=number).first() if number else None


def known_or_added(council: Council, *, by, at: dt.datetime, **fields) -> Worker:
    """The person of the council with this registration number; somebody new where there is none, or no number is given."""
    return known(council, fields.get("registration_number", "")) or add_worker(council, by=by, at=at, **fields)


@transaction.atomic
def change_worker(worker: Worker, *, by, at: dt.datetime, **changes) -> Worker:
    """Correct a person's own details. Raises `CannotChangeEstablishment` as `add_worker` does, or when nothing changes."""
    worker = lock_worker(worker.pk)
    changes = _checked(worker.council, changes, worker=worker)
    changes = {name: value for name, value in changes.items() if getattr(worker, name) != value}
    need(changes, f"Nothing about {worker} would change.")
    return changed(worker, "worker.changed", by=by, at=at, **changes)


@transaction.atomic
def see_monitoring(worker: Worker, *, by, at: dt.datetime) -> WorkerMonitoring | None:
    """A person's equality data, for somebody allowed to see them; that they looked is recorded, what they saw is not."""
    audit.record_all(
        worker.council.code,
        [audit.Write("monitoring.seen", worker._meta.label_lower, str(worker.pk), str(worker)[:200], None, None)],
        by=by,
        at=at,
    )
    return WorkerMonitoring.objects.filter(worker=worker).first()

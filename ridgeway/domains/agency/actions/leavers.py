"""The region's cooling-off: who left a permanent post is marked by a keyed hash, and asked for by the same. Yes or no and until when; nothing else."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from ridgeway.core import audit, clock
from ridgeway.domains.establishment.actions.writing import changed
from ridgeway.domains.establishment.choices import Contract, LeavingReason
from ridgeway.domains.establishment.models import Employment
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Region

from .. import rules
from ..choices import RuleKey
from ..models import Assignment, LeaverMark
from ..queries.book import book_of
from .assignments import locked
from .reasons import CannotChangeAgency, need

KEPT = dt.timedelta(days=2 * 366)  # longer than any region's cooling-off
_NOT_BOUND = (LeavingReason.VOLUNTARY_REDUNDANCY, LeavingReason.COMPULSORY_REDUNDANCY, LeavingReason.DECEASED)


def key_of(region: Region, number: str) -> str:
    """The region's keyed hash of a registration number. The key is the installation's secret: nobody can try numbers without it."""
    return salted_hmac("ridgeway.agency.leaver", f"{region.code}:{number}", algorithm="sha256").hexdigest()


@transaction.atomic
def mark_leavers(region: Region, *, by, at: dt.datetime) -> int:
    """Bring the marks of a region's councils up to date; returns how many were written or removed.

    Marked: who left a permanent post in children's social work in the last two years, not by redundancy, and is not back. One audit entry
    each in the trail of the council whose leavers changed, with counts alone.
    """
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    wanted = _leavers(region, clock.day_of(at))
    known = {
        (mark.council_id, mark.key): mark for mark in LeaverMark.objects.filter(region=region).select_related("council")
    }
    gone = [mark for key, mark in known.items() if wanted.get(key) != mark.left_on]
    new = [
        LeaverMark(council_id=council, region=region, key=key, left_on=left)
        for (council, key), left in wanted.items()
        if (council, key) not in known or known[council, key].left_on != left
    ]
    LeaverMark.objects.filter(pk__in=[mark.pk for mark in gone]).delete()
    LeaverMark.objects.bulk_create(new, batch_size=500)
    _note(region, new, gone, by=by, at=at)
    return len(new) + len(gone)


def _leavers(region: Region, today: dt.date) -> dict[tuple[int, str], dt.date]:
    """By council and key, the last day on which somebody left."""
    spells = Employment.objects.filter(council__region=region, contract=Contract.PERMANENT).exclude(
        worker__registration_number=""
    )
    here = set(spells.filter(ends_on__isnull=True).values_list("worker", flat=True))
    left = spells.filter(
        ends_on__gt=today - KEPT, ends_on__lte=today, holdings__team__service__kind=ServiceKind.CHILDREN
    )
    rows = left.exclude(reason__in=_NOT_BOUND).values_list(
        "council", "worker", "worker__registration_number", "ends_on"
    )
    found: dict[tuple[int, str], dt.date] = {}
    for council, worker, number, ends_on in rows:
        if worker not in here:
            key = (council, key_of(region, number))
            found[key] = max(ends_on, found.get(key, ends_on))
    return found


def _note(region: Region, new: list[LeaverMark], gone: list[LeaverMark], *, by, at: dt.datetime) -> None:
    councils = {council.pk: council for council in region.councils.all()}
    for pk in sorted({mark.council_id for mark in [*new, *gone]}, key=lambda pk: councils[pk].code):
        counts: dict[str, Any] = {
            "marked": sum(mark.council_id == pk for mark in new),
            "removed": sum(mark.council_id == pk for mark in gone),
        }
        write = audit.Write("leavers.marked", "agency.leavermark", "", f"Leavers of {councils[pk]}", None, counts)
        audit.record_all(councils[pk].code, [write], by=by, at=at)


@transaction.atomic
def ask_region(assignment: Assignment, *, by, at: dt.datetime) -> Assignment:
    """Ask whether the worker is within the region's cooling-off when the assignment begins. What is kept is the answer: until when, or no.

    Raises `CannotChangeAgency` where no rule asks for it, the council is in no region, or the worker has no registration number.
    """
    row = locked(assignment)
    rule = book_of(row.council).rule(RuleKey.COOLING_OFF, row.starts_on)
    need(rule, "No cooling-off was in force on its first day.")
    need(
        row.worker.registration_number, "The worker's registration number is not known, so the region cannot be asked."
    )
    region = row.council.region
    if region is None:
        raise CannotChangeAgency("The council is in no region.")
    mark_leavers(region, by=by, at=at)
    marks = LeaverMark.objects.filter(region=region, key=key_of(region, row.worker.registration_number))
    left = marks.order_by("-left_on").values_list("left_on", flat=True).first()
    until = rules.months_after(left, int(rule.value)) if left and rule else None
    answer = until if until and until > row.starts_on else None
    return changed(row, "assignment.region_asked", by=by, at=at, cooling_asked_at=at, cooling_until=answer)

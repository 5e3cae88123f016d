"""How long references are kept: the council's own months, and the erasing of those whose time is over. That one was asked, and when, stays."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ridgeway.core import audit, clock
from ridgeway.core.periods import months_before
from ridgeway.domains.establishment.actions.writing import changed, created
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from ..choices import ReferenceWay
from ..models import PracticeReference, ReferenceKept, ReferenceLink
from ..rules import REFERENCES_KEPT
from ..states import AssignmentState, ReferenceState
from .reasons import need

S = AssignmentState
AT_ONCE = 2000


def months_kept(council: Council) -> dict[str, int]:
    """How many months references of each way are kept in a council after the assignment. One query."""
    return {**REFERENCES_KEPT, **dict(ReferenceKept.objects.filter(council=council).values_list("way", "months"))}


@transaction.atomic
def keep_references(council: Council, *, way: str, months: int, by, at: dt.datetime) -> ReferenceKept:
    """Keep references of one way so many months from now on. Raises `CannotChangeAgency` for another way, or under one month."""
    need(way in ReferenceWay.values, "There is no such kind of reference.")
    need(1 <= months <= 120, "Keep it for 1 to 120 months.")
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    row = ReferenceKept.objects.select_for_update(no_key=True).filter(council=council, way=way).first()
    if row is None:
        made = ReferenceKept.objects.create(council=council, way=way, months=months)
        return created(made, "references.kept_for", by=by, at=at)
    return changed(row, "references.kept_for", by=by, at=at, months=months)


def to_erase(council: Council, at: dt.datetime):
    """References whose time is over: their assignment ended, or came to nothing, so long ago, and they were not written nor asked for since."""
    over, today = Q(pk__in=[]), clock.day_of(at)
    for way, months in months_kept(council).items():
        day = months_before(today, months)
        ended = Q(assignment__state=S.ENDED, assignment__ends_on__lte=day)
        nothing = Q(assignment__state__in=(S.DRAFT, S.CANCELLED), assignment__planned_until__lte=day)
        after = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))
        written = Q(written_at=None) | Q(written_at__lt=after)
        asked = Exists(ReferenceLink.objects.filter(reference=OuterRef("pk"), sent_at__gte=after))
        waits = Q(asked, state=ReferenceState.ASKED)
        over |= Q(way=way) & (ended | nothing) & written & ~waits
    return PracticeReference.objects.filter(over, council=council, erased_at=None)


@transaction.atomic
def erase_references(council: Council, *, by, at: dt.datetime) -> int:
    """Erase what references say and who gave and got them, so long after the assignment; their links close. Returns how many."""
    due = to_erase(council, at).select_for_update(no_key=True, of=("self",))
    rows = list(due.order_by("pk")[:AT_ONCE])
    if not rows:
        return 0
    writes = []
    for row in rows:
        row.answers, row.referee_name, row.referee_job, row.organisation, row.erased_at = {}, "", "", "", at
        writes.append(audit.Write("practicereference.erased", row._meta.label_lower, str(row.pk), str(row), {"erased_at": None}, {"erased_at": at.isoformat()}))  # fmt: skip
    PracticeReference.objects.bulk_update(
        rows, ["answers", "referee_name", "referee_job", "organisation", "erased_at"], batch_size=500
    )
    ReferenceLink.objects.filter(reference__in=rows).update(name="", organisation="", email="", token_hash="")
    audit.record_all(council.code, writes, by=by, at=at)
    touch(council)
    return len(rows)

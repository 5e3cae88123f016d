"""References: those of an assignment, those that have not come, and workers of whom none of ours is written."""

import datetime as dt

from django.db.models import Max

from ridgeway.domains.organisation.queries import Scope

from ..choices import ReferenceWay
from ..models import Assignment, PracticeReference, ReferenceLink
from ..states import AssignmentState, ReferenceState
from .assignments import in_scope

MOST = 50
LOOKED_BACK = dt.timedelta(days=182)


def of_assignment(user, assignment: Assignment) -> list[tuple[PracticeReference, list[ReferenceLink]]]:
    """An assignment's references, each with its links, the latest first. Two queries."""
    rows = list(PracticeReference.objects.visible_to(user).filter(assignment=assignment))
    links: dict[int, list[ReferenceLink]] = {}
    for one in ReferenceLink.objects.visible_to(user).filter(reference__assignment=assignment):
        links.setdefault(one.reference_id, []).append(one)
    return [(row, links.get(row.pk, [])) for row in rows]


def not_come(user, scope: Scope) -> list[tuple[PracticeReference, dt.datetime]]:
    """References that were asked for and have not come, with when the last link was sent, the oldest first. One query."""
    rows = PracticeReference.objects.visible_to(user).filter(
        council=scope.council, state=ReferenceState.ASKED, erased_at=None
    )
    found = in_scope(rows, scope, "assignment__team").annotate(sent=Max("links__sent_at")).order_by("sent")
    return [(row, row.sent) for row in found.select_related("assignment__worker", "assignment__team")[:MOST]]


def to_write(user, scope: Scope, on: dt.date) -> list[Assignment]:
    """Assignments that ended in the half year before a day without a reference of ours, the latest first; one more than `MOST` at most.
    One query."""
    rows = in_scope(Assignment.objects.visible_to(user), scope)
    rows = rows.filter(
        state=AssignmentState.ENDED, ends_on__lte=on + dt.timedelta(days=1), ends_on__gt=on - LOOKED_BACK
    )
    rows = rows.exclude(references__way=ReferenceWay.GIVEN)
    return list(rows.select_related("worker", "team", "supplier").order_by("-ends_on", "pk")[: MOST + 1])

"""The states of an assignment, of a breach and of a reference, as tables."""

from django.db.models import TextChoices


class AssignmentState(TextChoices):
    DRAFT = "draft", "Not yet confirmed"
    CONFIRMED = "confirmed", "Confirmed"
    ENDED = "ended", "End recorded"
    CANCELLED = "cancelled", "Cancelled"


class BreachState(TextChoices):
    OPEN = "open", "Waiting for sign-off"
    SIGNED = "signed", "Signed off"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReferenceState(TextChoices):
    ASKED = "asked", "Asked, not come yet"
    WRITTEN = "written", "Written"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "No longer asked"


A, B, R = AssignmentState, BreachState, ReferenceState
ASSIGNMENT: dict[str, frozenset[str]] = {
    A.DRAFT: frozenset({A.CONFIRMED, A.CANCELLED}),
    A.CONFIRMED: frozenset({A.ENDED}),
    A.ENDED: frozenset({A.CONFIRMED}),  # the end is taken back
    A.CANCELLED: frozenset(),
}
BREACH: dict[str, frozenset[str]] = {
    B.OPEN: frozenset({B.SIGNED, B.REFUSED, B.WITHDRAWN}),
    B.SIGNED: frozenset(),
    B.REFUSED: frozenset(),
    B.WITHDRAWN: frozenset(),
}
REFERENCE: dict[str, frozenset[str]] = {
    R.ASKED: frozenset({R.WRITTEN, R.DECLINED, R.WITHDRAWN}),
    R.WRITTEN: frozenset(),
    R.DECLINED: frozenset(),
    R.WITHDRAWN: frozenset(),
}

"""The states of a supplement and of an incentive, as tables."""

from django.db.models import TextChoices


class SupplementState(TextChoices):
    DRAFTED = "drafted", "Drafted"
    PROPOSED = "proposed", "Waiting for approval"
    APPROVED = "approved", "Approved"
    UNDER_NOTICE = "under_notice", "Under notice"
    ENDED = "ended", "Ended"
    REFUSED = "refused", "Refused"
    DROPPED = "dropped", "Dropped"


S = SupplementState
SUPPLEMENT: dict[str, frozenset[str]] = {
    S.DRAFTED: frozenset({S.PROPOSED, S.DROPPED}),
    S.PROPOSED: frozenset({S.APPROVED, S.REFUSED, S.DRAFTED}),
    S.APPROVED: frozenset({S.UNDER_NOTICE}),
    S.UNDER_NOTICE: frozenset({S.APPROVED, S.ENDED}),  # approved again: renewed
    S.ENDED: frozenset(),
    S.REFUSED: frozenset(),
    S.DROPPED: frozenset(),
}


class IncentiveState(TextChoices):
    AGREED = "agreed", "Agreed"
    COMPLETED = "completed", "Tie over"
    OWED = "owed", "Owed back"
    RECOVERED = "recovered", "Paid back"
    WAIVED = "waived", "Waived"
    CANCELLED = "cancelled", "Cancelled"


I = IncentiveState  # noqa: E741
INCENTIVE: dict[str, frozenset[str]] = {
    I.AGREED: frozenset({I.COMPLETED, I.OWED, I.CANCELLED}),
    I.OWED: frozenset({I.RECOVERED, I.WAIVED}),
    I.COMPLETED: frozenset(),
    I.RECOVERED: frozenset(),
    I.WAIVED: frozenset(),
    I.CANCELLED: frozenset(),
}

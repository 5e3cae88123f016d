"""The states of an enquiry, as a table."""

from django.db.models import TextChoices


class EnquiryState(TextChoices):
    NEW = "new", "Waiting for a first answer"
    TALKING = "talking", "In conversation"
    CLOSED = "closed", "Closed"


S = EnquiryState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.NEW: frozenset({S.TALKING, S.CLOSED}),
    S.TALKING: frozenset({S.CLOSED}),
    S.CLOSED: frozenset({S.NEW, S.TALKING}),  # opened again
}

"""The states of an enquiry, of an advert and of a request to recruit, as tables."""

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


class AdvertState(TextChoices):
    DRAFT = "draft", "Being written"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Closed, outcome not yet said"
    SETTLED = "settled", "Settled"


A = AdvertState
ADVERT_TRANSITIONS: dict[str, frozenset[str]] = {
    A.DRAFT: frozenset({A.PUBLISHED}),
    A.PUBLISHED: frozenset({A.CLOSED}),
    A.CLOSED: frozenset({A.PUBLISHED, A.SETTLED}),  # published again: the closing day was moved
    A.SETTLED: frozenset({A.CLOSED}),  # what happened is said again
}


class RequestState(TextChoices):
    ASKED = "asked", "Waiting for a decision"
    APPROVED = "approved", "Approved"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


R = RequestState
REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    R.ASKED: frozenset({R.APPROVED, R.REFUSED, R.WITHDRAWN}),
    R.APPROVED: frozenset({R.WITHDRAWN}),
    R.REFUSED: frozenset(),
    R.WITHDRAWN: frozenset(),
}

"""The states of a report, as a table."""

from django.db.models import TextChoices


class ReportState(TextChoices):
    DRAFTING = "drafting", "Being written"
    REVIEW = "review", "In review"
    SIGNED = "signed", "Signed off"
    PUBLISHED = "published", "Published"


S = ReportState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFTING: frozenset({S.REVIEW}),
    S.REVIEW: frozenset({S.DRAFTING, S.SIGNED}),
    S.SIGNED: frozenset({S.DRAFTING, S.PUBLISHED}),  # taken back before anybody read it
    S.PUBLISHED: frozenset(),
}

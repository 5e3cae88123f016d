"""The states of a report, and of what is made of it (its freezing, its files), as tables."""

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


class MakingState(TextChoices):
    WAITING = "waiting", "Waiting for its turn"
    WORKING = "working", "Being made"
    DONE = "done", "Done"
    FAILED = "failed", "Not done"


M = MakingState
MAKING_TRANSITIONS: dict[str, frozenset[str]] = {
    M.WAITING: frozenset({M.WORKING}),
    M.WORKING: frozenset({M.DONE, M.FAILED, M.WAITING}),  # back where its worker was lost
    M.FAILED: frozenset({M.WAITING}),
    M.DONE: frozenset(),
}

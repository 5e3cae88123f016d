"""The states of a platform's results file, as a table."""

from django.db.models import TextChoices


class ResultsState(TextChoices):
    WAITING = "waiting", "Waiting to be looked at"
    WRITTEN = "written", "Written"
    UNDONE = "undone", "Undone"
    WITHDRAWN = "withdrawn", "Withdrawn"


S = ResultsState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.WAITING: frozenset({S.WRITTEN, S.WITHDRAWN}),
    S.WRITTEN: frozenset({S.UNDONE}),
    S.UNDONE: frozenset(),
    S.WITHDRAWN: frozenset(),
}

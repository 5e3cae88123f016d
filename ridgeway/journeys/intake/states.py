"""The states of an import run, as a table."""

from django.db.models import TextChoices


class RunState(TextChoices):
    RECEIVED = "received", "Received"
    CHECKING = "checking", "Being checked"
    UNMAPPED = "unmapped", "Columns to be matched"
    READY = "ready", "Ready to confirm"
    REFUSED = "refused", "Refused"
    APPLYING = "applying", "Being written"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    WITHDRAWN = "withdrawn", "Withdrawn"


S = RunState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.RECEIVED: frozenset({S.CHECKING, S.WITHDRAWN}),
    S.CHECKING: frozenset({S.READY, S.REFUSED, S.UNMAPPED, S.FAILED, S.RECEIVED}),
    S.UNMAPPED: frozenset({S.RECEIVED, S.WITHDRAWN}),
    S.READY: frozenset({S.APPLYING, S.RECEIVED, S.WITHDRAWN}),
    S.APPLYING: frozenset({S.DONE, S.READY, S.FAILED}),
    S.REFUSED: frozenset({S.WITHDRAWN}),
    S.FAILED: frozenset({S.WITHDRAWN}),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset(),
}
WORKING = frozenset({S.CHECKING, S.APPLYING})

"""The states of a mail, as a table. The worker moves thousands, so it asks the table and writes no audit line for each."""

from django.db.models import TextChoices


class MailState(TextChoices):
    WAITING = "waiting", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Refused or given up"
    UNSURE = "unsure", "Cut off: it may have gone"
    KEPT = "kept", "Kept here, not sent"
    WITHDRAWN = "withdrawn", "Withdrawn"


S = MailState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.WAITING: frozenset({S.SENDING, S.FAILED, S.KEPT, S.WITHDRAWN}),
    S.SENDING: frozenset({S.SENT, S.WAITING, S.FAILED, S.UNSURE}),
    S.UNSURE: frozenset({S.SENT, S.WAITING}),
    S.FAILED: frozenset({S.WAITING}),
    S.KEPT: frozenset({S.WAITING}),  # a server was named since, and somebody decided that it goes after all
    S.SENT: frozenset(),
    S.WITHDRAWN: frozenset(),
}

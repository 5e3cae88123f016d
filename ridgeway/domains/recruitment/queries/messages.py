"""How far a message to candidates has gone, read from the outbox: what has left, what waits there, what was never written."""

from dataclasses import dataclass

from django.db.models import Count

from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.core.outbox.states import MailState

from ..models import Message, MessageTo

M = MailState
_WENT = (M.SENT, M.SENDING, M.UNSURE)


@dataclass(frozen=True, slots=True)
class HowFar:
    """Of all it is addressed to: how many it went to, wait, came to nothing, have no address, are kept for want of a server, are not written to."""

    total: int
    went: int
    waits: int
    refused: int
    kept: int
    left_out: int

    @property
    def not_yet(self) -> int:
        """Those who have not got it and may still get it: not written to, or waiting in the outbox."""
        return max(0, self.total - self.went - self.refused - self.kept - self.left_out)

    @property
    def done(self) -> int:
        """Those of whom nothing more is to come."""
        return self.total - self.not_yet


def key_of(message: Message, application: int) -> str:
    """What the mail of a message to one application is called in the outbox."""
    return f"message-{message.pk}:{application}"


def how_far(message: Message) -> HowFar:
    """How far a message has gone. Two queries."""
    rows = MessageTo.objects.filter(message=message).values_list("application", "told_at", "left_out")
    told, left_out = [], 0
    for application, at, why in rows:
        left_out += bool(why)
        if at is not None:
            told.append(key_of(message, application))
    mails = OutgoingMail.objects.filter(council_id=message.council_id, key__in=told)
    counts = dict(mails.order_by().values_list("state").annotate(Count("pk")))
    return HowFar(
        message.total, sum(counts.get(state, 0) for state in _WENT), counts.get(M.WAITING, 0),
        counts.get(M.FAILED, 0) + counts.get(M.WITHDRAWN, 0), counts.get(M.KEPT, 0), left_out,
    )  # fmt: skip

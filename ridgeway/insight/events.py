"""What happened, to be drawn on the time axis: funding decisions and market supplements of a scope."""

import datetime as dt

from ridgeway.domains.establishment.models import FundingDecision
from ridgeway.domains.organisation.queries import Scope
from ridgeway.domains.pay.models import Supplement

Event = tuple[dt.date, str]
LONGEST = 34


def between(user, scope: Scope, after: dt.date, until: dt.date) -> list[Event]:
    """Decisions that paid for posts of the scope, and supplements from the day they hold, as far as `user` may see them. Two queries."""
    decisions = FundingDecision.objects.filter(
        council_id=scope.council.pk, decided_on__gt=after, decided_on__lte=until, posts__terms__team__in=list(scope.team_ids)
    ).distinct()  # fmt: skip
    found = [(d.decided_on, d.title) for d in decisions]
    supplements = Supplement.objects.filter(council_id=scope.council.pk, starts_on__gt=after, starts_on__lte=until)
    found += [(s.starts_on, f"Supplement: {s.title}") for s in supplements.visible_to(user)]
    return sorted((day, shortened(words)) for day, words in found)


def shortened(words: str) -> str:
    """As many words as stand beside a line."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"

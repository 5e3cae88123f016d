"""What happened, to be drawn on the time axis: phases of campaigns, funding decisions, market supplements, and what a layer above adds."""

import datetime as dt

from django.db.models import CharField, DateField, QuerySet, Value
from django.db.models.functions import Cast

from ridgeway.domains.campaigns.models import Phase
from ridgeway.domains.establishment.models import FundingDecision
from ridgeway.domains.organisation.queries import Scope
from ridgeway.domains.pay.models import Supplement

Event = tuple[dt.date, str]
Band = tuple[dt.date, dt.date, str]
LONGEST = 34
ONE_DAY = dt.timedelta(days=1)


def rows(found: QuerySet, day: str, words: str, kind: str, ends: str = "") -> QuerySet:
    """Rows of one kind as (kind, day, end, words), so that all kinds are read in one query."""
    until = Cast(ends, DateField()) if ends else Cast(Value(None), DateField())
    told = found.order_by().annotate(
        told_kind=Value(kind, output_field=CharField()), told_on=Cast(day, DateField()), told_until=until, told_words=Cast(words, CharField(max_length=300)),
    )  # fmt: skip
    return told.values_list("told_kind", "told_on", "told_until", "told_words")


def between(user, scope: Scope, after: dt.date, until: dt.date, *more: QuerySet) -> tuple[list[Band], list[Event]]:
    """The phases that share a day with those asked for, and what happened in them, as far as `user` may see it. One query.

    Decisions are those that paid for posts of the scope. `more`: further `rows`.
    """
    council = scope.council.pk
    phases = Phase.objects.filter(council_id=council).visible_to(user).overlapping(after, until + ONE_DAY)
    decisions = FundingDecision.objects.filter(
        council_id=council, decided_on__gt=after, decided_on__lte=until, posts__terms__team__in=list(scope.team_ids)
    )  # fmt: skip
    supplements = Supplement.objects.filter(council_id=council, starts_on__gt=after, starts_on__lte=until)
    found = rows(phases, "starts_on", "name", "phase", "ends_on").union(
        rows(decisions, "decided_on", "title", "decision"), rows(supplements.visible_to(user), "starts_on", "title", "supplement"), *more
    )  # fmt: skip
    told = sorted(found, key=lambda row: (row[1], row[3]))
    bands = [(day, end or until + ONE_DAY, words) for kind, day, end, words in told if kind == "phase"]
    return bands, [(day, shortened(_said(kind, words))) for kind, day, _, words in told if kind != "phase"]


def _said(kind: str, words: str) -> str:
    return f"{kind.capitalize()}: {words}" if kind not in ("decision",) else words


def shortened(words: str) -> str:
    """As many words as stand beside a line."""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"

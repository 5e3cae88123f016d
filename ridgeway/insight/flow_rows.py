"""The posts behind one number of the balance: which were new, left, filled or vacant, and by whom."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch

from ridgeway.domains.establishment.models import Holding, Post, PostTerm
from ridgeway.domains.organisation.queries import Scope

from .balance import flow_of
from .figures import day_words
from .question import ask

FLOWS = {
    "opening": "Vacant at the start",
    "new": "New posts",
    "ended": "Posts that ended",
    "left": "Left by people who went",
    "moved": "Moves between posts",
    "started": "Filled by people who started",
    "closing": "Vacant at the end",
    "unexplained": "Posts whose rows do not balance",
}
HEADS = ("Post", "Team", "Role", "FTE", "What happened")


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A post with what happened in it between the two days, in words."""

    number: str
    team: str
    role: str
    fte: object
    what: str


def of(
    scope: Scope, after: dt.date, until: dt.date, flow: str, user, team: int | None, role: int | None, group: str | None
) -> list[FlowRow]:
    """The rows of a flow, of one line of the table or of all of it. Four queries."""
    question = ask(scope, [until])
    posts, lines, amounts = flow_of(question, after, until, flow)
    teams = {t.pk for t in scope.teams if group in (None, t.group or t.name) and team in (None, t.pk)}
    wanted = [
        post
        for post, (line_team, line_role), amount in zip(posts, lines, amounts, strict=True)
        if amount and line_team in teams and role in (None, line_role)
    ]
    found = (
        Post.objects.filter(pk__in=wanted)
        .visible_to(user)
        .order_by("number")
        .prefetch_related(
            Prefetch("terms", PostTerm.objects.select_related("team", "role").order_by("starts_on"), "all_terms"),
            Prefetch(
                "holdings", Holding.objects.select_related("worker", "employment").order_by("starts_on"), "all_held"
            ),
        )
    )
    return [_row(post, after, until) for post in found]


def _row(post, after: dt.date, until: dt.date) -> FlowRow:
    term = next((t for t in reversed(post.all_terms) if t.starts_on <= until), post.all_terms[-1])
    return FlowRow(post.number, str(term.team), str(term.role), term.fte, _story(post, after, until))


def _story(post, after: dt.date, until: dt.date) -> str:
    parts: list[tuple[dt.date, str]] = []
    first, last = post.all_terms[0], post.all_terms[-1]
    if after < first.starts_on <= until:
        parts.append((first.starts_on, f"funded from {day_words(first.starts_on)}"))
    if last.ends_on and after < last.ends_on <= until:
        parts.append((last.ends_on, f"ended on {day_words(last.ends_on)}"))
    for held in post.all_held:
        if after < held.starts_on <= until:
            verb = "started" if held.starts_on == held.employment.starts_on else "moved in"
            parts.append((held.starts_on, f"{held.worker.name} {verb} on {day_words(held.starts_on)}"))
        if held.ends_on and after < held.ends_on <= until:
            verb = "left" if held.ends_on == held.employment.ends_on else "moved out"
            parts.append((held.ends_on, f"{held.worker.name} {verb} on {day_words(held.ends_on)}"))
    if not any(held.holds_on(until) for held in post.all_held):
        parts.append((until, f"vacant on {day_words(until)}"))
    return "; ".join(words for _, words in sorted(parts)) or "nothing between the two days"

"""What a board says of each candidate's scores and time: a fact, what comes next and whose turn it is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Count, IntegerField, JSONField, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from ridgeway.core.together import Question, ask_together
from ridgeway.core.words import listed

from ..choices import PanelPart, RoundKind
from ..models import Advert, Application, Interview, InterviewSheet, PanelMember, ScoreSheet, Shortlisting
from ..shortlisting_rules import compare, top
from ..states import ApplicationState, InterviewState, SheetState
from .shortlisting import counted

S = ApplicationState
MANY = 500
I = InterviewState  # noqa: E741


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known (Scored by 1 of 2), what comes next (Next score) and who acts; empty where the stage's own words hold."""

    words: str = ""
    next: str = ""
    turn: str = ""


def with_times(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The applications with how their last interview stands, and when it is: no query more."""
    last = Interview.objects.filter(application=OuterRef("pk")).exclude(state=I.CANCELLED).order_by("-pk")
    return rows.annotate(
        met_state=Subquery(last.values("state")[:1]), met_at=Subquery(last.values("slot__starts_at")[:1])
    )


def facts_of(user, advert: Advert, rows: Sequence[Application]) -> dict[int, Fact]:
    """What the scores of some applications say that came `with_times`: of those to read, and of those met. One query for both."""
    read = scored_facts(user, advert, [row.pk for row in rows if row.state == S.SENT])
    met = panel_facts(user, [row.pk for row in rows if row.state == S.INTERVIEW and row.met_state == I.HELD])  # type: ignore[attr-defined]
    scored, panels = ask_together([read, met])
    times = {row.pk: fact for row in rows if (fact := met_fact(row))}
    return {**times, **panels, **scored}


def scored_facts(user, advert: Advert, keys: Sequence[int]) -> Question[dict[int, Fact]]:
    """How many have handed in for some applications of an advert; the totals where this person may see them. One query, where it is scored."""
    shortlisting: Shortlisting | None = getattr(advert, "shortlisting", None) if keys else None
    if shortlisting is None:
        return {}
    seen = ScoreSheet.objects.visible_to(user).filter(shown_at__isnull=False).values("pk")
    rows = counted(shortlisting).filter(state=SheetState.SUBMITTED)
    # of a file of everybody there are more keys than a statement takes
    rows = rows.filter(application__in=keys) if len(keys) <= MANY else rows.filter(application__state=S.SENT)
    shown = Case(When(pk__in=seen, then="points"), default=Value(None, JSONField()), output_field=JSONField())
    sheets: dict[int, list[Mapping[str, int] | None]] = {}
    settled: dict[int, Mapping[str, int]] = {}
    wanted = rows.order_by("pk").values_list("application", shown, "application__agreed_scores__points")
    for application, points, agreed in (yield wanted):
        sheets.setdefault(application, []).append(points)
        settled[application] = agreed or {}
    return {key: _of_sheets(shortlisting, found, settled[key]) for key, found in sheets.items()}


def _of_sheets(asked: Shortlisting, found: list[Mapping[str, int] | None], agreed: Mapping[str, int]) -> Fact:
    least = asked.least
    if len(found) < least:
        return Fact(f"Scored by {len(found)} of {least}", "Next score", "Shortlister to act")
    sheets = [points for points in found if points is not None]
    if len(sheets) < least:
        return Fact("Scored", "Shortlist or decline", "Hiring manager to act")
    made = compare(list(sheets[0]), sheets, agreed)
    totals = f"{listed([str(total) for total in made.totals])} of {top(asked.scale) * len(made.lines)}"
    if made.differing:
        return Fact(f"Scores differ: {totals}", "Agree a score", "Shortlisters to act")
    return Fact(f"Scored {totals}{', agreed' if agreed else ''}", "Shortlist or decline", "Hiring manager to act")


def panel_facts(user, keys: Sequence[int]) -> Question[dict[int, Fact]]:
    """What panels gave some applications they met: beside one another once everybody on the panel has handed in and this person may see it,
    else how many have. Of several interviews the panel's, else the last. One query, where somebody was met."""
    if not keys:
        return {}
    rows = InterviewSheet.objects.filter(state=SheetState.SUBMITTED).exclude(interview__state=I.CANCELLED)
    rows = (
        rows.filter(interview__application__in=keys)
        if len(keys) <= MANY
        else rows.filter(interview__application__state=S.INTERVIEW)
    )
    seen = InterviewSheet.objects.visible_to(user).filter(shown_at__isnull=False).values("pk")
    score = PanelMember.objects.filter(round=OuterRef("interview__round")).exclude(part=PanelPart.ADVISER).order_by()
    shown = Case(When(pk__in=seen, then="points"), default=Value(None, JSONField()), output_field=JSONField())
    many = Subquery(score.values("round").annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    is_panel = Case(When(interview__round__kind=RoundKind.PANEL, then=1), default=0)
    wanted = rows.order_by(is_panel, "interview", "pk").values_list(
        "interview__application",
        "interview",
        many,
        "interview__round__scale",
        shown,
        "interview__agreed_scores__points",
    )
    found = yield wanted
    last = {application: interview for application, interview, *_ in found}
    facts = {}
    for application, sheets in groupby((row for row in found if last[row[0]] == row[1]), key=lambda row: row[0]):
        facts[application] = _of_panel([row[2:] for row in sheets])
    return facts


def _of_panel(sheets: Sequence[tuple]) -> Fact:
    """The fact of one interview: of each sheet how many score there, the scale, its points where they may be seen, and what was agreed."""
    many, scale, _, agreed = sheets[0]
    if len(sheets) < many:
        return Fact(f"Scored by {len(sheets)} of {many}", "Next score", "Panel to act")
    given = [points for _, _, points, _ in sheets if points is not None]
    if len(given) < many:
        return Fact(f"Scored by all {many}", "Offer or decline", "Hiring manager to act")
    made = compare(list(given[0]), given, agreed)
    totals = f"{listed([str(total) for total in made.totals])} of {top(scale) * len(made.lines)}"
    if made.differing:
        return Fact(f"Panel gave {totals}, apart", "Agree a score", "Panel to act")
    return Fact(f"Panel gave {totals}{', agreed' if agreed else ''}", "Offer or decline", "Hiring manager to act")


def met_fact(row: Application) -> Fact | None:
    """How the interview of an application stands that came `with_times`; none where there is none."""
    state, at = getattr(row, "met_state", None), getattr(row, "met_at", None)
    return _met(state, at) if row.state == S.INTERVIEW and state else None


def _met(state: str, at: dt.datetime | None) -> Fact:
    if state == I.INVITED or at is None:
        return Fact("No time chosen yet", "Choose a time", "Candidate to act")
    starts = timezone.localtime(at)
    when = f"{starts:%a} {starts.day} {starts:%b, %H:%M}"
    if state == I.HELD:
        return Fact(f"Met {when}", "Score and decide", "Panel to act")
    if state == I.MISSED:
        return Fact(f"Did not come {when}", "Ring the candidate", "Hiring manager to act")
    return Fact(f"Chose {when}", "Meet", "Panel to act")

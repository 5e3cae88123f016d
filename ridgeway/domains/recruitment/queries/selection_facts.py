"""What a board says of each candidate's scores and time: a fact, what comes next and whose turn it is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, JSONField, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from ..models import Advert, Application, Interview, ScoreSheet, Shortlisting
from ..shortlisting_rules import compare
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


def scored_facts(user, advert: Advert, keys: Sequence[int]) -> dict[int, Fact]:
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
    for application, points, agreed in wanted:
        sheets.setdefault(application, []).append(points)
        settled[application] = agreed or {}
    return {key: _of_sheets(shortlisting.least, found, settled[key]) for key, found in sheets.items()}


def _of_sheets(least: int, found: list[Mapping[str, int] | None], agreed: Mapping[str, int]) -> Fact:
    if len(found) < least:
        return Fact(f"Scored by {len(found)} of {least}", "Next score", "Shortlister to act")
    sheets = [points for points in found if points is not None]
    if len(sheets) < least:
        return Fact("Scored", "Shortlist or decline", "Hiring manager to act")
    made = compare(list(sheets[0]), sheets, agreed)
    totals = " and ".join(str(total) for total in made.totals)
    if made.differing:
        return Fact(f"Scores differ: {totals}", "Agree a score", "Shortlisters to act")
    return Fact(f"Scored {totals}{', agreed' if agreed else ''}", "Shortlist or decline", "Hiring manager to act")


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

"""Scoring at interview: each on the panel alone, handed in, taken back; and what has to be there before somebody is offered the job."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from ridgeway.domains.organisation.models import User

from ..choices import RoundKind
from ..models import Application, Interview, InterviewSheet
from ..queries.conflicts import INTEREST, has_interest
from ..queries.interviews import needed, panel_of
from ..states import ApplicationState, InterviewState, SheetState
from . import interviews_telling as telling
from .applications import locked_application
from .interviews_telling import locked_interview
from .shortlisting import checked_scores, sheet_to
from .writing import changed, created, need

S = ApplicationState
I = InterviewState  # noqa: E741
H = SheetState


@transaction.atomic
def save_interview_scores(
    interview: Interview, *, points: Mapping[str, int], words: Mapping[str, str], hands_in: bool, by, at: dt.datetime
) -> InterviewSheet:
    """Keep what somebody on the panel gives a candidate; handing the first sheet in says that the interview was held.

    Raises `CannotChangeRecruitment` before its time, for who is not on the panel, after handing in, and once somebody has decided.
    """
    locked_application(Application(pk=interview.application_id))
    interview = locked_interview(interview)
    panel = panel_of(interview.round)
    need(any(m.scores and m.user_id == getattr(by, "pk", None) for m in panel), "You do not score in this round.")
    need(isinstance(by, User) and not has_interest(by, interview.application.advert), INTEREST)
    need(interview.application.state == S.INTERVIEW, "Somebody has decided about this application already.")
    need(interview.state in (I.CHOSEN, I.HELD) and interview.slot, "This interview was not held.")
    assert interview.slot is not None
    need(interview.slot.starts_at <= at, "The interview has not begun yet.")
    keys = [str(pk) for pk in interview.round.questions.values_list("pk", flat=True)]
    need(keys, "This round has no questions yet. Write them first: everybody is asked the same.")
    points, words = checked_scores(points, words, keys, interview.round.scale)
    need(not hands_in or len(points) == len(keys), "Give points for every question, then hand it in.")
    row = _own(interview, by)
    need(row is None or row.state == H.SCORING, "You have handed this one in. Take it back first.")
    if row is None:
        row = InterviewSheet.objects.create(
            council=interview.council, interview=interview, user=by, points=points, words=words, saved_at=at
        )
        row = created(row, "scores.saved", by=by, at=at)
    elif (row.points, row.words) != (points, words):
        row = changed(row, "scores.saved", points=points, words=words, saved_at=at, by=by, at=at)
    if hands_in:
        sheet_to(row, H.SUBMITTED, by=by, at=at, submitted_at=at)
        if interview.state == I.CHOSEN:
            telling.move(interview, I.HELD, by=by, at=at)
        rows = InterviewSheet.objects.filter(interview=interview, state=H.SUBMITTED)
        if rows.count() >= needed(panel):
            rows.filter(shown_at__isnull=True).update(shown_at=at)
            row.refresh_from_db()
    return row


def _own(interview: Interview, by) -> InterviewSheet | None:
    rows = InterviewSheet.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    return rows.filter(interview=interview, user=by).first()


@transaction.atomic
def take_back_interview_scores(interview: Interview, *, by, at: dt.datetime) -> InterviewSheet:
    """Take one's sheet back while nobody else has handed in. Raises once the scores are beside one another."""
    interview = locked_interview(interview)
    row = _own(interview, by)
    need(row is not None, "You have not scored this one.")
    assert row is not None
    need(row.shown_at is None, "The others have handed in too, so the scores stand.")
    sheet_to(row, H.SCORING, by=by, at=at, submitted_at=None)
    return row


def need_interview(application: Application, to: str) -> None:
    """Refuse to offer the job to somebody whose interview with a panel is still to come, or whose panel has not scored."""
    if application.state != S.INTERVIEW or to != S.OFFERED:
        return
    rows = Interview.objects.filter(application=application, round__kind=RoundKind.PANEL).select_related("round")
    for interview in rows.exclude(state=I.CANCELLED):
        need(interview.state == I.HELD, "Their interview has not been held yet. Hold it, or cancel it.")
        if interview.round.questions.exists():
            have = interview.sheets.filter(state=H.SUBMITTED).count()
            wanted = needed(panel_of(interview.round))
            need(have >= wanted, f"{have} of {wanted} on the panel have handed in their scores.")

"""Scoring at interview: each on the panel alone, handed in, taken back; what came on paper, typed in; and what has to be there before somebody is offered the job."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import User

from ..choices import PanelPart, RoundKind
from ..models import Application, Interview, InterviewSheet, PanelMember
from ..queries.conflicts import INTEREST, has_interest
from ..queries.interviews import handed_in, needed, panel_of
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
    interview, panel = begun(interview, by=by, at=at)
    need(any(m.scores and m.user_id == getattr(by, "pk", None) for m in panel), "You do not score in this round.")
    row = _own(interview, by)
    need(row is None or row.state == H.SCORING, "You have handed this one in. Take it back first.")
    return _keep(interview, panel, row, {"user": by}, points, words, hands_in, by=by, at=at)


def begun(interview: Interview, *, by, at: dt.datetime) -> tuple[Interview, list[PanelMember]]:
    """An interview that can be scored, locked, with its panel."""
    locked_application(Application(pk=interview.application_id))
    interview = locked_interview(interview)
    need(isinstance(by, User) and not has_interest(by, interview.application.advert), INTEREST)
    need(interview.application.state == S.INTERVIEW, "Somebody has decided about this application already.")
    need(interview.state in (I.CHOSEN, I.HELD) and interview.slot, "This interview was not held.")
    assert interview.slot is not None
    need(interview.slot.starts_at <= at, "The interview has not begun yet.")
    return interview, panel_of(interview.round)


def _keep(
    interview: Interview,
    panel: Sequence[PanelMember],
    row: InterviewSheet | None,
    whose: Mapping[str, object],
    points: Mapping[str, int],
    words: Mapping[str, str],
    hands_in: bool,
    *,
    by,
    at: dt.datetime,
) -> InterviewSheet:
    """Write a sheet, and hand it in; the first that is handed in says that the interview was held."""
    keys = [str(pk) for pk in interview.round.questions.values_list("pk", flat=True)]
    need(keys, "This round has no questions yet. Write them first: everybody is asked the same.")
    points, words = checked_scores(points, words, keys, interview.round.scale)
    need(not hands_in or len(points) == len(keys), "Give points for every question, then hand it in.")
    if row is None:
        row = InterviewSheet.objects.create(
            council=interview.council, interview=interview, points=points, words=words, saved_at=at, **whose
        )
        row = created(row, "scores.saved", by=by, at=at)
    elif (row.points, row.words) != (points, words):
        row = changed(row, "scores.saved", points=points, words=words, saved_at=at, by=by, at=at, **whose)
    if hands_in:
        sheet_to(row, H.SUBMITTED, by=by, at=at, submitted_at=at)
        if interview.state == I.CHOSEN:
            telling.move(interview, I.HELD, by=by, at=at)
        show_if_enough(interview, panel, at)
        row.refresh_from_db()
    return row


def show_if_enough(interview: Interview, panel: Sequence[PanelMember], at: dt.datetime) -> None:
    """Once enough have handed theirs in, all that is handed in may be seen by those who have."""
    if handed_in(interview).count() >= needed(interview.round.kind, panel):
        rows = InterviewSheet.objects.filter(interview=interview, state=H.SUBMITTED, shown_at__isnull=True)
        rows.update(shown_at=at)


def why_not_type_in(interview: Interview, panel: Sequence[PanelMember], user) -> str:
    """Why somebody may not type in what others on the panel wrote on paper; empty where they may."""
    advert = interview.application.advert
    pk = getattr(user, "pk", None)
    is_chair = any(m.part == PanelPart.CHAIR and m.user_id == pk for m in panel)
    may_arrange = isinstance(user, User) and access_of(user).may(
        Permission.APPLICATIONS_EDIT, council_id=advert.council_id, service_id=advert.service_id, team_id=advert.team_id
    )
    if not isinstance(user, User) or not (is_chair or may_arrange):
        return "The chair types in what is on paper, or whoever arranges the round."
    if has_interest(user, advert):
        return INTEREST
    owes = any(m.scores and m.user_id == pk for m in panel)
    if owes and not InterviewSheet.objects.filter(interview=interview, user=pk, state=H.SUBMITTED).exists():
        return "Hand in your own scores first, so that what you read does not lead them."
    return ""


def sheet_typed_for(interview: Interview, member: PanelMember) -> InterviewSheet | None:
    """What was typed in of somebody's sheet on paper, locked."""
    rows = InterviewSheet.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    return rows.filter(interview=interview, member=member).first()


@transaction.atomic
def type_in_sheet(
    interview: Interview,
    member: PanelMember,
    *,
    points: Mapping[str, int],
    words: Mapping[str, str],
    hands_in: bool,
    by,
    at: dt.datetime,
) -> InterviewSheet:
    """Keep what somebody on the panel wrote on paper, as `by` reads it. Handed in, it is locked like any other.

    Raises `CannotChangeRecruitment` for who may not, for somebody who signs in and scores for themselves, and as `save_interview_scores`.
    """
    interview, panel = begun(interview, by=by, at=at)
    one = next((m for m in panel if m.pk == member.pk and m.is_on_paper), None)
    need(one, "They score for themselves, or are no longer on this panel.")
    assert one is not None
    refused = why_not_type_in(interview, panel, by)
    need(not refused, refused)
    row = sheet_typed_for(interview, one)
    need(row is None or row.state == H.SCORING, "This sheet is handed in. Take it back first.")
    return _keep(interview, panel, row, {"member": one, "typed_by": by}, points, words, hands_in, by=by, at=at)


@transaction.atomic
def take_back_typed_sheet(interview: Interview, member: PanelMember, *, by, at: dt.datetime) -> InterviewSheet:
    """Open a sheet from paper again, to put right what was typed. Raises once the scores are beside one another."""
    interview, panel = begun(interview, by=by, at=at)
    refused = why_not_type_in(interview, panel, by)
    need(not refused, refused)
    row = sheet_typed_for(interview, member)
    need(row is not None, "Nobody has typed this sheet in.")
    assert row is not None
    need(row.shown_at is None, "The scores are compared already: say why it is taken back.")
    sheet_to(row, H.SCORING, by=by, at=at, submitted_at=None)
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
            have = handed_in(interview).count()
            wanted = needed(interview.round.kind, panel_of(interview.round))
            need(have >= wanted, f"{have} of {wanted} on the panel have handed in their scores.")

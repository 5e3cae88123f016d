"""What a panel settles on once its scores are beside one another; and a sheet from paper taken back after that. Both until the decision."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import User

from .. import shortlisting_rules as rules
from ..models import AgreedInterviewScores, Application, Interview, InterviewSheet, PanelMember
from ..queries.conflicts import INTEREST, has_interest
from ..queries.interviews import handed_in, needed, panel_of
from ..states import ApplicationState, SheetState
from .applications import locked_application
from .interviews_scoring import begun, sheet_typed_for, why_not_type_in
from .interviews_telling import locked_interview
from .shortlisting import checked_scores, keep_agreed, sheet_to
from .writing import deleted, name_of, need

H = SheetState


def why_not_agree(interview: Interview, panel: list[PanelMember], user) -> str:
    """Why somebody may not write down what the panel agreed; empty where they may: one who scored there, or whoever arranges the round."""
    advert, pk = interview.application.advert, getattr(user, "pk", None)
    if not isinstance(user, User) or has_interest(user, advert):
        return INTEREST
    on_panel = any(m.scores and m.user_id == pk for m in panel)
    if on_panel and not InterviewSheet.objects.filter(interview=interview, user=pk, state=H.SUBMITTED).exists():
        return "Hand in your own scores first."
    may_arrange = access_of(user).may(
        Permission.APPLICATIONS_EDIT, council_id=advert.council_id, service_id=advert.service_id, team_id=advert.team_id
    )
    return "" if on_panel or may_arrange else "The panel agrees, or whoever arranges the round writes it down for them."


def _open(interview: Interview, *, by) -> Interview:
    """An interview whose scores may still be talked about, locked with its application."""
    locked_application(Application(pk=interview.application_id))
    interview = locked_interview(interview)
    need(interview.application.state == ApplicationState.INTERVIEW, "Somebody has decided about this application already.")  # fmt: skip
    refused = why_not_agree(interview, panel_of(interview.round), by)
    need(not refused, refused)
    return interview


def _agreed(interview: Interview) -> AgreedInterviewScores | None:
    rows = AgreedInterviewScores.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    return rows.filter(interview=interview).first()


@transaction.atomic
def agree_interview_scores(
    interview: Interview, *, points: Mapping[str, int], words: Mapping[str, str], by, at: dt.datetime
) -> AgreedInterviewScores:
    """Keep what a panel settled on, question by question, where they were two points apart or more. What each gave at first stays beside it.

    Raises `CannotChangeRecruitment` before their scores are beside one another, after somebody has decided, for who may not, without a reason,
    and for a question on which they were close.
    """
    interview = _open(interview, by=by)
    wanted = needed(interview.round.kind, panel_of(interview.round))
    need(handed_in(interview).count() >= wanted, "There is nothing to agree on before the scores are in.")
    keys = [str(pk) for pk in interview.round.questions.values_list("pk", flat=True)]
    points, words = checked_scores(points, words, keys, interview.round.scale)
    sheets = InterviewSheet.objects.filter(interview=interview, shown_at__isnull=False)
    apart = {line.key for line in rules.compare(keys, [sheet.points for sheet in sheets]).lines if line.is_apart}
    row = _agreed(interview)
    need(points, "Choose the points you agreed on, or undo what was agreed.")
    need(points.keys() <= apart | (row.points.keys() if row else set()), "Agree where you were two points apart or more.")  # fmt: skip
    need(all(words.get(key) for key in points), "Say in a few words why you agreed on it.")
    words = {key: words[key] for key in points}
    if row is not None and (row.points, row.words) == (points, words):
        return row
    new = row or AgreedInterviewScores(council=interview.council, interview=interview)
    return keep_agreed(new, points=points, words=words, by=by, at=at)


@transaction.atomic
def undo_agreed_interview_scores(interview: Interview, *, by, at: dt.datetime) -> None:
    """Take back what a panel agreed: the mean stands again. Nothing there is nothing done. Raises once somebody has decided."""
    interview = _open(interview, by=by)
    row = _agreed(interview)
    if row is not None:
        deleted(row, "scores.agreement_undone", by=by, at=at)


@transaction.atomic
def reopen_typed_sheet(interview: Interview, member: PanelMember, *, why: str, by, at: dt.datetime) -> InterviewSheet:
    """Take a sheet from paper back after it was compared, because it was typed in wrongly: open again, with why, who and what it said beside it.

    Raises `CannotChangeRecruitment` without a reason, once somebody has decided, and where something was agreed with it.
    """
    interview, panel = begun(interview, by=by, at=at)
    refused = why_not_type_in(interview, panel, by)
    need(not refused, refused)
    row = sheet_typed_for(interview, member)
    need(row is not None and row.state == H.SUBMITTED, "This sheet is open already, or nobody has typed it in.")
    assert row is not None
    need(why.strip(), "Say why it is taken back: what on paper was typed in wrongly.")
    need(_agreed(interview) is None, "Something was agreed with this sheet. Undo that first, then take the sheet back.")
    sheet_to(
        row, H.SCORING, verb="scores.taken_back", by=by, at=at, submitted_at=None, shown_at=None, was=row.was or row.points,
        reopened_at=at, reopened_by_name=name_of(by)[:120], reopened_why=why.strip()[:300],
    )  # fmt: skip
    return row

"""What a panel gave: one interview's scores beside one another, and everybody met in a round by what stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db.models import Count

from .. import shortlisting_rules as rules
from ..choices import RoundKind, Scale
from ..models import (
    AgreedInterviewScores,
    Interview,
    InterviewQuestion,
    InterviewRound,
    InterviewSheet,
    PanelMember,
)
from ..shortlisting_rules import Comparison
from ..states import SheetState
from .interviews import handed_in, needed

H = SheetState


@dataclass(frozen=True)
class Beside:
    """The sheets of one interview that somebody may see, beside one another, and what was agreed. `late`: who handed in after that."""

    questions: Sequence[InterviewQuestion]
    sheets: Sequence[InterviewSheet]
    comparison: Comparison
    handed_in: int
    own: InterviewSheet | None
    agreed: AgreedInterviewScores | None = None
    late: Sequence[str] = ()


def beside(user, interview: Interview) -> Beside:
    """The scores of an interview as far as this person may see them. Five queries."""
    questions = list(InterviewQuestion.objects.filter(round=interview.round_id).select_related("criterion"))
    rows = list(
        InterviewSheet.objects.visible_to(user)
        .filter(interview=interview)
        .select_related("user", "member__user", "typed_by")
    )
    shown = sorted((row for row in rows if row.shown_at), key=lambda row: (row.member_id is not None, row.who, row.pk))
    agreed = AgreedInterviewScores.objects.visible_to(user).filter(interview=interview).first()
    made = rules.compare([str(q.pk) for q in questions], [row.points for row in shown], agreed and agreed.points)
    own = next((row for row in rows if row.user_id == user.pk), None)
    late = [row.who for row in shown if agreed and row.submitted_at and row.submitted_at > agreed.at]
    return Beside(questions, shown, made, handed_in(interview).count(), own, agreed, late)


@dataclass(frozen=True)
class Met:
    """One interview of a round as it stands: how many have handed in, what each on the panel gave in all, what stands and its place.

    `comparison` is None until this person may see it; `totals` goes by the panel member's number. `short_of`: essential criteria not met.
    """

    interview: Interview
    handed_in: int
    comparison: Comparison | None
    totals: Mapping[int, int]
    place: int = 0
    is_tied: bool = False
    short_of: Sequence[str] = ()


def met_in(user, round_: InterviewRound, people: Sequence[Interview], panel: Sequence[PanelMember]) -> list[Met]:
    """Those of a round whom somebody has scored: those that can be compared, best first, then the others. Four queries, however many there are."""
    questions = list(round_.questions.select_related("criterion"))
    counts = _counts(round_)
    sheets: dict[int, list[InterviewSheet]] = {}
    for sheet in InterviewSheet.objects.visible_to(user).filter(interview__round=round_, shown_at__isnull=False):
        sheets.setdefault(sheet.interview_id, []).append(sheet)
    agreed = dict(
        AgreedInterviewScores.objects.visible_to(user)
        .filter(interview__round=round_)
        .values_list("interview", "points")
    )
    least = needed(round_.kind, panel)
    found = [
        _met(one, counts[one.pk], sheets.get(one.pk, []) if counts[one.pk] >= least else [], agreed.get(one.pk), questions, round_, panel)
        for one in people
        if one.pk in counts and one.application.hidden_at is None
    ]  # fmt: skip
    return _ranked(found)


def _counts(round_: InterviewRound) -> dict[int, int]:
    """How many sheets that count are handed in, by interview."""
    rows = InterviewSheet.objects.filter(interview__round=round_, state=H.SUBMITTED)
    if round_.kind == RoundKind.PANEL:
        rows = rows.filter(user__isnull=False)
    return dict(rows.order_by().values_list("interview").annotate(Count("pk")))


def _met(one: Interview, count: int, sheets, agreed, questions, round_: InterviewRound, panel) -> Met:
    if not sheets:
        return Met(one, count, None, {})
    made = rules.compare([str(q.pk) for q in questions], [sheet.points for sheet in sheets], agreed)
    numbers = {member.user_id: member.pk for member in panel if member.user_id}
    totals = {sheet.member_id or numbers.get(sheet.user_id, 0): total for sheet, total in zip(sheets, made.totals, strict=True)}  # fmt: skip
    essential = {str(q.pk): q.criterion.words for q in questions if q.criterion and q.criterion.is_essential}
    short = made.short_of(essential, rules.MEETS[Scale(round_.scale)])
    return Met(one, count, made, totals, short_of=[essential[key] for key in short])


def _ranked(found: Sequence[Met]) -> list[Met]:
    standing: dict[int, Fraction] = {one.interview.pk: one.comparison.stands for one in found if one.comparison}
    placed = rules.places(standing)
    compared = [
        replace(one, place=placed[one.interview.pk][0], is_tied=placed[one.interview.pk][1])
        for one in found
        if one.comparison
    ]
    return [
        *sorted(compared, key=lambda one: (one.place, one.interview.pk)),
        *(one for one in found if one.comparison is None),
    ]

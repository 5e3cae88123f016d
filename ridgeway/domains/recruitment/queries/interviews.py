"""Interviews as those who hold them read them: rounds, who is where, what comes, who on a panel is elsewhere, and scores beside one another."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from ridgeway.core.together import Question
from ridgeway.domains.organisation.models import Council, User
from ridgeway.domains.organisation.queries import Scope

from ..choices import PanelPart, RoundKind
from ..interview_rules import LEAST, Time
from ..models import (
    Advert,
    Application,
    Interview,
    InterviewQuestion,
    InterviewRound,
    InterviewSheet,
    InterviewSlot,
    PanelMember,
)
from ..states import ApplicationState, InterviewState, RoundState, SheetState

I = InterviewState  # noqa: E741
H = SheetState
GOING = (I.INVITED, I.CHOSEN)


def rounds_of(user, advert: Advert) -> list[InterviewRound]:
    """The rounds of an advert, as they were made. Three queries."""
    rows = InterviewRound.objects.visible_to(user).filter(advert=advert)
    return list(rows.prefetch_related("panel__user", "slots", "interviews"))


def round_of(user, council: Council, pk: int, permission: str | None = None) -> InterviewRound | None:
    """A round that `user` may see. One query."""
    rows = InterviewRound.objects.visible_to(user, permission).filter(council=council, pk=pk)
    return rows.select_related("council", "advert", "advert__contact", "advert__service", "advert__team").first()


def interview_of(user, council: Council, pk: int, permission: str | None = None) -> Interview | None:
    """An interview that `user` may see, with what stands around it. One query."""
    rows = Interview.objects.visible_to(user, permission).filter(
        council=council, pk=pk, application__hidden_at__isnull=True
    )
    return rows.select_related(
        "council", "round", "round__advert", "round__advert__contact", "application", "application__candidate",
        "application__advert", "application__council", "slot",
    ).first()  # fmt: skip


def in_round(user, round_: InterviewRound) -> list[Interview]:
    """Everybody invited in a round, those with a time first, by their time. One query."""
    rows = Interview.objects.visible_to(user).filter(round=round_)
    rows = rows.select_related("application", "application__candidate", "application__advert", "slot", "council")
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(rows, key=lambda row: (row.slot.starts_at if row.slot else far, row.pk))


def to_invite(user, round_: InterviewRound) -> list[Application]:
    """Those who can be invited to a round: shortlisted or to be met, and not in it already. One query."""
    there = Interview.objects.filter(round=round_, application=OuterRef("pk")).exclude(state=I.CANCELLED)
    rows = (
        Application.objects.visible_to(user)
        .with_names()
        .filter(advert=round_.advert_id, state__in=[ApplicationState.SHORTLISTED, ApplicationState.INTERVIEW])
    )
    rows = rows.filter(~Q(Exists(there))).select_related("candidate", "advert", "council")
    return list(rows.order_by("moved_at", "pk"))


def free_slots(round_: InterviewRound, at: dt.datetime, *, hours_before: int = 0) -> list[InterviewSlot]:
    """The times that nobody has chosen, and that can be chosen still. One query."""
    taken = Interview.objects.filter(slot=OuterRef("pk"))
    first = at + dt.timedelta(hours=hours_before)
    rows = InterviewSlot.objects.filter(round=round_, starts_at__gte=first).filter(~Q(Exists(taken)))
    return list(rows.order_by("starts_at", "pk"))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """That somebody on a panel is to meet another candidate at the same time."""

    who: str
    time: Time
    other: InterviewSlot


def elsewhere(round_: InterviewRound, times: Iterable[Time], users: Iterable[int] | None = None) -> list[Elsewhere]:
    """Where those on a panel (or only `users`) are needed twice: times of other rounds that are not called off. Two queries."""
    wanted = list(times)
    if not wanted:
        return []
    names = dict(PanelMember.objects.filter(round=round_, user__isnull=False).values_list("user", "user__name"))
    if users is not None:
        known = set(users)
        names = {key: name for key, name in names.items() if key in known} or dict(
            User.objects.filter(pk__in=known).values_list("pk", "name")
        )
    first, last = min(t.starts_at for t in wanted), max(t.ends_at for t in wanted)
    others = PanelMember.objects.filter(
        council=round_.council_id, user__in=names, round__slots__starts_at__lt=last, round__slots__ends_at__gt=first,
        round__state__in=[RoundState.ARRANGING, RoundState.OPEN],
    ).exclude(round=round_)  # fmt: skip
    pairs = others.values_list("user", "round__slots").distinct()
    slots = InterviewSlot.objects.filter(pk__in=[slot for _, slot in pairs]).select_related("round__advert").in_bulk()
    return [
        Elsewhere(names[user], time, slots[slot])
        for user, slot in pairs
        for time in wanted
        if time.runs_into(Time(slots[slot].starts_at, slots[slot].ends_at))
    ]


@dataclass(frozen=True)
class Ahead:
    """What comes: interviews with a time from a moment up to another, and those without one."""

    with_time: Sequence[Interview]
    without: Sequence[Interview]
    to_score: Sequence[Interview]


def ahead(
    user, scope: Scope, first: dt.datetime, last: dt.datetime, now: dt.datetime, *, most: int = 200
) -> Question[Ahead]:
    """The interviews of a scope between two moments; candidates who have chosen no time; those whose scores this person owes. One query."""
    rows = Interview.objects.visible_to(user).filter(council=scope.council, application__hidden_at__isnull=True)
    if scope.team:
        rows = rows.filter(application__team=scope.team)
    elif scope.service:
        rows = rows.filter(application__service=scope.service)
    rows = rows.select_related("round", "application", "application__candidate", "application__advert", "slot")
    named = PanelMember.objects.filter(round=OuterRef("round"), user=user).exclude(part=PanelPart.ADVISER)
    own = InterviewSheet.objects.filter(interview=OuterRef("pk"), user=user, state=H.SUBMITTED)
    asked = InterviewQuestion.objects.filter(round=OuterRef("round"))
    rows = rows.annotate(owes=Exists(named) & Exists(asked) & ~Exists(own))
    timed = Q(state__in=[I.CHOSEN, I.HELD], slot__starts_at__gte=first, slot__starts_at__lt=last)
    without = Q(state=I.INVITED, round__state=RoundState.OPEN)
    owed = Q(
        owes=True, slot__ends_at__lte=now, state__in=[I.CHOSEN, I.HELD], application__state=ApplicationState.INTERVIEW
    )
    found = yield rows.filter(timed | without | owed).order_by("slot__starts_at", "invited_at", "pk")[:most]
    return Ahead(
        [row for row in found if row.slot and first <= row.slot.starts_at < last],
        [row for row in found if row.state == I.INVITED],
        [row for row in found if row.slot and row.owes and row.slot.ends_at <= now and row.application.state == ApplicationState.INTERVIEW],
    )  # fmt: skip


def panel_of(round_: InterviewRound) -> list[PanelMember]:
    """The chair first. One query."""
    rows = list(PanelMember.objects.filter(round=round_).select_related("user"))
    return sorted(rows, key=lambda row: (row.part != PanelPart.CHAIR, row.pk))


def needed(kind: str, panel: Sequence[PanelMember]) -> int:
    """How many must have scored before scores are compared: two, or the one there is. Sheets on paper count where no panel decides."""
    scoring = sum(member.scores or (kind != RoundKind.PANEL and member.is_on_paper) for member in panel)
    return max(1, min(LEAST, scoring))


def handed_in(interview: Interview):
    """The sheets that count towards `needed`."""
    rows = InterviewSheet.objects.filter(interview=interview, state=H.SUBMITTED)
    return rows.filter(user__isnull=False) if interview.round.kind == RoundKind.PANEL else rows


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Somebody on the panel who scores on paper, and how their sheet stands: `state` is empty where nobody has typed it in."""

    member: PanelMember
    state: str = ""
    typed_words: str = ""
    is_shown: bool = False


def on_paper(interview: Interview, panel: Sequence[PanelMember]) -> list[OnPaper]:
    """Those on the panel who score on paper, each with how their sheet stands and none of its points. One query where there are any."""
    named = [member for member in panel if member.is_on_paper]
    if not named:
        return []
    rows = InterviewSheet.objects.filter(interview=interview, member__in=named).select_related("typed_by")
    found = {row.member_id: row for row in rows.defer("points", "words")}
    return [
        OnPaper(one, row.state, row.typed_words, row.shown_at is not None)
        if (row := found.get(one.pk))
        else OnPaper(one)
        for one in named
    ]

"""Inviting candidates, who choose a time: each time is one candidate's, changed or given back until so many hours before; held or missed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ridgeway.core import clock
from ridgeway.core.languages import speaking
from ridgeway.domains.organisation.models import Council

from .. import interview_rules as rules
from ..interview_letters import Ways
from ..models import Application, Interview, InterviewRound, InterviewSlot
from ..queries.interviews import free_slots
from ..queries.pipeline import working_days
from ..states import ApplicationState, InterviewState, RoundState
from . import interviews_telling as telling
from .applications import locked_application, move_application
from .interviews import locked_round
from .interviews_telling import TAKEN, locked_interview
from .writing import CannotChangeRecruitment, changed, created, need

S = ApplicationState
I = InterviewState  # noqa: E741
WORDS = gettext_noop("We would like to meet you. Choose a time that suits you.")


@dataclass(frozen=True, slots=True)
class Invited:
    """Who was invited, and why the others were not."""

    interviews: Sequence[Interview]
    refused: Sequence[tuple[Application, str]]


def invite_to_interview(
    round_: InterviewRound, applications: Sequence[Application], *, by, at: dt.datetime, ways: Ways | None = None
) -> Invited:
    """Invite candidates to choose a time, each by themselves: where somebody was quicker with one, that one is left and said."""
    need(0 < len(applications) <= 200, "Tick those whom you invite.")
    made: list[Interview] = []
    refused: list[tuple[Application, str]] = []
    for application in sorted(applications, key=lambda row: row.pk):
        try:
            made.append(_invite(round_, application, by=by, at=at, ways=ways))
        except CannotChangeRecruitment as why:
            refused.append((application, str(why)))
    return Invited(made, refused)


@transaction.atomic
def _invite(round_: InterviewRound, application: Application, *, by, at: dt.datetime, ways: Ways | None) -> Interview:
    application = locked_application(application)
    round_ = locked_round(round_)
    need(round_.state == RoundState.OPEN, "This round is not open: candidates cannot be invited to it.")
    need(application.advert_id == round_.advert_id, "They applied for another job.")
    need(application.state in (S.SHORTLISTED, S.INTERVIEW), f"They stand as “{application.get_state_display()}”.")
    left = (
        len(free_slots(round_, at, hours_before=round_.hours_before))
        - round_.interviews.filter(state=I.INVITED).count()
    )
    need(left > 0, "There are not enough times left. Add some first.")
    if application.state == S.SHORTLISTED:
        with speaking(application.council):
            words = _(WORDS)
        application = move_application(application, S.INTERVIEW, words=words, by=by, at=at)
    row = Interview.objects.filter(round=round_, application=application).first()
    if row is None:
        row = Interview.objects.create(council=round_.council, round=round_, application=application, invited_at=at)
        created(row, "interview.invited", by=by, at=at)
    else:
        row = telling.move(locked_interview(row), I.INVITED, invited_at=at, reminded_at=None, by=by, at=at)
    row = locked_interview(row)
    telling.ask_to_choose(row, at=at, ways=ways)
    return row


@transaction.atomic
def invite_at(
    round_: InterviewRound,
    application: Application,
    slot: InterviewSlot,
    *,
    by,
    at: dt.datetime,
    ways: Ways | None = None,
) -> Interview:
    """Invite somebody with a time that was agreed with them already: they get the one mail that confirms it. Raises as both steps do."""
    interview = _invite(round_, application, by=by, at=at, ways=None)
    return choose_time(interview, slot, by=by, at=at, ways=ways, is_staff=True)


@transaction.atomic
def choose_time(
    interview: Interview, slot: InterviewSlot, *, by, at: dt.datetime, ways: Ways | None = None, is_staff: bool = False
) -> Interview:
    """Take a time, or another instead; taking the same again changes nothing. Of two who take one, the second is told.

    Raises `CannotChangeRecruitment` when it is another's, is too near, or the candidate's change comes too late (staff may still).
    """
    interview, round_ = _both(interview)
    if interview.slot_id == slot.pk:
        return interview
    need(
        interview.state in (I.INVITED, I.CHOSEN),
        _("This interview stands as “{state}”. Ring us.").format(state=_(interview.get_state_display())),
    )
    need(interview.application.state == S.INTERVIEW, _("This application is no longer waiting for an interview."))
    need(round_.state == RoundState.OPEN, _("These interviews are over or called off. Ring us."))
    if interview.slot is not None:
        _in_time(interview.slot, round_, at, is_staff)
    found = InterviewSlot.objects.select_for_update(no_key=True).filter(pk=slot.pk, round=round_).first()
    need(found is not None, _("This time is no longer offered. Choose another."))
    assert found is not None
    hours = 0 if is_staff else round_.hours_before
    need(
        rules.can_still_change(found.starts_at, hours, at),
        _("This time is too near to be chosen now. Choose another, or ring us."),
    )
    need(not Interview.objects.filter(slot=found).exists(), _(TAKEN))
    telling.move(interview, I.CHOSEN, by=by, at=at, slot=found, chosen_at=at, sequence=interview.sequence + 1)
    telling.tell(interview, method=telling.REQUEST, at=at, ways=ways)
    return interview


def _both(interview: Interview) -> tuple[Interview, InterviewRound]:
    """The interview and its round, locked: application first, then the round, then the interview, always in this order."""
    locked_application(Application(pk=interview.application_id))
    round_ = locked_round(InterviewRound(pk=interview.round_id))
    return locked_interview(interview), round_


def _in_time(slot: InterviewSlot, round_: InterviewRound, at: dt.datetime, is_staff: bool) -> None:
    near = _("It is less than {hours} hours to your interview. Ring us, and we find another time.")
    near = near.format(hours=round_.hours_before)
    need(is_staff or rules.can_still_change(slot.starts_at, round_.hours_before, at), near)


@transaction.atomic
def give_back_time(
    interview: Interview, *, by, at: dt.datetime, ways: Ways | None = None, is_staff: bool = False
) -> Interview:
    """Give a chosen time back, to choose another later. Raises when none is chosen or it is too late."""
    interview, round_ = _both(interview)
    if interview.state == I.INVITED:
        return interview
    need(interview.state == I.CHOSEN and interview.slot, _("There is no time to give back."))
    assert interview.slot is not None
    _in_time(interview.slot, round_, at, is_staff)
    return telling.free(interview, by=by, at=at)


@transaction.atomic
def ask_adjustments(interview: Interview, *, words: str, by, at: dt.datetime, ways: Ways | None = None) -> Interview:
    """Keep what a candidate needs to take part. The chair is told that there is something, and reads it on the page."""
    interview = locked_interview(interview)
    need(interview.state in (I.INVITED, I.CHOSEN), _("This interview is over."))
    words = words.strip()[:1000]
    if interview.adjustments == words:
        return interview
    row = changed(interview, "interview.adjustments", adjustments=words, by=by, at=at)
    if words:
        telling.tell_chair(row, at=at, ways=ways)
    return row


@transaction.atomic
def cancel_interview(interview: Interview, *, by, at: dt.datetime) -> Interview:
    """Cancel one interview; a chosen time goes out of every calendar."""
    interview, _ = _both(interview)
    need(interview.state in (I.INVITED, I.CHOSEN), "There is nothing to cancel.")
    need(interview.slot is None or interview.slot.starts_at > at, "Its time has passed: say whether it was held.")
    return telling.end(interview, by=by, at=at)


@transaction.atomic
def record_held(interview: Interview, *, held: bool, by, at: dt.datetime) -> Interview:
    """Say that an interview was held, or that the candidate did not come. Raises before its time."""
    interview, _ = _both(interview)
    to = I.HELD if held else I.MISSED
    if interview.state == to:
        return interview
    need(interview.slot is not None and interview.slot.starts_at <= at, "Its time has not come yet.")
    if {interview.state, to} == {I.HELD, I.MISSED}:  # put right: by way of the time that was chosen
        interview = telling.move(interview, I.CHOSEN, by=by, at=at)
    return telling.move(interview, to, by=by, at=at)


@transaction.atomic
def invite_again(interview: Interview, *, by, at: dt.datetime, ways: Ways | None = None) -> Interview:
    """Somebody who missed their time chooses another."""
    interview, round_ = _both(interview)
    need(round_.state == RoundState.OPEN, "These interviews are over or called off.")
    row = telling.move(interview, I.INVITED, slot=None, invited_at=at, reminded_at=None, by=by, at=at)
    telling.ask_to_choose(row, at=at, ways=ways)
    return row


@transaction.atomic
def remind_to_choose(interview: Interview, *, by, at: dt.datetime, ways: Ways | None = None) -> Interview:
    """Ask again somebody who has chosen no time; once a day. Raises where a time is chosen."""
    interview = locked_interview(interview)
    need(interview.state == I.INVITED, "They have chosen a time meanwhile.")
    lately = interview.reminded_at and interview.reminded_at > at - dt.timedelta(hours=20)
    need(not lately, "They were reminded within the last day. Ring them.")
    row = changed(interview, "interview.reminded", reminded_at=at, by=by, at=at)
    telling.ask_to_choose(row, at=at, ways=ways, again=True)
    return row


def remind_those_without(council: Council, *, by, at: dt.datetime, ways: Ways) -> int:
    """Ask again, once, whoever was invited so many working days ago and has chosen no time. Returns how many were asked."""
    today = clock.day_of(at)
    rows = Interview.objects.filter(
        council=council, state=I.INVITED, round__state=RoundState.OPEN, reminded_at__isnull=True,
        application__state=S.INTERVIEW, invited_at__lt=at - dt.timedelta(days=rules.REMIND_DAYS),
    )  # fmt: skip
    found = [
        row for row in rows.order_by("pk") if working_days(clock.day_of(row.invited_at), today) >= rules.REMIND_DAYS
    ]
    for row in found:
        remind_to_choose(row, by=by, at=at, ways=ways)
    return len(found)


def remind_of_tomorrow(council: Council, *, by, at: dt.datetime, ways: Ways) -> int:
    """Tell whoever is met tomorrow when and where, the evening before. Returns how many were told."""
    rows = Interview.objects.filter(
        council=council, state=I.CHOSEN, slot__starts_at__gt=at, slot__starts_at__lt=at + dt.timedelta(days=2)
    ).select_related("council", "round", "slot", "application__candidate", "application__advert")
    tomorrow = clock.day_of(at) + dt.timedelta(days=1)
    found = [row for row in rows.order_by("pk") if row.slot and clock.day_of(row.slot.starts_at) == tomorrow]
    for row in found:
        telling.remind_of(row, at=at, ways=ways)
    return len(found)

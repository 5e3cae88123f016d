"""What every change of an interview does: the move along its table, and the mails with what calendars need.

Stands below the other actions of interviews and of applications: a candidate who withdraws frees their time through it.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, gettext_noop

from ridgeway.core.outbox import actions as outbox
from ridgeway.core.outbox.letters import Letter

from .. import interview_letters as letters
from ..choices import PanelPart
from ..interview_calendar import CANCEL, REQUEST, invitation
from ..interview_letters import Ways
from ..interview_rules import Time
from ..models import Interview, InterviewRound, InterviewSlot, PanelMember
from ..states import INTERVIEW_TRANSITIONS, InterviewState
from .writing import CannotChangeRecruitment, changed, need

__all__ = [
    "CANCEL",
    "REQUEST",
    "again",
    "ask_to_choose",
    "end",
    "free",
    "locked_interview",
    "move",
    "panel_of",
    "with_times",
]

I = InterviewState  # noqa: E741
TAKEN = gettext_noop("Somebody else has just chosen this time. Choose another.")


def locked_interview(interview: Interview) -> Interview:
    """The interview as it is now, locked, with what stands around it."""
    rows = Interview.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related(
        "council", "round", "round__advert", "application", "application__candidate", "application__advert", "slot"
    ).get(pk=interview.pk)


def move(interview: Interview, to: str, *, by, at: dt.datetime, **changes) -> Interview:
    """Move a locked interview along its table. Raises `CannotChangeRecruitment`, also where the database knows the time is another's."""
    if to not in INTERVIEW_TRANSITIONS[I(interview.state)]:
        raise CannotChangeRecruitment(
            f"This interview stands as “{interview.get_state_display()}”: somebody was quicker."
        )
    try:
        with transaction.atomic():
            return changed(interview, f"interview.{to}", state=to, by=by, at=at, **changes)
    except IntegrityError as taken:
        raise CannotChangeRecruitment(gettext(TAKEN)) from taken


def time_of(slot: InterviewSlot) -> Time:
    return Time(slot.starts_at, slot.ends_at)


def with_times(round_: InterviewRound, at: dt.datetime) -> list[Interview]:
    """The interviews of a round that somebody has a time for that lies ahead, locked in one order."""
    keys = round_.interviews.filter(state=I.CHOSEN, slot__starts_at__gt=at).order_by("pk").values_list("pk", flat=True)
    return [locked_interview(Interview(pk=pk)) for pk in keys]


def again(interview: Interview, *, by, at: dt.datetime, ways: Ways | None) -> None:
    """Something about a chosen time changed: its sequence rises and everybody gets it anew."""
    changed(interview, "interview.told_again", sequence=interview.sequence + 1, by=by, at=at)
    tell(interview, method=REQUEST, at=at, ways=ways)


def free(interview: Interview, *, by, at: dt.datetime) -> Interview:
    """Give the time of an interview back; calendars lose it."""
    interview = locked_interview(interview)
    slot = interview.slot
    need(slot is not None, "No time was chosen.")
    assert slot is not None
    move(interview, I.INVITED, by=by, at=at, slot=None, sequence=interview.sequence + 1)
    tell(interview, method=CANCEL, at=at, slot=slot)
    return interview


def end(interview: Interview, *, by, at: dt.datetime) -> Interview:
    """Cancel an interview that has not been held; a time ahead goes out of the calendars. One whose time has passed was held."""
    interview = locked_interview(interview)
    slot = interview.slot
    if slot is not None and slot.starts_at <= at:
        return move(interview, I.HELD, by=by, at=at)
    move(interview, I.CANCELLED, by=by, at=at, slot=None, sequence=interview.sequence + (slot is not None))
    if slot is not None:
        tell(interview, method=CANCEL, at=at, slot=slot)
    return interview


def end_all(application, *, by, at: dt.datetime) -> None:
    """An application has gone on or come to an end: what was still to be held is held no more."""
    rows = Interview.objects.filter(application=application, state__in=[I.INVITED, I.CHOSEN]).order_by("pk")
    for interview in rows:
        end(interview, by=by, at=at)


def tell(
    interview: Interview, *, method: str, at: dt.datetime, ways: Ways | None = None, slot: InterviewSlot | None = None
) -> None:
    """Mail the candidate and the panel about a time. An invitation needs `ways` to the pages, a cancelling does not."""
    slot = slot or interview.slot
    assert slot is not None
    if method == REQUEST and ways is None:
        return
    time = time_of(slot)
    url = ways.candidate(interview) if ways else ""
    letter = letters.chosen(interview, time, url) if method == REQUEST else letters.not_held(interview, time)
    title = letters.title(interview)
    _mail(
        interview, "c", interview.application.candidate.email, letter, time, method=method, title=title, url=url, at=at
    )
    panel_of(
        interview,
        PanelMember.objects.filter(round=interview.round_id).select_related("user"),
        method=method,
        at=at,
        ways=ways,
        slot=slot,
    )


def panel_of(
    interview: Interview,
    members: Iterable[PanelMember],
    *,
    method: str,
    at: dt.datetime,
    ways: Ways | None = None,
    slot: InterviewSlot | None = None,
) -> None:
    """Mail some of the panel about a time."""
    slot = slot or interview.slot
    assert slot is not None
    if method == REQUEST and ways is None:
        return
    application, time = interview.application, time_of(slot)
    title = f"Interview: candidate {application.number}, {application.advert.reference}"
    for member in members:
        url = ways.panel(interview) if ways and member.user_id else ""
        letter = letters.panel(interview, time, url, stands=method == REQUEST)
        who = f"p{member.pk}{'' if method == REQUEST else 'x'}"
        _mail(interview, who, member.address, letter, time, method=method, title=title, url=url, at=at)


def _mail(
    interview: Interview,
    who: str,
    to: str,
    letter: Letter,
    time: Time,
    *,
    method: str,
    title: str,
    url: str,
    at: dt.datetime,
) -> None:
    """One mail with its calendar file, once for each change and person; nobody whose address is gone is told."""
    if not to:
        return
    file = invitation(interview, time, method=method, to=to, title=title, url=url, at=at)
    try:
        outbox.send_letter(
            letter, council=interview.council, key=f"interview:{interview.pk}:{interview.sequence}:{who}", to=to, at=at,
            about=interview, reply_to=interview.application.advert.contact_email, attachments=[file],
        )  # fmt: skip
    except outbox.CannotSend as refused:
        raise CannotChangeRecruitment(f"{refused} Put it right first.") from refused


def ask_to_choose(interview: Interview, *, at: dt.datetime, ways: Ways | None, again: bool = False) -> None:
    """Mail the candidate the private link by which they choose a time."""
    to = interview.application.candidate.email
    if ways is None or not to:
        return
    letter = letters.choose(interview, ways.candidate(interview), again=again)
    outbox.send_letter(
        letter, council=interview.council, key=f"interview:{interview.pk}:choose:{at.isoformat(timespec='seconds')}", to=to, at=at,
        about=interview, reply_to=interview.application.advert.contact_email,
    )  # fmt: skip


def tell_chair(interview: Interview, *, at: dt.datetime, ways: Ways | None) -> None:
    """Tell the chair that something is to be arranged; what it is stands on the page alone."""
    chair = PanelMember.objects.filter(round=interview.round_id, part=PanelPart.CHAIR).select_related("user").first()
    if chair is None or ways is None:
        return
    outbox.send_letter(
        letters.arrange(interview, ways.panel(interview)), council=interview.council,
        key=f"interview:{interview.pk}:arrange:{at.isoformat(timespec='seconds')}", to=chair.address, at=at, about=interview,
    )  # fmt: skip


def remind_of(interview: Interview, *, at: dt.datetime, ways: Ways) -> None:
    """Say once more when and where, to a candidate who is met soon; once for each time that was chosen."""
    to = interview.application.candidate.email
    if not to or interview.slot is None:
        return
    outbox.send_letter(
        letters.chosen(interview, time_of(interview.slot), ways.candidate(interview)), council=interview.council,
        key=f"interview:{interview.pk}:{interview.sequence}:soon", to=to, at=at, about=interview,
        reply_to=interview.application.advert.contact_email,
    )  # fmt: skip

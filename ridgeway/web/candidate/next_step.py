"""What happens next with an application, and by when, as its candidate reads it.

The day is the advert's where it names one, else what is promised at each stage (`stages.STAGES`): the same days that the board counts. Where
it has passed that is said, with what to do; and so is whose turn it is: we are not late where what is open waits for the candidate.
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ridgeway.core import clock
from ridgeway.core.words import day as day_words
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.queries.checking import open_for_start
from ridgeway.domains.recruitment.rules import Hours
from ridgeway.domains.recruitment.stages import STAGE_OF, due_by
from ridgeway.domains.recruitment.states import ApplicationState, InterviewState

S = ApplicationState
LATE = _("We said we would by {day}, and are late. Ring us, and we tell you how it stands.")
CLEAR_LATE = _("We meant to have them clear by {day}, and are late. Ring us, and we tell you how it stands.")
YOURS = _("We meant to have them clear by {day}, and cannot without you: {what}. Ring us if something holds you up.")
OTHERS = _(
    "We meant to have them clear by {day}, and wait for an answer from somebody else: {what}. Ring us, and we tell you how it stands."
)
# what comes next: without a day, and by a day
NEXT: dict[str, tuple[Any, Any]] = {
    S.SENT: (
        _("We read your application and tell you whether we want to meet you."),
        _("We read your application and tell you by {day} whether we want to meet you."),
    ),
    S.SHORTLISTED: (
        _("We want to meet you, and write to you about the interview."),
        _("We want to meet you, and write to you about the interview by {day}."),
    ),
    S.OFFERED: (
        _("We have offered you the job. Tell us whether you accept."),
        _("We have offered you the job. Tell us by {day} whether you accept."),
    ),
    S.ACCEPTED: (
        _("We begin the checks that have to be done before you start."),
        _("We begin the checks that have to be done before you start; we mean to have them clear by {day}."),
    ),
    S.CHECKING: (
        _("The checks below have to be done before you start. Each says whose turn it is."),
        _("The checks below have to be done before you start; we mean to have them clear by {day}. Each says whose turn it is."),
    ),
    S.BEGUN: (_("You have not sent it yet."), _("You have not sent it yet.")),
    S.STARTED: (_("You have started. Welcome."), _("You have started. Welcome.")),
}  # fmt: skip
# and of somebody who is to be met, by what comes before the decision: no day, a day, within so many working days
MEETING: dict[str, tuple[Any, Any, Any]] = {
    "arrange": (
        _("We arrange a time for your interview with you. After it we tell you what was decided, and why."),
        _("We arrange a time for your interview with you. After it we tell you by {day} what was decided, and why."),
        _("We arrange a time for your interview with you. After it we tell you within {days} working days what was decided, and why."),
    ),
    "choose": (
        _("Choose a time for your interview. After it we tell you what was decided, and why."),
        _("Choose a time for your interview. After it we tell you by {day} what was decided, and why."),
        _("Choose a time for your interview. After it we tell you within {days} working days what was decided, and why."),
    ),
    "meet": (
        _("After the interview we tell you what was decided, and why."),
        _("After the interview we tell you by {day} what was decided, and why."),
        _("After the interview we tell you within {days} working days what was decided, and why."),
    ),
}  # fmt: skip


def next_words(application: Application, today: dt.date) -> str:
    """What happens next, and by when."""
    state, due = S(application.state), due_of(application)
    if state == S.CHECKING and application.checks_clear_at:
        return gettext("Every check is clear. Nothing stands between you and your first day.") + _first_day(application)
    is_late = due is not None and due < today and state != S.OFFERED
    words = _what_comes(application, None if is_late else due, is_undated=due is None)
    on = application.advert.interviews_on
    if state in (S.SENT, S.SHORTLISTED) and on and on >= today:
        words += " " + gettext("Interviews are planned for {day}.").format(day=day_words(on))
    if is_late and due:
        words += f" {_late_words(application, due)}"
    return words + _first_day(application)


def _what_comes(application: Application, by: dt.date | None, *, is_undated: bool) -> str:
    state = S(application.state)
    if state == S.INTERVIEW:
        plain, dated, within = MEETING[_meeting(application)]
        words = dated if by else within if is_undated else plain
        return str(words).format(day=day_words(by), days=STAGE_OF[S.INTERVIEW].days)
    plain, dated = NEXT.get(state, ("", ""))
    return str(dated if by else plain).format(day=day_words(by))


def _meeting(application: Application) -> str:
    """What comes before the decision about somebody who is to be met: that a time is arranged, or chosen, or only the meeting."""
    states = set(application.interviews.exclude(state=InterviewState.CANCELLED).values_list("state", flat=True))
    if not states:
        return "arrange"
    return "choose" if InterviewState.INVITED in states else "meet"


def _late_words(application: Application, due: dt.date) -> str:
    """What is said once the day has passed. What is open before a start may wait for the candidate, or for somebody else, and not for us."""
    day = day_words(due)
    if application.state not in (S.ACCEPTED, S.CHECKING):
        return str(LATE).format(day=day)
    turns: dict[str, list[str]] = {"council": [], "candidate": [], "other": []}
    for item in open_for_start(application):
        turns[item.turn].append(f"{item.words[0].lower()}{item.words[1:]}" if item.words[1:2].islower() else item.words)
    yours = ", ".join(turns["candidate"])
    if turns["council"] or not any(turns.values()):
        too = " " + gettext("It waits for you too: {what}.").format(what=yours) if yours else ""
        return str(CLEAR_LATE).format(day=day) + too
    if yours:
        return str(YOURS).format(day=day, what=yours)
    return str(OTHERS).format(day=day, what=", ".join(turns["other"]))


def due_of(application: Application) -> dt.date | None:
    """The day by which something happens: none where it is not for us to say, or nothing is to happen."""
    stage, advert, hours = STAGE_OF.get(application.state), application.advert, Hours()
    if stage is None or application.is_over:
        return None
    moved = clock.day_of(application.moved_at)
    if application.state == S.SENT:
        closes = clock.day_of(advert.closes_at) if advert.closes_at else moved
        return advert.shortlist_on or due_by(max(moved, closes), stage.days, hours)
    if application.state == S.INTERVIEW:
        if application.interviews.filter(state=InterviewState.INVITED).exists():
            return None  # the candidate is to choose a time first
        rows = application.interviews.filter(state__in=[InterviewState.CHOSEN, InterviewState.HELD])
        at = rows.order_by("-slot__starts_at").values_list("slot__starts_at", flat=True).first()
        return due_by(clock.day_of(at), stage.days, hours) if at else None
    if application.state == S.OFFERED:
        return application.offers.filter(state="made").values_list("answer_by", flat=True).first()
    return due_by(moved, stage.days, hours)


def _first_day(application: Application) -> str:
    if application.state not in (S.ACCEPTED, S.CHECKING):
        return ""
    on = application.offers.filter(state="accepted").values_list("starts_on", flat=True).first()
    return " " + gettext("Your first day is to be {day}.").format(day=day_words(on)) if on else ""

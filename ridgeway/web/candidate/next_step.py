"""What happens next with an application, and by when, as its candidate reads it.

The day is the advert's where it names one, else what is promised at each stage (`stages.STAGES`): the same days that the board counts. Where
it has passed that is said, with what to do; and so is whose turn it is: we are not late where what is open waits for the candidate.
"""

import datetime as dt

from ridgeway.core import clock
from ridgeway.core.words import day as day_words
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.queries.checking import open_for_start
from ridgeway.domains.recruitment.rules import Hours
from ridgeway.domains.recruitment.stages import STAGE_OF, due_by
from ridgeway.domains.recruitment.states import ApplicationState, InterviewState

S = ApplicationState
LATE = "We said we would by {}, and are late. Ring us, and we tell you how it stands."
CLEAR_LATE = "We meant to have them clear by {}, and are late. Ring us, and we tell you how it stands."
YOURS = "We meant to have them clear by {}, and cannot without you: {}. Ring us if something holds you up."
OTHERS = "We meant to have them clear by {}, and wait for an answer from somebody else: {}. Ring us, and we tell you how it stands."


def next_words(application: Application, today: dt.date) -> str:
    """What happens next, and by when."""
    due = due_of(application)
    is_late = due is not None and due < today and application.state != S.OFFERED
    by = f" by {day_words(due)}" if due and not is_late else ""
    clear = f"; we mean to have them clear{by}" if by else ""
    if application.state == S.INTERVIEW and not due:
        by = f" within {STAGE_OF[S.INTERVIEW].days} working days"
    on = application.advert.interviews_on
    planned = f" Interviews are planned for {day_words(on)}." if on and on >= today else ""
    words = {
        S.BEGUN: "You have not sent it yet.",
        S.SENT: f"We read your application and tell you{by} whether we want to meet you.{planned}",
        S.SHORTLISTED: f"We want to meet you, and write to you about the interview{by}.{planned}",
        S.INTERVIEW: f"{_meeting(application)} we tell you{by} what was decided, and why.",
        S.OFFERED: f"We have offered you the job. Tell us{by} whether you accept.",
        S.ACCEPTED: f"We begin the checks that have to be done before you start{clear}.",
        S.CHECKING: f"The checks below have to be done before you start{clear}. Each says whose turn it is.",
        S.STARTED: "You have started. Welcome.",
    }.get(S(application.state), "")
    if application.state == S.CHECKING and application.checks_clear_at:
        words = "Every check is clear. Nothing stands between you and your first day."
    elif is_late and due:
        words += f" {_late_words(application, due)}"
    return words + _first_day(application)


def _meeting(application: Application) -> str:
    """What comes before the decision about somebody who is to be met: that a time is chosen, or arranged."""
    if application.state != S.INTERVIEW:
        return ""
    states = set(application.interviews.exclude(state=InterviewState.CANCELLED).values_list("state", flat=True))
    if not states:
        return "We arrange a time for your interview with you. After it"
    return "Choose a time for your interview. After it" if InterviewState.INVITED in states else "After the interview"


def _late_words(application: Application, due: dt.date) -> str:
    """What is said once the day has passed. What is open before a start may wait for the candidate, or for somebody else, and not for us."""
    if application.state not in (S.ACCEPTED, S.CHECKING):
        return LATE.format(day_words(due))
    turns: dict[str, list[str]] = {"council": [], "candidate": [], "other": []}
    for item in open_for_start(application):
        turns[item.turn].append(f"{item.words[0].lower()}{item.words[1:]}" if item.words[1:2].islower() else item.words)
    yours = ", ".join(turns["candidate"])
    if turns["council"] or not any(turns.values()):
        return CLEAR_LATE.format(day_words(due)) + (f" It waits for you too: {yours}." if yours else "")
    if yours:
        return YOURS.format(day_words(due), yours)
    return OTHERS.format(day_words(due), ", ".join(turns["other"]))


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
    return f" Your first day is to be {day_words(on)}." if on else ""

"""What happens next with an application, and by when, as its candidate reads it.

The day is the advert's where it names one, else what is promised at each stage (`stages.STAGES`): the same days that the board counts. Where
it has passed that is said, with what to do.
"""

import datetime as dt

from ridgeway.core import clock
from ridgeway.core.words import day as day_words
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.rules import Hours
from ridgeway.domains.recruitment.stages import STAGE_OF, due_by
from ridgeway.domains.recruitment.states import ApplicationState, InterviewState

S = ApplicationState
LATE = "We said we would by {}, and are late. Ring us, and we tell you how it stands."


def next_words(application: Application, today: dt.date) -> str:
    """What happens next, and by when."""
    due = due_of(application)
    is_late = due is not None and due < today and application.state != S.OFFERED
    by = f" by {day_words(due)}" if due and not is_late else ""
    if application.state == S.INTERVIEW and not due:
        by = f" within {STAGE_OF[S.INTERVIEW].days} working days of it"
    on = application.advert.interviews_on
    planned = f" Interviews are planned for {day_words(on)}." if on and on >= today else ""
    words = {
        S.BEGUN: "You have not sent it yet.",
        S.SENT: f"We read your application and tell you{by} whether we want to meet you.{planned}",
        S.SHORTLISTED: f"We want to meet you, and write to you about the interview{by}.{planned}",
        S.INTERVIEW: f"After the interview we tell you{by} what was decided, and why.",
        S.OFFERED: f"We have offered you the job. Tell us{by} whether you accept.",
        S.ACCEPTED: f"We begin the checks that have to be done before you start, and mean to have them clear{by}.",
        S.CHECKING: f"The checks below have to be done before you start; we mean to have them clear{by}. Each says whose turn it is.",
        S.STARTED: "You have started. Welcome.",
    }.get(S(application.state), "")
    if application.state == S.CHECKING and application.checks_clear_at:
        words = "Every check is clear. Nothing stands between you and your first day."
    elif is_late:
        words += f" {LATE.format(day_words(due))}"
    return words + _first_day(application)


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

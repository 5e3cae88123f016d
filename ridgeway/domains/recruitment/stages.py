"""The stages of hiring as a board shows them, and the decisions that can be made at each. Data."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from .choices import EqualityStage, NotTakenWhy
from .rules import Hours
from .states import APPLICATION_TRANSITIONS, ApplicationState

S = ApplicationState


@dataclass(frozen=True, slots=True)
class Stage:
    """A column: the states in it, within how many working days something happens, and what that is."""

    key: str
    name: str
    states: tuple[str, ...]
    days: int
    promise: str
    next: str
    turn: str


STAGES = (
    Stage("read", "To read", (S.SENT,), 2, "Answer within 2 working days", "Read and decide", "hiring manager"),
    Stage("shortlist", "Shortlist", (S.SHORTLISTED,), 3, "Invite within 3 working days", "Invite to interview", "hiring manager"),
    Stage("interview", "Interview", (S.INTERVIEW,), 7, "Held and decided within 7", "Meet and decide", "panel"),
    Stage("offer", "Offer", (S.OFFERED,), 3, "Answered within 3", "Hear from the candidate", "candidate"),
    Stage("checks", "Checks", (S.ACCEPTED, S.CHECKING), 20, "Cleared within 20", "Clear the checks", "hiring manager"),
)  # fmt: skip
OPEN = tuple(state for stage in STAGES for state in stage.states)
STAGE_OF: Mapping[str, Stage] = {state: stage for stage in STAGES for state in stage.states}

# decisions somebody of the council makes about one or many, in the order they stand: what they are called. An offer is made to one,
# with its terms (`actions/offers.py`), and so is not among them
DECISIONS: Mapping[str, str] = {
    S.SHORTLISTED: "Shortlist",
    S.INTERVIEW: "Invite to interview",
    S.CHECKING: "Begin the checks",
    S.NOT_SHORTLISTED: "Do not shortlist",
    S.NOT_APPOINTED: "Do not appoint",
}
REFUSALS = frozenset({S.NOT_SHORTLISTED, S.NOT_APPOINTED})

# the words for the candidate that a decision begins with; whoever decides changes them
WORDS: Mapping[str, str] = {
    S.SHORTLISTED: _("We have read your application and would like to know more about you. You hear from us about an interview within " "three working days."),
    S.INTERVIEW: _("We would like to meet you. We ring you about a time that suits you."),
    S.CHECKING: _("Thank you for saying yes. We now make the checks that the law asks for; you see on your page what is done and what we " "need from you."),
}  # fmt: skip
REFUSAL_WORDS: Mapping[str, str] = {
    NotTakenWhy.NOT_REGISTERED: _("We need somebody who is registered already. Once you are, please apply again."),
    NotTakenWhy.CRITERIA: _("Others showed more of what we ask for. Ring us: we tell you where."),
    NotTakenWhy.INTERVIEW: _(
        "We have offered the job to somebody else. Ring us: we tell you what you did well and what was missing."
    ),
    NotTakenWhy.RIGHT_TO_WORK: _("We cannot sponsor a visa for this job."),
    NotTakenWhy.CHECKS: _("We cannot go on with your appointment after the checks. Ring us and we explain why."),
    NotTakenWhy.WITHDRAWN_POST: _("We do not fill this post after all."),
    NotTakenWhy.OTHER: "",
}


def decisions_from(states: frozenset[str] | set[str]) -> dict[str, str]:
    """The decisions that can be made about applications in all of these states."""
    return {
        to: words for to, words in DECISIONS.items() if all(to in APPLICATION_TRANSITIONS[state] for state in states)
    }


# how far somebody came, as the equality counts know it, by the state they came to
EQUALITY_STAGE_OF: Mapping[str, str] = {
    S.SENT: EqualityStage.SENT,
    S.SHORTLISTED: EqualityStage.SHORTLISTED,
    S.INTERVIEW: EqualityStage.INTERVIEW,
    S.OFFERED: EqualityStage.OFFERED,
    S.STARTED: EqualityStage.STARTED,
}


def due_by(day: dt.date, days: int, hours: Hours) -> dt.date:
    """The day by which so many working days have passed since another."""
    while days:
        day += dt.timedelta(days=1)
        days -= hours.is_open(day)
    return day


def late_before(at: dt.datetime, hours: Hours) -> dict[str, dt.datetime]:
    """Of each open state, the moment before which somebody came into it who by now waits longer than promised."""
    found = {}
    for state, stage in STAGE_OF.items():
        day, left = at, stage.days
        while left or not hours.is_open(day.date()):  # to the working day before the promised ones
            left -= hours.is_open(day.date())
            day -= dt.timedelta(days=1)
        found[state] = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return found

"""Deciding about applications, one or many, and what is noted about them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from ridgeway.domains.organisation.models import User

from ..choices import NotTakenWhy
from ..models import Application, ApplicationNote
from ..stages import DECISIONS, REFUSALS
from ..states import ApplicationState
from .applications import locked_application, move_application
from .checking import open_checks
from .interviews_scoring import need_interview
from .shortlisting import need_scores
from .writing import CannotChangeRecruitment, created, name_of, need

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision about many: those it was made about, and why it was not about the others."""

    moved: Sequence[Application]
    refused: Sequence[tuple[Application, str]]


def decide(
    applications: Sequence[Application],
    to: str,
    *,
    by,
    at: dt.datetime,
    reason: str = "",
    words: str = "",
    url_of: Callable[[Application], str] | None = None,
    seen: Mapping[int, str] | None = None,
) -> Decided:
    """Make one decision about some applications, each by itself: where somebody else was quicker, that one is left and said.

    `seen` says in which state each stood when whoever decides was asked for the words: who was moved since stays as they are now, also where the
    table would let them be moved again. Nobody is turned down without a reason and words. `url_of` gives the page where the candidate sees it; then they are told by mail.
    Raises `CannotChangeRecruitment` when the decision is none, or has no words, or is about more than `AT_ONCE`.
    """
    need(to in DECISIONS, "Choose what you decide.")
    need(0 < len(applications) <= AT_ONCE, f"Choose between one and {AT_ONCE} applications.")
    if to in REFUSALS:
        need(reason in NotTakenWhy.values, "Choose the reason.")
        need(words.strip(), "Write what the candidate is told: everybody gets an answer.")
    moved: list[Application] = []
    refused: list[tuple[Application, str]] = []
    for application in sorted(applications, key=lambda row: row.pk):
        try:
            stood = (seen or {}).get(application.pk, "")
            moved.append(_one(application, to, stood=stood, by=by, at=at, reason=reason, words=words, url_of=url_of))
        except CannotChangeRecruitment as why:
            refused.append((application, str(why)))
    return Decided(moved, refused)


@transaction.atomic
def _one(application: Application, to: str, *, stood: str, by, at, reason: str, words: str, url_of) -> Application:
    need(not is_own(application, by), "Somebody else decides about your own application.")
    now = locked_application(application)
    need(not stood or now.state == stood, f"Somebody else was quicker: {now.get_state_display().lower()} meanwhile.")
    need_scores(now, to, reason)
    need_interview(now, to)
    moved = move_application(
        application, to, by=by, at=at, reason=reason if to in REFUSALS else "", words=words,
        url=url_of(application) if url_of else "",
    )  # fmt: skip
    if to == ApplicationState.CHECKING:
        open_checks(moved, by=by, at=at)
    return moved


def is_own(application: Application, by) -> bool:
    """Whether somebody who signs in here would decide about their own application."""
    return isinstance(by, User) and application.candidate.email == by.email.lower()


@transaction.atomic
def note_application(application: Application, *, words: str, by, at: dt.datetime) -> ApplicationNote:
    """Note something about an application for those who hire. The candidate gets it with their data when they ask."""
    need(words.strip(), "Write the note.")
    application = locked_application(application)
    row = ApplicationNote.objects.create(
        council=application.council,
        application=application,
        at=at,
        by_name=name_of(by)[:120],
        words=words.strip()[:2000],
    )
    return created(row, "application.noted", by=by, at=at)

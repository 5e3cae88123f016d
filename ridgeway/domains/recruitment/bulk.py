"""Many applications at once, as another system or the demonstration knows them: each with its moves and its own audit line.

What is personal stays out of the trail here as everywhere. Nobody is told of anything by mail.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import transaction

from ridgeway.core import audit
from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.establishment.models import Employment, Post
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from .actions.equality import quarter_of, tie_of
from .actions.offers import Terms
from .actions.writing import need, write_of
from .choices import EqualityStage, Source
from .models import Advert, Application, ApplicationMove, ApplicationSection, Candidate, Enquiry, EqualityAnswers, Offer
from .rules import telephone_key
from .stages import EQUALITY_STAGE_OF
from .states import APPLICATION_TRANSITIONS, ApplicationState

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Step:
    """A move: when, to which state, why, and the words for the candidate."""

    at: dt.datetime
    to: str
    reason: str = ""
    words: str = ""


@dataclass(slots=True)
class NewApplication:
    """An application as it is known. Without an e-mail address it is one that was erased to statistics already.

    `steps` begin with `begun` and follow the table of states.
    """

    advert: Advert
    steps: Sequence[Step]
    email: str = ""
    name: str = ""
    telephone: str = ""
    sections: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    first_placement: Placement | None = None
    last_placement: Placement | None = None
    declared_source: str = Source.UNASKED
    is_internal: bool = False
    employment: Employment | None = None
    enquiry: Enquiry | None = None
    expressed_at: dt.datetime | None = None
    equality: Mapping[str, str] = field(default_factory=dict)
    checks_clear_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class NewOffer:
    """An offer as it is known, of a whole post."""

    application: Application
    post: Post
    terms: Terms
    letter: str
    state: str
    at: dt.datetime


@transaction.atomic
def record_offers(council: Council, new: Sequence[NewOffer], *, by, at: dt.datetime) -> list[Offer]:
    """Record offers that were made elsewhere; the applications stay where they are. Nobody is told of them."""
    name = by if isinstance(by, str) else str(by)
    rows = [
        Offer(
            council=council, application=one.application, post=one.post, letter=one.letter, state=one.state, made_at=one.at, moved_at=one.at,
            made_by_name=name[:120], **{part.name: getattr(one.terms, part.name) for part in fields(Terms)},
        )
        for one in new
    ]  # fmt: skip
    _create(Offer, rows)
    audit.record_all(council.code, [write_of("offer.recorded", row) for row in rows], by=by, at=at)
    touch(council)
    return rows


@transaction.atomic
def record_applications(council: Council, new: Sequence[NewApplication], *, by, at: dt.datetime) -> list[Application]:
    """Record them, in the order given. Raises `CannotChangeRecruitment` where the steps do not follow the table or run backwards."""
    for one in new:
        _follows(one)
    candidates = [_candidate(council, one, at) for one in new]
    _create(Candidate, candidates)
    applications = [_application(council, one, who, at) for one, who in zip(new, candidates, strict=True)]
    _create(Application, applications)
    moves = [move for one, made in zip(new, applications, strict=True) for move in _moves(one, made, by)]
    _create(ApplicationMove, moves)
    sections = [
        ApplicationSection(
            council=council, application=made, key=key, data=data, is_done=True, saved_at=one.steps[-1].at
        )
        for one, made in zip(new, applications, strict=True)
        for key, data in one.sections.items()
    ]
    _create(ApplicationSection, sections)
    answers = [
        _equality(one, made) for one, made in zip(new, applications, strict=True) if one.equality and made.sent_at
    ]
    _create(EqualityAnswers, answers)
    audit.record_all(council.code, [write_of("application.recorded", row) for row in applications], by=by, at=at)
    touch(council)
    return applications


def _equality(one: NewApplication, made: Application) -> EqualityAnswers:
    """What somebody answered about equality, with how far they came; of an erased application tied to nothing any more."""
    stages = [EQUALITY_STAGE_OF[step.to] for step in one.steps if step.to in EQUALITY_STAGE_OF]
    return EqualityAnswers(
        council=made.council, service=made.service, tie=tie_of(made) if one.email else "", sent_in=quarter_of(made.sent_at or made.begun_at),
        stage=max(stages, key=list(EqualityStage.values).index), answers=dict(one.equality),
    )  # fmt: skip


def _create(model, rows) -> None:
    model._base_manager.bulk_create(rows, batch_size=AT_ONCE)


def _follows(one: NewApplication) -> None:
    need(one.steps and one.steps[0].to == ApplicationState.BEGUN, "An application is begun first.")
    for before, after in zip(one.steps, one.steps[1:], strict=False):
        allowed = APPLICATION_TRANSITIONS[ApplicationState(before.to)]
        need(after.to in allowed, f"{before.to} cannot become {after.to}.")
        need(before.at <= after.at, "Steps come one after the other.")


def _candidate(council: Council, one: NewApplication, at: dt.datetime) -> Candidate:
    began = one.steps[0].at
    return Candidate(
        council=council, email=one.email.lower(), name=one.name, telephone=one.telephone,
        telephone_key=telephone_key(one.telephone), made_at=began, seen_at=one.steps[-1].at, erased_at=None if one.email else at,
    )  # fmt: skip


def _application(council: Council, one: NewApplication, candidate: Candidate, at: dt.datetime) -> Application:
    sent = next((step.at for step in one.steps if step.to == ApplicationState.SENT), None)
    erased = None if one.email else at
    return Application(
        council=council, service=one.advert.service, team=one.advert.team, advert=one.advert, candidate=candidate,
        enquiry=one.enquiry, state=one.steps[-1].to, begun_at=one.steps[0].at, sent_at=sent, moved_at=one.steps[-1].at,
        first_placement=one.first_placement, last_placement=one.last_placement, declared_source=one.declared_source,
        is_internal=one.is_internal, checks_clear_at=one.checks_clear_at, noticed_at=sent, is_expression=one.expressed_at is not None, expressed_at=one.expressed_at, employment=one.employment, hidden_at=erased, erased_at=erased,
    )  # fmt: skip


def _moves(one: NewApplication, made: Application, by) -> list[ApplicationMove]:
    name = by if isinstance(by, str) else str(by)
    return [
        ApplicationMove(
            council=made.council, application=made, at=step.at, from_state=before.to if before else "", to_state=step.to,
            by_name=name[:120], reason=step.reason, words_for_candidate=step.words if one.email else "",
        )
        for before, step in zip([None, *one.steps], one.steps, strict=False)
    ]  # fmt: skip

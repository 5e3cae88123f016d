"""Safer recruitment: self-disclosure after shortlisting, references by private link, checks, and a start with one still open."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ridgeway.core import clock
from ridgeway.core.outbox import actions as outbox
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission

from .. import application_rules as rules
from .. import letters
from ..choices import CheckKind, CheckState, Turn
from ..models import Application, Check, Disclosure, Reference, RiskAcceptance
from ..queries.checking import known_as, open_for_start
from ..states import REFERENCE_TRANSITIONS, ApplicationState, ReferenceState
from .applications import locked_application, tell
from .candidates import hash_of, new_token
from .writing import CannotChangeRecruitment, changed, created, name_of, need

S = ApplicationState
R = ReferenceState
# from when on: nothing about convictions is asked of somebody who was not shortlisted
SHORTLISTED = frozenset({S.SHORTLISTED, S.INTERVIEW, S.OFFERED, S.ACCEPTED, S.CHECKING})


@transaction.atomic
def ask_disclosure(application: Application, *, by, at: dt.datetime, url: str = "") -> Disclosure:
    """Ask a shortlisted candidate about convictions; asking twice is asking once. Raises `CannotChangeRecruitment` before shortlisting."""
    application = locked_application(application)
    need(
        application.state in SHORTLISTED,
        "Criminal-record questions are asked after shortlisting, of those who are shortlisted.",
    )
    found = Disclosure.objects.filter(application=application).first()
    if found is not None:
        return found
    row = Disclosure.objects.create(council=application.council, application=application, asked_at=at)
    if url:
        tell(application, "disclosure", letters.disclosure(application, url), at=at)
    return created(row, "disclosure.asked", by=by, at=at)


@transaction.atomic
def disclose(disclosure: Disclosure, *, answers: Mapping[str, Any], by, at: dt.datetime) -> Disclosure:
    """The candidate answers, once. Raises `CannotChangeRecruitment` when it was answered already."""
    disclosure = (
        Disclosure.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=disclosure.pk)
    )
    need(disclosure.received_at is None, _("You have answered already. Ring us if something has changed."))
    return changed(disclosure, "disclosure.received", answers=dict(answers), received_at=at, by=by, at=at)


@transaction.atomic
def read_disclosure(disclosure: Disclosure, *, by, at: dt.datetime) -> Disclosure:
    """Somebody who may has read it; the first to do so stands there."""
    application = locked_application(Application(pk=disclosure.application_id))
    disclosure = (
        Disclosure.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=disclosure.pk)
    )
    need(disclosure.received_at is not None, "It has not been answered yet.")
    if disclosure.read_at:
        return disclosure
    changed(disclosure, "disclosure.read", read_at=at, read_by_name=name_of(by)[:120], by=by, at=at)
    keep_clear(application, by=by, at=at)
    return disclosure


@transaction.atomic
def discuss_disclosure(disclosure: Disclosure, *, words: str, by, at: dt.datetime) -> Disclosure:
    """Keep what was said about it."""
    need(words.strip(), "Say what was talked about and decided.")
    disclosure = (
        Disclosure.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=disclosure.pk)
    )
    return changed(disclosure, "disclosure.discussed", discussed_words=words.strip(), by=by, at=at)


@transaction.atomic
def name_referees(
    application: Application, referees: Iterable[Mapping[str, Any]], *, by, at: dt.datetime
) -> list[Reference]:
    """Make a row of each referee the application names, where there is none yet. Returns all of them."""
    application = locked_application(application)
    known = {row.email for row in application.references.all()}
    for referee in referees:
        if (email := str(referee["email"]).strip().lower()) not in known:
            row = Reference.objects.create(
                council=application.council, application=application, name=referee["name"][:120], email=email,
                telephone=str(referee.get("telephone", ""))[:40], organisation=str(referee.get("organisation", ""))[:120],
                knows_as=str(referee.get("knows_as", ""))[:200], is_employer=bool(referee.get("is_employer")),
            )  # fmt: skip
            created(row, "reference.named", by=by, at=at)
            known.add(email)
    return list(application.references.all())


def lacks_referee(application: Application) -> bool:
    """Whether a candidate whose referees were named is to name another: so many declined that fewer than two are left."""
    states = list(application.references.values_list("state", flat=True))
    left = sum(state != R.DECLINED for state in states)
    return application.state in SHORTLISTED and R.DECLINED in states and left < rules.REFERENCES_NEEDED


@transaction.atomic
def name_another_referee(
    application: Application, *, name: str, email: str, by, at: dt.datetime, **more: Any
) -> Reference:
    """The candidate names somebody else instead of a referee who declined. Raises `CannotChangeRecruitment` where none is lacking."""
    application = locked_application(application)
    need(lacks_referee(application), _("Two people are named already. Ring us if something has changed."))
    known = {row.email for row in application.references.all()}
    need(email.strip().lower() not in known, _("You named them already. Name somebody else."))
    is_own = rules.is_self(name, email, names=known_as(application), own_email=application.candidate.email)
    need(not is_own, f"{_(rules.YOURSELF)}.")
    still = {rules.plain_name(row.name) for row in application.references.exclude(state=R.DECLINED)}
    need(
        rules.plain_name(name) not in still,
        _("You named somebody of that name already. Name somebody else, or add what tells them apart."),
    )
    name_referees(application, [{"name": name, "email": email, **more}], by=by, at=at)
    return application.references.get(email=email.strip().lower())


def locked_reference(reference: Reference) -> Reference:
    """The reference as it is now, locked."""
    rows = Reference.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("council", "application", "application__advert", "application__candidate").get(
        pk=reference.pk
    )


def _reference_to(row: Reference, to: str, *, by, at: dt.datetime, **changes) -> None:
    """Move a reference. The trail keeps none of its personal fields."""
    if to not in REFERENCE_TRANSITIONS[ReferenceState(row.state)]:
        raise CannotChangeRecruitment(_("This reference has come already, or was never asked for."))
    changed(row, f"reference.{to}", state=to, by=by, at=at, **changes)


@transaction.atomic
def ask_reference(
    reference: Reference, *, by, at: dt.datetime, address: Callable[[str], str], email: str = ""
) -> Reference:
    """Ask a referee by a new private link; the link before it stops working. `address` makes the link's address of its token.

    Raises `CannotChangeRecruitment` when it came already, the application is not so far, or they were asked within a week at the same address.
    """
    row = locked_reference(reference)
    need(row.application.state in SHORTLISTED, "References are asked for after shortlisting.")
    email = email.strip().lower() or row.email
    need(
        not rules.is_self("", email, names=(), own_email=row.application.candidate.email),
        "That is the candidate’s own e-mail address: a referee is somebody else.",
    )
    soon = row.asked_at is not None and at < row.asked_at + dt.timedelta(days=rules.ASK_AGAIN_DAYS)
    need(
        not (soon and row.state == R.ASKED and email == row.email),
        "They were asked within the last week. Ring them first.",
    )
    token = new_token()
    _reference_to(
        row, R.ASKED, by=by, at=at, email=email, token_hash=hash_of(token), asked_at=at, times_asked=row.times_asked + 1,
        link_ends_at=at + dt.timedelta(weeks=rules.REFERENCE_WEEKS),
    )  # fmt: skip
    try:
        outbox.send_letter(
            letters.reference(row, address(token)), council=row.council, key=f"reference:{row.pk}:{row.times_asked}", to=row.email,
            at=at, about=row, reply_to=row.application.advert.contact_email,
        )  # fmt: skip
    except outbox.CannotSend as refused:
        raise CannotChangeRecruitment(str(refused)) from refused
    return row


def reference_for(token: str, at: dt.datetime) -> Reference | None:
    """The reference that a link is good for. A link that was answered, replaced or is too old is good for none."""
    rows = Reference.objects.filter(token_hash=hash_of(token), state=R.ASKED, link_ends_at__gt=at)
    return rows.select_related("council", "application", "application__advert", "application__candidate").first()


@transaction.atomic
def receive_reference(reference: Reference, *, answers: Mapping[str, Any], by, at: dt.datetime) -> Reference:
    """The referee answers, once: the link closes. Answered outside Ridgeway, somebody types it in. Raises when it came already."""
    row = locked_reference(reference)
    _reference_to(row, R.RECEIVED, by=by, at=at, answers=dict(answers), received_at=at, token_hash="")
    return row


@transaction.atomic
def decline_reference(reference: Reference, *, words: str, by, at: dt.datetime) -> Reference:
    """The referee cannot give one; the link closes."""
    row = locked_reference(reference)
    _reference_to(row, R.DECLINED, by=by, at=at, answers={"declined": words.strip()}, token_hash="")
    return row


@transaction.atomic
def read_reference(reference: Reference, *, by, at: dt.datetime) -> Reference:
    """Somebody has read it and is content. Raises `CannotChangeRecruitment` before it came."""
    application = locked_application(Application(pk=reference.application_id))
    row = locked_reference(reference)
    need(row.state == R.RECEIVED, "This reference has not come yet.")
    if row.read_at:
        return row
    changed(row, "reference.read", read_at=at, read_by_name=name_of(by)[:120], by=by, at=at)
    keep_clear(application, by=by, at=at)
    return row


@transaction.atomic
def open_checks(application: Application, *, by, at: dt.datetime) -> list[Check]:
    """The checks before the start, each made once."""
    application = locked_application(application)
    need(application.state in (S.OFFERED, S.ACCEPTED, S.CHECKING), "Checks begin with an offer.")
    known = set(application.checks.values_list("kind", flat=True))
    for kind in CheckKind:
        if kind not in known:
            row = Check.objects.create(
                council=application.council,
                application=application,
                kind=kind,
                turn=rules.FIRST_TURN[kind],
                changed_at=at,
            )
            created(row, "check.opened", by=by, at=at)
    return list(application.checks.all())


@transaction.atomic
def set_check(
    check: Check, *, state: str, by, at: dt.datetime, turn: str = "", reference: str = "", words: str = "",
    done_on: dt.date | None = None,
) -> Check:  # fmt: skip
    """Say how a check stands and whose turn it is. A check that is done has its day; one not needed, or of concern, says why."""
    application = locked_application(Application(pk=check.application_id))
    row = Check.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=check.pk)
    need(state in CheckState.values and (not turn or turn in Turn.values), "Choose how the check stands.")
    need(state not in (CheckState.NOT_NEEDED, CheckState.CONCERN) or words.strip(), "Say why.")
    today = clock.day_of(at)
    need(done_on is None or done_on <= today, "A check cannot be done on a day to come.")
    is_settled = state in (CheckState.DONE, CheckState.NOT_NEEDED)
    need(
        application.state != S.STARTED or is_settled,
        "They have started: a check is not opened again. Write a note instead.",
    )
    changed(
        row, "check.changed", state=state, turn=turn or row.turn, reference=reference.strip(), words=words.strip(),
        changed_at=at, done_on=(done_on or today) if is_settled else None, done_by_name=name_of(by)[:120] if is_settled else "",
        by=by, at=at,
    )  # fmt: skip
    keep_clear(application, by=by, at=at)
    return row


def keep_clear(application: Application, *, by, at: dt.datetime) -> None:
    """Keep the moment at which nothing was open any more; take it away when something is open again. The caller holds the application locked.

    A risk that was accepted settles nothing: what it covers is open still, and settled after the start it is no moment before it.
    """
    is_clear = not open_for_start(application)
    if is_clear and application.checks_clear_at is None and application.state != S.STARTED:
        changed(application, "checks.clear", checks_clear_at=at, by=by, at=at)
    elif not is_clear and application.checks_clear_at is not None:
        changed(application, "checks.reopened", checks_clear_at=None, by=by, at=at)


@transaction.atomic
def accept_risk(application: Application, *, words: str, by, at: dt.datetime) -> RiskAcceptance:
    """A named senior person accepts in writing that somebody starts with what is open now, and only that.

    Raises `CannotChangeRecruitment` for somebody without `risk.accept` there, without a reason, and where nothing is open.
    """
    application = locked_application(application)
    may = access_of(by).may(
        Permission.RISK_ACCEPT,
        council_id=application.council_id,
        service_id=application.service_id,
        team_id=application.team_id,
    )
    need(may, "A risk is accepted by somebody who may: see Administration, Roles.")
    need(len(words.strip()) >= 20, "Write why, and what is done until the check has come back.")
    open_now = [item.key for item in open_for_start(application)]
    need(open_now, "Nothing is open: there is no risk to accept.")
    row = RiskAcceptance.objects.create(
        council=application.council, application=application, covers=open_now, words=words.strip(), user=by, by_name=str(by),
        at=at,
    )  # fmt: skip
    return created(row, "risk.accepted", by=by, at=at)

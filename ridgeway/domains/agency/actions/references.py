"""Writes of references: asked of a referee by a private link, answered, written by us, given by a private link. Answers and names stay out of the trail."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from ridgeway.core import audit
from ridgeway.core.outbox import actions as outbox
from ridgeway.domains.organisation.actions import touch

from .. import letters
from ..choices import ReferenceWay
from ..models import Assignment, PracticeReference, ReferenceLink
from ..reference_shape import QUESTIONS, choices_of, missing_of
from ..states import REFERENCE, AssignmentState, ReferenceState
from .reasons import CannotChangeAgency, need

R = ReferenceState
LINK_DAYS = 84  # twelve weeks
ASK_AGAIN_DAYS = 7
_LONGEST = 3000
PERSONAL = frozenset({"answers", "referee_name", "referee_job", "organisation", "name", "email", "token_hash"})
Address = Callable[[str], str]


def _record(verb: str, thing: Any, before: dict | None, *, by, at: dt.datetime) -> None:
    write = audit.write_of(verb, thing, before=before)
    plain = [None if part is None else {k: v for k, v in part.items() if k not in PERSONAL} for part in (write.before, write.after)]  # fmt: skip
    audit.record_all(audit.chain_of(thing), [audit.Write(write.action, write.thing_type, write.thing_id, write.thing, *plain)], by=by, at=at)  # fmt: skip
    touch(thing.council)


def _changed(thing: Any, verb: str, *, by, at: dt.datetime, **changes: Any) -> None:
    before = audit.snapshot(thing)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))
    _record(verb, thing, before, by=by, at=at)


def _locked(reference: PracticeReference) -> PracticeReference:
    rows = PracticeReference.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("council", "assignment__council", "assignment__worker").get(pk=reference.pk)


def _move(row: PracticeReference, to: str, *, by, at: dt.datetime, **changes: Any) -> None:
    if to not in REFERENCE[row.state]:
        raise CannotChangeAgency("The reference has come already, or is no longer asked for.")
    _changed(row, f"practicereference.{to}", by=by, at=at, state=to, **changes)


def hash_of(token: str) -> str:
    """How a token is kept: it is long and random, so a plain hash holds."""
    return hashlib.sha256(token.encode()).hexdigest()


def _send(row: PracticeReference, letter: Callable[[ReferenceLink, str], Any], *, name: str, email: str, organisation: str, address: Address, by, at: dt.datetime) -> ReferenceLink:  # fmt: skip
    """A new link, mailed. Links before it to the same address stop working."""
    need(name.strip() and email.strip(), "Give a name and an e-mail address.")
    email = email.strip().lower()
    for old in row.links.filter(email=email).exclude(token_hash=""):
        soon = at < old.sent_at + dt.timedelta(days=ASK_AGAIN_DAYS) and at < old.ends_at
        need(not soon, "A link was sent to this address within the last week. Ring them first.")
        _changed(old, "referencelink.closed", by=by, at=at, token_hash="")
    token = secrets.token_urlsafe(32)
    made = ReferenceLink.objects.create(
        council=row.council, reference=row, name=name.strip()[:120], organisation=organisation.strip()[:160], email=email,
        token_hash=hash_of(token), sent_at=at, ends_at=at + dt.timedelta(days=LINK_DAYS),
    )  # fmt: skip
    _record("referencelink.sent", made, None, by=by, at=at)
    try:
        outbox.send_letter(letter(made, address(token)), council=row.council, key=f"practice-reference:{made.pk}", to=email, at=at, about=row)  # fmt: skip
    except outbox.CannotSend as refused:
        raise CannotChangeAgency(str(refused)) from refused
    return made


@transaction.atomic
def ask_practice_reference(assignment: Assignment, *, name: str, email: str, organisation: str, address: Address, by, at: dt.datetime) -> PracticeReference:  # fmt: skip
    """Ask somebody who knows the worker's practice, by a private link. The same address again sends a new link to the same reference."""
    row = Assignment.objects.select_for_update(no_key=True, of=("self",)).select_related("council", "worker").get(pk=assignment.pk)  # fmt: skip
    need(row.state != AssignmentState.CANCELLED, "It was cancelled.")
    known = row.references.filter(way=ReferenceWay.ASKED, state=R.ASKED, links__email=email.strip().lower()).first()
    if known is None:
        known = PracticeReference.objects.create(
            council=row.council, assignment=row, way=ReferenceWay.ASKED, state=R.ASKED, referee_name=name.strip()[:120],
            organisation=organisation.strip()[:160],
        )  # fmt: skip
        _record("practicereference.asked", known, None, by=by, at=at)
    _send(_locked(known), letters.please_write, name=name, email=email, organisation=organisation, address=address, by=by, at=at)  # fmt: skip
    return known


def link_for(token: str, at: dt.datetime) -> ReferenceLink | None:
    """The link of a token, if it is still good: to a reference that is asked for, or to one of ours."""
    rows = ReferenceLink.objects.filter(token_hash=hash_of(token), ends_at__gt=at)
    return rows.select_related("council", "reference__assignment__worker", "reference__assignment__role").first()


def _checked(answers: Mapping[str, Any]) -> dict[str, str]:
    plain = {key: str(answers.get(key) or "").strip()[:_LONGEST] for key in QUESTIONS}
    for key, question in QUESTIONS.items():
        allowed = {value for value, _ in choices_of(question)}
        need(not plain[key] or not allowed or plain[key] in allowed, f"“{question.label}”: choose one of the answers.")
    missing = missing_of(plain)
    need(not missing, f"“{missing[0].label if missing else ''}” has no answer.")
    return {key: value for key, value in plain.items() if value}


@transaction.atomic
def receive_practice_reference(reference: PracticeReference, *, answers: Mapping[str, Any], name: str, job: str, by, at: dt.datetime) -> PracticeReference:  # fmt: skip
    """The referee answers, once: the links close, and the assignment counts one more reference received."""
    row = _locked(reference)
    need(row.way == ReferenceWay.ASKED, "This is a reference of ours.")
    need(name.strip() and job.strip(), "Say who writes, and in which job.")
    _move(row, R.WRITTEN, by=by, at=at, answers=_checked(answers), written_at=at, referee_name=name.strip()[:120], referee_job=job.strip()[:120])  # fmt: skip
    _close(row, by=by, at=at)
    came = row.assignment.references.filter(way=ReferenceWay.ASKED, state=R.WRITTEN).count()
    if came > (row.assignment.references_received or 0):
        before = audit.snapshot(row.assignment)
        row.assignment.references_received = came
        row.assignment.save(update_fields=["references_received"])
        audit.record("assignment.facts", row.assignment, by=by, at=at, before=before)
    return row


@transaction.atomic
def decline_practice_reference(reference: PracticeReference, *, by, at: dt.datetime) -> PracticeReference:
    """The referee cannot give one; the links close."""
    row = _locked(reference)
    need(row.way == ReferenceWay.ASKED, "This is a reference of ours.")
    _move(row, R.DECLINED, by=by, at=at)
    _close(row, by=by, at=at)
    return row


@transaction.atomic
def withdraw_practice_reference(reference: PracticeReference, *, by, at: dt.datetime) -> PracticeReference:
    """We ask no more; the links close."""
    row = _locked(reference)
    _move(row, R.WITHDRAWN, by=by, at=at)
    _close(row, by=by, at=at)
    return row


def _close(row: PracticeReference, *, by, at: dt.datetime) -> None:
    for link in row.links.exclude(token_hash="").select_related("council"):
        _changed(link, "referencelink.closed", by=by, at=at, token_hash="")


@transaction.atomic
def write_practice_reference(assignment: Assignment, *, answers: Mapping[str, Any], name: str, job: str, by, at: dt.datetime) -> PracticeReference:  # fmt: skip
    """Write our own reference of a worker who is or was here; written again, the new one stands. Raises `CannotChangeAgency`."""
    row = Assignment.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=assignment.pk)  # fmt: skip
    need(row.state in (AssignmentState.CONFIRMED, AssignmentState.ENDED), "Only of somebody who was here.")
    need(name.strip() and job.strip(), "Say who writes, and in which job.")
    said = {
        "answers": _checked(answers),
        "written_at": at,
        "referee_name": name.strip()[:120],
        "referee_job": job.strip()[:120],
        "organisation": row.council.name,
        "erased_at": None,
    }
    known = row.references.select_related("council").filter(way=ReferenceWay.GIVEN).first()
    if known is not None:
        _changed(known, "practicereference.rewritten", by=by, at=at, **said)
        return known
    made = PracticeReference.objects.create(council=row.council, assignment=row, way=ReferenceWay.GIVEN, state=R.WRITTEN, **said)  # fmt: skip
    _record("practicereference.written", made, None, by=by, at=at)
    return made


@transaction.atomic
def give_practice_reference(reference: PracticeReference, *, name: str, email: str, organisation: str, address: Address, by, at: dt.datetime) -> ReferenceLink:  # fmt: skip
    """Give our reference to whoever asked for it, by a private link to read it."""
    row = _locked(reference)
    need(row.way == ReferenceWay.GIVEN and row.state == R.WRITTEN, "It is not written yet.")
    need(row.erased_at is None, "What it said was kept long enough, and is erased. Write it again first.")
    return _send(row, letters.here_it_is, name=name, email=email, organisation=organisation, address=address, by=by, at=at)  # fmt: skip


@transaction.atomic
def note_opened(link: ReferenceLink, *, by, at: dt.datetime) -> None:
    """A link of ours was opened for the first time."""
    row = ReferenceLink.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=link.pk)
    if row.opened_at is None:
        _changed(row, "referencelink.opened", by=by, at=at, opened_at=at)


@transaction.atomic
def close_link(link: ReferenceLink, *, by, at: dt.datetime) -> None:
    """Close a link of ours: it shows nothing any more."""
    row = ReferenceLink.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=link.pk)
    need(row.token_hash, "It is closed already.")
    _changed(row, "referencelink.closed", by=by, at=at, token_hash="")

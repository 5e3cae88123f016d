"""Asking that a rule be departed from, and the word of each office."""

import datetime as dt

from django.db import transaction

from ridgeway.core import clock, states
from ridgeway.domains.establishment.actions.writing import created
from ridgeway.domains.organisation.actions import touch

from ..choices import Office
from ..models import Assignment, Breach, SignOff
from ..permissions import offices_of
from ..queries.book import book_of
from ..queries.checks import checks_of
from ..states import BREACH, AssignmentState, BreachState
from .assignments import locked
from .reasons import CannotChangeAgency, need

B = BreachState


@transaction.atomic
def ask_sign_off(assignment: Assignment, *, rule: str, reason: str, by, at: dt.datetime) -> Breach:
    """Ask that an assignment may depart from a rule. What was found is kept as it is now; the rule says who signs.

    Raises `CannotChangeAgency` when the rule is kept, or somebody asked already.
    """
    row = locked(assignment)
    need(row.state in (AssignmentState.DRAFT, AssignmentState.CONFIRMED), "It has ended.")
    need(reason.strip(), "Say why it is needed all the same.")
    today = clock.day_of(at)
    found = checks_of(row, book_of(row.council), today, breaches=row.breaches.all())
    check = next((one for one in found if one.rule == rule and one.is_broken), None)
    if check is None:
        raise CannotChangeAgency("That rule is kept, or signed off already.")
    need(not row.breaches.filter(rule=rule, state=B.OPEN).exists(), "Somebody has asked for this already.")
    breach = Breach.objects.create(
        council=row.council, assignment=row, rule=rule, found_on=today, amount=check.amount, limit=check.limit, words=check.words[:300],
        reason=reason.strip(), offices=list(check.offices), asked_by=None if isinstance(by, str) else by,
    )  # fmt: skip
    return created(breach, "breach.asked", by=by, at=at)


def _open(breach: Breach) -> Breach:
    row = (
        Breach.objects.select_for_update(no_key=True, of=("self",))
        .select_related("council", "assignment__team")
        .get(pk=breach.pk)
    )
    need(row.state == B.OPEN, f"This is {row.get_state_display().lower()} already.")
    return row


def _move(breach: Breach, to: str, *, by, at: dt.datetime) -> None:
    states.move(breach, to, table=BREACH, by=by, at=at, decided_at=at)
    touch(breach.council)


@transaction.atomic
def sign(breach: Breach, *, office: str, agrees: bool, by, at: dt.datetime, words: str = "") -> SignOff:
    """An office agrees, or refuses with its reason. When all that are asked for agreed, the breach is signed off; one refusal refuses it.

    Raises `CannotChangeAgency` for whoever asked, for somebody who does not hold the office or signed for another, and for an office that
    is not asked.
    """
    row = _open(breach)
    need(office in row.offices, "This office is not asked.")
    called = str(Office(office).label)
    called = called[0].lower() + called[1:]
    signer = None if isinstance(by, str) else by
    need(
        signer is None or office in offices_of(signer, row.assignment.team),
        f"You do not hold the office of {called} here, so you cannot sign for it. Whoever holds it must sign.",
    )
    need(agrees or words.strip(), "Say why it is refused.")
    need(signer is None or signer.pk != row.asked_by_id, "Whoever asked cannot sign it off.")
    said = list(row.sign_offs.all())
    need(all(one.office != office for one in said), f"The {called} has signed already.")
    need(
        signer is None or all(one.by_id != signer.pk for one in said),
        "You signed for the other office; somebody else signs for this one.",
    )
    word = SignOff.objects.create(
        council=row.council, breach=row, office=office, by=signer, by_name=by if isinstance(by, str) else by.name, at=at,
        agrees=agrees, words=words.strip(),
    )  # fmt: skip
    created(word, "breach.signed" if agrees else "breach.refused", by=by, at=at)
    if not agrees:
        _move(row, B.REFUSED, by=by, at=at)
    elif {one.office for one in said} | {office} >= set(row.offices):
        _move(row, B.SIGNED, by=by, at=at)
    return word


@transaction.atomic
def withdraw(breach: Breach, *, by, at: dt.datetime) -> Breach:
    """Take the question back."""
    row = _open(breach)
    _move(row, B.WITHDRAWN, by=by, at=at)
    return row

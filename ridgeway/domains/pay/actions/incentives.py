"""Writes of incentives: agreed in instalments, paid, owed back by who leaves."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from ridgeway.domains.establishment.models import Worker
from ridgeway.domains.organisation.models import Team

from .. import rules
from ..choices import ClawBack
from ..models import Incentive, Instalment
from ..states import INCENTIVE, IncentiveState
from .reasons import CannotChangePay, need
from .writing import changed, created

I = IncentiveState  # noqa: E741


def _locked(incentive: Incentive) -> Incentive:
    rows = Incentive.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    return rows.get(pk=incentive.pk)


@transaction.atomic
def agree(
    worker: Worker, *, team: Team, kind: str, amount: Decimal, agreed_on: dt.date, tie_starts_on: dt.date, tie_months: int, claw_back: str,
    instalments: list[tuple[dt.date, Decimal]], by, at: dt.datetime, note: str = "",
) -> Incentive:  # fmt: skip
    """Agree an incentive with somebody, in instalments (day due, amount) that add up to it."""
    need(worker.council_id == team.council_id, "The team must be the council's own.")
    need(amount > 0, "An incentive is more than nothing.")
    need(instalments, "Give at least one instalment.")
    need(all(part > 0 for _, part in instalments), "Every instalment is more than nothing.")
    need(sum(part for _, part in instalments) == amount, "The instalments do not add up to the amount.")
    need(0 <= tie_months <= 120, "A tie is of ten years at most.")
    need(claw_back in ClawBack.values, "Say what is owed back.")
    made = Incentive.objects.create(
        council=worker.council, worker=worker, team=team, kind=kind, amount=amount, agreed_on=agreed_on, tie_starts_on=tie_starts_on,
        tie_months=tie_months, claw_back=claw_back, note=note.strip(),
    )  # fmt: skip
    Instalment.objects.bulk_create([Instalment(council=worker.council, incentive=made, due_on=on, amount=part) for on, part in instalments])  # fmt: skip
    return created(made, "incentive.agreed", by=by, at=at)


@transaction.atomic
def pay(instalment: Instalment, *, paid_on: dt.date, by, at: dt.datetime) -> Instalment:
    """Record that an instalment was paid."""
    incentive = _locked(instalment.incentive)
    need(incentive.state == I.AGREED, "The incentive is closed, so nothing more is paid.")
    need(instalment.paid_on is None, "It has been paid already.")
    need(paid_on >= incentive.agreed_on, "It is paid after it was agreed.")
    return changed(instalment, "instalment.paid", by=by, at=at, paid_on=paid_on)


def owed_if_left(incentive: Incentive, left_on: dt.date) -> Decimal:
    """What would be owed back by somebody no longer in post from a day on."""
    paid = rules.paid_by(incentive.instalments.values_list("paid_on", "amount"), left_on)
    return rules.owed_back(
        paid,
        tie_starts_on=incentive.tie_starts_on,
        tie_months=incentive.tie_months,
        left_on=left_on,
        claw_back=incentive.claw_back,
    )


@transaction.atomic
def settle(incentive: Incentive, *, left_on: dt.date, by, at: dt.datetime) -> Incentive:
    """Somebody leaves: what they owe back is worked out to the day, and kept; nothing owed closes the incentive."""
    incentive = _locked(incentive)
    owed = owed_if_left(incentive, left_on)
    return _move(incentive, I.OWED if owed else I.COMPLETED, by=by, at=at, left_on=left_on, owed=owed)


@transaction.atomic
def complete(incentive: Incentive, *, on: dt.date, by, at: dt.datetime) -> Incentive:
    """Close an incentive whose tie is over."""
    incentive = _locked(incentive)
    need(on >= rules.after_months(incentive.tie_starts_on, incentive.tie_months), "The tie is not over yet.")
    need(not incentive.instalments.filter(paid_on__isnull=True).exists(), "An instalment is not paid yet.")
    return _move(incentive, I.COMPLETED, by=by, at=at)


@transaction.atomic
def recover(incentive: Incentive, *, by, at: dt.datetime) -> Incentive:
    """What was owed has been paid back."""
    return _move(_locked(incentive), I.RECOVERED, by=by, at=at)


@transaction.atomic
def waive(incentive: Incentive, *, note: str, by, at: dt.datetime) -> Incentive:
    """Give up what is owed, and say why."""
    need(note.strip(), "Say why it is waived.")
    return _move(_locked(incentive), I.WAIVED, by=by, at=at, note=note.strip())


@transaction.atomic
def cancel(incentive: Incentive, *, by, at: dt.datetime) -> Incentive:
    """Cancel an incentive of which nothing was paid."""
    incentive = _locked(incentive)
    need(not incentive.instalments.filter(paid_on__isnull=False).exists(), "Some of it was paid: settle it instead.")
    return _move(incentive, I.CANCELLED, by=by, at=at)


def _move(incentive: Incentive, to: str, *, by, at: dt.datetime, **changes: Any) -> Incentive:
    """A step of the table, with an audit line that holds nobody's money."""
    if to not in INCENTIVE[incentive.state]:
        raise CannotChangePay(f"This is {incentive.get_state_display().lower()} already.")
    return changed(incentive, f"incentive.{to}", by=by, at=at, state=to, **changes)

"""Many assignments written at once, for a first load: each takes over a cover that the establishment has already, one audit line a row."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from ridgeway.core.bulk import Fresh, write_rows
from ridgeway.domains.establishment.models import Cover
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from .actions import CannotChangeAgency
from .models import Assignment, Breach, Rate, SignOff, Supplier
from .states import AssignmentState, BreachState


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """An assignment of a cover: its period, worker, place and FTE are the cover's. `facts` are fields that the checks read."""

    cover: Cover
    supplier: Supplier
    route: str
    planned_until: dt.date
    parts: Mapping[str, Decimal]
    notice_weeks: Decimal = Decimal(4)
    end_reason: str = "planned"
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewBreach:
    """A breach that was decided, and the offices' words: (office, name, moment)."""

    assignment: Assignment
    rule: str
    found_on: dt.date
    words: str
    reason: str
    amount: Decimal | None = None
    limit: Decimal | None = None
    signed: Sequence[tuple[str, str, dt.datetime]] = ()


@transaction.atomic
def take_over(council: Council, new: Sequence[NewAssignment], *, by, at: dt.datetime) -> list[Assignment]:
    """Assignments with one rate each. Raises `CannotChangeAgency` for a census day's cover, one without a team, or one of another council."""
    rows = []
    for one in new:
        cover = one.cover
        if cover.is_snapshot or cover.team_id is None or cover.role_id is None or cover.council_id != council.pk:
            raise CannotChangeAgency(
                "Only the council's own covers over a period, with a team and a role, become assignments."
            )
        rows.append(Assignment(
            council=council, worker_id=cover.worker_id, supplier=one.supplier, team_id=cover.team_id, role_id=cover.role_id,
            post_id=cover.post_id, cover=cover, route=one.route, fte=cover.fte, starts_on=cover.starts_on, ends_on=cover.ends_on,
            planned_until=one.planned_until, notice_weeks=one.notice_weeks, confirmed_at=at,
            state=AssignmentState.ENDED if cover.ends_on else AssignmentState.CONFIRMED,
            end_reason=one.end_reason if cover.ends_on else "", **one.facts,
        ))  # fmt: skip
    _write(council, "assignment.taken_over", rows, by=by, at=at)
    rates = [
        Rate(council=council, assignment=row, starts_on=row.starts_on, **one.parts)
        for row, one in zip(rows, new, strict=True)
    ]
    _write(council, "rate.set", rates, by=by, at=at)
    touch(council)
    return rows


@transaction.atomic
def record_breaches(council: Council, new: Sequence[NewBreach], *, by, at: dt.datetime) -> list[Breach]:
    """Breaches that were signed off before Ridgeway knew of them."""
    rows = [
        Breach(
            council=council, assignment=one.assignment, rule=one.rule, found_on=one.found_on, amount=one.amount, limit=one.limit,
            words=one.words, reason=one.reason, offices=[office for office, _, _ in one.signed],
            state=BreachState.SIGNED, decided_at=max(moment for _, _, moment in one.signed),
        )
        for one in new
    ]  # fmt: skip
    _write(council, "breach.recorded", rows, by=by, at=at)
    words = [
        SignOff(council=council, breach=row, office=office, by_name=name, at=moment, agrees=True)
        for row, one in zip(rows, new, strict=True)
        for office, name, moment in one.signed
    ]
    _write(council, "breach.signed", words, by=by, at=at)
    touch(council)
    return rows


def _write(council: Council, verb: str, things: Sequence, *, by, at: dt.datetime) -> None:
    write_rows(council.code, [Fresh(verb, thing) for thing in things], [], by=by, at=at)

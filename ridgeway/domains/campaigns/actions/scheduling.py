"""A media schedule kept: several placements planned at once, whole or not at all."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from ridgeway.core.words import pounds

from ..choices import MoneySource
from ..models import Channel, Phase, Placement
from .placing import add_placement
from .planning import lock_phase
from .reasons import need

NOTE = "Planned in the media schedule"


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a schedule: an amount in pounds for a channel, and from when up to (not including) when."""

    channel: Channel
    kind: str
    amount: Decimal
    starts_on: dt.date
    ends_on: dt.date | None
    target_url: str


@transaction.atomic
def plan_placements(phase: Phase, lines: Sequence[Planned], *, by, at: dt.datetime) -> list[Placement]:
    """Keep a schedule as planned placements, each with an expected cost and a tracked link of its own.

    Raises `CannotChangeCampaign` when nothing is planned, or all placements together come to more than the phase's budget.
    """
    phase = lock_phase(phase)
    lines = [line for line in lines if line.amount]
    need(lines, "Give at least one channel an amount.")
    total = sum((line.amount for line in lines), Decimal(0)) + placed_already(phase)
    if phase.budget is not None:
        need(
            total <= phase.budget,
            f"It comes to {pounds(total)}, which is {pounds(total - phase.budget)} more than the budget.",
        )
    return [
        add_placement(
            phase, channel=line.channel, kind=line.kind, title=f"{line.channel}, {phase.name}"[:160], starts_on=line.starts_on,
            ends_on=line.ends_on, target_url=line.target_url, cost=line.amount, cost_source=MoneySource.EXPECTED, cost_note=NOTE, by=by, at=at,
        )
        for line in lines
    ]  # fmt: skip


def placed_already(phase: Phase) -> Decimal:
    """What the placements that a phase has already cost, as far as it is known."""
    return sum((cost for cost in phase.placements.values_list("cost", flat=True) if cost is not None), Decimal(0))

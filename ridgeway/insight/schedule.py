"""The next phase's media schedule: how a budget might be divided over the channels, from what they cost and brought in earlier phases."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from ridgeway.calc import division

from .media import Brought, Performance

SEED = 9
STEP = 100
"""Amounts are proposed in whole hundreds of pounds."""
ENOUGH = 30
"""People below whom the next, more frequent stage is taken instead."""
STAGES = {"appointed": "appointments", "sent": "applications", "enquiries": "enquiries", "clicks": "clicks"}


@dataclass(frozen=True, slots=True)
class ChannelShare:
    """A channel's proposed part: what it cost and brought before, its share of the budget with its likely range, and the amount in pounds."""

    channel: int
    name: str
    spent: Decimal
    count: int
    each: float | None
    share: float
    least: float
    most: float
    amount: int

    @property
    def percent(self) -> float:
        """The share in percent."""
        return self.share * 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """A division of `budget` pounds by how many at `stage` (in words `called`) each channel brought. Ranges are of 90%.

    `left_out`: channels that were used but whose cost is not wholly known, or that brought what cannot be counted. `reach`: the chance of
    the number wanted, where the stage is the one that is wanted.
    """

    budget: int
    stage: str
    called: str
    shares: list[ChannelShare]
    people: float
    fewest: float
    most: float
    wanted: int | None
    reach: float | None
    left_out: list[str]

    @property
    def reach_percent(self) -> float | None:
        """The chance of the number wanted, in percent."""
        return None if self.reach is None else self.reach * 100


def count_of(row: Brought, stage: str) -> int:
    """How many at a stage a channel brought."""
    return (row.clicks or 0) if stage == "clicks" else row.people.get(stage, 0)


def stage_for(rows: Sequence[Brought]) -> str | None:
    """The furthest stage of which enough were brought, by at least two channels."""
    for stage in STAGES:
        counts = [count_of(row, stage) for row in rows]
        if sum(counts) >= ENOUGH and sum(n > 0 for n in counts) > 1:
            return stage
    return None


def propose(earlier: Performance, budget: int, wanted: int | None = None) -> Proposal | None:
    """The division proposed by earlier phases; None where too little is known of them, or there is no money to divide."""
    channels = [row for row in earlier.channels if row.line and row.line.channel is not None]
    usable = [row for row in channels if row.cost and not row.costless]
    stage = stage_for(usable)
    if stage is None or budget < STEP:
        return None
    counts = np.array([count_of(row, stage) for row in usable], dtype=float)
    spend = np.array([float(row.cost or 0) for row in usable])
    aim = wanted if stage == "appointed" else None
    found = division.divide(counts, spend, float(budget), np.random.default_rng(SEED), wanted=aim)
    amounts = division.rounded(found.share, budget, STEP)
    shares = [
        ChannelShare(
            row.line.channel or 0 if row.line else 0, row.name, row.cost or Decimal(0), int(counts[n]),
            float(spend[n] / counts[n]) if counts[n] else None, float(found.share[n]), float(found.share_range[0][n]),
            float(found.share_range[1][n]), amounts[n],
        )
        for n, row in enumerate(usable)
    ]  # fmt: skip
    return Proposal(
        budget, stage, STAGES[stage], sorted(shares, key=lambda share: (-share.amount, share.name)), found.people,
        *found.people_range, aim, found.reach, [row.name for row in channels if row not in usable],
    )  # fmt: skip

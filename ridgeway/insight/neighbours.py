"""What the neighbours offer beside what we do: by role, ours first, each with where it is from and when it was read."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ridgeway.core.periods import months_before
from ridgeway.domains.campaigns.models import NeighbourOffer
from ridgeway.domains.campaigns.rules import MONTHS_FRESH
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council

from .own_offer import Cell, Own

UNSAID = Cell("", "No promise of cases is made")


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: `offer` is the row that was recorded, or none where ours is read from our own rows; pay in pounds a year.

    `sources` says of each cell that is read from our rows where it is from, or why it is not known; those in `withheld` are known, and not shown.
    """

    council: str
    is_ours: bool
    role: str
    pay: tuple[Decimal | None, Decimal | None]
    supplement: str
    caseload: str
    incentive: str
    programme: str
    source: str
    known_on: dt.date
    is_stale: bool
    offer: NeighbourOffer | None = None
    sources: Mapping[str, str] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()


def fresh_from(day: dt.date) -> dt.date:
    """The first day whose offers are not stale yet on a day."""
    return months_before(day, MONTHS_FRESH)


def roles_of(offers: Iterable[NeighbourOffer], on: dt.date) -> list[JobRole]:
    """The roles of which somebody said something by a day, in their order."""
    roles = {row.role_id: row.role for row in offers if row.known_on <= on and row.role}
    return sorted(roles.values(), key=lambda role: (role.order, role.name))


def side_by_side(
    council: Council,
    offers: Iterable[NeighbourOffer],
    on: dt.date,
    *,
    own: Mapping[int, Own] | None = None,
    caseload: Cell = UNSAID,
) -> list[tuple[str, list[Offer]]]:
    """The offers by role, ours first in each; roles of which neighbours say something, in their order, then those without a role.

    `own` is what we offer for each role by our own rows, `caseload` the promise of cases that we make to everybody.
    """
    rows = [row for row in offers if row.known_on <= on]
    groups: dict[str, list[Offer]] = {}
    for role in roles_of(rows, on):
        groups[role.name] = [_ours(council, own[role.pk], caseload, on)] if own and role.pk in own else []
    for row in sorted(rows, key=lambda row: (row.neighbour != council.name, row.neighbour, -row.known_on.toordinal())):
        name = row.role.name if row.role else "Any role, or one of theirs"
        groups.setdefault(name, []).append(_theirs(council, row, on))
    return list(groups.items())


def _ours(council: Council, own: Own, caseload: Cell, on: dt.date) -> Offer:
    cells = {"pay": own.pay_source, "supplement": own.supplement, "caseload": caseload, "incentive": own.incentive,
             "programme": Cell("", "No row of ours says: record it under our own name")}  # fmt: skip
    withheld = frozenset(name for name, cell in cells.items() if cell.is_withheld)
    return Offer(
        council.name, True, own.role, own.pay, own.supplement.words, caseload.words, own.incentive.words, "", "Our own rows", on, False,
        sources={name: cell.source for name, cell in cells.items()}, withheld=withheld,
    )  # fmt: skip


def _theirs(council: Council, row: NeighbourOffer, on: dt.date) -> Offer:
    return Offer(
        row.neighbour, row.neighbour == council.name, row.role_words or (row.role.name if row.role else ""), (row.pay_low, row.pay_high),
        row.supplement, row.caseload, row.incentive, row.programme, row.source, row.known_on, row.known_on < fresh_from(on), row,
    )  # fmt: skip

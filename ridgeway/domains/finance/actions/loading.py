"""Writes of ledger lines: whole files, each one entry of the audit trail with a digest over its lines."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum

from ridgeway.core import loads
from ridgeway.domains.establishment.actions.writing import changed, created
from ridgeway.domains.organisation.models import Council

from ..choices import LoadSource, Side
from ..models import LedgerLine, LedgerLoad, MonthSum, SubjectiveCode
from ..rules import PENNY, year_of
from .reasons import need

Cell = tuple[str, int]  # side, team


@dataclass(frozen=True, slots=True)
class LineIn:
    """A line as it comes: ids of team and code, which must be the council's own; `month` the first day of it."""

    team_id: int
    code_id: int
    side: str
    month: dt.date
    amount: Decimal
    reference: str = ""
    row: int = 0


@dataclass
class _Tally:
    """What a load adds up to, gathered while its lines are written."""

    lines: int = 0
    sides: dict[str, Decimal] = field(default_factory=lambda: {side: Decimal(0) for side in Side.values})
    sums: dict[tuple[str, int, int, dt.date], list] = field(default_factory=dict)
    signed: Any = field(default_factory=hashlib.sha256)

    def add(self, line: LineIn) -> None:
        self.lines += 1
        self.sides[line.side] += line.amount
        cell = self.sums.setdefault((line.side, line.team_id, line.code_id, line.month), [Decimal(0), 0])
        cell[0] += line.amount
        cell[1] += 1
        self.signed.update(f"{line.side}|{line.team_id}|{line.code_id}|{line.month}|{line.amount}|{line.reference}\n".encode())  # fmt: skip

    @property
    def cells(self) -> dict[Cell, set[dt.date]]:
        """The months that the load speaks of, by side and team."""
        found: dict[Cell, set[dt.date]] = {}
        for side, team, _, month in self.sums:
            found.setdefault((side, team), set()).add(month)
        return found


@transaction.atomic
def load_lines(
    council: Council, lines: Iterable[LineIn], *, name: str, by, at: dt.datetime, source: str = LoadSource.FINANCE_SYSTEM, note: str = ""
) -> LedgerLoad:  # fmt: skip
    """Take in a file of lines, all or none. What it says of a team's month, on a side, stands in the place of what was said before.

    `lines` may be as long as it likes: it is written as it comes. Raises `CannotChangeFinance` when there is none.
    """
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    load = LedgerLoad.objects.create(council=council, source=source, **loads.begun(name, note, by=by, at=at))
    tally = _Tally()
    for batch in loads.in_batches(lines):
        for line in batch:
            tally.add(line)
        LedgerLine.objects.bulk_create([_row(load, line) for line in batch], batch_size=loads.AT_ONCE)
    need(tally.lines, "There is no line to take in.")
    for (side, team), months in tally.cells.items():
        earlier = _current(council).filter(side=side, team=team, month__in=months).exclude(load=load)
        earlier.update(replaced_by=load)
        MonthSum.objects.filter(side=side, team=team, month__in=months).delete()
    _keep_sums(council, tally.sums)
    months = [month for *_, month in tally.sums]
    load.lines, load.digest = tally.lines, tally.signed.hexdigest()
    load.budget, load.spent = tally.sides[Side.BUDGET], tally.sides[Side.ACTUAL]
    load.first_month, load.last_month = min(months), max(months)
    load.save()
    return created(load, "ledgerload.taken", by=by, at=at)


@transaction.atomic
def take_back(load: LedgerLoad, *, by, at: dt.datetime) -> LedgerLoad:
    """Take a file back: what it replaced stands again. Refused where a later file stands in its place."""
    load = LedgerLoad.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=load.pk)
    why = loads.why_not_back(load)
    need(not why, why)
    touched: dict[Cell, set[dt.date]] = {}
    for side, team, month in load.rows.order_by().values_list("side", "team", "month").distinct():
        touched.setdefault((side, team), set()).add(month)
    loads.put_back(load)
    for (side, team), months in touched.items():
        MonthSum.objects.filter(side=side, team=team, month__in=months).delete()
        _keep_sums(load.council, _sums_again(load.council, side, team, months))
    return changed(load, "ledgerload.taken_back", by=by, at=at, taken_back_at=at)


def _current(council: Council):
    return LedgerLine.objects.filter(council=council, replaced_by__isnull=True)


def _sums_again(council: Council, side: str, team: int, months: set[dt.date]) -> dict:
    rows = _current(council).filter(side=side, team=team, month__in=months).order_by()
    found = rows.values_list("code", "month").annotate(total=Sum("amount"), count=Count("pk"))
    return {(side, team, code, month): [total.quantize(PENNY), count] for code, month, total, count in found}


def _keep_sums(council: Council, sums: dict) -> None:
    kinds = dict(SubjectiveCode.objects.filter(council=council).values_list("pk", "kind"))
    MonthSum.objects.bulk_create(
        [
            MonthSum(
                council=council, team_id=team, code_id=code, kind=kinds[code], side=side, month=month, year=year_of(month),
                amount=amount, lines=count,
            )
            for (side, team, code, month), (amount, count) in sums.items()
        ],
        batch_size=loads.AT_ONCE,
    )  # fmt: skip


def _row(load: LedgerLoad, line: LineIn) -> LedgerLine:
    return LedgerLine(
        council_id=load.council_id, load=load, team_id=line.team_id, code_id=line.code_id, side=line.side, month=line.month,
        amount=line.amount, reference=line.reference[:40], row=line.row,
    )  # fmt: skip

"""Writes of timesheets: whole files, each one entry of the audit trail with a digest over its lines; and their taking back."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from ridgeway.core import loads
from ridgeway.domains.establishment.actions.writing import changed, created
from ridgeway.domains.organisation.models import Council

from ..models import Assignment, Rate, TimesheetLine, TimesheetLoad, TimesheetMonth
from ..weeks import PENNY, Sums, charge_in, months_of, summed
from .reasons import need

_ASKED_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class WeekIn:
    """A line as it comes: the id of an assignment of the council's and of its team, the week's Monday, hours, pounds an hour, pounds."""

    assignment_id: int
    team_id: int
    week: dt.date
    hours: Decimal
    rate: Decimal
    cost: Decimal
    reference: str = ""
    row: int = 0


@dataclass
class _Tally:
    """What a load adds up to, gathered while its lines are written."""

    lines: int = 0
    hours: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    weeks: dict[int, set[dt.date]] = field(default_factory=dict)
    signed: Any = field(default_factory=hashlib.sha256)

    def add(self, line: WeekIn) -> None:
        self.lines += 1
        self.hours += line.hours
        self.cost += line.cost
        self.weeks.setdefault(line.assignment_id, set()).add(line.week)
        self.signed.update(signed_words(line))


def signed_words(line: WeekIn) -> bytes:
    """What the digest of a load is over."""
    return f"{line.assignment_id}|{line.week}|{line.hours}|{line.rate}|{line.cost}|{line.reference}\n".encode()


@transaction.atomic
def load_timesheets(
    council: Council, lines: Iterable[WeekIn], *, name: str, by, at: dt.datetime, note: str = "", is_invented: bool = False
) -> TimesheetLoad:  # fmt: skip
    """Take in a file of timesheets, all or none. What it says of an assignment's week stands in the place of what was said before.

    `lines` may be as long as it likes: it is written as it comes. Raises `CannotChangeAgency` when there is none.
    """
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    kept = loads.begun(name, note, by=by, at=at)
    load = TimesheetLoad.objects.create(council=council, is_invented=is_invented, **kept)
    tally = _Tally()
    for batch in loads.in_batches(lines):
        for line in batch:
            tally.add(line)
        TimesheetLine.objects.bulk_create([_row(load, line) for line in batch], batch_size=loads.AT_ONCE)
    need(tally.lines, "There is no timesheet to take in.")
    for assignment, weeks in tally.weeks.items():
        earlier = _current(council).filter(assignment=assignment, week__in=weeks).exclude(load=load)
        earlier.update(replaced_by=load)
    sum_again(council, tally.weeks)
    every = [week for weeks in tally.weeks.values() for week in weeks]
    load.lines, load.hours, load.cost, load.digest = tally.lines, tally.hours, tally.cost, tally.signed.hexdigest()
    load.first_week, load.last_week = min(every), max(every)
    load.save()
    return created(load, "timesheets.taken", by=by, at=at)


@transaction.atomic
def take_back_timesheets(load: TimesheetLoad, *, by, at: dt.datetime) -> TimesheetLoad:
    """Take a file back: what it replaced stands again. Refused where a later file stands in its place."""
    found = TimesheetLoad.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    load = found.get(pk=load.pk)
    why = loads.why_not_back(load)
    need(not why, why)
    weeks: dict[int, set[dt.date]] = {}
    for assignment, week in load.rows.order_by().values_list("assignment", "week").distinct():
        weeks.setdefault(assignment, set()).add(week)
    loads.put_back(load)
    sum_again(load.council, weeks)
    return changed(load, "timesheets.taken_back", by=by, at=at, taken_back_at=at)


def _current(council: Council):
    return TimesheetLine.objects.filter(council=council, replaced_by__isnull=True)


def _row(load: TimesheetLoad, line: WeekIn) -> TimesheetLine:
    return TimesheetLine(
        council_id=load.council_id, load=load, assignment_id=line.assignment_id, team_id=line.team_id, week=line.week, hours=line.hours,
        rate=line.rate, cost=line.cost, reference=line.reference[:40], row=line.row,
    )  # fmt: skip


def sum_again(council: Council, weeks: dict[int, set[dt.date]]) -> None:
    """The months that these weeks of these assignments touch, added up anew from the lines that stand."""
    for some in _batches(sorted(weeks)):
        touched = {month for one in some for week in weeks[one] for month in months_of(week)}
        first, last = min(touched), max(touched)
        TimesheetMonth.objects.filter(council=council, assignment__in=some, month__gte=first, month__lte=last).delete()
        teams = dict(Assignment.objects.filter(pk__in=some).values_list("pk", "team"))
        kept = [
            TimesheetMonth(
                council=council, assignment_id=one, team_id=teams[one], month=month, weeks=count, hours=hours, cost=cost, agreed=agreed
            )
            for one, lines in _by_week(council, some, first, last).items()
            for month, ((hours, cost, agreed), count) in summed(lines).items()
            if first <= month <= last
        ]  # fmt: skip
        TimesheetMonth.objects.bulk_create(kept, batch_size=loads.AT_ONCE)


def _by_week(council: Council, some: Sequence[int], first: dt.date, last: dt.date) -> dict[int, dict[dt.date, Sums]]:
    """Hours, pounds, and pounds at the agreed rate by assignment and week, of every week with a day in the months from `first` to `last`."""
    rows = _current(council).filter(
        assignment__in=some, week__gt=first - dt.timedelta(days=7), week__lt=last + dt.timedelta(days=31)
    )
    agreed: dict[int, list[tuple[dt.date, Decimal]]] = {}
    for rate in Rate.objects.filter(assignment__in=some).order_by("starts_on"):
        agreed.setdefault(rate.assignment_id, []).append((rate.starts_on, rate.charge))
    found: dict[int, dict[dt.date, Sums]] = {}
    sums = rows.order_by().values_list("assignment", "week").annotate(h=Sum("hours"), c=Sum("cost"))
    for assignment, week, hours, cost in sums:
        charge = charge_in(agreed.get(assignment, ()), week)
        worth = (hours * charge if charge is not None else cost).quantize(PENNY, ROUND_HALF_UP)
        found.setdefault(assignment, {})[week] = (hours.quantize(PENNY), cost.quantize(PENNY), worth)
    return found


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _ASKED_AT_ONCE):
        yield keys[start : start + _ASKED_AT_ONCE]

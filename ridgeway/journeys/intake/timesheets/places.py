"""Whose timesheet a line is: the council's assignments by worker, and the one that runs in a week. Refusals are sentences that name no worker."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ridgeway.core.words import day as day_words
from ridgeway.domains.agency.models import Assignment, Rate
from ridgeway.domains.agency.states import AssignmentState
from ridgeway.domains.agency.weeks import charge_in
from ridgeway.domains.establishment.models import Holding
from ridgeway.domains.organisation.models import Council

ONE_DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
STANDS = (AssignmentState.CONFIRMED, AssignmentState.ENDED)


@dataclass(frozen=True, slots=True)
class Place:
    """An assignment as a timesheet is held against it: `[starts, ends)`, with what an hour of it costs from day to day."""

    pk: int
    worker: int
    supplier: int
    team: int
    state: str
    starts: dt.date
    ends: dt.date | None
    planned: dt.date
    rates: tuple[tuple[dt.date, Decimal], ...]

    def runs_in(self, week: dt.date) -> bool:
        """Whether it shares a day with the week."""
        return self.starts < week + WEEK and (self.ends is None or self.ends > week)

    def days_in(self, week: dt.date) -> int:
        """How many days of the week it has."""
        until = min(self.ends or week + WEEK, week + WEEK)
        return max(0, (until - max(self.starts, week)).days)

    def charge_in(self, week: dt.date) -> Decimal | None:
        """What an hour is agreed to cost in a week."""
        return charge_in(self.rates, week)


class NoPlace(Exception):
    """Why a line belongs to no assignment: the check it is told under, a sentence with what to do, and in which of our columns it is seen where that
    is not who the worker is."""

    def __init__(self, check: str, words: str, todo: str, column: str = "") -> None:
        super().__init__(words)
        self.check, self.words, self.todo, self.column = check, words, todo, column


def plain(name: str) -> str:
    """A name for comparing: small letters, "Millford, Sedge" as "sedge millford"."""
    last, comma, first = name.partition(",")
    return " ".join((f"{first} {last}" if comma else name).lower().split())


def number(text: str) -> str:
    """A registration number for comparing: capitals, no spaces."""
    return "".join(text.upper().split())


class Places:
    """The assignments of a council, found by number, registration number or name. Four queries, however many lines are held against them."""

    def __init__(self, council: Council) -> None:
        rates: dict[int, list[tuple[dt.date, Decimal]]] = defaultdict(list)
        for rate in Rate.objects.filter(council=council).order_by("starts_on"):
            rates[rate.assignment_id].append((rate.starts_on, rate.charge))
        self.by_pk: dict[int, Place] = {}
        self.by_number: dict[str, list[Place]] = defaultdict(list)
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        for row in Assignment.objects.filter(council=council).select_related("worker").order_by("starts_on", "pk"):
            one = Place(
                row.pk, row.worker_id, row.supplier_id, row.team_id, row.state, row.starts_on, row.ends_on, row.planned_until,
                tuple(rates[row.pk]),
            )  # fmt: skip
            self.by_pk[row.pk] = one
            if row.worker.registration_number:
                self.by_number[number(row.worker.registration_number)].append(one)
            self.by_name[plain(row.worker.name)].append(one)
        workers = {one.worker for one in self.by_pk.values()}
        self.employed: dict[int, list[tuple[dt.date, dt.date | None]]] = defaultdict(list)
        held = Holding.objects.filter(council=council).values_list("employment__worker", "starts_on", "ends_on")
        for worker, starts, ends in held.iterator(2000):
            if worker in workers:
                self.employed[worker].append((starts, ends))

    def is_employed_in(self, worker: int, week: dt.date) -> bool:
        """Whether the worker holds a post of the council's own all through the week's working days."""
        friday = week + dt.timedelta(days=4)
        return any(starts <= week and (ends is None or ends > friday) for starts, ends in self.employed[worker])

    def of(self, assignment: str, registration: str, name: str) -> list[Place]:
        """The assignments of whom a line names. Raises `NoPlace`."""
        if assignment:
            pk = int(assignment) if assignment.isascii() and assignment.isdecimal() and len(assignment) < 18 else 0
            if pk not in self.by_pk:
                raise NoPlace("T02", "No assignment has this number.", "Correct it, or leave the column out.")
            return [self.by_pk[pk]]
        if registration:
            if found := self.by_number.get(number(registration)):
                return found
            raise NoPlace("T02", "No assignment is recorded of a worker with this registration number.", "Record the assignment, or correct the number.")  # fmt: skip
        if not name:
            raise NoPlace("T02", "The line does not say who worked.", "Give the registration number.")
        found = self.by_name.get(plain(name), [])
        if not found:
            raise NoPlace("T02", "No assignment is recorded of a worker with this name.", "Record the assignment, or match the registration number.")  # fmt: skip
        if len({one.worker for one in found}) > 1:
            raise NoPlace("T02", "More than one agency worker has this name.", "Match the registration number, which tells them apart.")  # fmt: skip
        return found


def placed(found: Iterable[Place], week: dt.date, supplier: int | None, team: int | None) -> Place:
    """The assignment that runs in the week, of those of one worker. Raises `NoPlace` with why there is none."""
    every = list(found)
    running = [one for one in every if one.state in STANDS and one.runs_in(week)]
    if not running:
        raise _none_runs(every, week)
    fits = [one for one in running if supplier in (None, one.supplier)]
    if not fits:
        raise NoPlace("T04", f"The worker is here through another supplier in the week of {day_words(week)}.", "Ask both suppliers who employed the worker. If the worker moved, end the assignment and record the new one.", "supplier")  # fmt: skip
    here = [one for one in fits if team in (None, one.team)]
    if not here:
        raise NoPlace("T04", f"The worker is in another team in the week of {day_words(week)}, so is said to be in two places at once.", "Ask the team which of them is right.", "team")  # fmt: skip
    return max(here, key=lambda one: (one.days_in(week), one.starts))


def _none_runs(every: list[Place], week: dt.date) -> NoPlace:
    if waiting := [one for one in every if one.state == AssignmentState.DRAFT and one.runs_in(week)]:
        return NoPlace("T03", f"Assignment {waiting[0].pk} is not confirmed, so nothing is paid on it.", "Confirm it, which may need a sign-off, then check again.")  # fmt: skip
    stood = [one for one in every if one.state in STANDS]
    before = [one for one in stood if one.ends is not None and one.ends <= week]
    if before:
        last = max(before, key=lambda one: one.ends or one.starts)
        assert last.ends is not None
        return NoPlace("T03", f"Assignment {last.pk} ended on {day_words(last.ends - ONE_DAY)}, before this week.", "Ask the supplier; or correct the end, if the worker stayed.")  # fmt: skip
    if stood:
        first = min(stood, key=lambda one: one.starts)
        return NoPlace("T03", f"Assignment {first.pk} begins on {day_words(first.starts)}, after this week.", "Ask the supplier for which week it is.")  # fmt: skip
    return NoPlace("T03", "The worker's assignment was cancelled.", "Ask the supplier what it is for.")

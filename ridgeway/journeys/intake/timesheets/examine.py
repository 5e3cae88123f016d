"""Timesheets from the first row to the last: read by their map, each placed on its assignment, checked, added up; written when a writer is given."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from ridgeway.core.tabular import Row, Table, read_date, read_number, read_text, scan_table
from ridgeway.domains.agency import actions as agency
from ridgeway.domains.agency.actions import WeekIn
from ridgeway.domains.agency.actions.timesheets import signed_words
from ridgeway.domains.agency.models import Supplier, TimesheetLine
from ridgeway.domains.agency.rules import money
from ridgeway.domains.agency.weeks import MOST_HOURS, PENNY, monday_after, monday_of
from ridgeway.domains.organisation.models import Council, Team

from ..changes import Outcome
from ..ledger.amounts import read_pounds
from ..lists import ListMap, ListUse, fitting, list_map_for, unmatched
from ..models import FileUse
from ..problems import Problems
from ..progress import Report
from . import fields
from .places import NoPlace, Place, Places, placed

TITLES = {
    "T01": "Lines that cannot be kept",
    "T02": "Workers, suppliers and teams that are not matched",
    "T03": "Weeks outside the assignment",
    "T04": "Workers in two places at once",
    "T05": "Lines that do not balance",
    "T06": "Charged otherwise than agreed",
    "T07": "Lines that may be wrong",
    "T08": "Totals that do not agree",
}
NOTHING = Decimal(0)
WHOLE_WEEK = Decimal(168)
_TELL_EVERY = 5000
NOT_TAKEN = "The line is not taken in; what it comes to is said above."


class Refused(Exception):
    """A line that is not kept, and has been told."""


class Reader:
    """Reads rows into lines, and remembers what could not be placed and what everything adds up to."""

    def __init__(self, council: Council, list_map: ListMap, problems: Problems, today: dt.date) -> None:
        self.map, self.problems, self.today = list_map, problems, today
        self.places = Places(council)
        self.suppliers = {row.name.lower(): row.pk for row in Supplier.objects.filter(council=council)}
        self.teams = {w.lower(): t.pk for t in Team.objects.filter(council=council) for w in (t.slug, t.name)}
        self.slugs = {t.slug: t.pk for t in Team.objects.filter(council=council)}
        self.unknown: dict[str, set[str]] = defaultdict(set)
        self.lines, self.hours, self.cost, self.read, self.dearer = 0, NOTHING, NOTHING, NOTHING, NOTHING
        self.left_out, self.left_lines = NOTHING, 0
        self.weeks: dict[int, set[dt.date]] = defaultdict(set)
        self.signed = hashlib.sha256()
        self._worked: dict[tuple[int, dt.date], Decimal] = defaultdict(Decimal)
        self._seen: set[int] = set()
        self._told: set[tuple[str, str]] = set()

    def _text(self, row: Row, name: str) -> str:
        return read_text(row.cells.get(self.map.columns[name])) if name in self.map.columns else ""

    def _cell(self, row: Row, name: str):
        return row.cells.get(self.map.columns[name]) if name in self.map.columns else None

    def _column(self, name: str) -> str:
        return self.map.columns.get(name, "")

    def line_of(self, row: Row) -> WeekIn | None:
        """A row as a line; None where it is not kept, which is then said."""
        amount = None
        try:
            amount = self._amount(row)
            hours, rate, amount = self._worth(row, amount)
            week = self._week(row)
            one = self._place(row, week)
        except Refused:
            self.left_lines += 1
            self.left_out += amount or NOTHING
            return None
        line = WeekIn(one.pk, one.team, week, hours, rate, amount, self._text(row, "reference")[:40], row.number)
        self._ask(row, one, line)
        return line

    def _refuse(self, row: Row, check: str, name: str, words: str, todo: str) -> Refused:
        self.problems.error(row.number, check, self._column(name), self._text(row, name), f"{words} {NOT_TAKEN}", todo)
        return Refused()

    def _amount(self, row: Row) -> Decimal | None:
        try:
            amount = read_pounds(self._cell(row, "amount"))
        except ValueError as error:
            raise self._refuse(row, "T01", "amount", str(error), "Correct the amount.") from error
        if amount is not None:
            self.read += amount
        return amount

    def _week(self, row: Row) -> dt.date:
        name = "ending" if self._text(row, "ending") else "beginning"
        try:
            day = read_date(self._cell(row, name))
        except ValueError as error:
            raise self._refuse(row, "T01", name, str(error), "Correct the week.") from error
        if day is None:
            raise self._refuse(row, "T01", name, "The line does not say which week it is of.", "Give the week.")
        week = monday_of(day) if name == "ending" else monday_after(day)
        if week > self.today:
            raise self._refuse(row, "T01", name, "The week has not begun yet.", "Correct the week.")
        if week.year < 2000:
            raise self._refuse(row, "T01", name, "The week is not of these times.", "Correct the week.")
        return week

    def _worth(self, row: Row, amount: Decimal | None) -> tuple[Decimal, Decimal, Decimal]:
        """Hours, pounds an hour and pounds."""
        try:
            hours = read_number(self._cell(row, "hours"))
        except ValueError as error:
            raise self._refuse(row, "T01", "hours", str(error), "Correct the hours.") from error
        try:
            rate = read_pounds(self._cell(row, "rate"))
        except ValueError as error:
            raise self._refuse(row, "T01", "rate", str(error), "Correct the rate.") from error
        if hours is None:
            raise self._refuse(row, "T01", "hours", "The line has no hours.", "Give the hours; what is not of hours is no timesheet.")  # fmt: skip
        if not NOTHING <= hours <= WHOLE_WEEK:
            raise self._refuse(row, "T01", "hours", "A week has between 0 and 168 hours.", "Correct the hours.")
        hours = hours.quantize(PENNY, ROUND_HALF_UP)
        if rate is None and amount is None:
            raise self._refuse(row, "T01", "rate", "The line has neither a rate nor an amount.", "Give one of them.")
        if rate is None:
            if not hours or amount is None or amount <= 0:
                raise self._refuse(row, "T01", "amount", "Without a rate, hours and amount must be more than nothing to tell it.", "Give the rate.")  # fmt: skip
            return hours, (amount / hours).quantize(PENNY, ROUND_HALF_UP), amount
        if rate <= 0:
            raise self._refuse(row, "T01", "rate", f"{_hours(hours)} at a rate of {'nothing' if not rate else 'less than nothing'}.", "Ask the supplier for the rate.")  # fmt: skip
        worth = (hours * rate).quantize(PENNY, ROUND_HALF_UP)
        return hours, rate, worth if amount is None else amount

    def _place(self, row: Row, week: dt.date) -> Place:
        supplier, team = self._word(row, "supplier"), self._word(row, "team")
        who = [self._text(row, name)[:160] for name in ("assignment", "registration", "worker")]
        try:
            return placed(self.places.of(*who), week, supplier, team)
        except NoPlace as why:
            name = next((n for n in ("assignment", "registration", "worker") if self._text(row, n)), "registration")
            when = (self._column("ending") and "ending") or "beginning"
            column = why.column or (when if why.check == "T03" else name)
            raise self._refuse(row, why.check, column, why.words, why.todo) from why

    def _word(self, row: Row, name: str) -> int | None:
        """The supplier or team that a line names; None where it names none. What is not known is told once and remembered."""
        word = self._text(row, name)[:120]
        if not word:
            return None
        matched = self.map.word(name, word)
        if matched == fields.LEAVE_OUT:
            raise Refused
        known = self.suppliers if name == "supplier" else self.teams
        found = known.get(word.lower())
        if found is None and matched:
            found = self.slugs.get(matched) if name == "team" else next((pk for pk in known.values() if str(pk) == matched), None)  # fmt: skip
        if found is None:
            self.unknown[name].add(word)
            if (name, word) not in self._told:
                self._told.add((name, word))
                self.problems.error(row.number, "T02", self._column(name), word, f"“{word}”: no {name} is matched with it. Its lines are not taken in, and what they come to is said above.", "Match it on the columns page and check again.")  # fmt: skip
            raise Refused
        return found

    def _ask(self, row: Row, one: Place, line: WeekIn) -> None:
        """What is kept and may be wrong."""
        worth = (line.hours * line.rate).quantize(PENNY, ROUND_HALF_UP)
        if abs(worth - line.cost) > PENNY * max(Decimal(2), line.hours):
            self._query(row, "T05", "amount", f"{_hours(line.hours)} at {money(line.rate)} come to {money(worth)}; the line says {money(line.cost)}. What it says is kept.", "Ask whether VAT or something else is in it.")  # fmt: skip
        agreed = one.charge_in(line.week)
        if agreed is not None and agreed != line.rate:
            more = line.rate - agreed
            self.dearer += more * line.hours
            self._query(row, "T06", "rate", f"{money(line.rate)} an hour is {money(abs(more))} {'more' if more > 0 else 'less'} than is agreed ({money(agreed)}), {money(abs(more * line.hours))} in the week.", "Ask the supplier; or record the new rate, which is held against the cap.")  # fmt: skip
        if one.ends is None and one.planned <= line.week:
            self._query(row, "T07", "ending", f"Assignment {one.pk} is past its planned end and not recorded as ended or extended.", "Extend it or record its end.")  # fmt: skip
        self._ask_hours(row, one, line)
        key = hash((line.assignment_id, line.week, line.hours, line.rate, line.reference))
        if key in self._seen:
            self._query(row, "T07", "reference", "The same week, hours and rate of the assignment stand in the file already. Both are kept.", "Remove one, if it is a double.")  # fmt: skip
        self._seen.add(key)

    def _ask_hours(self, row: Row, one: Place, line: WeekIn) -> None:
        before = self._worked[one.worker, line.week]
        self._worked[one.worker, line.week] = worked = before + line.hours
        if worked > MOST_HOURS >= before:
            self._query(row, "T07", "hours", f"With this line the worker has {_hours(worked)} in one week.", "Ask whether they are of one worker and one week.")  # fmt: skip
        if self.places.is_employed_in(one.worker, line.week):
            self._query(row, "T04", "registration", "The worker holds a post of our own all through that week.", "Look at the person's page: either the post or the timesheet is wrong.")  # fmt: skip

    def _query(self, row: Row, check: str, name: str, words: str, todo: str) -> None:
        self.problems.query(row.number, check, self._column(name), self._text(row, name), words, todo)

    def add(self, line: WeekIn) -> None:
        """Count a kept line."""
        self.lines += 1
        self.hours += line.hours
        self.cost += line.cost
        self.weeks[line.assignment_id].add(line.week)
        self.signed.update(signed_words(line))


def _hours(hours: Decimal) -> str:
    text = f"{hours:,.2f}".rstrip("0").rstrip(".")
    return f"{text} hour{'' if text == '1' else 's'}"


def examine_timesheets(path: Path, council: Council, *, options: dict[str, Any], problems: Problems, report: Report, write) -> Outcome:  # fmt: skip
    """Read and check timesheets, and take their lines in when `write` is given. Raises `NeedsMap` or `CannotRead`."""
    report("Reading the file", 0, 0)
    list_map = list_map_for(TIMESHEETS, council, options)
    table, rows = scan_table(path, sheet=list_map.sheet if list_map else "")
    reader = Reader(
        council, fitting(TIMESHEETS, list_map, table.columns), problems, dt.date.fromisoformat(options["today"])
    )
    total = max(1, path.stat().st_size // 60)
    read = 0

    def lines() -> Iterator[WeekIn]:
        nonlocal read
        for row in rows:
            read += 1
            if read % _TELL_EVERY == 0:
                report("Reading the lines", read, max(total, read))
            line = reader.line_of(row)
            if line is not None:
                reader.add(line)
                yield line

    written = write(lines()) if write else sum(0 for _ in lines())
    _check_total(reader, table)
    return _outcome(reader, table, council, read, written)


def timesheets_writer(run, *, by, at: dt.datetime):
    """What takes the lines in."""

    def write(lines: Iterator[WeekIn]) -> int:
        return agency.load_timesheets(run.council, lines, name=run.original_name, by=by, at=at).lines

    return write


def _check_total(reader: Reader, table: Table) -> None:
    """The file's own total, where it has one of amounts, against what its lines add up to."""
    if not table.totals or "amount" not in reader.map.columns:
        return
    last = table.totals[-1]
    try:
        stated = read_pounds(last.cells.get(reader.map.columns["amount"]))
    except ValueError:
        return
    if stated is not None and stated != reader.read:
        reader.problems.error(last.number, "T08", reader.map.columns["amount"], stated, f"The file's own total is {money(stated)}, and its lines add up to {money(reader.read)}: {money(stated - reader.read)} is not explained.", "Ask the supplier for the file again.")  # fmt: skip


def _stands(reader: Reader, council: Council) -> int:
    """How many lines of earlier files these would stand in the place of."""
    if not reader.weeks:
        return 0
    every = [week for weeks in reader.weeks.values() for week in weeks]
    rows = TimesheetLine.objects.filter(council=council, replaced_by__isnull=True, week__gte=min(every), week__lte=max(every))  # fmt: skip
    pairs = rows.values_list("assignment", "week").iterator(2000)
    return sum(week in reader.weeks.get(assignment, ()) for assignment, week in pairs)


def _outcome(reader: Reader, table: Table, council: Council, read: int, written: int) -> Outcome:
    counted = [
        ["Rows in the file", f"{read:,}"],
        ["Timesheets to take in", f"{reader.lines:,}"],
        ["Hours", f"{reader.hours:,.2f}"],
        ["Cost", money(reader.cost)],
        ["Assignments", f"{len(reader.weeks):,}"],
        ["Charged more than agreed, less what was charged less", money(reader.dearer)],
        ["Left out: not matched, outside their assignment, or not readable", f"{reader.left_lines:,} lines, {money(reader.left_out)}"],
    ]  # fmt: skip
    if not written and (earlier := _stands(reader, council)):
        counted.append(["Timesheets of earlier files these stand in the place of", f"{earlier:,}"])
    notes = [f"Row {number} was left out: {why}." for number, why in table.left_out[:20]]
    return Outcome(
        rows=read, changes={"timesheetline.taken": reader.lines} if reader.lines else {}, notes=notes, digest=reader.signed.hexdigest(),
        written=written, extra={"counted": counted, "unknown": unmatched(reader.unknown)},
    )  # fmt: skip


TIMESHEETS = ListUse(
    kind=FileUse.TIMESHEETS, fields=fields.FIELDS, needs=fields.NEEDS, choices=fields.CHOICES, examine=examine_timesheets, titles=TITLES,
)  # fmt: skip

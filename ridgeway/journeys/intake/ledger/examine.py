"""A ledger from its first row to its last: read by its map, checked against teams and codes, added up; written when a writer is given."""

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from ridgeway.core.tabular import Row, Table, read_text, scan_table
from ridgeway.core.words import pounds
from ridgeway.domains.finance import actions as finance
from ridgeway.domains.finance.actions import LineIn
from ridgeway.domains.finance.choices import Side
from ridgeway.domains.finance.models import MonthSum, SubjectiveCode
from ridgeway.domains.finance.rules import guess_kind, year_of, year_words
from ridgeway.domains.organisation.models import Council, Team

from ..changes import Outcome
from ..lists import ListMap, ListUse, fitting, list_map_for, unmatched
from ..models import FileUse
from ..problems import Problems
from ..progress import Report
from . import fields
from .amounts import amounts_of, read_month, read_pounds, read_year, spread

TITLES = {
    "L01": "Lines that cannot be kept",
    "L02": "Cost centres and codes that are not matched",
    "L03": "Lines that may be wrong",
    "L04": "Totals that do not agree",
    "L05": "What stands from earlier files",
}
_TELL_EVERY = 5000


class Reader:
    """Reads rows into lines, and remembers what it could not read and what everything adds up to."""

    def __init__(self, council: Council, list_map: ListMap, problems: Problems) -> None:
        self.council, self.map, self.problems = council, list_map, problems
        rows = Team.objects.filter(council=council)
        self.teams = {word.lower(): t.pk for t in rows for word in (t.slug, t.name)}
        self.team_names = {t.pk: t.name for t in rows}
        self.codes = {c.code.lower(): c for c in SubjectiveCode.objects.filter(council=council)}
        self.new_codes: dict[str, tuple[str, str, str]] = {}  # small letters: code, name, kind
        self.unknown: dict[str, set[str]] = defaultdict(set)
        self.left_out: dict[str, Decimal] = defaultdict(Decimal)
        self.read: dict[str, Decimal] = defaultdict(Decimal)
        self.sums: Counter[tuple[str, int, dt.date]] = Counter()
        self.lines = 0
        self.signed = hashlib.sha256()
        self._seen: set[int] = set()
        self._said: set[tuple[str, str]] = set()

    def _column(self, name: str) -> str:
        return self.map.columns.get(name, "")

    def _cell(self, row: Row, name: str):
        return row.cells.get(self.map.columns[name]) if name in self.map.columns else None

    def lines_of(self, row: Row) -> list[tuple[int, str, LineIn]]:
        """A row as lines (team, code in small letters, line without ids of new codes); empty where it cannot be kept, which is then said."""
        try:
            year = read_year(self._cell(row, "year"))
            month, is_late = read_month(self._cell(row, "period"), year)
            side = self._side(row)
            amounts = amounts_of(row.cells, self.map.columns, side)
        except ValueError as error:
            self.problems.error(row.number, "L01", self._column("period"), read_text(self._cell(row, "period")), str(error), "Correct the line and bring the file in again.")  # fmt: skip
            return []
        for kind, amount in amounts:
            self.read[kind] += amount
        team, code = self._team(row), self._code(row)
        if side == fields.LEAVE_OUT or team is None or not code:
            for kind, amount in amounts:
                self.left_out[kind] += amount
            return []
        if is_late:
            self.problems.query(row.number, "L03", self._column("period"), read_text(self._cell(row, "period")), "A period after the twelfth is put in March.")  # fmt: skip
        return self._kept(row, team, code, amounts, month, year)

    def _kept(self, row: Row, team: int, code: str, amounts, month, year) -> list[tuple[int, str, LineIn]]:
        if not amounts:
            self.problems.error(row.number, "L01", self._column("actual"), "", "The line has no amount.", "Give one, or remove the line.")  # fmt: skip
        found, reference = [], read_text(self._cell(row, "reference"))[:40]
        for side, amount in amounts:
            if amount == 0 and len(amounts) == 1:
                self.problems.query(row.number, "L03", self._column("actual"), "0", "The amount is nothing. It is kept.")  # fmt: skip
            try:
                parts = spread(side, amount, month, year)
            except ValueError as error:
                self.problems.error(row.number, "L01", self._column("period"), "", str(error), "Give the month of the line.")  # fmt: skip
                self.left_out[side] += amount
                continue
            found += [(team, code, LineIn(team, 0, side, when, part, reference, row.number)) for when, part in parts]
        for _, _, line in found:
            self._ask_twice(row, code, line)
        return found

    def _ask_twice(self, row: Row, code: str, line: LineIn) -> None:
        key = hash((line.team_id, code, line.side, line.month, line.amount, line.reference))
        if line.reference and key in self._seen:
            self.problems.query(row.number, "L03", self._column("reference"), line.reference, f"The same line stands in the file twice: {pounds(line.amount)} under {line.reference}. Both are kept.", "Remove one, if it is a double.")  # fmt: skip
        self._seen.add(key)

    def _side(self, row: Row) -> str | None:
        word = read_text(self._cell(row, "side"))
        if not word:
            return None
        known = self.map.word("side", word) or fields.SIDES.get(word.lower())
        if known is None:
            self.unknown["side"].add(word)
            self._once(row, "side", word, "it is not said whether this is budget or spent")
            return fields.LEAVE_OUT
        return known

    def _team(self, row: Row) -> int | None:
        word = read_text(self._cell(row, "team"))[:120]
        matched = self.map.word("team", word)
        if matched == fields.LEAVE_OUT:
            return None
        found = self.teams.get((matched or word).lower())
        if found is None:
            self.unknown["team"].add(word)
            self._once(row, "team", word, "no team is matched with it")
        return found

    def _code(self, row: Row) -> str:
        code = read_text(self._cell(row, "code"))[:40]
        name = read_text(self._cell(row, "code_name"))[:120]
        key = code.lower()
        if not key:
            self._once(row, "code", "", "the line has no code")
            return ""
        if key in self.codes or key in self.new_codes:
            return key
        kind = self.map.word("code", f"{code} {name}".strip()) or self.map.word("code", code) or guess_kind(name)
        if not kind:
            self.unknown["code"].add(f"{code} {name}".strip())
            self._once(row, "code", f"{code} {name}".strip(), "it is not said what the code pays for")
            return ""
        self.new_codes[key] = (code, name, kind)
        return key

    def _once(self, row: Row, name: str, word: str, why: str) -> None:
        if (name, word) not in self._said:
            self._said.add((name, word))
            self.problems.error(row.number, "L02", self._column(name), word, f"“{word}”: {why}. Its lines are not taken in, and their sum is said above.", "Match it on the columns page and check again.")  # fmt: skip

    def add(self, code: str, line: LineIn) -> None:
        """Count a kept line."""
        self.lines += 1
        self.sums[line.side, line.team_id, line.month] += line.amount  # type: ignore[assignment]
        self.signed.update(f"{line.side}|{line.team_id}|{code}|{line.month}|{line.amount}|{line.reference}\n".encode())


def examine_ledger(path: Path, council: Council, *, options: dict[str, Any], problems: Problems, report: Report, write) -> Outcome:  # fmt: skip
    """Read and check a ledger, and take its lines in when `write` is given. Raises `NeedsMap` or `CannotRead`."""
    report("Reading the file", 0, 0)
    list_map = list_map_for(LEDGER, council, options)
    table, rows = scan_table(path, sheet=list_map.sheet if list_map else "")
    reader = Reader(council, fitting(LEDGER, list_map, table.columns), problems)
    total = max(1, path.stat().st_size // 60)
    read = 0

    def lines() -> Iterator[tuple[str, LineIn]]:
        nonlocal read
        for row in rows:
            read += 1
            if read % _TELL_EVERY == 0:
                report("Reading the lines", read, max(total, read))
            for _, code, line in reader.lines_of(row):
                reader.add(code, line)
                yield code, line

    written = write(reader, lines()) if write else sum(0 for _ in lines())
    _check_totals(reader, table)
    replaced = _replaced(reader) if not written else (0, Decimal(0))
    return _outcome(reader, table, read, replaced, written)


def ledger_writer(run, *, by, at: dt.datetime):
    """What takes the lines in: new codes first, as they come, then every line with its code's id."""

    def write(reader: Reader, lines: Iterator[tuple[str, LineIn]]) -> int:
        ids = {key: code.pk for key, code in reader.codes.items()}

        def with_ids() -> Iterator[LineIn]:
            for key, line in lines:
                if key not in ids:
                    code, name, kind = reader.new_codes[key]
                    ids[key] = finance.add_code(run.council, code=code, name=name, kind=kind, by=by, at=at).pk
                yield LineIn(line.team_id, ids[key], line.side, line.month, line.amount, line.reference, line.row)

        return finance.load_lines(run.council, with_ids(), name=run.original_name, by=by, at=at).lines

    return write


def _check_totals(reader: Reader, table: Table) -> None:
    """The file's own total, where it has one of spending, against what its lines add up to."""
    if not table.totals or "actual" not in reader.map.columns:
        return
    last = table.totals[-1]
    try:
        stated = read_pounds(last.cells.get(reader.map.columns["actual"]))
    except ValueError:
        return
    added = reader.read[Side.ACTUAL] if "side" not in reader.map.columns else sum(reader.read.values(), Decimal(0))
    if stated is not None and stated != added:
        reader.problems.error(last.number, "L04", reader.map.columns["actual"], stated, f"The file's own total is {pounds(stated)}, and its lines add up to {pounds(added)}: {pounds(stated - added)} is not explained.", "Ask the finance system for the file again.")  # fmt: skip


def _replaced(reader: Reader) -> tuple[int, Decimal]:
    """How many lines of earlier files, and what they came to, these would stand in the place of; and what stands beside them."""
    months = {month for _, _, month in reader.sums}
    count, total = 0, Decimal(0)
    beside: dict[tuple[str, dt.date], int] = {}
    spoken = {(side, month) for side, _, month in reader.sums}
    known = MonthSum.objects.filter(council=reader.council, month__in=months)
    for side, team, month, lines, amount in known.values_list("side", "team", "month", "lines", "amount"):
        if (side, team, month) in reader.sums:
            count, total = count + lines, total + amount
        elif (side, month) in spoken:
            beside[side, month] = beside.get((side, month), 0) + lines
    for (side, month), lines in sorted(beside.items(), key=lambda item: (item[0][1], item[0][0])):
        reader.problems.query(0, "L05", "", f"{month:%B %Y}", f"{lines:,} {Side(side).label.lower()} lines of {month:%B %Y} are of teams that this file does not speak of. They stand.")  # fmt: skip
    return count, total


def _outcome(reader: Reader, table: Table, read: int, replaced: tuple[int, Decimal], written: int) -> Outcome:
    by_side = {side: sum((v for (s, _, _), v in reader.sums.items() if s == side), Decimal(0)) for side in Side.values}
    years = sorted({year_of(month) for _, _, month in reader.sums})
    counted = [
        ["Rows in the file", f"{read:,}"],
        ["Lines to take in", f"{reader.lines:,}"],
        ["Spent", pounds(by_side[Side.ACTUAL])],
        ["Budgeted", pounds(by_side[Side.BUDGET])],
        ["Years", ", ".join(map(year_words, years)) or "none"],
        ["Left out: cost centres or codes not matched", pounds(sum(reader.left_out.values(), Decimal(0)))],
    ]
    if replaced[0]:
        counted.append(["Lines of earlier files these stand in the place of", f"{replaced[0]:,}, {pounds(replaced[1])}"])  # fmt: skip
    notes = [f"Row {number} was left out: {why}." for number, why in table.left_out[:20]]
    names = sorted(((v, reader.team_names[t]) for (s, t), v in _by_team(reader).items() if s == Side.ACTUAL), reverse=True)  # fmt: skip
    examples = {"Spent, by team": [f"{name}: {pounds(amount)}" for amount, name in names[:8]]} if names else {}
    changes = {"ledgerline.taken": reader.lines} if reader.lines else {}
    if reader.new_codes:
        changes["subjectivecode.added"] = len(reader.new_codes)
    return Outcome(
        rows=read, changes=changes, examples=examples, notes=notes, digest=reader.signed.hexdigest(), written=written,
        extra={"counted": counted, "unknown": unmatched(reader.unknown), "year": years[-1] if years else None},
    )  # fmt: skip


def _by_team(reader: Reader) -> dict[tuple[str, int], Decimal]:
    found: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for (side, team, _), amount in reader.sums.items():
        found[side, team] += amount
    return found


LEDGER = ListUse(
    kind=FileUse.LEDGER, fields=fields.FIELDS, needs=fields.NEEDS, choices=fields.CHOICES, examine=examine_ledger, titles=TITLES,
    guess=fields.guess,
)  # fmt: skip

"""Reading a platform's export: impressions, clicks and spend by day and placement, each row taken or its problem said.

Nothing is dropped in silence: a row that is not taken stands among the problems with its number and the reason.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ridgeway.core.tabular import CannotRead, Row, Table, read_date, read_number, read_table, read_text

from .models import Placement, PlacementResult

FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "on": ("Day", ("day", "date", "reporting starts", "time period", "week", "start date")),
    "placement": ("Placement", ("campaign name", "campaign", "ad set name", "ad name", "job title", "advert", "listing", "placement", "title")),
    "impressions": ("Impressions", ("impressions", "impr", "views", "advert views", "times shown")),
    "clicks": ("Clicks", ("clicks", "link clicks", "clicks all", "click throughs", "apply clicks")),
    "spend": ("Spend, £", ("amount spent gbp", "amount spent", "cost", "spend", "spent", "total spent")),
}  # fmt: skip
COUNTS = ("impressions", "clicks", "spend")
WHOLE_FILE = "*"
"""The word under which a map keeps the placement of a file that names none."""
MOST_ROWS = 20_000
_MOST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, counted as a spreadsheet does, and whether the row was left out for it."""

    row: int
    message: str
    is_left_out: bool = True


@dataclass(slots=True)
class DayResult:
    """A placement's day as the file has it, in the rows given; `known` is what is recorded of it already."""

    placement: Placement
    on: dt.date
    impressions: int | None = None
    clicks: int | None = None
    spend: Decimal | None = None
    rows: list[int] = field(default_factory=list)
    known: PlacementResult | None = None

    @property
    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in COUNTS}

    @property
    def what(self) -> str:
        """new, replaced or same."""
        if self.known is None:
            return "new"
        return "same" if all(getattr(self.known, name) == value for name, value in self.values.items()) else "replaced"


@dataclass
class Plan:
    """What a file would write."""

    columns: list[str]
    rows: int
    days: list[DayResult]
    problems: list[Problem]
    unknown: list[str]

    @property
    def counts(self) -> dict[str, int]:
        kinds = [day.what for day in self.days]
        left = sum(problem.is_left_out for problem in self.problems)
        return {
            "rows": self.rows,
            "problems": left,
            **{kind: kinds.count(kind) for kind in ("new", "replaced", "same")},
        }

    @property
    def digest(self) -> str:
        """The same for the same plan over the same results."""
        signed = [
            [d.placement.pk, d.on, d.values, [getattr(d.known, name) for name in COUNTS] if d.known else None]
            for d in self.days
        ]
        return hashlib.sha256(json.dumps(signed, default=str).encode()).hexdigest()


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def suggest(columns: Iterable[str]) -> dict[str, str]:
    """The column for each field by the names that platforms use; a column is given once."""
    named = {_plain(column): column for column in columns}
    found: dict[str, str] = {}
    for name, (_, words) in FIELDS.items():
        column = next((named[word] for word in words if word in named and named[word] not in found.values()), None)
        if column:
            found[name] = column
    return found


def open_table(path: Path) -> Table:
    """The list in a file. Raises `CannotRead` with a sentence."""
    table = read_table(path)
    if len(table.rows) > MOST_ROWS:
        raise CannotRead(f"The list has more than {MOST_ROWS:,} rows. Export fewer days at once.")
    return table


def is_whole(columns: Mapping[str, str], words: Mapping[str, int]) -> bool:
    """Whether a map says the day, at least one count, and the placement."""
    return bool(columns.get("on") and any(columns.get(name) for name in COUNTS) and (columns.get("placement") or words.get(WHOLE_FILE)))  # fmt: skip


def plan_of(table: Table, columns: Mapping[str, str], words: Mapping[str, int], placements: Iterable[Placement], today: dt.date) -> Plan:  # fmt: skip
    """What a list would write to some placements of a channel, by its map. Reads the results known of them. One query."""
    rows = list(placements)
    by_pk = {row.pk: row for row in rows}
    by_word = {_plain(row.title): row for row in rows} | {row.token: row for row in rows}
    by_word |= {word: by_pk[pk] for word, pk in words.items() if pk in by_pk}
    problems = [Problem(number, f"Left out: {why}.") for number, why in table.left_out]
    days: dict[tuple[int, dt.date], DayResult] = {}
    unknown: dict[str, None] = {}
    for row in table.rows:
        try:
            placement = _placement(row, columns, by_word, unknown)
            _add(days, placement, row, columns, today, problems)
        except ValueError as error:
            problems.append(Problem(row.number, str(error)))
    _with_known(days, by_pk)
    several = [day for day in days.values() if len(day.rows) > 1]
    for day in several:
        problems.append(Problem(day.rows[0], f"{len(day.rows)} rows of {day.placement} on {day.on:%d/%m/%Y} are added together.", False))  # fmt: skip
    ordered = sorted(days.values(), key=lambda day: (day.placement.title, day.placement.pk, day.on))
    return Plan(table.columns, len(table.rows), ordered, sorted(problems, key=lambda p: (p.row, p.message)), list(unknown))  # fmt: skip


def _placement(row: Row, columns: Mapping[str, str], by_word: Mapping[str, Placement], unknown: dict[str, None]) -> Placement:  # fmt: skip
    """Which placement a row is of. Raises `ValueError`."""
    column = columns.get("placement")
    if not column:
        return by_word[WHOLE_FILE]
    word = read_text(row.cells.get(column))
    if not word:
        raise ValueError("It names no placement, so it is left out.")
    found = by_word.get(word.casefold()) or by_word.get(_plain(word)) or _by_link(word, by_word)
    if found is None:
        unknown.setdefault(word[:200])
        raise ValueError(f"“{word[:80]}” is not matched with a placement, so it is left out.")
    return found


def _by_link(word: str, by_word: Mapping[str, Placement]) -> Placement | None:
    match = re.search(r"/go/([a-z0-9]+)/?", word)
    return by_word.get(match[1]) if match else None


def _add(days: dict, placement: Placement, row: Row, columns: Mapping[str, str], today: dt.date, problems: list[Problem]) -> None:  # fmt: skip
    """Take a row into its day. Raises `ValueError`."""
    on = read_date(row.cells.get(columns["on"]))
    if on is None:
        raise ValueError("It has no day, so it is left out.")
    if on > today:
        raise ValueError(f"{on:%d/%m/%Y} is still to come, so it is left out.")
    values = {name: _count(name, row, columns) for name in COUNTS}
    if all(value is None for value in values.values()):
        raise ValueError("It says neither impressions nor clicks nor spend, so it is left out.")
    if values["impressions"] is not None and values["clicks"] is not None and values["clicks"] > values["impressions"]:
        raise ValueError("It was clicked more often than it was shown, so it is left out.")
    if on < placement.starts_on or (placement.ends_on and on >= placement.ends_on):
        problems.append(Problem(row.number, f"{on:%d/%m/%Y} is outside the days of {placement}. It is taken all the same.", False))  # fmt: skip
    day = days.setdefault((placement.pk, on), DayResult(placement, on))
    for name, value in values.items():
        if value is not None:
            setattr(day, name, (getattr(day, name) or 0) + value)
    day.rows.append(row.number)


def _count(name: str, row: Row, columns: Mapping[str, str]) -> Any:
    """A cell's number: whole, but for spend in pounds and pence. Raises `ValueError`."""
    column = columns.get(name)
    number = read_number(row.cells.get(column)) if column else None
    if number is None:
        return None
    label = FIELDS[name][0].split(",")[0]
    if not 0 <= number <= _MOST:
        raise ValueError(f"{label}: {number} cannot be, so it is left out.")
    if name == "spend":
        return number.quantize(Decimal("0.01"))
    if number != int(number):
        raise ValueError(f"{label}: {number} is not a whole number, so it is left out.")
    return int(number)


def _with_known(days: dict[tuple[int, dt.date], DayResult], by_pk: Mapping[int, Placement]) -> None:
    if not days:
        return
    first, last = min(on for _, on in days), max(on for _, on in days)
    known = PlacementResult.objects.filter(placement__in=by_pk, on__range=(first, last)).select_related(
        "council", "placement", "file"
    )
    for result in known:
        if day := days.get((result.placement_id, result.on)):
            day.known = result

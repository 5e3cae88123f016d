"""A list of people from its first row to its last: read by its map, planned; written batch by batch when a writer is given."""

import datetime as dt
from pathlib import Path
from typing import Any

from ridgeway.core.tabular import Table, read_table
from ridgeway.domains.organisation.models import Council, Team

from ..changes import Changes, Outcome, Writer
from ..models import ColumnMap, FileUse
from ..problems import NeedsMap, Problems, batches
from ..progress import Report
from .fields import PeopleMap, check_columns, read_map
from .planning import PeoplePlanner
from .rows import PersonRow, read_person

TITLES = {
    "H01": "Rows that cannot be kept",
    "H02": "Cells that cannot be read",
    "H03": "Words that are not matched",
    "H04": "Starts and leavings that do not fit",
    "H05": "Numbers that clash",
    "H06": "Teams, roles and posts that are not here",
}
BATCH = 500


def examine_people(
    path: Path, council: Council, *, options: dict[str, Any], problems: Problems, report: Report, write: Writer | None
) -> Outcome:
    """Read, check and plan a list of people; write what it changes when `write` is given.

    The map is `options["map"]` (its JSON form), else the council's remembered one. Raises `NeedsMap` when there is none or the list
    does not fit it, `CannotRead` when the file cannot be taken.
    """
    report("Reading the file", 0, 0)
    people_map = map_for(council, options)
    table = read_table(path, sheet=people_map.sheet if people_map else "")
    if people_map is None:
        raise NeedsMap("Match the columns of this list to our fields; it is asked once and remembered.")
    check_columns(people_map, table.columns)
    changes = Changes()
    dated = options.get("as_at") or people_map.as_at
    as_at = dt.date.fromisoformat(dated or options["today"])
    if "sick_days" in people_map.columns and not dated:
        people_map.columns.pop("sick_days")
        problems.query(
            0,
            "H02",
            "sick_days",
            "",
            "Days lost are not taken from a list without a date.",
            "Give the date of the list.",
        )
    team = Team.objects.filter(council=council, pk=options.get("team") or 0).first()
    planner = PeoplePlanner(council, people_map, as_at, problems, changes, team)
    rows = [row for row in (read_person(row, people_map, problems) for row in table.rows) if row is not None]
    groups: dict[str, list[PersonRow]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    written = done = 0
    for batch in batches(groups.values(), BATCH):
        planner.plan(batch)
        written += changes.close_batch(write)
        done += len(batch)
        report("Checking the people", done, len(groups))
    return _outcome(table, rows, as_at, changes, written)


def _told_from(staff: list[PersonRow], as_at: dt.date) -> str:
    """The day from which the list tells who left: the first leaver's, else its own."""
    return min((row.ends_on for row in staff if row.ends_on), default=as_at).isoformat()


def map_for(council: Council, options: dict[str, Any]) -> PeopleMap | None:
    """The map given with the file, else the one the council's last list was read by."""
    if options.get("map"):
        return read_map(options["map"])
    kept = ColumnMap.objects.filter(council=council, kind=FileUse.PEOPLE).first()
    return read_map({"columns": kept.columns, **kept.options}) if kept and kept.columns else None


def _outcome(table: Table, rows: list[PersonRow], as_at: dt.date, changes: Changes, written: int) -> Outcome:
    agency = {row.key for row in rows if row.contract == "agency"}
    staff = [row for row in rows if row.contract != "agency"]
    here = {row.key for row in staff if row.ends_on is None or row.ends_on > as_at}
    left = {row.key for row in staff if row.ends_on is not None and row.ends_on <= as_at} - here
    notes = [f"Row {number} was left out: {why}." for number, why in table.left_out[:20]]
    if table.encoding:
        notes.append(
            f"Read as {table.encoding}, cells parted by {_NAMES.get(table.delimiter, table.delimiter)}, header in row {table.header_row}."
        )
    if table.sheet:
        notes.append(f"Read from the sheet “{table.sheet}”, header in row {table.header_row}.")
    return Outcome(
        rows=len(table.rows), workers=len(here), agency=len(agency), leavers=len(left), vacancies_fte=None,
        changes=dict(changes.tally), examples=changes.examples, notes=notes, extra={"on": as_at.isoformat(), "from": _told_from(staff, as_at)},
        digest=changes.digest, written=written,
    )  # fmt: skip


_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

"""Which reader takes which use of a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from . import changes
from .census.checking import TITLES as CENSUS_TITLES
from .census.examine import examine_census
from .changes import Outcome
from .indicators import examine_indicators, indicators_writer
from .ledger.examine import LEDGER, ledger_writer
from .lists import ListUse
from .models import FileUse, ImportRun
from .people.examine import TITLES as PEOPLE_TITLES
from .people.examine import examine_people
from .problems import Problems
from .progress import Report
from .timesheets.examine import TIMESHEETS, timesheets_writer

READERS: dict[str, Callable[..., Outcome]] = {
    FileUse.CENSUS: examine_census,
    FileUse.PEOPLE: examine_people,
    FileUse.INDICATORS: examine_indicators,
}
LISTS: dict[str, ListUse] = {use.kind: use for use in (LEDGER, TIMESHEETS)}
READERS.update({kind: use.examine for kind, use in LISTS.items()})
# who writes what a kind of file holds, where it is not people and their places
WRITERS: dict[str, Callable[..., Callable]] = {
    FileUse.INDICATORS: indicators_writer,
    FileUse.LEDGER: ledger_writer,
    FileUse.TIMESHEETS: timesheets_writer,
}
TITLES = {
    **{check: title for use in LISTS.values() for check, title in use.titles.items()},
    **CENSUS_TITLES,
    **PEOPLE_TITLES,
    "P01": "Published rates that their own components do not give",
    "file": "The file as a whole",
}


def writer_for(run: ImportRun, *, by, at: dt.datetime) -> Callable:
    """What an examination writes by."""
    make = WRITERS.get(run.kind)
    return make(run, by=by, at=at) if make else changes.writer(run.council, by=by, at=at)


def examine(
    kind: str, path: Path, council, *, options: dict, problems: Problems, report: Report, write, today: dt.date
) -> Outcome:
    """Read a file by its use, writing when `write` is given. Raises `CannotRead`, or `NeedsMap` for a list without a map."""
    asked = {**options, "today": today.isoformat()}
    try:
        return READERS[kind](path, council, options=asked, problems=problems, report=report, write=write)
    finally:
        problems.flush()

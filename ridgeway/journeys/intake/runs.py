"""Which reader takes which use of a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from .census.checking import TITLES as CENSUS_TITLES
from .census.examine import examine_census
from .changes import Outcome
from .indicators import examine_indicators
from .models import FileUse
from .people.examine import TITLES as PEOPLE_TITLES
from .people.examine import examine_people
from .problems import Problems
from .progress import Report

READERS: dict[str, Callable[..., Outcome]] = {
    FileUse.CENSUS: examine_census,
    FileUse.PEOPLE: examine_people,
    FileUse.INDICATORS: examine_indicators,
}
TITLES = {
    **CENSUS_TITLES,
    **PEOPLE_TITLES,
    "P01": "Published rates that their own components do not give",
    "file": "The file as a whole",
}


def examine(
    kind: str, path: Path, council, *, options: dict, problems: Problems, report: Report, write, today: dt.date
) -> Outcome:
    """Read a file by its use, writing when `write` is given. Raises `CannotRead`, or `NeedsMap` for a list without a map."""
    asked = {**options, "today": today.isoformat()}
    try:
        return READERS[kind](path, council, options=asked, problems=problems, report=report, write=write)
    finally:
        problems.flush()

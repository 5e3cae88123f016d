"""The Department's indicators file as an import: parsed, compared with what is kept of the same release, recomputed, stored."""

import datetime as dt
from pathlib import Path
from typing import Any

from ridgeway.core.tabular import CannotRead, FileKind, kind_of
from ridgeway.insight import published

from .changes import Outcome
from .problems import Problems
from .progress import Report


def examine_indicators(
    path: Path, council, *, options: dict[str, Any], problems: Problems, report: Report, write
) -> Outcome:
    """Read an indicators file and recompute its rates; keep its new rows when `write` is given. Raises `CannotRead`.

    `options["released_on"]` is the day the Department released it (ISO). A release already kept is never changed.
    """
    if kind_of(path) is not FileKind.CSV:
        raise CannotRead("This is not a CSV file. Upload the indicators as the Department publishes them, in CSV.")
    released_on = dt.date.fromisoformat(options["released_on"])
    report("Reading the file", 0, 0)
    rows = published.parse(path, released_on)
    if not rows:
        raise CannotRead("The file has a header and no rows.")
    stored = published.compare(rows, released_on)
    if stored.differing:
        first = stored.differing[0]
        raise CannotRead(
            f"{len(stored.differing)} rows differ from what is kept of the release of {released_on:%-d %B %Y} (the first: {first}). "
            "If the Department has revised its figures, give the day of the revision as the release date."
        )
    report("Recomputing the published rates", 0, len(rows))
    recomputed = {name: rate.as_json() for name, rate in published.recompute(rows).items()}
    _report_exceptions(recomputed, problems)
    written = write(stored.new) if write else 0
    return Outcome(
        rows=len(rows),
        changes={"published.kept": len(stored.new)} if stored.new else {},
        extra={
            "recomputed": recomputed,
            "released_on": released_on.isoformat(),
            "years": sorted({r.year for r in rows}),
        },
        digest=f"{released_on} {len(stored.new)}",
        written=written,
    )


def _report_exceptions(recomputed: dict[str, dict], problems: Problems) -> None:
    for name, rate in recomputed.items():
        for exception in rate["exceptions"]:
            found = f"{exception['row']} is published as {exception['published']} and its own components give {exception['computed']}."
            if exception["reason"]:
                problems.query(0, "P01", name, exception["published"], f"{found} {exception['reason']}")
            else:
                problems.error(
                    0,
                    "P01",
                    name,
                    exception["published"],
                    f"{found} No reason is known.",
                    "Ask the Department before relying on it.",
                )


def indicators_writer(run, *, by, at: dt.datetime):
    """What keeps the new rows."""

    def write(rows):
        return published.store(rows, by=by, at=at)

    return write

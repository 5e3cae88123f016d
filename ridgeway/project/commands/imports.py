"""`ridgeway import census|people|indicators|districts FILE ...`: read, check and, unless it is a dry run, write."""

import argparse
from typing import Any

from .outcome import Outcome, Refused, by_command_line, command, council_with, day, existing_file, table

SHOWN = 20


def add_to(commands) -> None:
    kinds = commands.add_parser(
        "import", help="files in: census, people, published indicators, postcode districts"
    ).add_subparsers(metavar="KIND", required=True)
    for name, words, run in (
        ("census", "Import a Children's Social Work Workforce census file (XML).", census),
        ("people", "Import people from an HR export (CSV or XLSX).", people),
        ("indicators", "Import the Department for Education's published indicators (CSV).", indicators),
    ):
        made = command(kinds, name, words, run)
        made.add_argument("file", metavar="FILE", type=existing_file)
        made.add_argument("--dry-run", action="store_true", help="read and check, write nothing")
        if name == "indicators":
            made.add_argument("--released", type=day, required=True, help="the day the file was published")
        else:
            made.add_argument("--council", required=True, help="its three-digit code")
            made.add_argument("--team", default="", help="a team to put new people in (its slug)")
        if name == "people":
            made.add_argument("--map", type=existing_file, help="which column is what (JSON); else the remembered one")
    places = command(
        kinds, "districts", "Load where postcode districts are (CSV: district, latitude, longitude).", districts
    )
    places.add_argument("file", metavar="FILE", type=existing_file)
    places.add_argument("--source", required=True, help="where the places are from, in words")


def districts(asked: argparse.Namespace) -> Outcome:
    """Load the middle of each postcode district. Those known before are replaced; refused whole where a row is wrong."""
    import csv

    from ridgeway.core import clock
    from ridgeway.domains.recruitment import actions

    try:
        with asked.file.open(encoding="utf-8-sig", newline="") as file:
            rows = [(r["district"], float(r["latitude"]), float(r["longitude"])) for r in csv.DictReader(file)]
        count = actions.load_districts(rows, source=asked.source, by=by_command_line(), at=clock.now())
    except (KeyError, TypeError, ValueError, csv.Error) as why:
        raise Refused("The file is not a CSV with the columns district, latitude and longitude, in degrees.") from why
    except actions.CannotChangeRecruitment as why:
        raise Refused(str(why)) from why
    return Outcome({"districts": count}, [f"{count:,} postcode districts."])


def census(asked: argparse.Namespace) -> Outcome:
    """Import a census file into a council."""
    from ridgeway.journeys.intake import commands

    return _outcome(
        lambda **how: commands.import_census(asked.file, council_with(asked.council), team=asked.team, **how), asked
    )


def people(asked: argparse.Namespace) -> Outcome:
    """Import a list of people into a council."""
    from ridgeway.journeys.intake import commands

    def run(**how):
        return commands.import_people(asked.file, council_with(asked.council), map=asked.map, team=asked.team, **how)

    return _outcome(run, asked)


def indicators(asked: argparse.Namespace) -> Outcome:
    """Import a release of the published indicators."""
    from ridgeway.journeys.intake import commands

    return _outcome(lambda **how: commands.import_indicators(asked.file, released=asked.released, **how), asked)


def _outcome(run, asked: argparse.Namespace) -> Outcome:
    from ridgeway.core import clock
    from ridgeway.core.tabular import CannotRead

    try:
        found = run(dry_run=asked.dry_run, by=by_command_line(), at=clock.now())
    except CannotRead as why:
        raise Refused(str(why)) from why
    errors = [problem for problem in found["problems"] if problem["severity"] == "error"]
    return Outcome(found, _lines(found, errors, asked), status=1 if errors else 0)


def _lines(found: dict[str, Any], errors: list, asked: argparse.Namespace) -> list[str]:
    counted = [f"{found[name]:,} {words}" for name, words in COUNTED.items() if found.get(name) is not None]
    lines = [", ".join(counted)]
    for rate, recomputed in found.get("recomputed", {}).items():
        lines.append(f"{rate}: {recomputed['matched']:,} of {recomputed['of']:,} agree when recomputed")
    shown = found["problems"][:SHOWN]
    lines += table(shown, {"severity": "Severity", "row": "Row", "field": "Field", "value": "Value", "message": "What"})
    if len(found["problems"]) > SHOWN:
        lines.append(f"and {len(found['problems']) - SHOWN:,} more: --json gives all of them")
    if asked.dry_run:
        return [*lines, "A dry run: nothing was written."]
    if found["written"]:
        return [*lines, f"Written: {found['written']:,} rows."]
    return [*lines, "Nothing was written." if errors else "Nothing was written: it was all here already."]


COUNTED = {
    "rows": "rows in the file",
    "workers": "in post",
    "agency": "agency workers",
    "leavers": "leavers",
    "vacancies_fte": "vacancies (FTE)",
}

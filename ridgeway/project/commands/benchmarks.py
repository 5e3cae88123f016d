"""`ridgeway benchmarks --council 865 --year 2025`."""

import argparse

from .outcome import Outcome, Refused, command, table


def add_to(commands) -> None:
    made = command(commands, "benchmarks", "Published figures of a council, its region and England.", benchmarks)
    made.add_argument("--council", required=True, help="its three-digit code")
    made.add_argument("--year", required=True, type=int, help="the year to 30 September")


def benchmarks(asked: argparse.Namespace) -> Outcome:
    """What was published for a year, measure by measure, with the day of its release."""
    from ridgeway.insight import answers

    try:
        found = answers.benchmarks(asked.council, asked.year)
    except answers.CannotAnswer as why:
        raise Refused(str(why)) from why
    columns = {
        "measure": "Measure",
        "council": "Council",
        "region": "Region",
        "england": "England",
        "released": "Released",
    }
    return Outcome(found, table(found, columns))

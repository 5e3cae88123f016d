"""`ridgeway measures --council 865 --on 2025-09-30 [--service S] [--team T] [--measure M ...]`."""

import argparse

from .outcome import Outcome, Refused, command, day, table


def add_to(commands) -> None:
    made = command(commands, "measures", "The figures of a council, a service or a team on a day.", measures)
    made.add_argument("--council", required=True, help="its three-digit code")
    made.add_argument("--on", required=True, type=day, help="the day, 2025-09-30")
    made.add_argument("--service", help="a service: its slug, name or kind")
    made.add_argument("--team", help="a team: its slug or name")
    made.add_argument("--measure", action="append", metavar="M", help="only this measure; may be repeated")


def measures(asked: argparse.Namespace) -> Outcome:
    """Every measure, or those named, with numerator, denominator and definition."""
    from ridgeway.insight import answers

    try:
        found = answers.measures(asked.council, asked.on, asked.service, asked.team, asked.measure)
    except answers.CannotAnswer as why:
        raise Refused(str(why)) from why
    shown = [{**row, "base": row["base"] or row["reason"]} for row in found]
    columns = {"name": "Measure", "value": "Value", "unit": "Unit", "base": "From"}
    return Outcome(found, table(shown, columns))

"""`ridgeway forecast SCENARIO.json`: the name is kept for what is not built yet."""

import argparse

from .outcome import Outcome, Refused, command


def add_to(commands) -> None:
    made = command(
        commands, "forecast", "Not built yet: what vacancies, agency cost and caseloads will be.", forecast, needs_database=False
    )  # fmt: skip
    made.add_argument("scenario", metavar="SCENARIO", help="a scenario (JSON)")


def forecast(asked: argparse.Namespace) -> Outcome:
    """Say that it is not there. Raises `Refused`."""
    raise Refused(
        "Forecasts are not part of this version: nothing was read and nothing computed. "
        "What is known of days to come stands on the pages Establishment and Money."
    )

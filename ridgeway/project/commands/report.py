"""`ridgeway report build state-of-the-service --council 865 --on DATE --out FILE.docx`."""

import argparse
from pathlib import Path

from . import report_check
from .outcome import Outcome, Refused, command, day

TEMPLATES = ("state-of-the-service",)


def add_to(commands) -> None:
    verbs = commands.add_parser("report", help="reports as files").add_subparsers(metavar="VERB", required=True)
    building = command(verbs, "build", "Build a report as a file.", build)
    building.add_argument("template", metavar="TEMPLATE", choices=TEMPLATES, help=", ".join(TEMPLATES))
    building.add_argument("--council", required=True, help="its three-digit code")
    building.add_argument("--on", required=True, type=day)
    building.add_argument("--against", type=day, help="the day to compare with; else twelve months before")
    building.add_argument("--service")
    building.add_argument("--team")
    building.add_argument("--out", required=True, type=Path, metavar="FILE", help="its ending says the format")
    report_check.add_to(verbs)


def build(asked: argparse.Namespace) -> Outcome:
    """Write the report; answers with the file and its figures."""
    from ridgeway.core import clock
    from ridgeway.insight.answers import CannotAnswer
    from ridgeway.reporting import state

    try:
        found = state.build(
            asked.council, on=asked.on, against=asked.against, out=asked.out, service=asked.service, team=asked.team,
            made_at=clock.now(),
        )  # fmt: skip
    except (CannotAnswer, state.CannotBuild) as why:
        raise Refused(str(why)) from why
    return Outcome(found, [f"Written: {found['file']}, {len(found['figures'])} figures."])

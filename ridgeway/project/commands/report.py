"""`ridgeway report build TEMPLATE --council 865 --on DATE --out FILE.{html,docx,pdf}` and `ridgeway report check FILE`."""

import argparse
from pathlib import Path

from . import report_check
from .outcome import Outcome, Refused, command, council_with, day


def add_to(commands) -> None:
    verbs = commands.add_parser("report", help="reports as files, and papers checked").add_subparsers(
        metavar="VERB", required=True
    )
    building = command(verbs, "build", "Build a report as a file.", build)
    building.add_argument(
        "template",
        metavar="TEMPLATE",
        help="state-of-the-service, cabinet, scrutiny, leadership, digest, or the reference of a report that is kept here",
    )
    building.add_argument("--council", required=True, help="its three-digit code")
    building.add_argument(
        "--on", required=True, type=day, help="the day its figures are for; a published report keeps its own"
    )
    building.add_argument(
        "--against", type=day, help="the day to compare with, or since which is counted; else twelve months before"
    )
    building.add_argument("--service", help="one service, where the report is not one that is kept")
    building.add_argument("--team", help="of state-of-the-service")
    building.add_argument(
        "--out", required=True, type=Path, metavar="FILE", help="its ending says the format: .html, .docx or .pdf"
    )
    report_check.add_to(verbs)


def build(asked: argparse.Namespace) -> Outcome:
    """Write the report; answers with the file and its figures."""
    from ridgeway.core import clock
    from ridgeway.insight.answers import CannotAnswer
    from ridgeway.reporting import building, state

    try:
        if asked.template == "state-of-the-service":
            found = state.build(
                asked.council, on=asked.on, against=asked.against, out=asked.out, service=asked.service, team=asked.team,
                made_at=clock.now(),
            )  # fmt: skip
        else:
            council = council_with(asked.council)
            found = building.build(
                council, asked.template, on=asked.on, against=asked.against, out=asked.out, service=asked.service,
                made_at=clock.now(),
            )  # fmt: skip
    except (CannotAnswer, state.CannotBuild, building.CannotBuild) as why:
        raise Refused(str(why)) from why
    except OSError as why:
        raise Refused(f"{asked.out} cannot be written: {why.strerror}.") from why
    flagged = found.get("findings", [])
    lines = [f"Written: {found['file']}, {len(found['figures'])} figures."]
    lines += [
        f"Does not add up or cannot be told: {f['where']}: {f['quote']} ({f['arithmetic']})"
        for f in flagged
        if not f["answer"]
    ]
    return Outcome(found, lines)

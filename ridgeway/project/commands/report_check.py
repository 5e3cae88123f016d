"""`ridgeway report check FILE`: hold a paper's figures against one another."""

import argparse
import sys
from pathlib import Path

from .outcome import Outcome, Refused, command

LARGEST = 20_000_000


def add_to(verbs) -> None:
    checking = command(
        verbs, "check", "Check the figures of a paper against one another. Status 1 where one is contradicted.", check,
        needs_database=False,
    )  # fmt: skip
    checking.add_argument("file", metavar="FILE", help="a Word file (.docx) or text; - reads text")
    checking.add_argument("beside", metavar="OTHER", nargs="?", help="another, held against itself and the first")


def check(asked: argparse.Namespace) -> Outcome:
    """Read, check, and list what was found."""
    from ridgeway.reporting.check import CannotRead, check_files

    try:
        files = [name for name in (asked.file, asked.beside) if name]
        checked = check_files([(Path(name).name, _content(name)) for name in files])
    except CannotRead as why:
        raise Refused(str(why)) from why
    lines = []
    for finding in checked.findings:
        lines += [f"{finding.verdict}: {finding.where}: {finding.quote}", f"    {finding.arithmetic}. {finding.reason}"]
    lines.append(
        f"{checked.figures} figures in paragraphs and {len(checked.paper.tables)} tables read: {len(checked.contradicted)} contradicted, "
        f"{len(checked.agreed)} agree, {len(checked.untold)} cannot be told. The others stand in no relation that was recognised."
    )
    return Outcome([f.as_values() for f in checked.findings], lines, status=1 if checked.contradicted else 0)


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    path = Path(name)
    if not path.is_file():
        raise Refused(f"There is no file {name}.")
    with path.open("rb") as file:
        return file.read(LARGEST + 1)

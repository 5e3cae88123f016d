"""What a command answers, and the arguments that several of them take."""

import argparse
import datetime as dt
import getpass
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class Refused(Exception):
    """Why a command was not done: a sentence that says what to do. Exit status 1."""


@dataclass(frozen=True)
class Outcome:
    """The JSON document, the same for a reader as lines, and the exit status."""

    document: Any
    lines: Sequence[str] = field(default_factory=list)
    status: int = 0


def command(
    commands, name: str, words: str, run: Callable[[argparse.Namespace], Outcome], *, needs_database: bool = True
) -> argparse.ArgumentParser:
    """Add a command; `--json` may stand after it as well as before."""
    made = commands.add_parser(name, help=words, description=words)
    made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document")
    made.set_defaults(run=run, needs_database=needs_database)
    return made


def day(text: str) -> dt.date:
    """A day as an argument, 2025-09-30."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it as 2025-09-30") from None


def existing_file(text: str) -> Path:
    """A file as an argument, which must be there."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def by_command_line() -> str:
    """Who writes: the audit trail names the person signed in to the machine."""
    try:
        return f"command line ({getpass.getuser()})"
    except (KeyError, OSError):
        return "command line"


def council_with(code: str):
    """The council with a code. Raises `Refused`."""
    from ridgeway.domains.organisation.models import Council

    found = Council.objects.select_related("region").filter(code=code).first()
    if found is None:
        known = ", ".join(f"{c.code} {c.name}" for c in Council.objects.all()[:20]) or "none yet"
        raise Refused(
            f"There is no council with the code {code}. Councils here: {known}. Add one: ridgeway council add"
        )
    return found


def table(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> list[str]:
    """Rows as aligned lines under headings; `columns` is key > heading. Numbers stand to the right."""
    cells = [[_text(row.get(key)) for key in columns] for row in rows]
    if not cells:
        return []
    heads = list(columns.values())
    widths = [max(len(line[i]) for line in [heads, *cells]) for i in range(len(heads))]
    right = [all(_is_number(line[i]) for line in cells) for i in range(len(heads))]
    lines = [heads, ["-" * width for width in widths], *cells]
    return [
        "  ".join(cell.rjust(width) if to_right else cell.ljust(width) for cell, width, to_right in zip(line, widths, right, strict=True)).rstrip()
        for line in lines
    ]  # fmt: skip


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return str(value)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "").replace("–", "0").replace("-", "").isdigit()

"""The command line: `ridgeway COMMAND ...`. Its names, its JSON and its exit status are promises.

Exit status: 0 done, 1 refused or found something, 2 wrong use. With `--json` standard output holds exactly one JSON document;
everything said besides goes to standard error.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from .commands import COMMANDS
from .commands.outcome import Outcome, Refused

DONE, REFUSED = 0, 1


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    whole = argparse.ArgumentParser(
        prog="ridgeway",
        description="The platform a council runs its social-work workforce on.",
        epilog="Exit status: 0 done, 1 refused or found something, 2 wrong use. See docs/command-line.md.",
    )
    whole.add_argument("--json", action="store_true", default=False, help="print one JSON document and nothing else")
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Wrong use exits with 2."""
    given = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ridgeway.project.settings")
    if given[:1] == ["django"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["ridgeway django", *given[1:]])
        return DONE
    asked = parser().parse_args(given)
    try:
        outcome = _run(asked)
    except Refused as why:
        print(why, file=sys.stderr)
        outcome = Outcome({"refused": str(why)}, status=REFUSED)
    except KeyboardInterrupt:
        return REFUSED
    _print(outcome, as_json=asked.json)
    return outcome.status


def _run(asked: argparse.Namespace) -> Outcome:
    """Run what was asked. What the database or the disk refuses is told as a sentence, not as a traceback."""
    import django
    from django.db import DatabaseError

    try:
        django.setup()
        if asked.needs_database:
            from .ready import make_ready

            make_ready()
        return asked.run(asked)
    except DatabaseError as error:
        raise Refused(
            f"The database would not do it: {str(error).strip()} Look at what `ridgeway check` says."
        ) from error
    except OSError as error:
        raise Refused(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}") from error


def _print(outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(outcome.document, ensure_ascii=False, indent=2))
    elif outcome.lines:
        print("\n".join(outcome.lines))


if __name__ == "__main__":
    sys.exit(main())

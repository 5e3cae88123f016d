"""`ridgeway upgrade`: the database as this version expects it. `ridgeway serve` does the same at its start."""

import argparse

from .outcome import Outcome, command


def add_to(commands) -> None:
    command(commands, "upgrade", "Bring the database to this version: tables, and the roles that come with Ridgeway.", upgrade, needs_database=False)  # fmt: skip


def upgrade(asked: argparse.Namespace) -> Outcome:
    """Apply what is waiting. Make a backup first: tables do not go back."""
    from ridgeway.project import ready

    waiting = [] if ready.is_empty() else ready.pending()
    ready.migrate()
    count = len(waiting)
    said = f"{count} change{'' if count == 1 else 's'} applied." if count else "The database is of this version."
    return Outcome({"applied": waiting}, [said])

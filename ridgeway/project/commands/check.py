"""`ridgeway check`: settings, database, mail, disk, worker: each with what to do."""

import argparse

from .outcome import Outcome, command


def add_to(commands) -> None:
    command(
        commands, "check", "Look whether this installation is well, and say what to do.", check, needs_database=False
    )


def check(asked: argparse.Namespace) -> Outcome:
    """Every check; status 1 when one is not in order."""
    from ridgeway.project import health

    found = [look() for look in health.EVERY]
    width = max(len(c.check) for c in found)
    lines = [
        f"{'ok ' if c.ok else 'NOT'}  {c.check:<{width}}  {c.seen}" + (f"  > {c.to_do}" if c.to_do else "")
        for c in found
    ]
    return Outcome([c.as_values() for c in found], lines, status=0 if all(c.ok for c in found) else 1)

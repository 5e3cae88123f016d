"""`ridgeway audit verify`."""

import argparse

from .outcome import Outcome, command


def add_to(commands) -> None:
    verbs = commands.add_parser("audit", help="the audit trail").add_subparsers(metavar="VERB", required=True)
    command(
        verbs, "verify", "Walk every chain of the audit trail and say the first entry that does not follow.", verify
    )


def verify(asked: argparse.Namespace) -> Outcome:
    """Whether the trail is as it was written; status 1 when it is not."""
    from ridgeway.core import audit

    verdict = audit.verify()
    document = {"entries": verdict.entries, "intact": verdict.intact, "broken": verdict.broken}
    if verdict.intact:
        return Outcome(document, [f"{verdict.entries:,} entries, every one follows the one before it."])
    broken = verdict.broken or {}
    where = f"Chain {broken.get('chain')}, entry {broken.get('sequence')}: {broken.get('reason')}."
    return Outcome(document, [f"The audit trail is broken. {where}"], status=1)

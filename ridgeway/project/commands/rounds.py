"""`ridgeway rounds`: what is done every day or week without being asked, when it was last done; and doing one now."""

import argparse
import datetime as dt

from ridgeway.core.words import moment

from .outcome import Outcome, Refused, command


def add_to(commands) -> None:
    made = command(commands, "rounds", "Show what the worker does every day or week, or do one of them now.", show)
    made.add_argument("--do", metavar="NAME", help="do this one now, whether it is due or not")


def show(asked: argparse.Namespace) -> Outcome:
    """The list; or one round done. Status 1 where it failed."""
    from ridgeway.core import clock, rounds
    from ridgeway.core.models import RoundDone

    if asked.do and asked.do not in rounds.ALL:
        raise Refused(f"There is no round “{asked.do}”. Known: {', '.join(sorted(rounds.ALL))}.")
    failed = bool(asked.do) and not rounds.do(asked.do, at=clock.now(), anyway=True)
    done = {row.name: row for row in RoundDone.objects.all()}
    found = [
        {"round": name, "when": one.when, "what": one.words, **_last(done.get(name))}
        for name, one in sorted(rounds.ALL.items())
        if asked.do in (None, name)
    ]
    lines = [f"{r['round']:<24} {r['when']:<24} {_said(r)}" for r in found]
    return Outcome(found, lines, status=1 if failed else 0)


def _last(row) -> dict:
    return {
        "done_at": row.done_at.isoformat() if row and row.done_at else None,
        "said": row.said if row else "",
        "failure": row.failure if row else "",
    }


def _said(one: dict) -> str:
    if one["failure"]:
        return f"FAILED: {one['failure']}, tried again within the hour"
    if not one["done_at"]:
        return "not done yet"
    when = moment(dt.datetime.fromisoformat(one["done_at"]))
    return f"done {when}{': ' if one['said'] else ''}{one['said']}"

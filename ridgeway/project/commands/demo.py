"""`ridgeway demo`: build the demonstration council where there is none, and say how to sign in."""

import argparse
import sys
from importlib import resources

from .outcome import Outcome, by_command_line, command

INDICATORS = "dfe-csww-indicators-2020-2025.csv"
RELEASED = "2026-02-26"


def add_to(commands) -> None:
    command(commands, "demo", "Build the demonstration council, with published figures beside it.", demo)


def demo(asked: argparse.Namespace) -> Outcome:
    """Build what is missing of the demonstration; what is there is left as it is."""
    built = build()
    people = sign_ins()
    document = {"built": built, "sign_ins": people}
    return Outcome(document, ["Built." if built else "The demonstration is here already.", *sign_in_lines(people)])


def build() -> bool:
    """Build the demonstration and load the published figures where they are missing; whether anything was."""
    from ridgeway import demo as demonstration
    from ridgeway.core import clock
    from ridgeway.insight.models import PublishedRow

    at, built = clock.now(), False
    if not demonstration.exists():
        say("Building the demonstration council …")
        demonstration.build(at=at, say=say)
        built = True
    if not PublishedRow.objects.exists():
        load_indicators(at)
        built = True
    return built


def load_indicators(at) -> None:
    """The published indicators that come with Ridgeway."""
    from ridgeway.journeys.intake.commands import import_indicators

    from .outcome import day

    say("Loading the published figures …")
    with resources.as_file(resources.files("ridgeway.insight") / "data" / INDICATORS) as path:
        import_indicators(path, released=day(RELEASED), by=by_command_line(), at=at)


def sign_ins() -> list[dict[str, str]]:
    """How to sign in to the demonstration: name, role, email, password."""
    from ridgeway.demo import sign_ins_kept

    return [sign_in._asdict() for sign_in in sign_ins_kept()]


def sign_in_lines(people: list[dict[str, str]]) -> list[str]:
    """The sign-ins for a reader: one password serves all of them."""
    if not people:
        return []
    width = max(len(p["email"]) for p in people)
    lines = [f"  {p['email']:<{width}}  {p['role']}" for p in people]
    return ["Sign in as:", *lines, f"Password of all of them: {people[0]['password']}"]


def say(line: str) -> None:
    """How far it is, on standard error."""
    print(line, file=sys.stderr, flush=True)

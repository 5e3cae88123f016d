"""`ridgeway django ...`: Django's own commands, passed on as they are (see `cli.main`)."""

import argparse

from .outcome import Outcome, command


def add_to(commands) -> None:
    command(commands, "django", "Django's own commands: ridgeway django migrate, ridgeway django help ...", never)


def never(asked: argparse.Namespace) -> Outcome:
    """Not reached: the command line passes these on before it reads them."""
    raise NotImplementedError

"""How far a long file is, told outside the database because the writing is one transaction that nobody else can see into."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches

from ridgeway.core import clock

Report = Callable[[str, int, int], None]
_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, how many of how many, and when it was last said."""

    words: str
    done: int
    total: int
    at: dt.datetime

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.done / self.total)) if self.total else 0


def reporter(run_id: int) -> Report:
    """A function a long read calls to say how far it is; it also shows that the worker is alive."""

    def report(words: str, done: int, total: int) -> None:
        caches["progress"].set(f"import-{run_id}", Progress(words, done, total, clock.now()), _KEPT_SECONDS)

    return report


def progress_of(run_id: int) -> Progress | None:
    """The last thing the run's worker said, if anything."""
    return caches["progress"].get(f"import-{run_id}")


def forget(run_id: int) -> None:
    """The run's work is over."""
    caches["progress"].delete(f"import-{run_id}")


def silence(words: str, done: int, total: int) -> None:
    """A report to nobody: for the command line."""

"""How far long work is, told outside the database because the writing is one transaction that nobody else can see into."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import caches

from . import clock

Report = Callable[[str, int, int], None]
LOST_AFTER = dt.timedelta(minutes=2)
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


def reporter(name: str) -> Report:
    """A function that long work called `name` calls to say how far it is; it also shows that the worker is alive."""

    def report(words: str, done: int, total: int) -> None:
        caches["progress"].set(name, Progress(words, done, total, clock.now()), _KEPT_SECONDS)

    return report


def progress_of(name: str) -> Progress | None:
    """The last thing the worker said of it, if anything."""
    return caches["progress"].get(name)


def is_silent(name: str, since: dt.datetime, at: dt.datetime) -> bool:
    """Whether a worker that took something up at `since` has said nothing of it for too long."""
    said = progress_of(name)
    return at - (max(since, said.at) if said else since) > LOST_AFTER


def forget(name: str) -> None:
    """The work is over."""
    caches["progress"].delete(name)


def silence(words: str, done: int, total: int) -> None:
    """A report to nobody: where somebody waits."""

"""How far long work is, told outside the database because the writing is one transaction that nobody else can see into."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import caches

from . import clock

Report = Callable[[str, int, int], None]
LOST_AFTER = dt.timedelta(minutes=2)
BEAT_SECONDS = 20.0
LONGEST_STEP = dt.timedelta(minutes=30)  # what says nothing for so long hangs, though its worker lives
MOST_TRIES = 3  # of work whose worker is lost again and again
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


@contextmanager
def beating(name: str, *, every: float = BEAT_SECONDS) -> Iterator[None]:
    """While it is open, a beat says that the worker of this work lives, however long one step of it takes."""
    over, begun = threading.Event(), clock.now()

    def beat() -> None:
        while True:
            said, now = progress_of(name), clock.now()
            if now - (max(begun, said.at) if said else begun) > LONGEST_STEP:
                return
            caches["progress"].set(_alive(name), now, _KEPT_SECONDS)
            if over.wait(every):
                return

    thread = threading.Thread(target=beat, name=f"beat of {name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        caches["progress"].delete(_alive(name))


def is_silent(name: str, since: dt.datetime, at: dt.datetime) -> bool:
    """Whether a worker that took something up at `since` neither said anything of it nor beat for too long."""
    said, alive = progress_of(name), caches["progress"].get(_alive(name))
    return at - max(since, said.at if said else since, alive or since) > LOST_AFTER


def _alive(name: str) -> str:
    return f"{name}-alive"


def forget(name: str) -> None:
    """The work is over."""
    caches["progress"].delete_many([name, _alive(name)])


def silence(words: str, done: int, total: int) -> None:
    """A report to nobody: where somebody waits."""

"""What Today is made of: lines, and the short lists and groups they stand in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ridgeway.core.words import short_day

BROKEN = ("broken", "wrong")
SHOWN = 6
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Thing:
    """A line: what, where it leads, and what can be said of it. `sign`: broken, wrong (rows that do not add up) or due.

    `on` is the day it is due, empty where it has none, `at` the time of that day; `acts` what can be done about it: words and address.
    """

    words: str
    url: str
    note: str = ""
    sign: str = ""
    on: dt.date | None = None
    acts: tuple[tuple[str, str], ...] = ()
    at: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A short list; `empty` is said where there is nothing in it."""

    key: str
    name: str
    label: str
    things: list[Thing]
    empty: tuple[str, str]
    more_url: str = ""
    more_words: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is broken, and what is due: all that is known of, and how each is shown."""

    broken: list[Thing]
    due: list[Thing]
    today: dt.date

    @property
    def broken_first(self) -> list[Thing]:
        return self.broken[:SHOWN]

    @property
    def broken_rest(self) -> list[Thing]:
        return self.broken[SHOWN:]

    @property
    def due_groups(self) -> list[tuple[str, list[Thing]]]:
        """What is due by when: what has no day, up to today, within a week, later."""
        week = self.today + WEEK
        groups = (
            ("Waiting for you", [thing for thing in self.due if thing.on is None]),
            ("Today", [thing for thing in self.due if thing.on and thing.on <= self.today]),
            (f"To {short_day(week)}", [thing for thing in self.due if thing.on and self.today < thing.on <= week]),
            ("Later", [thing for thing in self.due if thing.on and thing.on > week]),
        )
        return [(words, things) for words, things in groups if things]


def parted(things: Iterable[Thing], today: dt.date) -> Waiting:
    """Lines by whether they are broken or due; broken promises before sums that fail, what is due by its day."""
    every = list(things)
    broken = [thing for thing in every if thing.sign in BROKEN]
    due = [thing for thing in every if thing.sign not in BROKEN]
    return Waiting(
        sorted(broken, key=lambda thing: BROKEN.index(thing.sign)),
        sorted(due, key=lambda thing: (thing.on is not None, thing.on or today, thing.at or dt.time.max)),
        today,
    )

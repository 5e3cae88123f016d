"""The rules of interviews, without the database: what a round needs before candidates are invited, and times that run into one another."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEAST = 2  # on a panel who score; guidance on safer recruitment asks that nobody interviews alone
TRAINED_YEARS = 5  # a chair's training in safer recruitment is renewed within so many years
MOST_SLOTS = 60  # made at once
REMIND_DAYS = 2  # working days after the invitation


@dataclass(frozen=True, slots=True)
class Time:
    """From a moment up to another."""

    starts_at: dt.datetime
    ends_at: dt.datetime

    def runs_into(self, other: "Time") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def times_of(first: dt.datetime, last: dt.datetime, minutes: int, pause: int) -> Iterator[Time]:
    """Times of so many minutes with a pause after each, from `first` on, the last of them over by `last`."""
    length, step = dt.timedelta(minutes=minutes), dt.timedelta(minutes=minutes + pause)
    while first + length <= last:
        yield Time(first, first + length)
        first += step


def clashing(new: Iterable[Time], known: Iterable[Time]) -> list[tuple[Time, Time]]:
    """Which new times run into which known ones."""
    taken = list(known)
    return [(one, other) for one in new for other in taken if one.runs_into(other)]


def is_trained(trained_on: dt.date | None, on: dt.date) -> bool:
    """Whether a chair's training holds on a day."""
    if trained_on is None or trained_on > on:
        return False
    years = on.year - trained_on.year - ((on.month, on.day) < (trained_on.month, trained_on.day))
    return years < TRAINED_YEARS


def can_still_change(starts_at: dt.datetime, hours_before: int, at: dt.datetime) -> bool:
    """Whether a candidate may still choose, change or give back a time."""
    return at <= starts_at - dt.timedelta(hours=hours_before)

"""The rules of enquiries, without the database: working time, who answers, when a person's data goes.

Moments are wall-clock times of the council, without a zone: nobody's opening hours reach the night in which the clocks change.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Protocol, TypeVar

from ridgeway.core.periods import months_before

from .holidays import bank_holidays

MONTHS_KEPT = 12  # how long an enquirer's data is kept after the enquiry closed, without their consent to more
HOURS_PROMISED = 16
OPENS, CLOSES = dt.time(9), dt.time(17)
_DAY = dt.timedelta(days=1)
_NONE = dt.timedelta()


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody answers: Monday to Friday from `opens` to `closes`, not on bank holidays, not on the days `closed`."""

    opens: dt.time = OPENS
    closes: dt.time = CLOSES
    closed: frozenset[dt.date] = frozenset()

    def is_open(self, day: dt.date) -> bool:
        """Whether anybody answers on a day."""
        return day.weekday() < 5 and day not in self.closed and day not in bank_holidays(day.year)

    def span(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """From when until when on a day that is open."""
        return dt.datetime.combine(day, self.opens), dt.datetime.combine(day, self.closes)

    @property
    def length(self) -> dt.timedelta:
        """A working day."""
        opens, closes = self.span(dt.date(2000, 1, 3))
        return closes - opens


def answer_by(came: dt.datetime, promised: dt.timedelta, hours: Hours) -> dt.datetime:
    """The moment by which `promised` working time has passed since `came`."""
    day, left = came.date(), promised
    while True:
        if hours.is_open(day):
            opens, closes = hours.span(day)
            begins = max(came, opens)
            if begins < closes:
                if left <= closes - begins:
                    return begins + left
                left -= closes - begins
        day += _DAY


def worked(after: dt.datetime, until: dt.datetime, hours: Hours) -> dt.timedelta:
    """How much working time lies between two moments; none where the second comes first."""
    total, day = _NONE, after.date()
    while day <= until.date():
        if hours.is_open(day):
            opens, closes = hours.span(day)
            total += max(_NONE, min(until, closes) - max(after, opens))
        day += _DAY
    return total


def on_open_days(after: dt.datetime, until: dt.datetime, hours: Hours) -> dt.timedelta:
    """How much time lies between two moments, nights counted and closed days not."""
    total, day = _NONE, after.date()
    while day <= until.date():
        if hours.is_open(day):
            begins = dt.datetime.combine(day, dt.time())
            total += max(_NONE, min(until, begins + _DAY) - max(after, begins))
        day += _DAY
    return total


def back(until: dt.datetime, work: dt.timedelta, hours: Hours) -> dt.datetime:
    """The latest moment from which `work` working time has passed by `until`."""
    day, left = until.date(), work
    while True:
        if hours.is_open(day):
            opens, closes = hours.span(day)
            ends = min(until, closes)
            if ends > opens:
                if left <= ends - opens:
                    return ends - left
                left -= ends - opens
        day -= _DAY


@dataclass(frozen=True, slots=True)
class Clock:
    """How an answer stands to its promise: working time gone and promised, and how far over."""

    gone: dt.timedelta
    promised: dt.timedelta

    @property
    def over(self) -> dt.timedelta:
        """Working time past the promise; none where it is being kept."""
        return max(_NONE, self.gone - self.promised)


def clock(came: dt.datetime, now: dt.datetime, promised: dt.timedelta, hours: Hours) -> Clock:
    """The clock of an enquiry that came at a moment and is not yet answered."""
    return Clock(worked(came, now, hours), promised)


class Fits(Protocol):
    """A rule for the contact: what it asks of an enquiry. An empty part asks nothing."""

    service_id: int | None
    team_id: int | None
    role_id: int | None
    near: str


Rule = TypeVar("Rule", bound=Fits)


def first_that_fits(
    rules: Iterable[Rule], *, service_id: int | None, team_id: int | None, role_id: int | None, near: str = ""
) -> Rule | None:
    """The first of the rules, in their order, whose every part is what the enquiry has; none where none fits."""
    for rule in rules:
        asks = ((rule.service_id, service_id), (rule.team_id, team_id), (rule.role_id, role_id))
        if all(wanted is None or wanted == has for wanted, has in asks) and is_near(rule.near, near):
            return rule
    return None


def is_near(places: str, said: str) -> bool:
    """Whether what somebody said of the place names one of some places, word by word: “near Salisbury” is Salisbury, SP1 2AB is SP1.

    No places are anywhere.
    """
    wanted = [words for part in places.split(",") if (words := _WORD.findall(part.casefold()))]
    has = _WORD.findall(said.casefold())
    if not wanted:
        return True
    return any(has[n : n + len(words)] == words for words in wanted for n in range(len(has) - len(words) + 1))


_WORD = re.compile(r"[a-z0-9]+")


def telephone_key(text: str) -> str:
    """A telephone number as two of them are compared: figures alone, in the national form. Empty for fewer than six.

    +44 1632 960114, 0044 (0)1632 960114 and 01632-960114 are the same.
    """
    figures = re.sub(r"[^0-9+]", "", text.replace("(0)", ""))
    if figures.startswith("+44"):
        figures = "0" + figures[3:].removeprefix("0")
    elif figures.startswith("0044"):
        figures = "0" + figures[4:].removeprefix("0")
    figures = figures.replace("+", "")
    return figures if len(figures) >= 6 else ""


def kept_until(closed_on: dt.date, consent_until: dt.date | None) -> dt.date:
    """The day from which a closed enquiry's personal data is removed: the end of the consent, else twelve months after closing."""
    return max(closed_on, consent_until) if consent_until else months_before(closed_on, -MONTHS_KEPT)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some working times, and the quarter points, in hours. Empty where there are too few."""

    count: int
    median: float | None = None
    low: float | None = None
    high: float | None = None


def spread(times: Iterable[dt.timedelta]) -> Spread:
    """Median of one or more times; quarter points of four or more (inclusive method)."""
    found = sorted(time.total_seconds() / 3600 for time in times)
    if not found:
        return Spread(0)
    if len(found) < 4:
        return Spread(len(found), median(found))
    low, middle, high = quantiles(found, n=4, method="inclusive")
    return Spread(len(found), middle, low, high)

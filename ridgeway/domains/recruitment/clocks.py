"""How long each step of hiring takes, in working days: median and middle half, by step, before and after a day.

Read from the moves of applications. A case belongs to the day its step ended. Nights count nothing: a step begun and ended on one day took
none, one ended the next working day took one.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from .rules import Hours
from .states import ApplicationState

S = ApplicationState
FEW = 5  # under so many cases a median says little
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """From one moment of an application to another. `CLOSED` is the moment its advert closed, or it was sent where that is later."""

    key: str
    name: str
    begins: str
    ends: str


PUBLISHED, CLOSED = "published", "closed"  # moments of an advert; the first stands in rows of adverts alone
CLEAR = "clear"  # the moment at which no check was open any more
STEPS = (
    Step("advert", "Advert out to close", PUBLISHED, CLOSED),
    Step("shortlist", "Close to shortlist", CLOSED, S.SHORTLISTED),
    Step("interview", "Shortlist to interview", S.SHORTLISTED, S.INTERVIEW),
    Step("offer", "Interview to offer", S.INTERVIEW, S.OFFERED),
    Step("answer", "Offer to answer", S.OFFERED, S.ACCEPTED),
    Step("clear", "Offer accepted to checks clear", S.ACCEPTED, CLEAR),
    Step("ready", "Checks clear to start", CLEAR, S.STARTED),
    Step("checks", "Checks begun to start", S.CHECKING, S.STARTED),
    Step("start", "Offer to start", S.OFFERED, S.STARTED),
    Step("whole", "Close to start", CLOSED, S.STARTED),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One passage through one step: the day it ended, how many working days it took, and `of` which application (an advert: its key, negative)."""

    step: str
    ended_on: dt.date
    days: int
    of: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """How many cases, their median and the quarter points (those of four cases or more). Working days; none where there is no case."""

    count: int
    median: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_few(self) -> bool:
        return self.count < FEW


def spread(days: Iterable[int]) -> Spread:
    """The spread of some working days (quarter points by the inclusive method)."""
    found = sorted(days)
    if not found:
        return Spread(0)
    if len(found) < 4:
        return Spread(len(found), float(median(found)))
    low, middle, high = quantiles(found, n=4, method="inclusive")
    return Spread(len(found), middle, low, high)


class WorkingDays:
    """Counts working days between days, each question by two look-ups."""

    def __init__(self, first: dt.date, last: dt.date, hours: Hours | None = None) -> None:
        hours = hours or Hours()
        span = (first + _DAY * n for n in range((last - first).days + 1))
        self._open = [day for day in span if hours.is_open(day)]

    def between(self, after: dt.date, until: dt.date) -> int:
        """Those after one day, up to and on another; none where the second is not later."""
        return max(0, bisect_right(self._open, until) - bisect_right(self._open, after))


# application, or advert with a minus sign: state, CLEAR, PUBLISHED or CLOSED: the day it was first reached
Moves = Mapping[int, Mapping[str, dt.date]]


def cases(moves: Moves, after: dt.date, until: dt.date) -> list[Case]:
    """The passages that ended after one day, up to and on another."""
    days = [day for reached in moves.values() for day in reached.values()]
    if not days:
        return []
    count = WorkingDays(min(days), max(days))
    found = []
    for pk, reached in moves.items():
        for step in STEPS:
            begun, ended = reached.get(step.begins), reached.get(step.ends)
            if begun is not None and ended is not None and after < ended <= until:
                found.append(Case(step.key, ended, count.between(begun, ended), pk))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One step: all its cases, and those that ended before a day and on or after it, where a day is given."""

    step: Step
    all: Spread
    before: Spread | None
    after: Spread | None

    @property
    def change(self) -> float | None:
        """By how much of itself the median changed, in percent; none where there are too few cases, or the first took no day."""
        if not self.before or not self.after or self.before.is_few or self.after.is_few or not self.before.median:
            return None
        assert self.after.median is not None
        return 100 * (self.after.median - self.before.median) / self.before.median


def lines(found: Sequence[Case], split: dt.date | None) -> list[Line]:
    """A line a step."""
    made = []
    for step in STEPS:
        mine = [case for case in found if case.step == step.key]
        before = spread(case.days for case in mine if split and case.ended_on < split)
        later = spread(case.days for case in mine if split and case.ended_on >= split)
        made.append(Line(step, spread(case.days for case in mine), before if split else None, later if split else None))
    return made


def groups(found: Sequence[Case], step: str, labels: Mapping[int, str]) -> list[tuple[str, Spread]]:
    """The spread of one step for each label of its cases, the slowest first; those with too few cases after the rest."""
    days: dict[str, list[int]] = {}
    for case in found:
        if case.step == step and case.of in labels:
            days.setdefault(labels[case.of], []).append(case.days)
    made = [(label, spread(numbers)) for label, numbers in days.items()]
    return sorted(made, key=lambda pair: (pair[1].is_few, -(pair[1].median or 0), pair[0]))

"""Measures and figures: what is asked, and the answer with its base.

A figure never travels without its numerator, denominator, day, scope and definition.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ridgeway.calc import rates
from ridgeway.core import words
from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.queries import Scope

if TYPE_CHECKING:
    from .question import Question


class Unit(StrEnum):
    PERCENT = "percent"
    PEOPLE = "people"
    POSTS = "posts"
    FTE = "FTE"
    CASES = "cases"
    POUNDS = "pounds"
    COUNT = "count"
    DAY = "day"  # the value is the day's number in the calendar


class Status(StrEnum):
    IN_ORDER = "in order"
    FLAGGED = "flagged"
    TOO_FEW = "too few"
    NOT_KNOWN = "not known"
    PROVISIONAL = "provisional"


_ONE = {
    "leavers": "leaver",
    "voluntary leavers": "voluntary leaver",
    "leavers in three months": "leaver in three months",
    "funded posts": "funded post",
    "vacant posts": "vacant post",
    "cases": "case",
    "people": "person",
    "posts": "post",
    "working days lost": "working day lost",
}
NO_ROWS = np.zeros(0, dtype="i8")


@dataclass(frozen=True, slots=True)
class Part:
    """A numerator or a denominator: its value, what it counts in words, and the rows counted (their kind and ids)."""

    value: float
    words: str
    kind: str = ""
    ids: NDArray = field(default_factory=lambda: NO_ROWS)
    besides: str = ""  # what else is counted, whose rows stand elsewhere
    is_money: bool = False

    @property
    def text(self) -> str:
        """The value as printed: whole numbers whole, others to one place, pounds as pounds."""
        return words.pounds(self.value) if self.is_money else whole_or_one_place(self.value)

    @property
    def sentence(self) -> str:
        """The value with its words, in the singular where there is one."""
        said = _ONE.get(self.words, self.words) if self.text == "1" else self.words
        return f"{self.text} {said}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a measure's function gives: the two parts, or the reason there is no answer.

    `is_event_rate`: the share is of people who did something (left, stayed), so that small groups say little.
    """

    numerator: Part | None = None
    denominator: Part | None = None
    value: float | None = None
    reason: str = ""
    flag: str = ""
    unit: Unit | None = None  # where it is not the measure's own
    is_event_rate: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One definition: words, numerator, denominator, source, caveat, and the function that computes it."""

    key: str
    name: str
    unit: Unit
    words: str
    numerator: str
    denominator: str
    source: str
    caveat: str
    compute: Callable[["Question", dt.date], Answer]
    window: str = "on the day"
    published: str = ""  # the column of the Department for Education's file that prints the same measure
    needs: frozenset[str] = frozenset()  # of "cases", "absences", "stated", "adverts"

    def on(self, question: "Question", day: dt.date) -> "Figure":
        """The figure of a day, computed once for a question."""
        key = self.compute, day
        if key not in question.figures:
            unknown = self._before_records(question.scope, day)
            answer = Answer(reason=unknown) if unknown else self.compute(question, day)
            question.figures[key] = Figure(self, question.scope, day, answer, question.role_words)
        return question.figures[key]

    def _before_records(self, scope: Scope, day: dt.date) -> str:
        """Why the figure cannot be known, where it reaches back to before the council's records begin; else nothing.

        Those who had left by then are not here, so a stock would count only those who stayed, and a flow nobody.
        """
        begins = [scope.council.records_from, scope.team.starts_on if scope.team else None]
        begin = max(filter(None, begins), default=None)
        if begin is None or months_before(day, self.months) >= begin:
            return ""
        if not self.months:
            return f"Records begin on {day_words(begin)}."
        return f"Records begin on {day_words(begin)}, less than {self.window} before."

    @property
    def months(self) -> int:
        """How many months before the day the measure reaches back."""
        return {"12 months": 12, "quarter": 3}.get(self.window, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's answer for a scope and a day."""

    measure: Measure
    scope: Scope
    on: dt.date
    answer: Answer
    role_words: str = ""

    @property
    def value(self) -> float | None:
        """A share as a percentage, or the count itself."""
        return self.answer.value

    @property
    def unit(self) -> Unit:
        return self.answer.unit or self.measure.unit

    @property
    def numerator(self) -> Part | None:
        return self.answer.numerator

    @property
    def denominator(self) -> Part | None:
        return self.answer.denominator

    @property
    def status(self) -> Status:
        answer = self.answer
        if answer.value is None:
            return Status.NOT_KNOWN
        if answer.flag:
            return Status.FLAGGED
        if self.note:
            return Status.PROVISIONAL
        n, d = answer.numerator, answer.denominator
        too_few = answer.is_event_rate and n and d and rates.is_too_few(n.value, d.value)
        return Status.TOO_FEW if too_few else Status.IN_ORDER

    @property
    def note(self) -> str:
        """What a reader must know of the day: that the last file here is older."""
        until = self.scope.council.records_until
        return f"The last file here is of {day_words(until)}" if until and self.on > until else ""

    @property
    def range(self) -> tuple[float, float] | None:
        """The likely range of an event rate, in percent."""
        answer = self.answer
        if not (answer.is_event_rate and answer.numerator and answer.denominator):
            return None
        low, high = rates.wilson(answer.numerator.value, answer.denominator.value)
        return low * 100, high * 100

    @property
    def text(self) -> str:
        """The value as printed, without its unit."""
        if self.value is None:
            return "Not known"
        if self.unit is Unit.POUNDS:
            return words.pounds(self.value)
        if self.unit is Unit.DAY:
            return day_words(dt.date.fromordinal(int(self.value)))
        if self.unit in (Unit.PEOPLE, Unit.POSTS, Unit.COUNT):
            return whole_or_one_place(self.value)
        return f"{self.value:,.1f}"

    @property
    def unit_text(self) -> str:
        """The unit after the value, in the singular where there is one; nothing where the value says it."""
        if self.value is None or self.unit in (Unit.POUNDS, Unit.COUNT, Unit.DAY):
            return ""
        if self.unit is Unit.PERCENT:
            return "%"
        return _ONE.get(self.unit, str(self.unit)) if self.text == "1" else str(self.unit)

    @property
    def base(self) -> str:
        """The sentence under every value: "25 leavers of 205 in post on average"."""
        n, d = self.numerator, self.denominator
        if n is None:
            return self.answer.reason
        return f"{n.sentence} of {d.sentence}" if d else n.sentence


def change_words(now: Figure, then: Figure) -> str:
    """What changed since another day, in points where it is a share: "down 8.9 points since 31 August 2014 (21.1%)"."""
    if now.value is None or then.value is None:
        return f"Not known on {day_words(then.on)}"
    is_share = now.measure.unit is Unit.PERCENT
    difference = round(now.value, 1) - round(then.value, 1)
    if abs(difference) < 0.05:
        return f"The same as on {day_words(then.on)}"
    way = "Up" if difference > 0 else "Down"
    size = f"{abs(difference):,.1f} points" if is_share else whole_or_one_place(abs(difference))
    before = f"{then.text}{'%' if is_share else ''}"
    return f"{way} {size} since {day_words(then.on)} ({before})"


def day_words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def whole_or_one_place(value: float) -> str:
    rounded = round(value, 1)
    text = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
    return text.replace("-", "−")

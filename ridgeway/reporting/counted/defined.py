"""What such a figure is: a measure's words, and the function that answers from the books."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ridgeway.insight.figures import Answer, Measure, Unit
from ridgeway.insight.question import Question

from .books import Books, Where

Compute = Callable[[Books, Where], Answer]


@dataclass(frozen=True, slots=True)
class Counted:
    """A definition with its function. `measure` carries the words; it is never asked by itself."""

    measure: Measure
    compute: Compute
    is_since: bool = False  # whether it counts from one day to another
    needs: frozenset[str] = frozenset()  # what of the rows must be loaded besides

    @property
    def key(self) -> str:
        return self.measure.key


def defined(
    key: str,
    name: str,
    unit: Unit,
    words: str,
    compute: Compute,
    *,
    numerator: str,
    source: str,
    denominator: str = "",
    caveat: str = "",
    window: str = "on the day",
    is_since: bool = False,
    needs: frozenset[str] = frozenset(),
) -> Counted:
    """A definition in one go."""

    def alone(question: Question, day: dt.date) -> Answer:
        return Answer(reason="It is counted for a report, from its books.")

    measure = Measure(key, name, unit, words, numerator, denominator, source, caveat, alone, window)
    return Counted(measure, compute, is_since, needs)

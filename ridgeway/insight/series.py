"""A measure over time, and the sentence that reads it."""

import datetime as dt

from ridgeway.core.periods import month_days

from .figures import Figure, Measure, Unit, day_words
from .question import Question


def over_months(measure: Measure, question: Question, until: dt.date, months: int, *, every: int = 1) -> list[Figure]:
    """The figure at `months + 1` days a month apart up to `until`, oldest first; with `every` 3, each third day from the oldest on."""
    return [measure.on(question, day) for day in month_days(until, months)[::every]]


def reading(figures: list[Figure]) -> str:
    """What the line says, in a sentence or two: where it began, where it is, and its height and depth between."""
    known = [figure for figure in figures if figure.value is not None]
    if not known:
        return "Nothing is known of this measure in these months."
    first, last = known[0], known[-1]
    if len(known) == 1:
        return f"{last.measure.name} is known for one day only: {_value(last)} on {day_words(last.on)}."
    top = max(known, key=lambda f: f.value or 0)
    bottom = min(known, key=lambda f: f.value or 0)
    sentence = f"{_value(first)} on {day_words(first.on)}, {_value(last)} on {day_words(last.on)}"
    outer = [
        f"{word} {_value(figure)} on {day_words(figure.on)}"
        for word, figure in (("highest", top), ("lowest", bottom))
        if figure not in (first, last)
    ]
    return sentence + (f"; {', '.join(outer)}." if outer else ".")


def _value(figure: Figure) -> str:
    if figure.measure.unit is Unit.PERCENT:
        return f"{figure.text}%"
    return figure.text

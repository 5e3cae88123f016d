"""A year of what goes out, channel by channel: bars for what runs, diamonds for single days, over the months of a financial year."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ridgeway.core.periods import months_before
from ridgeway.core.words import day as day_words

from .svg import diamond, line, picture, rect, text

WIDTH, LEFT, ROW, TOP = 1000, 180, 24, 28


@dataclass(frozen=True, slots=True)
class Run:
    """From a day to the last day of something; `until` empty = open."""

    on: dt.date
    until: dt.date | None
    words: str


def year_chart(first: dt.date, rows: Sequence[tuple[str, Sequence[Run]]], on: dt.date, title: str) -> SafeString | str:
    """The year that begins with `first`, a row for each channel; what runs over either end is cut there. Empty without a row."""
    if not rows:
        return ""
    end = months_before(first, -12)
    days = (end - first).days
    height = TOP + ROW * len(rows) + 4

    def x(day: dt.date) -> float:
        return LEFT + (min(max(day, first), end) - first).days / days * (WIDTH - LEFT - 6)

    parts = _months(first, x, height)
    for number, (words, runs) in enumerate(rows):
        top = TOP + number * ROW
        parts.append(text("d-words", 0, top + 16, words if len(words) <= 26 else f"{words[:25]}…"))
        for run in sorted(runs, key=lambda run: run.until == run.on):  # single days above the bars
            if run.until == run.on:
                parts.append(diamond("d-way", x(run.on), top + 12, 5.5))
            else:
                after = run.until + dt.timedelta(days=1) if run.until else end
                parts.append(rect("d-phase", x(run.on), top + 5, max(x(after) - x(run.on), 2), 14))
    if first <= on < end:
        parts.append(line("d-event", x(on), TOP - 6, x(on), height))
    said = ". ".join(f"{words}: {'; '.join(_said(run) for run in runs)}" for words, runs in rows[:20])
    return picture("".join(parts), WIDTH, height, title, said, key="year", fluid=True, cls="chart chart--wide")


def _said(run: Run) -> str:
    if run.until == run.on:
        return f"{run.words}, {day_words(run.on)}"
    return f"{run.words}, from {day_words(run.on)}" + (f" to {day_words(run.until)}" if run.until else "")


def _months(first: dt.date, x, height: int) -> list[str]:
    parts = []
    for number in range(12):
        begin, after = months_before(first, -number), months_before(first, -number - 1)
        parts.append(rect("d-ink" if number % 2 == 0 else "d-hollow", x(begin), TOP - 9, x(after) - x(begin), 5))
        parts += [
            text("d-words-2", x(begin), TOP - 14, f"{begin:%b}"),
            line("d-rule", x(begin), TOP - 3, x(begin), height),
        ]
    return parts

"""The figures of enquiries over a window: how fast they are answered, whether the promise is kept, and what becomes of them.

Everything is counted from the rows of `queries.in_window`, as they stood at the end of the window's last day where the row says when.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import rules
from .choices import Outcome, Placed, Source
from .models import Enquiry
from .queries.enquiries import clock_of, end_of

Led = dict[int, tuple[bool, bool]]
EVENTS = frozenset({Source.EVENT, Source.COFFEE})  # each of these is a line of its own, by its name


@dataclass(frozen=True, slots=True)
class Line:
    """One source, one event, or all together. `due`: answered, or the promise has run out; `within` counts of those."""

    source: str
    which: str
    rows: tuple[Enquiry, ...]
    answered: int
    due: int
    within: int
    hours: rules.Spread
    ended: dict[str, int]
    placed: dict[str, int]
    placed_kinds: dict[str, int]
    applied: int = 0
    appointed: int = 0

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def name(self) -> str:
        """The source in words, with the event's name."""
        words = dict(Source.choices).get(self.source, "All sources")
        return f"{words}: {self.which}" if self.which else words

    @property
    def still_open(self) -> int:
        return self.count - sum(self.ended.values())


def line_of(source: str, which: str, rows: Sequence[Enquiry], until: dt.date, led: Led | None = None) -> Line:
    """The figures of some enquiries, up to the end of a day; `led` says what came of each (`queries.led_in_window`)."""
    led = led or {}
    end = end_of(until)
    answered = [row for row in rows if row.answered_at and row.answered_at < end]
    within = [row for row in answered if row.answered_at and row.answered_at <= row.promised_by]
    late = [row for row in rows if row not in answered and row.promised_by < end]
    closed = [row for row in rows if row.closed_at and row.closed_at < end and row.outcome]
    there = [row for row in closed if row.placed == Placed.PLACED]
    return Line(
        source,
        which,
        tuple(rows),
        len(answered),
        len(answered) + len(late),
        len(within),
        rules.spread(clock_of(row, end).gone for row in answered),
        {outcome: n for outcome in Outcome.values if (n := sum(row.outcome == outcome for row in closed))},
        {place: n for place in Placed.values if (n := sum(row.placed == place for row in closed))},
        _kinds(there),
        sum(row.pk in led for row in rows),
        sum(led.get(row.pk, (False, False))[1] for row in rows),
    )


def _kinds(rows: Iterable[Enquiry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        name = row.service.get_kind_display() if row.service else "Service not said"
        found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items()))


@dataclass(frozen=True, slots=True)
class Figures:
    """All together, and each source by itself, the largest first."""

    total: Line
    lines: tuple[Line, ...]

    @property
    def programmes(self) -> tuple[Line, ...]:
        """The lines from which somebody joined a programme."""
        return tuple(line for line in self.lines if line.ended.get(Outcome.PROGRAMME))


def figures_of(rows: Sequence[Enquiry], until: dt.date, led: Led | None = None) -> Figures:
    """The figures of the enquiries that came in a window that ends with `until`."""
    groups: dict[tuple[str, str], list[Enquiry]] = {}
    for row in rows:
        groups.setdefault((row.source, row.source_words if row.source in EVENTS else ""), []).append(row)
    lines = [line_of(source, which, group, until, led) for (source, which), group in groups.items()]
    return Figures(line_of("", "", rows, until, led), tuple(sorted(lines, key=lambda line: (-line.count, line.name))))

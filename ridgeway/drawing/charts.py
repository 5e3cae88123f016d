"""A line over time: series, the time axis as a scale bar, phases as bands, events as dashed lines with words that never cross.

Plain values in, an SVG string out. The words stand outside the plot; the picture is the proof.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from django.utils.safestring import SafeString

from ridgeway.core.periods import months_before
from ridgeway.core.words import number, short_day

from . import svg

Points = Sequence[tuple[dt.date, float | None]]
WIDTH, PLOT = 660.0, 190.0
LEFT, BELOW, ROW = 46.0, 34.0, 20.0
LETTER = 6.5  # a bold letter's mean width at 13 pixels


@dataclass(frozen=True)
class Series:
    """A line with its name. `few`: days on which it stands on fewer than five; `ranges`: the likely range on a day."""

    name: str
    points: Points
    few: Collection[dt.date] = ()
    ranges: Mapping[dt.date, tuple[float, float]] = field(default_factory=dict)

    @property
    def values(self) -> list[float]:
        return [value for _, value in self.points if value is not None]


@dataclass(frozen=True, slots=True)
class Placed:
    """An event's words: where its line stands, which row it has, and whether its words run to the left."""

    x: float
    row: int
    words: str
    to_left: bool

    @property
    def extent(self) -> tuple[float, float]:
        width = 12 + len(self.words) * LETTER
        return (self.x - width, self.x) if self.to_left else (self.x, self.x + width)


@dataclass(frozen=True)
class Plot:
    """Where things stand: days across, values up."""

    first: dt.date
    last: dt.date
    low: float
    high: float
    step: float
    top: float
    right: float
    width: float = WIDTH

    @property
    def edge(self) -> float:
        """Where words must end."""
        return self.width + 4

    @property
    def foot(self) -> float:
        return self.top + PLOT

    @cached_property
    def days(self) -> int:
        return max((self.last - self.first).days, 1)

    def x(self, day: dt.date) -> float:
        return LEFT + 8 + (day - self.first).days / self.days * (self.right - LEFT - 8)

    def y(self, value: float) -> float:
        return self.foot - (value - self.low) / (self.high - self.low) * PLOT


def line(
    title: str,
    series: Sequence[Series],
    *,
    describe: str = "",
    unit: str = "%",
    events: Sequence[tuple[dt.date, str]] = (),
    phases: Sequence[tuple[dt.date, dt.date, str]] = (),
    start_at_zero: bool = True,
    key: str = "chart",
    width: float = WIDTH,
) -> SafeString:
    """The drawing of one to three series. The first is ours; the second is dashed, the third dotted.

    It begins at the first day on which anything is known; without any value only the axis is drawn. Events and phases outside the days of the series are left out.
    """
    begins = min((day for one in series for day, value in one.points if value is not None), default=dt.date.min)
    days = [day for one in series for day, _ in one.points if day >= begins]
    if not days:
        return svg.picture("", width, 60, title, "There are no figures yet.", "chart", key, fluid=True)
    right = width - (16 if len(series) < 2 else 20 + max(len(one.name) for one in series) * LETTER)
    frame = replace(frame_of(min(days), max(days), series, right, start_at_zero), width=width)
    placed = place(frame, [(day, words) for day, words in events if frame.first <= day <= frame.last])
    frame = replace(frame, top=8 + ROW * rows_of(placed))
    parts = [*bands(frame, phases, [one.x for one in placed]), *grid(frame, unit), *scale(frame), *marks(frame, placed)]
    for place_no, one in reversed(list(enumerate(series))):
        parts += trace(frame, one, place_no)
    if len(series) > 1:
        parts += names(frame, series)
    return svg.picture("".join(parts), width, frame.foot + BELOW, title, describe, "chart", key, fluid=True)


def frame_of(first: dt.date, last: dt.date, series: Sequence[Series], right: float, start_at_zero: bool) -> Plot:
    """The scales that hold every value and range."""
    values = [value for one in series for value in one.values]
    values += [end for one in series for ends in one.ranges.values() for end in ends]
    high, low = max(values, default=1), min(values, default=0)
    base = min(0, low) if start_at_zero or low < 0 else low
    step = nice(((high - base) or abs(high) or 1) / 3.2)
    low_tick, high_tick = math.floor(base / step) * step, math.ceil(high / step - 1e-9) * step
    return Plot(first, last, low_tick, max(high_tick, low_tick + step), step, 0, right)


def nice(rough: float) -> float:
    """The round step at or above a rough one: 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough - 1e-12)


def grid(frame: Plot, unit: str) -> Iterator[str]:
    """Hairlines with their values."""
    places = max(0, -math.floor(math.log10(frame.step) + 1e-9)) if frame.step < 1 else int(frame.step % 1 > 0)
    count = round((frame.high - frame.low) / frame.step)
    for tick in range(count + 1):
        value = frame.low + tick * frame.step
        y = frame.y(value)
        if tick:
            yield svg.line("d-rule", LEFT, y, frame.right, y)
        yield svg.text(
            "d-words", LEFT - 8, y + 4.5, f"{number(value, places)}{unit if unit in ('%', '') else ''}", "end"
        )


def scale(frame: Plot) -> Iterator[str]:
    """The time axis: an alternating bar, quarters for a few years and years for many, with Aprils named."""
    months = max(1, round(frame.days / 30.44))
    step = 1 if months <= 8 else 3 if months <= 48 else 12
    yield svg.rect("d-hollow", LEFT, frame.foot - 2, frame.right - LEFT, 5)
    begin, filled, cut = LEFT, True, months_before(frame.first.replace(day=1), -1)
    while (cut.month - 4) % step:
        cut = months_before(cut, -1)
    while begin < frame.right:
        end = min(frame.x(cut), frame.right) if cut <= frame.last else frame.right
        if filled:
            yield svg.rect("d-ink", begin, frame.foot - 2, end - begin, 5)
        begin, filled, cut = end, not filled, months_before(cut, -step)
    for x, words, anchor in ticks(frame):
        yield svg.text("d-words", x, frame.foot + 25, words, anchor)


def ticks(frame: Plot) -> list[tuple[float, str, str]]:
    """The months named under the axis: the first, the last, and the Aprils between that have room."""
    first = (frame.x(frame.first), f"{frame.first:%b %Y}", "middle")
    last = (frame.x(frame.last), f"{frame.last:%b %Y}", "end" if frame.right > frame.width - 30 else "middle")
    named = [first]
    every = 12 * max(1, math.ceil(frame.days / 365.25 * 80 / (frame.right - LEFT)))
    april = dt.date(frame.first.year, 4, 1)
    while april < frame.last:
        x = frame.x(april)
        if x - named[-1][0] > 78 and last[0] - x > 96:
            named.append((x, f"{april:%b %Y}", "middle"))
        april = months_before(april, -every)
    return [*named, last] if last[0] - first[0] > 80 else [last]


def bands(frame: Plot, phases: Sequence[tuple[dt.date, dt.date, str]], lines: Sequence[float]) -> Iterator[str]:
    """Phases: chalk from head to foot, each with its name where it fits between the events' lines."""
    for starts, ends, words in phases:
        if ends <= frame.first or starts >= frame.last:
            continue
        left, right = frame.x(max(starts, frame.first)), frame.x(min(ends, frame.last))
        yield svg.rect("d-band", left, frame.top, right - left, PLOT)
        cuts = [left, *(x for x in sorted(lines) if left < x < right), right]
        begins, ends_at = max(pairwise(cuts), key=lambda gap: gap[1] - gap[0])
        if len(words) * 6.4 < ends_at - begins:
            yield svg.text("d-words-2", (begins + ends_at) / 2, frame.foot - 9, words, "middle")


def marks(frame: Plot, placed: Sequence[Placed]) -> Iterator[str]:
    """Events: first every line, then every diamond and its words."""
    for one in placed:
        yield svg.line("d-event", one.x, 8 + ROW * one.row + 5, one.x, frame.foot - 2)
    for one in placed:
        y = 8 + ROW * one.row
        yield svg.diamond("d-event-mark", one.x, y, 5)
        yield svg.text(
            "d-event-words", one.x + (-9 if one.to_left else 9), y + 4.5, one.words, "end" if one.to_left else ""
        )


def place(frame: Plot, events: Sequence[tuple[dt.date, str]]) -> list[Placed]:
    """Give each event a row so that no words meet other words and no line runs through them.

    Words run to the right of their line; where they would leave the picture they run to the left, if there is more room,
    and so do those between; what still does not fit is cut. A line starts at its own row, so a line through other words
    must start below them.
    """
    spots = sorted((frame.x(day), words) for day, words in events)
    turned: set[int] = set()
    for index in range(len(spots) - 1, -1, -1):
        x, words = spots[index]
        reach = min(x + 12 + len(words) * LETTER, frame.edge + 1)
        if (reach > frame.edge and x > frame.edge - x) or any(spots[other][0] < reach for other in turned):
            turned.add(index)
    placed: list[Placed] = []
    order = sorted(turned, reverse=True) + [index for index in range(len(spots)) if index not in turned]
    for index in order:
        x, words = spots[index]
        fits = cut(words, x if index in turned else frame.edge - x)
        placed.append(_lowest_free((x, fits), index in turned, placed))
    return placed


def cut(words: str, room: float) -> str:
    """As many of the words as there is room for, with an ellipsis where some are left out."""
    letters = max(3, int((room - 12) / LETTER))
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip(' ,')}…"


def _lowest_free(spot: tuple[float, str], to_left: bool, placed: Sequence[Placed]) -> Placed:
    for row in range(len(placed) + 1):
        one = Placed(spot[0], row, spot[1], to_left)
        if not any(_cross(one, other) or _cross(other, one) for other in placed):
            return one
    return Placed(spot[0], len(placed), spot[1], to_left)


def _cross(one: Placed, other: Placed) -> bool:
    """Whether the two share room in a row, or the line of `one` runs through the words of `other`."""
    low, high = other.extent
    if one.row == other.row:
        return one.extent[0] < high + 6 and low < one.extent[1] + 6
    return low - 4 < one.x < high + 4 and one.row < other.row


def rows_of(placed: Sequence[Placed]) -> int:
    return max((one.row + 1 for one in placed), default=0)


def trace(frame: Plot, one: Series, place_no: int) -> Iterator[str]:
    """A series: whiskers, its line broken where nothing is known, hollow points where it stands on few, a diamond at its end."""
    cls = ("d-series", "d-series-2", "d-series-3")[place_no]
    for day, (low, high) in one.ranges.items():
        x = frame.x(day)
        yield svg.line("d-whisker-few" if day in one.few else "d-whisker", x, frame.y(low), x, frame.y(high))
    for run in runs(one.points):
        spots = [(frame.x(day), frame.y(value)) for day, value in run]
        for solid, part in split(run, one.few):
            if len(part) > 1:
                yield svg.polyline(cls if solid else "d-faint", [(frame.x(day), frame.y(value)) for day, value in part])
        if len(spots) == 1:
            yield svg.diamond(f"d-way{'' if not place_no else f'-{place_no + 1}'}", *spots[0], radius=4)
    for day, value in one.points:
        if value is not None and day in one.few:
            yield svg.diamond("d-few", frame.x(day), frame.y(value), 4)
    known = [(day, value) for day, value in one.points if value is not None]
    if known and known[-1][0] not in one.few:
        day, value = known[-1]
        yield svg.diamond(f"d-way{'' if not place_no else f'-{place_no + 1}'}", frame.x(day), frame.y(value), 6.5)


def runs(points: Points) -> Iterator[list[tuple[dt.date, float]]]:
    """The stretches of a series in which every value is known."""
    run: list[tuple[dt.date, float]] = []
    for day, value in points:
        if value is None:
            if run:
                yield run
            run = []
        else:
            run.append((day, value))
    if run:
        yield run


def split(
    run: list[tuple[dt.date, float]], few: Collection[dt.date]
) -> Iterator[tuple[bool, list[tuple[dt.date, float]]]]:
    """A stretch cut into solid parts and parts that touch a day on which it stands on few."""
    if not few:
        yield True, run
        return
    part, solid = [run[0]], True
    for before, after in pairwise(run):
        now = before[0] not in few and after[0] not in few
        if now != solid and len(part) > 1:
            yield solid, part
            part = [before]
        solid = now
        part.append(after)
    yield solid, part


def names(frame: Plot, series: Sequence[Series]) -> Iterator[str]:
    """Each series' name at its end, moved apart where they would meet."""
    ends = sorted((frame.y(one.values[-1]), place_no, one.name) for place_no, one in enumerate(series) if one.values)
    lowest = -math.inf
    for end, place_no, words in ends:
        y = lowest = max(end, lowest + 16)
        yield svg.text(f"d-name{'' if not place_no else f'-{place_no + 1}'}", frame.right + 11, y + 4.5, words)


def rows(series: Sequence[Series]) -> list[tuple[str, list[float | None]]]:
    """The same figures for a table, the newest first: a day, and each series' value on it."""
    days = sorted({day for one in series for day, _ in one.points}, reverse=True)
    known = [dict(one.points) for one in series]
    return [(short_day(day), [values.get(day) for values in known]) for day in days]

"""The phases of a campaign as bands on one line of time, with what happened meanwhile above them."""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ridgeway.core.periods import months_before
from ridgeway.core.words import day as day_words

from .svg import diamond, line, picture, rect, text

WIDTH, SIDE = 1000, 2
_BAND, _LETTER, _TALL, _LANES = 26, 6.9, 18, 5


@dataclass(frozen=True, slots=True)
class Band:
    """A phase: its days, half-open (`ends` empty = open), until when its paid advertising runs over, and words beside its name."""

    name: str
    starts: dt.date
    ends: dt.date | None
    paid_until: dt.date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day."""

    on: dt.date
    words: str


def phase_bands(bands: Sequence[Band], marks: Sequence[Mark], on: dt.date, title: str) -> SafeString | str:
    """The bands, the run-over hatched, events as dashed contour lines staggered so that no words meet, a diamond on the day asked for.

    Empty without a band.
    """
    if not bands:
        return ""
    first = min(band.starts for band in bands)
    last = max([band.paid_until or band.ends or max(on, band.starts) for band in bands])
    first, last = first.replace(day=1), last + dt.timedelta(days=1)
    span = max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return SIDE + (min(max(day, first), last) - first).days / span * (WIDTH - 2 * SIDE)

    kept = sorted((mark for mark in marks if first <= mark.on < last), key=lambda mark: mark.on)
    lanes = _lanes([(x(mark.on), mark.words) for mark in kept])
    top = _TALL * (min(max(lanes, default=-1), _LANES - 1) + 1) + 4
    parts = _months(first, last, x, top + _BAND + 5)
    for band in bands:
        end = band.ends or last
        parts.append(rect("d-phase", x(band.starts), top, x(end) - x(band.starts), _BAND))
        if band.paid_until:
            parts.append(rect("d-hatched", x(end), top, x(band.paid_until) - x(end), _BAND, fill="url(#hatch)"))
        parts += _named(band, x(band.starts) + 5, top + 17, x(end) - x(band.starts) - 8)
    for mark, lane in zip(kept, lanes, strict=True):
        spot = x(mark.on)
        left = spot + 5 if spot + _wide(mark.words) < WIDTH - SIDE else spot - 5
        if lane >= _LANES:  # no room for its words: a mark, and the words in the description
            parts.append(diamond("d-event-mark", spot, top, 4))
            continue
        level = top - 4 - _TALL * lane
        parts += [line("d-event", spot, level - 11, spot, top), text("d-event-words", left, level, mark.words, "" if left > spot else "end")]  # fmt: skip
    if first <= on < last:
        parts.append(diamond("d-way", x(on), top + _BAND + 7.5, 7))
    height = top + _BAND + 30
    return picture(
        "".join(parts), WIDTH, height, title, _said(bands, kept), key="phases", fluid=True, cls="chart chart--wide"
    )


def _wide(words: str) -> float:
    return len(words) * _LETTER + 14


@dataclass(frozen=True, slots=True)
class _Laid:
    """An event's words laid on a line: where its mark stands, and from where to where the words run."""

    spot: float
    low: float
    high: float
    lane: int

    def bars(self, spot: float, low: float, high: float, lane: int) -> bool:
        """Whether words here would meet these, be run through by this mark's line, or have their own line run through these."""
        meets = lane == self.lane and low < self.high and high > self.low
        is_crossed = low < self.spot < high and self.lane >= lane
        return meets or is_crossed or (self.low < spot < self.high and self.lane <= lane)


def _lanes(marks: Sequence[tuple[float, str]]) -> list[int]:
    """For each mark the lowest line on which no words meet and no line runs through words; those at the right edge stand to the left
    of their mark. Laid from the right, since a line runs through the words of what came before."""
    laid: list[_Laid] = []
    for spot, words in reversed(marks):
        wide = _wide(words)
        low, high = (spot, spot + wide) if spot + wide < WIDTH - SIDE else (spot - wide, spot)
        lane = next(n for n in itertools.count() if not any(other.bars(spot, low, high, n) for other in laid))
        laid.append(_Laid(spot, low, high, lane))
    return [one.lane for one in reversed(laid)]


def _named(band: Band, left: float, base: float, room: float) -> list[str]:
    """The band's name, and its words where there is room."""
    named = len(band.name) * 6.9
    if named > room:
        return []
    parts = [text("d-name", left, base, band.name)]
    if band.words and named + 8 + len(band.words) * _LETTER < room:
        parts.append(text("d-words", left + named + 8, base, band.words))
    return parts


def _months(first: dt.date, last: dt.date, x, top: float) -> list[str]:
    """The alternating scale of quarters, each April and each January named where there is room."""
    parts, begin, filled, free = [], first, True, 0.0
    while begin < last:
        end = min(months_before(begin, -3), last)
        parts.append(rect("d-ink" if filled else "d-hollow", x(begin), top, x(end) - x(begin), 5))
        if x(begin) >= free and x(begin) < WIDTH - 70:
            parts.append(text("d-words-2", x(begin), top + 20, f"{begin:%b %Y}"))
            free = x(begin) + 130
        begin, filled = end, not filled
    return parts


def _said(bands: Sequence[Band], marks: Sequence[Mark]) -> str:
    said = [
        f"{band.name}: from {day_words(band.starts)}"
        + (f" to {day_words(band.ends - dt.timedelta(days=1))}" if band.ends else "")
        + (f", paid advertising to {day_words(band.paid_until - dt.timedelta(days=1))}" if band.paid_until else "")
        for band in bands
    ]
    return ". ".join([*said, *(f"{day_words(mark.on)}: {mark.words}" for mark in marks)])

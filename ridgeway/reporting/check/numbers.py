"""Printed numbers as what they may stand for: a figure printed with one decimal is any number that rounds to it."""

import re
from dataclasses import dataclass, field, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from .findings import Verdict

HUNDRED = Decimal(100)
ABOUT = Decimal("0.05")  # how far "about" may stretch, as a share of the figure


class Kind(StrEnum):
    """What a figure counts; the value is its letter in the shape of a sentence."""

    COUNT = "c"
    POUNDS = "l"
    PERCENT = "p"
    POINTS = "t"
    DATE = "d"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class Span:
    """Every number from `low` to `high`."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Span") -> "Span":
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.low - other.high, self.high - other.low)

    def times(self, other: "Span") -> "Span":
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(min(ends), max(ends))

    def over(self, other: "Span") -> "Span | None":
        """The quotient; none where the divisor may be nought or less."""
        if other.low <= 0:
            return None
        return self.times(Span(1 / other.high, 1 / other.low))

    @property
    def size(self) -> "Span":
        """Without the sign."""
        if self.low >= 0:
            return self
        if self.high <= 0:
            return Span(-self.high, -self.low)
        return Span(Decimal(0), max(-self.low, self.high))

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2

    def meets(self, other: "Span") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: its value, the size of its last printed digit (nought: exact), how it was hedged, and its place."""

    kind: Kind
    value: Decimal
    text: str
    start: int
    end: int
    unit: Decimal = Decimal(0)
    hedge: str = ""  # "", "about", "over" or "under"
    day: object = field(default=None, compare=False)  # of a date: a `dates.Day`

    @property
    def span(self) -> Span:
        """What the figure may stand for."""
        half = self.unit / 2
        if self.hedge == "about":
            half = max(half, abs(self.value) * ABOUT)
        low, high = self.value - half, self.value + half
        if self.hedge == "over":
            return Span(low, self.value * 2 + 1)
        if self.hedge == "under":
            return Span(Decimal(0), high)
        return Span(low, high)

    @property
    def is_exact(self) -> bool:
        return not self.hedge and not self.unit

    def against(self, computed: Span) -> Verdict:
        """Whether the figure is what was computed. Cut instead of rounded is not held against it, nor confirmed."""
        if self.span.meets(computed):
            return Verdict.AGREES
        if self._is_cut(computed):
            return Verdict.CANNOT_TELL
        return Verdict.CONTRADICTS

    def _is_cut(self, computed: Span) -> bool:
        if not self.unit or self.hedge:
            return False
        return self.value <= computed.middle < self.value + self.unit


def exacted(*figures: Figure) -> list[Figure]:
    """Figures of one kind that are set beside each other: where one is exact to the last digit, round ones are exact too."""
    if not any(f.is_exact for f in figures):
        return list(figures)
    return [
        replace(f, unit=Decimal(0)) if f.unit >= 10 and not f.hedge and not re.search("[a-z]", f.text) else f
        for f in figures
    ]


def shown(value: Decimal, places: int = 1) -> str:
    """A number as a reader expects it: thousands by commas, no idle decimals, a true minus."""
    step = Decimal(1).scaleb(-places)
    rounded = value.quantize(step, ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if rounded < 0 else text


def money(value: Decimal) -> str:
    """Pounds, whole."""
    return ("−" if value < 0 else "") + "£" + shown(abs(value), 0)


def amount(kind: Kind, value: Decimal, places: int = 1) -> str:
    """A computed value in the words of its kind."""
    if kind is Kind.POUNDS:
        return money(value)
    if kind is Kind.PERCENT:
        return f"{shown(value, places)}%"
    if kind is Kind.POINTS:
        return f"{shown(value, places)} points"
    return shown(value, places)


def cut(value: Decimal, unit: Decimal) -> Decimal:
    """The value without what is smaller than `unit`."""
    return (value / unit).to_integral_value(ROUND_FLOOR) * unit

"""The rules of scoring, without the database: the scales in words, totals, spread, ties, where two who scored differ.

Guidance on safer recruitment (Keeping children safe in education, part three, which councils follow for social work too) asks that at least
two people shortlist. Each scores alone, so that the second number is a second opinion and not an echo of the first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .choices import Scale

LEAST = 2  # people who score before scores are compared; a council may ask for more, never for fewer
MOST = 6
DIFFER = 2  # points apart on one criterion, from which on the two talk about it
MEETS = {Scale.TO_THREE: 2, Scale.TO_FOUR: 2}  # the points from which on a criterion is met
SCALES: Mapping[str, Sequence[tuple[int, str]]] = {
    Scale.TO_THREE: ((0, "Nothing shown"), (1, "Partly shown"), (2, "Shown"), (3, "Shown strongly, with examples")),
    Scale.TO_FOUR: ((0, "Nothing shown"), (1, "A little shown"), (2, "Mostly shown"), (3, "Fully shown"),
                    (4, "Shown beyond what we ask for")),
}  # fmt: skip
# said before anybody has scored: the answer needs no comparing
WITHOUT_SCORES = frozenset({"not_registered", "right_to_work", "withdrawn_post"})


def top(scale: str) -> int:
    """The most points of a scale."""
    return SCALES[Scale(scale)][-1][0]


Points = Mapping[str, int]
"""What one person gave: key of the criterion or question to points."""


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as several scored it, in their order; `agreed` is what they settled on after talking, if they did."""

    key: str
    points: tuple[int, ...]
    agreed: int | None = None

    @property
    def apart(self) -> int:
        return max(self.points) - min(self.points) if self.points else 0

    @property
    def is_apart(self) -> bool:
        """Whether they are so far apart that they talk about it."""
        return self.apart >= DIFFER

    @property
    def differs(self) -> bool:
        """Whether they are so far apart, and have not settled it."""
        return self.is_apart and self.agreed is None

    @property
    def stands(self) -> Fraction:
        """What counts: what was agreed, else the mean."""
        if self.agreed is not None:
            return Fraction(self.agreed)
        return Fraction(sum(self.points), len(self.points)) if self.points else Fraction(0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What several gave one candidate: `totals` in the order of those who scored, and what stands."""

    lines: tuple[Line, ...]
    totals: tuple[int, ...]

    @property
    def stands(self) -> Fraction:
        return sum((line.stands for line in self.lines), Fraction(0))

    @property
    def spread(self) -> int:
        return max(self.totals) - min(self.totals) if self.totals else 0

    @property
    def differing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.differs)

    def short_of(self, keys: Iterable[str], meets: int) -> tuple[str, ...]:
        """Which of these (the essential criteria) stand below what meets them."""
        wanted = set(keys)
        return tuple(line.key for line in self.lines if line.key in wanted and line.stands < meets)


def compare(keys: Sequence[str], sheets: Sequence[Points], agreed: Points | None = None) -> Comparison:
    """Lay the sheets of those who scored beside one another. A key that a sheet does not have counts nothing."""
    settled = agreed or {}
    lines = tuple(
        Line(key, tuple(sheet[key] for sheet in sheets if key in sheet), settled.get(key)) for key in keys
    )  # fmt: skip
    totals = tuple(sum(sheet.get(key, 0) for key in keys) for sheet in sheets)
    return Comparison(lines, totals)


def places(standing: Mapping[int, Fraction]) -> dict[int, tuple[int, bool]]:
    """The place of each by what stands, highest first, and whether it shares it: {7: (1, False), 3: (2, True), 9: (2, True)}."""
    ranked = sorted(standing.items(), key=lambda item: -item[1])
    counts = Counter(value for _, value in ranked)
    first: dict[Fraction, int] = {}
    for place, (_, value) in enumerate(ranked, 1):
        first.setdefault(value, place)
    return {key: (first[value], counts[value] > 1) for key, value in ranked}


def in_points(value: Fraction) -> str:
    """12, 12.5 or 12.3."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.1f}"

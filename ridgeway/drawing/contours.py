"""Contour lines of invented land: a seeded field of heights, and the lines where it reaches each level. Pure.

A field is a handful of hills and hollows; the lines are found by marching squares (Maple, 2003) and written as smooth paths.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

Point = tuple[float, float]
Field = Callable[[float, float], float]
_Edge = tuple[int, int, int]


def field(seed: str, width: float, height: float, hills: int = 9) -> Field:
    """Heights over a sheet of paper, as a function of place. The same seed gives the same land."""
    rng = Random(f"land {seed}")  # noqa: S311 - a drawing, not a secret
    reach = math.sqrt(width * height)
    bumps = []
    for _ in range(hills):
        turn = rng.uniform(-0.5, 0.5)
        bumps.append((
            rng.uniform(-0.05, 1.05) * width, rng.uniform(-0.1, 1.1) * height, rng.choice((1, 1, -0.7)) * rng.uniform(0.6, 1.4),
            rng.uniform(0.16, 0.42) * reach, rng.uniform(0.09, 0.24) * reach, math.cos(turn), math.sin(turn),
        ))  # fmt: skip
    tilt = rng.uniform(-0.6, 0.6)

    def at(x: float, y: float) -> float:
        total = tilt * x / width + 0.5 * y / height
        for cx, cy, top, long, wide, cos, sin in bumps:
            dx, dy = x - cx, y - cy
            total += top * math.exp(-(((dx * cos + dy * sin) / long) ** 2) - ((dy * cos - dx * sin) / wide) ** 2)
        return total

    return at


def lines(at: Field, width: float, height: float, levels: int = 15, cell: float = 14) -> list[list[list[Point]]]:
    """The lines of each level, lowest first; a level may have several. Coordinates are those of the sheet."""
    across, down = math.ceil(width / cell) + 2, math.ceil(height / cell) + 2
    heights = [[at((i - 1) * cell, (j - 1) * cell) for i in range(across + 1)] for j in range(down + 1)]
    low, high = min(map(min, heights)), max(map(max, heights))
    step = (high - low) / (levels + 1)
    return [[line for line in _joined(heights, low + step * (n + 1), cell) if len(line) > 5] for n in range(levels)]


def _joined(heights: list[list[float]], level: float, cell: float) -> Iterator[list[Point]]:
    """The lines at one level: the pieces in each cell, joined where they meet."""
    beside: dict[_Edge, list[_Edge]] = defaultdict(list)
    for j in range(len(heights) - 1):
        upper, lower = heights[j], heights[j + 1]
        for i in range(len(upper) - 1):
            for one, other in _pieces(
                upper[i] > level, upper[i + 1] > level, lower[i + 1] > level, lower[i] > level, i, j
            ):
                beside[one].append(other)
                beside[other].append(one)
    unseen = set(beside)
    ends = [edge for edge in beside if len(beside[edge]) == 1]
    for start in [*ends, *beside]:
        if start in unseen:
            yield [_point(heights, edge, level, cell) for edge in _walk(start, beside, unseen)]


def _pieces(a: bool, b: bool, c: bool, d: bool, i: int, j: int) -> list[tuple[_Edge, _Edge]]:
    """The pieces of a line in the cell whose corners are above or below: left top, right top, right bottom, left bottom."""
    crossed = [
        edge
        for edge, here in (((0, i, j), a != b), ((1, i + 1, j), b != c), ((0, i, j + 1), c != d), ((1, i, j), d != a))
        if here
    ]
    return [(crossed[n], crossed[n + 1]) for n in range(0, len(crossed) - 1, 2)]


def _walk(start: _Edge, beside: dict[_Edge, list[_Edge]], unseen: set[_Edge]) -> Iterator[_Edge]:
    here: _Edge | None = start
    last = start
    while here is not None:
        unseen.discard(here)
        yield here
        last, here = here, next((edge for edge in beside[here] if edge in unseen), None)
    if last != start and start in beside[last] and len(beside[start]) > 1:
        yield start


def _point(heights: list[list[float]], edge: _Edge, level: float, cell: float) -> Point:
    upright, i, j = edge
    one = heights[j][i]
    other = heights[j + 1][i] if upright else heights[j][i + 1]
    share = (level - one) / ((other - one) or 1)
    return ((i - 1 + (0 if upright else share)) * cell, (j - 1 + (share if upright else 0)) * cell)


def smooth(points: list[Point]) -> str:
    """A path through the middles of a line's pieces, rounded at each point; numbers to the pixel, relative, to be short."""
    if points[0] == points[-1]:
        points = [*points, points[1]]  # a closed line ends where it began
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(points)]
    x, y = round(middles[0][0]), round(middles[0][1])
    parts = [f"M{x} {y}"]
    for (cx, cy), (mx, my) in zip(points[1:], middles[1:], strict=False):
        numbers = (round(cx) - x, round(cy) - y, round(mx) - x, round(my) - y)
        parts.append("q" + " ".join(map(str, numbers)).replace(" -", "-"))
        x, y = round(mx), round(my)
    return "".join(parts)

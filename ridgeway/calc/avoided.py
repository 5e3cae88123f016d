"""What staying saved: the cost of the leavers there would have been, as a range over assumptions that are each a range.

    cost = people × (turnover without − turnover with) × (months to fill ÷ 12 × share covered × added cost of a year's cover + cost of a leaver)

The added cost of a year's cover is what an agency worker costs in a year, less (where *net*) what the person they stand in for would have.
Every assumption is a triangular distribution, independent of the others. The sum is linear in each of them, so the variance and the part
of it that each causes are worked out exactly; the quantiles are drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NAMES = ("people", "without", "with", "months", "covered", "agency", "employed", "leaver")


@dataclass(frozen=True, slots=True)
class Range:
    """A triangular distribution: never below `low`, most often near `likely`, never above `high`."""

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        return (self.low + self.likely + self.high) / 3

    @property
    def variance(self) -> float:
        a, b, c = self.low, self.likely, self.high
        return (a * a + b * b + c * c - a * b - a * c - b * c) / 18

    @property
    def square(self) -> float:
        """The mean of the square."""
        return self.variance + self.mean**2

    def draw(self, rng: np.random.Generator, count: int) -> NDArray:
        """`count` values, shape (count,)."""
        if self.low == self.high:
            return np.full(count, self.likely)
        return rng.triangular(self.low, self.likely, self.high, count)


Assumed = Mapping[str, Range]


def cost(values: Mapping[str, float | NDArray], *, net: bool) -> float | NDArray:
    """The sum itself: pounds a year, of single values or of arrays of one shape. Turnover and the share covered are percentages."""
    added = values["agency"] - values["employed"] if net else values["agency"]
    each = values["months"] / 12 * values["covered"] / 100 * added + values["leaver"]
    return values["people"] * (values["without"] - values["with"]) / 100 * each


def likely(assumed: Assumed, *, net: bool) -> float:
    """The cost at the likely value of every assumption."""
    return float(cost({name: assumed[name].likely for name in NAMES}, net=net))


def draws(assumed: Assumed, *, net: bool, rng: np.random.Generator, count: int = 20_000) -> NDArray:
    """`count` costs, each of values drawn from every assumption; shape (count,)."""
    return np.asarray(cost({name: assumed[name].draw(rng, count) for name in NAMES}, net=net))


def quantiles(drawn: NDArray, *levels: float) -> list[float]:
    """The costs that the shares `levels` of the draws lie below."""
    return [float(value) for value in np.quantile(drawn, levels)]


def chance_of(drawn: NDArray, at_least: float) -> float:
    """The share of the draws that reach an amount."""
    return float(np.mean(drawn >= at_least))


def variance(assumed: Assumed, *, net: bool) -> float:
    """The variance of the cost, exactly."""
    a = assumed
    points = a["without"].mean - a["with"].mean
    points_square = a["without"].variance + a["with"].variance + points**2
    added = a["agency"].mean - (a["employed"].mean if net else 0)
    added_square = a["agency"].variance + (a["employed"].variance if net else 0) + added**2
    cover, cover_square = a["months"].mean * a["covered"].mean / 1200 * added, a["months"].square * a["covered"].square / 1200**2 * added_square  # fmt: skip
    each = cover + a["leaver"].mean
    each_square = cover_square + 2 * cover * a["leaver"].mean + a["leaver"].square
    mean = a["people"].mean * points / 100 * each
    return a["people"].square * points_square / 1e4 * each_square - mean**2


def shares(assumed: Assumed, *, net: bool) -> dict[str, float]:
    """The share of the variance that each assumption causes by itself (its first-order Sobol index), and under "together" what
    several cause only in company. They add up to one, where there is any variance at all.

    Source: I. M. Sobol, Sensitivity estimates for nonlinear mathematical models, 1993; exact here, because the cost is linear in each.
    """
    whole = variance(assumed, net=net)
    if whole <= 0:
        return dict.fromkeys((*NAMES, "together"), 0.0)
    means = {name: assumed[name].mean for name in NAMES}
    found = {name: assumed[name].variance * slope(means, name, net=net) ** 2 / whole for name in NAMES}
    return {**found, "together": max(0.0, 1 - sum(found.values()))}


def slope(values: Mapping[str, float], name: str, *, net: bool) -> float:
    """How much the cost moves with one assumption by one, the others as they are."""
    at_nothing, at_one = ({**values, name: value} for value in (0.0, 1.0))
    return float(cost(at_one, net=net)) - float(cost(at_nothing, net=net))


def needed(assumed: Assumed, name: str, target: float, *, net: bool) -> float | None:
    """The value of one assumption at which the cost is `target`, the others likely; None where it moves nothing."""
    values = {key: assumed[key].likely for key in NAMES}
    by = slope(values, name, net=net)
    return values[name] + (target - float(cost(values, net=net))) / by if by else None


def swing(assumed: Assumed, name: str, *, net: bool) -> tuple[float, float]:
    """The cost at the ends of one assumption, the others likely; the lesser first."""
    values = {key: assumed[key].likely for key in NAMES}
    ends = [float(cost({**values, name: end}, net=net)) for end in (assumed[name].low, assumed[name].high)]
    return min(ends), max(ends)

"""Before and after, of those who got something and of those who did not: ratios and differences with honest intervals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .rates import wilson

Z = 1.959964


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its likely range (95%)."""

    value: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the range: then chance alone may explain it."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Rate:
    """Events over person-years."""

    events: int
    years: float

    @property
    def per_hundred(self) -> float | None:
        return 100 * self.events / self.years if self.years > 0 else None


def _logs(*rates: Rate) -> tuple[list[float], float]:
    """The logarithms of rates and the sum of their variances; a half is added to every count where one of them is nothing."""
    extra = 0.5 if any(rate.events == 0 for rate in rates) else 0.0
    return [math.log((r.events + extra) / r.years) for r in rates], sum(1 / (r.events + extra) for r in rates)


def rate_ratio(after: Rate, before: Rate) -> Interval | None:
    """How many times the rate before the rate after is; None where nobody was there. The logarithm is taken as normal.

    Source: K. J. Rothman, Epidemiology: an introduction (2012), chapter 9.
    """
    if after.years <= 0 or before.years <= 0:
        return None
    (now, then), variance = _logs(after, before)
    return _of_log(now - then, variance)


def ratio_of_ratios(after: Rate, before: Rate, beside_after: Rate, beside_before: Rate) -> Interval | None:
    """The change among those who got it over the change among those beside them: one means that both changed alike."""
    rates = (after, before, beside_after, beside_before)
    if any(rate.years <= 0 for rate in rates):
        return None
    (now, then, beside_now, beside_then), variance = _logs(*rates)
    return _of_log((now - then) - (beside_now - beside_then), variance)


def _of_log(value: float, variance: float) -> Interval:
    half = Z * math.sqrt(variance)
    return Interval(math.exp(value), math.exp(value - half), math.exp(value + half))


def share_ratio(these: tuple[int, int], others: tuple[int, int]) -> Interval | None:
    """How many times as likely something was for these as for the others, each (how often, of how many); None where either is of nobody.

    The logarithm is taken as normal; a half is added to all four where either never was.
    Source: D. Katz and others, Obtaining confidence intervals for the risk ratio in cohort studies, Biometrics 34 (1978).
    """
    (a, m), (b, n) = these, others
    if m <= 0 or n <= 0:
        return None
    extra = 0.5 if 0 in (a, b) else 0.0
    share, beside = (a + extra) / (m + extra), (b + extra) / (n + extra)
    variance = 1 / (a + extra) - 1 / (m + extra) + 1 / (b + extra) - 1 / (n + extra)
    return _of_log(math.log(share) - math.log(beside), variance)


def share_difference(after: tuple[int, int], before: tuple[int, int]) -> Interval | None:
    """The difference of two shares (so many of so many), as a share, by Newcombe's hybrid of Wilson's intervals.

    Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), method 10.
    """
    if not after[1] or not before[1]:
        return None
    now, then = after[0] / after[1], before[0] / before[1]
    (now_low, now_high), (then_low, then_high) = wilson(*after), wilson(*before)
    low = math.hypot(now - now_low, then_high - then)
    high = math.hypot(now_high - now, then - then_low)
    return Interval(now - then, now - then - low, now - then + high)


def difference_of(one: Interval, other: Interval) -> Interval:
    """How much more one thing changed than another that is independent of it, from the ranges of both.

    Source: G. Y. Zou and A. Donner, Construction of confidence limits about effect measures, Statistics in Medicine 27 (2008).
    """
    value = one.value - other.value
    low = math.hypot(one.value - one.low, other.high - other.value)
    high = math.hypot(one.high - one.value, other.value - other.low)
    return Interval(value, value - low, value + high)


def median_difference(after: Sequence[float], before: Sequence[float], rng: np.random.Generator, draws: int = 2_000) -> Interval | None:  # fmt: skip
    """The difference of two medians, with the range that resampling gives; None below five of either."""
    if len(after) < 5 or len(before) < 5:
        return None
    now, then = np.asarray(after, dtype=float), np.asarray(before, dtype=float)
    found = np.median(rng.choice(now, (draws, len(now))), axis=1) - np.median(
        rng.choice(then, (draws, len(then))), axis=1
    )
    low, high = np.quantile(found, (0.025, 0.975))
    return Interval(float(np.median(now) - np.median(then)), float(low), float(high))

"""Before and after on cases worked by hand, and on the examples of the papers they are taken from."""

import math

import numpy as np
import pytest

from ridgeway.calc import effect
from ridgeway.calc.effect import Rate


def test_a_rate_ratio_by_hand():
    found = effect.rate_ratio(Rate(10, 100), Rate(20, 100))
    half = 1.959964 * math.sqrt(1 / 10 + 1 / 20)
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.5 * math.exp(-half), 0.5 * math.exp(half)))
    assert found.holds(1)  # ten leavers instead of twenty may still be chance


def test_the_same_change_on_both_sides_is_one():
    found = effect.ratio_of_ratios(Rate(10, 100), Rate(20, 100), Rate(15, 100), Rate(30, 100))
    assert found.value == pytest.approx(1)
    assert found.holds(1)


def test_no_leaver_at_all_still_has_a_range():
    found = effect.rate_ratio(Rate(0, 50), Rate(8, 50))
    assert 0 < found.low < found.value < found.high
    assert found.value == pytest.approx(0.5 / 8.5)


def test_nobody_there_gives_nothing():
    assert effect.rate_ratio(Rate(0, 0), Rate(8, 50)) is None
    assert effect.ratio_of_ratios(Rate(1, 1), Rate(1, 1), Rate(1, 1), Rate(0, 0)) is None
    assert Rate(0, 0).per_hundred is None


def test_newcombes_own_example():
    """His table II, 56/70 against 48/80, method 10: 0.2000, from 0.0524 to 0.3339."""
    found = effect.share_difference((56, 70), (48, 80))
    assert [round(value, 4) for value in (found.value, found.low, found.high)] == [0.2, 0.0524, 0.3339]
    assert effect.share_difference((1, 0), (1, 2)) is None


def test_a_difference_of_differences_by_hand():
    one, other = effect.Interval(0.28, 0.05, 0.48), effect.Interval(0.40, 0.20, 0.56)
    found = effect.difference_of(one, other)
    assert (found.value, found.low, found.high) == pytest.approx(
        (-0.12, -0.12 - math.hypot(0.23, 0.16), -0.12 + math.hypot(0.20, 0.20))
    )
    assert found.holds(0)


def test_medians_need_five_of_each():
    rng = np.random.default_rng(1)
    assert effect.median_difference([1, 2, 3, 4], [1, 2, 3, 4, 5], rng) is None
    found = effect.median_difference([10] * 9, [30] * 9, rng)
    assert (found.value, found.low, found.high) == (-20, -20, -20)


def test_a_share_is_held_against_another_by_hand():
    # 20 of 100 against 10 of 100: twice as likely; the variance of the logarithm 1/20 - 1/100 + 1/10 - 1/100 = 0.13
    found = effect.share_ratio((20, 100), (10, 100))
    assert [round(n, 3) for n in (found.value, found.low, found.high)] == [2.0, 0.987, 4.054]
    assert effect.share_ratio((0, 10), (5, 10)).value == pytest.approx((0.5 / 10.5) / (5.5 / 10.5))
    assert effect.share_ratio((0, 0), (5, 10)) is None

"""The avoided cost on cases worked by hand; the exact variance against draws."""

import numpy as np
import pytest

from ridgeway.calc import avoided
from ridgeway.calc.avoided import Range


def fixed(**values) -> dict[str, Range]:
    whole = {"people": 200, "without": 25, "with": 12.5, "months": 6, "covered": 80, "agency": 70_000, "employed": 45_000, "leaver": 1_000}  # fmt: skip
    return {name: value if isinstance(value, Range) else Range(value, value, value) for name, value in {**whole, **values}.items()}  # fmt: skip


def test_by_hand():
    # 200 × 12.5% = 25 leavers; each 6/12 × 80% = 0.4 of a year's cover at £25,000 more, and £1,000: 25 × (10,000 + 1,000)
    assert avoided.likely(fixed(), net=True) == 275_000
    # gross: 25 × (0.4 × 70,000 + 1,000)
    assert avoided.likely(fixed(), net=False) == 725_000


def test_what_an_assumption_must_be_for_a_target():
    assert avoided.needed(fixed(), "without", 550_000, net=True) == pytest.approx(37.5)  # twice the leavers
    assert avoided.needed(fixed(), "agency", 525_000, net=True) == pytest.approx(95_000)  # 25 × (0.4 × 50,000 + 1,000)
    assert avoided.needed(fixed(months=0), "agency", 1, net=True) is None
    assert avoided.needed(fixed(), "employed", 600_000, net=False) is None


def test_a_triangle():
    triangle = Range(0, 3, 6)
    assert (triangle.mean, triangle.variance) == (3, 1.5)
    assert Range(5, 5, 5).variance == 0


def test_one_uncertain_assumption_causes_all_of_the_range():
    shares = avoided.shares(fixed(people=Range(150, 200, 250)), net=True)
    assert (shares["people"], shares["together"]) == (pytest.approx(1), pytest.approx(0))
    assert avoided.variance(fixed(people=Range(150, 200, 250)), net=True) == pytest.approx(1_375**2 * 50**2 / 6)


def test_nothing_uncertain_has_no_range():
    assert set(avoided.shares(fixed(), net=True).values()) == {0.0}
    drawn = avoided.draws(fixed(), net=True, rng=np.random.default_rng(1), count=10)
    assert avoided.quantiles(drawn, 0.1, 0.9) == [275_000, 275_000]


@pytest.mark.parametrize("net", [True, False])
def test_the_exact_variance_is_that_of_the_draws_and_the_shares_add_up(net):
    ranges = fixed(
        people=Range(190, 205, 217), without=Range(21, 25, 26), months=Range(4, 7, 10), covered=Range(55, 75, 90),
        agency=Range(60_000, 70_000, 85_000), employed=Range(40_000, 44_000, 49_000), leaver=Range(0, 3_000, 6_000), **{"with": Range(8, 12.2, 17)},
    )  # fmt: skip
    drawn = avoided.draws(ranges, net=net, rng=np.random.default_rng(58), count=400_000)
    assert np.var(drawn) == pytest.approx(avoided.variance(ranges, net=net), rel=0.02)
    shares = avoided.shares(ranges, net=net)
    assert sum(shares.values()) == pytest.approx(1)
    # the share of one by another way: the variance of the mean in a thousand bins of it
    rng = np.random.default_rng(7)
    values = {name: ranges[name].draw(rng, 400_000) for name in avoided.NAMES}
    cost = np.asarray(avoided.cost(values, net=net))[np.argsort(values["months"])].reshape(1_000, -1).mean(axis=1)
    assert np.var(cost) / np.var(drawn) == pytest.approx(shares["months"], abs=0.01)


def test_the_same_seed_gives_the_same_range():
    ranges = fixed(months=Range(4, 6, 10))
    first, second = (avoided.draws(ranges, net=True, rng=np.random.default_rng(58)) for _ in range(2))
    assert avoided.quantiles(first, 0.1, 0.5, 0.9) == avoided.quantiles(second, 0.1, 0.5, 0.9)
    assert avoided.chance_of(first, 0) == 1.0


def test_the_swing_of_an_assumption_has_the_lesser_end_first():
    assert avoided.swing(fixed(**{"with": Range(10, 12.5, 15)}), "with", net=True) == (220_000, 330_000)

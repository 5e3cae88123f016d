"""The division of money over channels, against cases worked by hand."""

import numpy as np
import pytest

from ridgeway.calc import division


def divided(counts, spend, budget=1000.0, **more):
    return division.divide(np.array(counts, float), np.array(spend, float), budget, np.random.default_rng(1), **more)


def test_channels_that_did_alike_keep_their_shares():
    # 10,000 people of £1,000 and 30,000 of £3,000: the same rate, so the money is divided as it was
    found = divided([10_000, 30_000], [1000, 3000])
    assert found.share.round(2).tolist() == [0.25, 0.75]


def test_twice_the_people_for_the_money_is_four_times_the_share():
    # With returns of a half the best shares go as spend x rate squared: 1 to 4, a fifth and four fifths
    found = divided([10_000, 20_000], [1000, 1000])
    assert found.share.round(2).tolist() == [0.2, 0.8]


def test_that_division_brings_the_most_people():
    # people = rate x spend x (money / spend) ** 0.5, so at £1,000 each: 10,000 x sqrt(x) + 20,000 x sqrt(1 - x)
    def people(x):
        return 10_000 * np.sqrt(x) + 20_000 * np.sqrt(1 - x)

    assert max(range(1, 100), key=lambda n: people(n / 100)) == 20
    assert divided([10_000, 20_000], [1000, 1000]).people == pytest.approx(people(0.2), rel=0.01)


def test_two_people_prove_little_and_two_hundred_much():
    # In both the first channel did twice as well for its money as the others; only with two hundred can it be told apart
    few = divided([2, 100, 100], [1000, 100_000, 100_000])
    many = divided([200, 100, 100], [100_000, 100_000, 100_000])
    one, rest = 0.001, 0.002  # people a pound of the others, and of the first by its own count alone
    assert one < few.rate[0] < (one + rest) / 2 < many.rate[0] < rest
    assert many.rate_range[0][0] > many.rate_range[1][1]
    assert few.rate_range[0][0] < few.rate_range[1][1]


def test_nobody_of_a_little_money_is_not_never():
    found = divided([0, 40, 44], [500, 10_000, 11_000])
    assert 0 < found.rate[0] < 84 / 21_500


def test_a_rate_is_drawn_towards_the_others():
    # with one shape alone the rate would be (shape + n) / (shape / mean + s); it is the mean of those over the shapes
    counts, spend = np.array([3.0, 40.0]), np.array([1500.0, 10_000.0])
    mean, likely = division.prior(counts, spend)
    by_hand = sum(w * (a + 3) / (a / mean + 1500) for a, w in zip(division.SHAPES, likely, strict=True))
    assert mean == pytest.approx(43 / 11_500)
    assert divided(counts, spend).rate[0] == pytest.approx(by_hand, rel=0.03)


def test_channels_alike_share_a_narrow_prior_and_different_ones_a_wide_one():
    def middle(counts):
        _, likely = division.prior(np.array(counts, float), np.full(3, 1000.0))
        return float(division.SHAPES[np.searchsorted(likely.cumsum(), 0.5)])

    assert middle([50, 52, 49]) > 15
    assert middle([5, 100, 300]) < 2


def test_the_same_money_as_before_brings_about_as_many_and_chance_is_said():
    found = divided([60, 40], [1000, 1000], budget=2000.0, wanted=100)
    assert found.people == pytest.approx(100, rel=0.05)
    assert found.people_range[0] < 90 < 110 < found.people_range[1]
    assert 0.3 < (found.reach or 0) < 0.7


def test_the_same_seed_gives_the_same_division():
    assert divided([3, 9], [100, 200]).share.tolist() == divided([3, 9], [100, 200]).share.tolist()


@pytest.mark.parametrize(("counts", "spend"), [([0, 0], [10, 10]), ([1, 2], [0, 0]), ([-1, 4], [1, 1])])
def test_nothing_comes_of_nothing(counts, spend):
    with pytest.raises(ValueError, match="Nothing was spent"):
        divided(counts, spend)


@pytest.mark.parametrize(
    ("shares", "budget", "amounts"),
    [([0.5, 0.3, 0.2], 1000, [500, 300, 200]), ([1, 1, 1], 1000, [400, 300, 300]), ([0.5, 0.5], 1050, [550, 500]), ([], 100, [])],
)  # fmt: skip
def test_amounts_are_whole_and_come_to_the_budget(shares, budget, amounts):
    assert division.rounded(np.array(shares, float), budget, 100) == amounts

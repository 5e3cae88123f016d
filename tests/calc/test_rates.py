"""Rates against sums done by hand and published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridgeway.calc import rates


def test_a_share_of_nothing_is_not_known():
    assert rates.rate(0, 0) is None


def test_123_appointments_and_38_vacancies_are_76_4_percent():
    assert round(rates.rate(123, 123 + 38) * 100, 1) == 76.4


def test_a_change_of_a_share_is_in_points():
    assert rates.points(0.122, 0.211) == pytest.approx(-8.9)


def test_wilson_range_of_one_in_ten():
    # Newcombe, Statistics in Medicine 17 (1998), method 3, 1 of 29: 0.0061 to 0.1718
    low, high = rates.wilson(1, 29)
    assert (round(low, 4), round(high, 4)) == (0.0061, 0.1718)


@pytest.mark.parametrize(
    ("left", "of", "few"),
    [(7, 37, False), (4, 28, True), (3, 13, True), (6, 96, False), (1, 11, True), (25, 205, False)],
)
def test_small_teams_are_too_few_to_say(left, of, few):
    assert rates.is_too_few(left, of) is few


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_range_holds_the_share(successes, of):
    successes = min(successes, of)
    low, high = rates.wilson(successes, of)
    assert 0 <= low <= successes / of + 1e-9
    assert successes / of - 1e-9 <= high <= 1


def test_the_range_of_a_count_is_byars():
    """Breslow and Day's own check: against the exact limits for 10 (4.795 to 18.39), to the third figure."""
    low, high = rates.poisson(10)
    assert (round(low, 2), round(high, 2)) == (4.79, 18.39)
    assert (rates.poisson(0)[0], round(rates.poisson(0)[1], 2)) == (0.0, 3.67)


@given(st.integers(0, 1_000_000))
def test_the_range_of_a_count_holds_it(count):
    low, high = rates.poisson(count)
    assert 0 <= low <= count < high

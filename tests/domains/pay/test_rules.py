"""What is owed back, to the day, worked by hand."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.pay import rules

D = dt.date
TIE = {"tie_starts_on": D(2015, 4, 1), "tie_months": 24}  # over on 1 April 2017: 731 days, 2016 being a leap year


@pytest.mark.parametrize(
    ("left_on", "claw_back", "owed"),
    [
        (D(2016, 4, 1), "daily", "1497.95"),  # 365 of 731 days not served: 3,000 × 365 ÷ 731
        (D(2017, 3, 31), "daily", "4.10"),  # one day short: 3,000 ÷ 731
        (D(2017, 4, 1), "daily", "0"),  # the tie is over
        (D(2015, 4, 1), "daily", "3000"),  # never came
        (D(2014, 1, 1), "daily", "3000"),
        (D(2016, 3, 31), "yearly", "3000"),  # the first year is not whole
        (D(2016, 4, 1), "yearly", "1500"),
        (D(2017, 3, 31), "yearly", "1500"),
        (D(2017, 3, 31), "whole", "3000"),
        (D(2017, 4, 1), "whole", "0"),
    ],
)
def test_what_is_owed_back(left_on, claw_back, owed):
    assert rules.owed_back(Decimal(3000), left_on=left_on, claw_back=claw_back, **TIE) == Decimal(owed)


def test_eighteen_months_are_two_years_begun():
    tie = {"tie_starts_on": D(2015, 4, 1), "tie_months": 18, "claw_back": "yearly"}
    assert rules.owed_back(Decimal(1000), left_on=D(2016, 5, 1), **tie) == 500


def test_without_a_tie_nothing_is_owed():
    assert rules.owed_back(Decimal(10), tie_starts_on=D(2015, 4, 1), tie_months=0, left_on=D(2015, 4, 1), claw_back="whole") == 0  # fmt: skip


def test_only_what_was_paid_before_they_left_counts():
    parts = [(D(2015, 10, 1), Decimal(1500)), (D(2016, 4, 1), Decimal(1500)), (None, Decimal(500))]
    assert [rules.paid_by(parts, day) for day in (D(2015, 10, 1), D(2015, 10, 2), D(2016, 4, 2))] == [0, 1500, 3000]


def test_a_supplement_in_a_year():
    assert rules.a_year("percent", Decimal(10), Decimal("28922")) == Decimal("2892.20")
    assert rules.a_year("pounds", Decimal(2500), None) == 2500
    assert rules.a_year("percent", Decimal(10), None) is None


def test_a_months_end_stays_one():
    assert rules.after_months(D(2015, 8, 31), 6) == D(2016, 2, 29)
    assert rules.earliest_end(D(2016, 1, 4), 12) == D(2016, 3, 28)

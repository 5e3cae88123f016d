"""Financial years and twelfths, worked by hand."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.finance import rules

D = dt.date


@pytest.mark.parametrize(("day", "year"), [(D(2016, 3, 31), 2015), (D(2016, 4, 1), 2016), (D(2016, 12, 31), 2016)])
def test_the_year_of_a_day(day, year):
    assert rules.year_of(day) == year


def test_periods_run_from_april_to_march():
    assert [rules.month_of(2015, p) for p in (1, 9, 10, 12)] == [D(2015, 4, 1), D(2015, 12, 1), D(2016, 1, 1), D(2016, 3, 1)]  # fmt: skip
    with pytest.raises(ValueError, match="Period 13 is not between 1"):
        rules.month_of(2015, 13)


def test_twelfths_lose_no_penny():
    parts = rules.twelfths(Decimal("1000.00"))
    assert (parts[0], parts[-1], sum(parts)) == (Decimal("83.33"), Decimal("83.37"), Decimal(1000))


def test_a_share_of_nothing_is_not_known():
    assert rules.share(Decimal(1), Decimal(0)) is None
    assert rules.share(Decimal(39), Decimal(100)) == 39.0


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Agency Social Workers", "agency_sw"), ("Agency staff", "agency_other"), ("Employers NI", "on_cost"), ("Salaries", "pay"),
     ("Market supplement", "supplement"), ("Stationery", "")],
)  # fmt: skip
def test_what_a_codes_name_speaks_of(name, kind):
    assert rules.guess_kind(name) == kind

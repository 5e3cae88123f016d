"""The demonstration's ledger gives what the Cabinet report of 26 May 2016 prints (paragraphs 17-19, 56 and 64), to the pound."""

from decimal import Decimal

from ridgeway.demo import money

YEARS = money.PRINTED_YEARS


def agency(part, year):
    return sum(YEARS[part][year][2:])


def test_variances_are_outturn_less_budget():
    found = {part: [outturn - budget for budget, outturn, *_ in YEARS[part].values()] for part in ("adult", "safeguarding")}  # fmt: skip
    assert found == {"adult": [-405_128, -690_082, -45_860], "safeguarding": [1_581_865, 1_065_665, 954_071]}


def test_shares_are_of_the_outturn_as_printed():
    shares = {part: [round(100 * agency(part, year) / YEARS[part][year][1], 1) for year in YEARS[part]] for part in ("adult", "safeguarding")}  # fmt: skip
    assert shares == {"adult": [3.8, 3.6, 3.1], "safeguarding": [53.0, 45.0, 39.0]}


def test_the_falls_of_childrens_services_are_reconciled_and_that_of_adult_care_is_not():
    both = ("safeguarding", "children")
    assert sum(agency(part, 2015) - agency(part, 2014) for part in both) == -333_918
    assert sum(YEARS[part][2015][2] - YEARS[part][2014][2] for part in both) == -270_380
    assert agency("adult", 2015) - agency("adult", 2014) == -36_005


def test_a_sum_is_split_to_the_penny():
    parts = money.split(Decimal("100.00"), [1, 1, 1])
    assert (parts, sum(parts)) == ([Decimal("33.34"), Decimal("33.33"), Decimal("33.33")], Decimal(100))

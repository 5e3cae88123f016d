"""The region's figures: counts under five are told to their own council alone, and no sum gives them away."""

from decimal import Decimal

import pytest

from ridgeway.domains.agency import actions
from ridgeway.insight import agency_region
from ridgeway.insight.agency_region import Count, at_least, told
from tests.domains.agency.conftest import Ground, agreed_in, an_assignment, parts
from tests.factories import BY, day

ON = day("2025-03-31")


@pytest.fixture
def region(db, at):
    """Three councils: six, two and no assignments of social workers, from £37.80 an hour up; the small one's are dearer."""
    councils = [Ground("Large"), Ground("Small"), Ground("None")]
    agreed_in(councils[0].council, hourly="60.00")
    for ground, count, pay in ((councils[0], 6, 30), (councils[1], 2, 40)):
        for n in range(count):
            row = an_assignment(ground, post=None, rate=parts(pay=str(pay + n)))
            actions.confirm(row, **BY)
    return councils


def test_a_count_under_five_is_told_to_its_own_alone():
    assert [told(n).value for n in (0, 1, 4, 5, 12)] == [0, None, None, 5, 12]
    assert [told(n, is_own=True).value for n in (0, 1, 4)] == [0, 1, 4]
    assert at_least([Count(7), Count(None), Count(0)]) == (8, False)
    assert at_least([Count(7), Count(5)]) == (12, True)


def test_no_total_gives_the_small_one_away(region):
    found = agency_region.figures(region[0].council.region, ON)
    one = found.spreads[0]
    # six, not eight: eight less the six of the large one would tell the two of the small one, and what they are paid
    assert (str(one.job_type), one.cap, one.whole.count.value, one.whole.low, one.whole.high, one.left_out) == (
        "Social worker", Decimal("60.00"), 6, Decimal("39.05"), Decimal("41.55"), 1,
    )  # fmt: skip
    assert [(row.council.name, row.count.value, row.low, row.mean, row.high) for row in one.councils if row.council] == [
        ("Large", 6, Decimal("39.05"), Decimal("40.30"), Decimal("41.55")), ("Small", None, None, None, None),
    ]  # fmt: skip


def test_small_ones_stand_in_a_total_where_they_hide_one_another():
    assert [agency_region.hide_one_another(small) for small in ([], [4], [4, 4], [2, 3, 4], [3, 3, 3], [4, 4, 1])] == [
        True, False, False, True, True, True,
    ]  # fmt: skip


def test_signed_off_is_told_where_the_rest_may_be():
    cases = ((5, 5), (5, 6), (5, 10), (3, 3), (0, 6), (6, 12))
    assert [agency_region.signed_of(signed, of) for signed, of in cases] == [
        Count(5), Count(None, is_beside=True), Count(5), Count(None), Count(0), Count(6),
    ]  # fmt: skip
    assert agency_region.signed_of(5, 6, is_own=True) == Count(5)
    assert at_least([Count(None, is_beside=True), Count(None)]) == (6, False)


def test_a_council_sees_itself(region):
    small = region[1].council
    own = agency_region.figures(small.region, ON, own=small).spreads[0].own
    assert own is not None
    assert (own.count.value, own.mean) == (2, Decimal("48.30"))


def test_a_breach_is_counted_in_its_quarter(region):
    agreed_in(region[0].council, hourly="30.00", starts_on="2025-01-06")
    large, small = region[0], region[1]
    at = BY["at"].replace(year=2025, month=3, day=10)
    for ground, count in ((large, 5), (small, 1)):
        for row in an_assignments(ground)[:count]:
            actions.ask_sign_off(row, rule="cap", reason="Needed", by="test", at=at)
    found = agency_region.figures(large.council.region, ON, own=small.council)
    assert [str(first) for first in found.quarters][-2:] == ["2024-10-01", "2025-01-01"]
    assert {row.council.name: [c.value for c in row.breaches[-2:]] for row in found.rows} == {
        "Large": [0, 5], "None": [0, 0], "Small": [0, 1],
    }  # fmt: skip
    assert found.sums("breaches")[-1] == (6, True)
    by_lead = agency_region.figures(large.council.region, ON)
    assert (by_lead.rows[2].breaches[-1].value, by_lead.sums("breaches")[-1]) == (None, (6, False))


def an_assignments(ground):
    from ridgeway.domains.agency.models import Assignment

    return list(Assignment.objects.filter(council=ground.council).order_by("pk"))

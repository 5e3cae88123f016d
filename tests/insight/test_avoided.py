"""The avoided cost's own assumptions from a council's rows, what is typed in their place, and the sum a paper prints."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.finance import actions
from ridgeway.domains.finance.models import CostAssumption
from ridgeway.domains.organisation.queries import tree_for
from ridgeway.insight import avoided
from tests.factories import BY, a_council, a_cover, a_post, a_service, a_team, a_user, an_employee, day
from tests.ledger import printed

pytestmark = pytest.mark.django_db
ON = dt.date(2016, 3, 31)


@pytest.fixture
def place(at):
    """Ten posts since 2012: two people left in the year and were replaced after three months, agency workers in one of the gaps."""
    team = a_team(a_service(a_council("Downland", code="865")), starts_on=day("2010-04-01"))
    posts = [a_post(team, starts_on=day("2012-01-01")) for _ in range(10)]
    spells = [an_employee(post, starts_on=day("2012-01-01")) for post in posts]
    for spell in spells[:2]:
        establishment.leave(spell, ends_on=day("2015-06-10"), reason="1", destination="1", **BY)
    for post in posts[:2]:
        an_employee(post, starts_on=day("2015-09-10"))
    a_cover(posts[0], starts_on=day("2015-06-10"), ends_on=day("2015-09-10"))
    for key, low, likely, high in (("agency_year", 60_000, 70_000, 85_000), ("employed_year", 40_000, 44_000, 49_000)):
        actions.record_cost(team.council, key=key, low=Decimal(low), likely=Decimal(likely), high=Decimal(high), source="Contract", starts_on=day("2015-04-01"), **BY)  # fmt: skip
    return team


def own(team) -> dict[str, avoided.Assumption]:
    user = a_user(team.council, "finance-partner")
    scope = tree_for(user, team.council.slug, "money.view").scopes[0]
    costs = CostAssumption.objects.filter(council=team.council).visible_to(user)
    return {one.name: one for one in avoided.own(scope, ON, costs, avoided.printed_of(user, scope))}


def three(one) -> list[float]:
    return [round(value, 1) for value in (one.taken.low, one.taken.likely, one.taken.high)]


def test_our_own_assumptions_come_from_the_rows(place):
    found = own(place)
    assert three(found["people"]) == [8, 9.5, 10]  # thirteen month ends, three of them with eight people
    assert round(found["with"].taken.likely, 1) == 21.0  # two leavers of 9.54
    assert found["covered"].taken.likely == 50
    assert three(found["agency"]) == [60_000, 70_000, 85_000]
    assert (three(found["leaver"]), found["leaver"].source) == ([0, 0, 0], "No cost is recorded: type it, or record one below.")  # fmt: skip
    assert found["months"].source.startswith("0.5 posts empty on average, 2 filled in the year")
    assert round(found["months"].taken.likely, 1) == 2.8  # 6/13 posts ÷ 2 a year × 12


def test_a_printed_turnover_is_taken_with_its_source(place):
    printed(place.council, "turnover", "25", service=place.service, source="Report, 58")
    one = own(place)["without"]
    assert (one.taken.likely, one.taken.high) == (25, 25)
    assert one.source.startswith("25% is printed, Report, 58. The highest of our own rows in three years is 21.")


def test_what_is_typed_stands_in_the_place_of_our_own(place):
    found = list(own(place).values())
    typed = {one.name: one for one in avoided.typed(found, {"people_low": "100", "people_likely": "1,200", "people_high": "1300"})}  # fmt: skip
    assert (three(typed["people"]), typed["people"].is_typed) == ([100, 1200, 1300], True)
    assert typed["people"].source.startswith("Typed. Our own: 8 to 10, in post at the month ends")
    assert not typed["months"].is_typed


@pytest.mark.parametrize(
    "given",
    [("3", "2", "5"), ("1", "", "2"), ("ten", "11", "12"), ("1", "2", "101"), ("NaN", "1", "2"), ("-1", "0", "1")],
)
def test_what_cannot_be_taken_is_said_and_kept_in_its_boxes(place, given):
    found = list(own(place).values())
    typed = avoided.typed(found, dict(zip(("covered_low", "covered_likely", "covered_high"), given, strict=True)))
    one = next(a for a in typed if a.name == "covered")
    assert (one.shown, one.is_typed, one.taken.likely) == (given, False, 50)
    assert one.wrong.startswith("Empty posts that an agency covers: ")


def test_which_assumptions_give_the_printed_sum_and_which_do_not(place):
    paper = printed(place.council, "avoided", "600000", service=place.service)
    numbers = {"people": (190, 205, 217), "without": (21.1, 25, 25), "with": (8, 12.2, 17), "months": (5, 7, 9), "covered": (60, 75, 90),
               "agency": (60_000, 71_000, 83_000), "employed": (40_000, 44_000, 50_000), "leaver": (1_500, 3_600, 6_000)}  # fmt: skip
    query = {f"{name}_{end}": str(v) for name, values in numbers.items() for end, v in zip(("low", "likely", "high"), values, strict=True)}  # fmt: skip
    given = avoided.typed(list(own(place).values()), query)
    net, gross = (avoided.answer(given, basis, paper) for basis in (avoided.NET, avoided.GROSS))
    # 205 × 12.8% = 26.24 leavers; each 7/12 × 75% = 0.4375 of a year at £27,000 net or £71,000, and £3,600
    assert (round(net.likely), round(gross.likely)) == (404_424, 909_544)
    assert {effect.assumption.name: effect.gives for effect in net.effects if effect.gives} == {}
    by = {effect.assumption.name: effect for effect in net.effects}
    assert round(by["months"].needed, 1) == 11.4  # (600,000 ÷ 26.24 − 3,600) ÷ (0.75 × 27,000) × 12
    assert sum(effect.share for effect in net.effects) + net.together == pytest.approx(1)
    assert net.low < net.middle < net.high < 900_000
    assert gross.chance > 0.8 > net.chance

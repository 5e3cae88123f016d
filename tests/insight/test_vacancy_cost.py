"""What empty posts cost and save, and the forecast, on cases worked by hand."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.agency import actions as agency
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Grade
from ridgeway.domains.finance import actions
from ridgeway.domains.organisation.queries import tree_for
from ridgeway.domains.pay import actions as pay
from ridgeway.insight import agency_return, outturn, vacancy_cost
from tests.domains.agency.conftest import Ground, an_assignment
from tests.factories import BY, a_council, a_cover, a_post, a_service, a_team, a_user, an_employee, day
from tests.ledger import a_line

pytestmark = pytest.mark.django_db
APRIL, JULY = day("2015-04-01"), day("2015-07-01")
YEAR = Decimal("365.25")


@pytest.fixture
def place(at):
    """A post empty for 30 days of the spring, 20 of them covered; and an agency worker beside the establishment for ten."""

    class Place:
        council = a_council("Downland", code="865")
        team = a_team(a_service(council), name="North hub")
        post = a_post(team, number="A1")

    spell = an_employee(Place.post, starts_on=day("2014-01-01"))
    establishment.leave(spell, ends_on=APRIL, reason="1", destination="1", **BY)
    an_employee(Place.post, starts_on=day("2015-05-01"))
    a_cover(Place.post, starts_on=day("2015-04-11"), ends_on=day("2015-05-01"))
    for key, amount in (("agency_year", "73050"), ("employed_year", "36525")):  # £200 and £100 a day
        actions.record_cost(Place.council, key=key, low=Decimal(amount), likely=Decimal(amount), high=Decimal(amount), source="Contract", starts_on=day("2014-04-01"), **BY)  # fmt: skip
    Place.user = a_user(Place.council, "finance-partner")
    return Place


def scope_of(place):
    return tree_for(place.user, place.council.slug, "money.view").scopes[0]


def money(found: vacancy_cost.Sum) -> tuple:
    return tuple(round(value) for value in (found.empty, found.saved, found.covered, found.agency, found.stood_for, found.premium, found.net))  # fmt: skip


def test_a_post_costs_and_saves(place):
    found = vacancy_cost.costs_of(place.user, scope_of(place), APRIL, JULY)
    # 30 days empty at £100; 20 covered at £200, of £100 pay
    assert [(post.number, money(post.sum)) for post in found.posts] == [("A1", (30, 3_000, 20, 4_000, 2_000, 2_000, 1_000))]  # fmt: skip
    assert found.priced == {"timesheets": 0, "own rate": 0, "assumed": 1, "not known": 0}
    assert money(found.total) == money(found.by_team()[place.team.pk])


def test_timesheets_come_before_the_rate(at):
    """Here from 3 March to 31 August 2025 at £40.80 an hour; of April's five weeks four have a timesheet of ten hours."""
    ground = Ground("Downland")
    row = agency.confirm(an_assignment(ground), **BY)
    user = a_user(ground.council, "finance-partner")
    scope = tree_for(user, ground.council.slug, "money.view").scopes[0]
    first, until = day("2025-04-01"), day("2025-05-01")
    by_rate = vacancy_cost.costs_of(user, scope, first, until)
    assert (by_rate.total.agency.quantize(Decimal("0.01")), by_rate.priced["own rate"]) == (
        Decimal("6469.71"),
        1,
    )  # 40.80 x 37 x 30 / 7
    weeks = [agency.WeekIn(row.pk, ground.team.pk, day(f"2025-04-{n:02}"), Decimal(10), Decimal(50), Decimal(500)) for n in (7, 14, 21)]  # fmt: skip
    weeks.append(agency.WeekIn(row.pk, ground.team.pk, day("2025-03-31"), Decimal(10), Decimal(50), Decimal(500)))
    agency.load_timesheets(ground.council, weeks, name="Weeks", **BY)
    by_sheets = vacancy_cost.costs_of(user, scope, first, until)
    # four days of five of the first week, three whole weeks, and a fifth of the month at the rate
    assert by_sheets.total.agency.quantize(Decimal("0.01")) == Decimal("400.00") + 1500 + Decimal("1293.94")
    assert by_sheets.priced == {"timesheets": 1, "own rate": 0, "assumed": 0, "not known": 0}
    of_return = agency_return.quarterly(user, ground.council, day("2025-04-30"), day("2025-05-20"))
    assert [(str(month), cost.timesheets, cost.worked_out) for month, cost in of_return.months] == [
        ("2025-04-01", Decimal("1900.00"), Decimal("1293.94")), ("2025-05-01", Decimal(0), Decimal("4313.14")),
    ]  # fmt: skip


def test_only_the_days_within_the_window_count(place):
    found = vacancy_cost.costs_of(place.user, scope_of(place), day("2015-04-21"), JULY)
    assert money(found.total) == (10, 1_000, 10, 2_000, 1_000, 1_000, 1_000)


def test_a_grades_middle_point_with_on_costs_comes_first(place):
    grade = Grade.objects.create(council=place.council, name="J")
    empty = a_post(place.team, number="B1", grade=grade, starts_on=APRIL)
    pay.set_point(grade, point=1, annual=Decimal(29_220), starts_on=day("2014-04-01"), **BY)
    pay.set_on_cost(place.council, percent=Decimal(25), starts_on=day("2014-04-01"), source="Payroll", **BY)
    found = vacancy_cost.costs_of(place.user, scope_of(place), APRIL, APRIL + dt.timedelta(days=10))
    assert {post.number: round(post.sum.saved) for post in found.posts} == {"A1": 1_000, empty.number: 1_000}


def test_without_a_price_nothing_is_made_up(place):
    user = a_user(a_council("Weald", code="866"), "finance-partner")
    post = a_post(a_team(a_service(user.grants.get().council)))
    scope = tree_for(user, post.council.slug, "money.view").scopes[0]
    found = vacancy_cost.costs_of(user, scope, APRIL, JULY)
    assert (found.total.saved, found.total.unpriced, found.posts[0].sum.empty) == (0, 1, 91)


def test_the_forecast_part_by_part(place):
    months = [day(f"2015-{month:02}-01") for month in (4, 5, 6)]  # 91 days
    lines = [a_line(place.team, month, "3050") for month in months] + [a_line(place.team, months[0], "40000", side="budget")]  # fmt: skip
    lines[2] = a_line(place.team, months[2], "3000")
    actions.load_lines(place.council, lines, name="Spring", **BY)
    leaving = an_employee(a_post(place.team), starts_on=day("2014-02-01"))
    establishment.leave(
        leaving, ends_on=day("2016-03-22"), reason="1", destination="1", **BY
    )  # ten days before the end
    a_cover(a_post(place.team), starts_on=day("2015-06-01"), ends_on=day("2015-07-11"))
    found = outturn.forecast_of(place.user, scope_of(place), day("2015-07-15"))
    assert (found.known_until, found.days_left, found.spent, found.budget) == (JULY, 275, 9_100, 40_000)
    assert (found.employed, found.how_many) == (27_500, {"starters": 0, "leavers": 1, "agency": 1})  # £100 a day
    assert (round(found.leavers), round(found.agency_low), round(found.agency), round(found.agency_high)) == (-1_000, 2_000, 2_000, 55_000)  # fmt: skip
    assert round(found.likely) == 9_100 + 27_500 - 1_000 + 2_000


def test_a_year_without_a_ledger_is_not_forecast(place):
    assert outturn.forecast_of(place.user, scope_of(place), JULY).known_until is None

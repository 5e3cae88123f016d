"""The table of paragraph 56, the three bases of the agency share, and the warning; then printed figures held against them."""

import datetime as dt

import pytest

from ridgeway.domains.finance.choices import Base
from ridgeway.domains.finance.models import PrintedFigure
from ridgeway.domains.organisation.queries import tree_for
from ridgeway.insight import money, printed
from tests.factories import a_council, a_service, a_team, a_user
from tests.ledger import a_year
from tests.ledger import printed as print_it

pytestmark = pytest.mark.django_db
ON = dt.date(2016, 3, 31)


@pytest.fixture
def place(at):
    """Safeguarding and assessment as the Cabinet report of 26 May 2016 prints it (paragraph 56), agency spend the printed share of outturn."""
    service = a_service(a_council("Wiltshire", code="865"))
    team = a_team(service, name="North hub", group="Safeguarding")
    for year, budget, outturn, agency in ((2014, 5_201_950, 6_267_615, 2_820_427), (2015, 6_360_900, 7_314_971, 2_852_839)):  # fmt: skip
        a_year(team, year, budget=budget, pay=outturn - agency, agency_sw=agency)
    return team


def ledger(team, on=ON, years=2):
    user = a_user(team.council, "finance-partner")
    scope = tree_for(user, team.council.slug, "money.view").scopes[0]
    return money.ledger_of(user, scope, list(scope.teams), on, years)


def test_the_table_to_the_pound_and_the_share_of_three_bases(place):
    lines = ledger(place).lines
    assert [(x.words, x.purse.budget, x.purse.outturn, x.purse.variance) for x in lines] == [
        ("2014/15", 5_201_950, 6_267_615, 1_065_665), ("2015/16", 6_360_900, 7_314_971, 954_071),
    ]  # fmt: skip
    shares = [[round(x.purse.share(base), 1) for base in Base] for x in lines]
    assert shares == [[45.0, 54.2, 81.8], [39.0, 44.8, 63.9]]


def test_a_share_that_falls_while_the_pounds_rise_is_said(place):
    line = ledger(place).last
    assert (line.agency_change, round(line.share_change("outturn"), 1), line.misleads("outturn")) == (32_412, -6.0, True)  # fmt: skip


def test_a_year_that_is_not_over_has_no_change_and_its_spending_ends_on_the_day(place):
    line = ledger(place, dt.date(2015, 9, 30)).last
    assert (line.is_part, line.agency_change, line.misleads("outturn")) == (True, None, False)
    assert line.purse.budget == 6_360_900
    assert round(line.purse.outturn / 7_314_971, 3) == 0.5


def test_the_rolling_share_needs_twelve_months(place):
    rolling = ledger(place, years=1).rolling("outturn")
    assert [value for _, value in rolling[:11]] == [None] * 11
    assert (rolling[-1][0], round(rolling[-1][1], 1), round(rolling[11][1], 1)) == (ON, 39.0, 45.0)


def test_two_queries_whatever_there_is(place, django_assert_num_queries):
    user = a_user(place.council, "finance-partner")
    scope = tree_for(user, place.council.slug, "money.view").scopes[0]
    with django_assert_num_queries(2):
        money.ledger_of(user, scope, list(scope.teams), ON, 10)


def held(team):
    figures = list(PrintedFigure.objects.select_related("service"))
    user = a_user(team.council, "finance-partner")
    scope = tree_for(user, team.council.slug, "money.view").scopes[0]
    by_team = money.years_by_team(user, scope, list(scope.teams), [2013, 2014, 2015])
    return {one.figure.what: one for one in printed.hold(figures, list(scope.teams), by_team)}


def test_printed_figures_agree_or_differ_with_both_numbers(place):
    where = {"service": place.service, "group": "Safeguarding"}
    for what, amount in (("budget", "6360900"), ("outturn", "7314970"), ("share", "39"), ("agency_change", "-333918"), ("avoided", "600000")):  # fmt: skip
        print_it(place.council, what, amount, **where)
    found = {what: (one.shown, one.ours, one.verdict) for what, one in held(place).items()}
    assert found == {
        "budget": ("£6,360,900", "£6,360,900", "agrees"),
        "outturn": ("£7,314,970", "£7,314,971", "differs"),
        "share": ("39%", "39.0% of all salary costs; 44.8% of the salary budget; 63.9% of the pay of employed staff", "agrees"),
        "agency_change": ("−£333,918", "£32,412", "differs"),
        "avoided": ("£600,000", "", "cannot tell"),
    }  # fmt: skip


def test_a_year_the_ledger_does_not_know_cannot_be_told(place):
    print_it(place.council, "outturn", "1", service=place.service, year=2009)
    assert (held(place)["outturn"].verdict, held(place)["outturn"].why) == ("cannot tell", "The ledger has no line of 2009/10.")  # fmt: skip


def test_the_papers_contradictions_are_said_with_both_numbers(place):
    """data of the Cabinet report: I02 (one sum of two things), I03 (a share that falls, pounds that do not)."""
    council, service = place.council, place.service
    of = {"service": service, "group": "Safeguarding"}
    for year, outturn, share in ((2014, "6267615", "45"), (2015, "7314971", "39")):
        print_it(council, "outturn", outturn, year=year, **of)
        print_it(council, "share", share, year=year, **of)
    print_it(council, "agency_sw_change", "-333918", service=service, words="all roles", source="18")
    print_it(council, "agency_change", "-333918", service=service, words="whole service", source="64")
    print_it(council, "agency_sw_change", "-270380", service=service, source="64")
    said = [one.words for one in printed.contradictions(list(PrintedFigure.objects.select_related("service")))]
    assert said == [
        "Children's services, 2015/16: change of agency spend on social worker roles is printed as −£333,918 and as −£270,380.",
        "Children's services, 2015/16: −£333,918 is printed of two things, “whole service” and “all roles”.",
        "Safeguarding, 2015/16: the printed shares come to a rise of £32,412 if they are of all salary costs (rounding leaves −£35,501 to £100,325). Of Children's services a change of agency spend of −£333,918 and −£270,380 is printed.",
    ]  # fmt: skip

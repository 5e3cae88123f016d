"""Every measure of a council small enough to count on one's fingers."""

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Holding, Post
from ridgeway.insight import answers
from ridgeway.insight.measures import ALL, MEASURES
from ridgeway.insight.question import ask, looked_back
from ridgeway.insight.series import over_months, reading
from tests import factories

from .conftest import BY, day

ON = dt.date(2016, 3, 31)


def figures(on=ON, **scope):
    return {row["measure"]: row for row in answers.measures("999", on, **scope)}


@pytest.mark.parametrize(
    ("key", "value", "numerator", "denominator"),
    [
        ("headcount", 4, 4, None),
        ("fte", 3.6, 3.6, None),
        ("starters", 1, 1, None),
        ("leavers", 1, 1, None),
        ("vacancies", 2, 2, 6),
        ("vacancy_share", 100 * 2 / 6, 2, 6),
        # vacant: N1 and N5 whole, 0.4 of N3
        ("vacancy_rate", 100 * 2.4 / 6, 2.4, 6),
        ("vacancy_rate_uncovered", 100 / 6, 1, 6),
        ("vacancies_covered", 50, 1, 2),
        ("fill_rate", 100 / 3, 1, 3),
        # thirteen month ends: 4 in March to May, 3 in June to August, 4 from September
        ("turnover", 100 / (49 / 13), 1, 49 / 13),
        ("turnover_voluntary", 100 / (49 / 13), 1, 49 / 13),
        ("turnover_published", 100 / 3.6, 1, 3.6),
        ("turnover_quarter", 0, 0, 4),
        ("retention", 75, 3, 4),
        ("retention_qualified", 100 * 2 / 3, 2, 3),
        ("stability", 75, 3, 4),
        ("agency_rate", 100 / 4.6, 1, 4.6),
        ("agency_cover", 100, 1, 1),
        # 18 + 9 + 20 cases over 1 + 0.6 + 1 FTE; the count of nought holds no case
        ("caseload", 47 / 2.6, 47, 2.6),
    ],
)
def test_figures_of_a_day(chalkshire, key, value, numerator, denominator):
    found = figures()[key]
    assert found["value"] == pytest.approx(value, abs=1e-3)
    assert found["numerator"] == pytest.approx(numerator, abs=1e-3)
    assert found["denominator"] == (None if denominator is None else pytest.approx(denominator, abs=1e-3))


def test_a_team_has_its_own_figures(chalkshire):
    assert figures(team="South hub")["headcount"]["value"] == 1
    assert figures(team="north-hub")["vacancies"]["value"] == 2


def test_what_is_not_known_says_why(chalkshire):
    found = figures()
    assert found["sickness"]["value"] is None
    assert found["sickness"]["reason"] == "No sickness is recorded for this scope."
    assert found["vacancy_rate_recruited"]["value"] is None


def test_vacancies_being_recruited_to_are_those_with_an_advert(chalkshire):
    published = dt.date(2016, 4, 1)
    vacant = ask(answers.scope_named("999"), [published]).vacant(published)[0].post.tolist()
    post = Post.objects.get(pk=vacant[0])
    team = post.terms.get().team
    factories.a_live_advert(team, post.terms.get().role, posts=[post])
    found = figures(on=published)["vacancy_rate_recruited"]
    assert (found["numerator"], found["denominator"]) == (1, 5)
    assert found["value"] == pytest.approx(20)
    assert figures()["vacancy_rate_recruited"]["value"] is None


def test_sickness_over_253_days_of_the_fte_in_post(chalkshire):
    employment = chalkshire.people[1].employments.get()
    establishment.record_absence(
        employment, kind="SIC", starts_on=day("2015-11-02"), ends_on=day("2015-11-14"), working_days_lost=10, **BY
    )
    # a leap day falls into the twelve months to 31 March 2016
    assert figures()["sickness"]["denominator"] == pytest.approx(3.6 * 254)
    assert figures()["sickness"]["value"] == pytest.approx(1000 / (3.6 * 254), abs=1e-3)


def test_one_is_said_in_the_singular(chalkshire):
    found = ask(answers.scope_named("999"), [ON], since=looked_back(ON))
    said = {key: f"{(one := MEASURES[key].on(found, ON)).text} {one.unit_text}" for key in ("starters", "vacancies")}
    assert said == {"starters": "1 person", "vacancies": "2 posts"}


def test_the_rows_of_a_figure_are_the_ones_it_counts(chalkshire):
    scope = answers.scope_named("999")
    figure = MEASURES["headcount"].on(ask(scope, [ON]), ON)
    assert sorted(figure.numerator.ids.tolist()) == sorted(Holding.objects.on(ON).values_list("pk", flat=True))


def test_small_groups_are_too_few_to_say(chalkshire):
    assert figures()["turnover"]["status"] == "too few"
    assert figures()["vacancy_rate"]["status"] == "in order"


def test_all_measures_of_any_day_cost_one_query(chalkshire, django_assert_num_queries):
    scope = answers.scope_named("999")
    needs = frozenset().union(*(m.needs for m in ALL))
    with django_assert_num_queries(1):
        question = ask(scope, [ON, dt.date(2015, 3, 31)], needs)
        for measure in ALL:
            over_months(measure, question, ON, 24)


def test_places_that_ended_before_any_figure_looks_may_be_left_out(chalkshire):
    scope = answers.scope_named("999")
    needs = frozenset().union(*(m.needs for m in ALL))
    whole, recent = (ask(scope, [ON], needs, since=since) for since in (None, looked_back(ON)))
    for measure in ALL:
        assert recorded(measure.on(recent, ON)) == recorded(measure.on(whole, ON))


def recorded(figure):
    parts = [part and (part.value, part.words, part.ids.tolist()) for part in (figure.numerator, figure.denominator)]
    return figure.text, figure.base, figure.status, parts


def test_the_reading_names_both_ends_and_the_extremes(chalkshire):
    scope = answers.scope_named("999")
    line = over_months(MEASURES["headcount"], ask(scope, [ON]), ON, 12)
    assert reading(line) == "4 on 31 March 2015, 4 on 31 March 2016; lowest 3 on 30 June 2015."


def test_a_figure_is_asked_of_the_past_as_of_today(chalkshire):
    assert figures(dt.date(2015, 5, 31))["vacancies"]["value"] == 2
    assert figures(dt.date(2013, 12, 31))["vacancies"]["value"] is None


def test_unknown_names_are_answered_by_a_sentence(chalkshire):
    with pytest.raises(answers.CannotAnswer, match="no council with the code 123"):
        answers.measures("123", ON)
    with pytest.raises(answers.CannotAnswer, match="no team “Nowhere”"):
        answers.measures("999", ON, team="Nowhere")
    with pytest.raises(answers.CannotAnswer, match="no measure “mood”"):
        answers.measures("999", ON, keys=["mood"])


def test_a_scope_never_answers_with_rows_of_another_council(chalkshire, django_assert_num_queries):
    from ridgeway.domains.organisation import actions as organisation

    organisation.add_council("Flintshire East", code="998", **BY)
    assert answers.measures("998", ON, keys=["headcount"])[0]["value"] == 0


def test_queries_do_not_grow_with_teams(chalkshire):
    from django.db import connection

    with CaptureQueriesContext(connection) as few:
        answers.measures("999", ON)
    from ridgeway.domains.organisation import actions as organisation

    for i in range(5):
        organisation.add_team(chalkshire.service, name=f"Team {i}", starts_on=day("2013-04-01"), **BY)
    with CaptureQueriesContext(connection) as many:
        answers.measures("999", ON)
    assert len(few) == len(many)


def test_nothing_is_said_of_days_before_the_records_begin(chalkshire):
    from ridgeway.domains.organisation import actions as organisation

    organisation.change_council(chalkshire.council, records_from=dt.date(2015, 9, 30), **BY)
    assert figures(dt.date(2015, 9, 29))["headcount"]["reason"] == "Records begin on 30 September 2015."
    assert figures(dt.date(2016, 3, 31))["headcount"]["value"] == 4
    assert figures(dt.date(2016, 3, 31))["turnover"]["value"] is None
    assert figures(dt.date(2016, 3, 31))["turnover_quarter"]["value"] == 0


def test_a_day_after_the_last_file_is_provisional(chalkshire):
    from ridgeway.domains.organisation import actions as organisation

    organisation.change_council(chalkshire.council, records_until=dt.date(2015, 9, 30), **BY)
    assert figures(dt.date(2015, 9, 30))["headcount"]["status"] == "in order"
    assert figures(dt.date(2016, 3, 31))["headcount"]["status"] == "provisional"


@pytest.fixture
def stated(chalkshire):
    from ridgeway.domains.establishment.models import PostTerm, StatedTotals

    PostTerm.objects.all().delete()
    return StatedTotals.objects.create(
        council=chalkshire.council,
        on=ON,
        vacancies_fte=12,
        agency_cover_fte=1,
        agency_cover_headcount=1,
        source="CSWW 2016",
    )


def test_a_return_states_the_vacancies_of_a_service_and_never_of_a_team(stated):
    assert (figures()["vacancies"]["value"], figures()["vacancies"]["unit"]) == (12, "FTE")
    assert figures(service="children")["vacancy_rate"]["value"] == pytest.approx(100 * 12 / 15.6, abs=1e-3)
    assert figures(team="north-hub")["vacancies"]["value"] is None
    assert "Census returns state vacancies for 31 March 2016" in figures(team="north-hub")["vacancies"]["reason"]


def test_nothing_is_said_of_a_team_before_it_began(chalkshire):
    assert figures(dt.date(2013, 3, 31), team="north-hub")["headcount"]["reason"] == "Records begin on 1 April 2013."

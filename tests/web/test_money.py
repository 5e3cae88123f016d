"""The money pages: the table and its warning, the lines behind it, printed figures, codes and files; and the matching of a ledger."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ridgeway.domains.finance import actions
from ridgeway.domains.finance.models import LedgerLine, LedgerLoad, PrintedFigure, Scenario, SubjectiveCode
from ridgeway.journeys.intake.models import ImportRun
from tests.factories import BY, a_user, day
from tests.ledger import a_code, a_year, money_parts, printed
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db
THEN = "?on=2016-03-31"


@pytest.fixture
def partner(client, place):
    return sign_in(client, a_user(place.council, "finance-partner"))


@pytest.fixture
def years(place):
    for year, budget, pay, agency in ((2014, 5_201_950, 3_447_188, 2_820_427), (2015, 6_360_900, 4_462_132, 2_852_839)):
        a_year(place.north, year, budget=budget, pay=pay, agency_sw=agency)


def cells(page, row: int = -1) -> list[str]:
    return [cell.text for cell in page.context["rows"][row][1]]


def test_the_table_with_its_warning(partner, place, years, django_assert_num_queries):
    with django_assert_num_queries(6):
        page = partner.get(url("money", place, THEN))
    assert cells(page) == ["£6,360,900", "£7,314,971", "£954,071", "£4,462,132", "£2,852,839", "£32,412", "39.0%", "44.8%", "63.9%"]  # fmt: skip
    assert page.context["misleading"] == [
        "In 2015/16 agency's share of all salary costs fell by 6.0 points, and the pounds spent on agency staff rose by £32,412."
    ]
    assert page.context["reading"].startswith("£7,314,971 was spent on salaries and agency staff in 2015/16, £954,071 over budget.")  # fmt: skip


def test_the_base_can_be_switched(partner, place, years):
    page = partner.get(url("money", place, f"{THEN}&of=budget"))
    assert (round(page.context["share"], 1), page.context["share_base"]) == (44.8, "£2,852,839 of £6,360,900, the salary budget")  # fmt: skip


def test_the_table_as_a_file_and_by_team(partner, place, years):
    lines = text_of(partner.get(url("money", place, f"{THEN}&format=csv"))).splitlines()
    assert lines[-1] == "2015/16,6360900.00,7314971.00,954071.00,4462132.00,2852839.00,0,2852839.00,32412.00,39.0,44.8,63.9"  # fmt: skip
    teams = text_of(partner.get(url("money", place, f"{THEN}&format=csv&part=teams"))).splitlines()
    assert [line.split(",")[:2] for line in teams[1:]] == [["North hub", "6360900.00"], ["South hub", "0"]]


def test_the_lines_behind_a_year(partner, place, years):
    page = partner.get(url("money_lines", place, f"{THEN}&show=agency"))
    assert (len(page.context["rows"]), page.context["total"]) == (12, 2_852_839)
    assert page.context["rows"][0][:3] == ["March 2016", "North hub", "agency_sw Name of agency_sw"]
    assert len(text_of(partner.get(url("money_lines", place, f"{THEN}&show=all&format=csv"))).splitlines()) == 25


def test_nothing_is_said_of_a_council_without_a_ledger(partner, place):
    assert "The ledger has no line" in text_of(partner.get(url("money", place)))


def test_a_printed_figure_is_recorded_and_held(partner, place, years):
    sent = {"what": "outturn", "year": "2015/16", "amount": "7314970", "source": "Report, 56", "service": place.service.pk, "group": "", "words": ""}  # fmt: skip
    assert partner.post(url("money_printed_add", place), {**sent, "year": "2015/17"}).status_code == 200
    assert partner.post(url("money_printed_add", place), sent).status_code == 302
    page = partner.get(url("money_printed", place))
    assert [(one.shown, one.ours, one.verdict) for one, _ in page.context["held"]] == [("£7,314,970", "£7,314,971", "differs")]  # fmt: skip
    partner.post(url("money_printed_remove", place, printed=PrintedFigure.objects.get().pk))
    assert PrintedFigure.objects.count() == 0


def test_a_code_is_said_anew_and_a_file_taken_back(partner, place, years):
    code = a_code(place.council, "pay")
    partner.post(url("money_code_change", place, code=code.pk), {"name": "Travel", "kind": "other"})
    assert SubjectiveCode.objects.get(pk=code.pk).kind == "other"
    load = LedgerLoad.objects.first()
    partner.post(url("money_load_take_back", place, load=load.pk))
    assert LedgerLine.objects.filter(load=load, replaced_by__isnull=True).count() == 0
    assert "Taken back" in text_of(partner.get(url("money_codes", place)))


def test_who_sees_money_but_may_not_change_it(client, place):
    parts = money_parts(place.council, place.north)
    sign_in(client, a_user(place.council, "head-of-service"))
    assert client.get(url("money", place)).status_code == 200
    names = {"money_printed_add": {}, "money_code_change": {"code": parts["code"]}, "money_load_take_back": {"load": parts["load"]}}  # fmt: skip
    assert [client.get(url(name, place, **args)).status_code for name, args in names.items()] == [404] * 3


def test_a_head_of_one_team_sees_its_money_alone(client, place):
    a_year(place.north, pay=1_200)
    a_year(place.south, pay=9_600)
    sign_in(client, a_user(place.council, "head-of-service", team=place.south))
    page = client.get(url("money", place, THEN))
    assert page.context["line"].purse.outturn == 9_600


def test_a_member_sees_no_money(client, place):
    sign_in(client, a_user(place.council, "council-member"))
    assert client.get(url("money", place)).status_code == 404


@pytest.fixture
def sent(partner, place, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path / "media"
    text = b"Cost centre,Subjective,Period,Financial year,Actual\nH100,4410,1,2015/16,100\n"
    with django_capture_on_commit_callbacks(execute=True):
        partner.post(url("import_new", place), {"kind": "ledger", "file": SimpleUploadedFile("ledger.csv", text)})
    return ImportRun.objects.get()


def test_columns_then_words_are_matched_then_it_is_taken_in(partner, place, sent, django_capture_on_commit_callbacks):
    match = url("import_match", place, run=sent.pk)
    page = partner.get(match)
    names = list(page.context["form"].fields)
    columns = {name: page.context["form"].initial.get(name, "") for name in names}
    refused = partner.post(match, {**columns, "part": "columns", "column_team": ""})
    assert "Match the team or cost centre" in text_of(refused)
    with django_capture_on_commit_callbacks(execute=True):
        partner.post(match, {**columns, "part": "columns"})
    page = partner.get(match)
    assert list(page.context["words"].words.values()) == [("team", "H100"), ("code", "4410")]
    with django_capture_on_commit_callbacks(execute=True):
        partner.post(match, {"part": "words", "word_team_0": place.north.slug, "word_code_0": "pay"})
    page = text_of(partner.get(url("import_run", place, run=sent.pk)))
    assert "Lines to take in" in page
    with django_capture_on_commit_callbacks(execute=True):
        partner.post(url("import_confirm", place, run=sent.pk))
    assert LedgerLine.objects.get().amount == 100
    assert url("money", place) in text_of(partner.get(url("import_run", place, run=sent.pk)))


def test_each_kind_of_file_is_seen_by_those_it_is_for(client, place, sent):
    assert list(client.get(url("import_new", place)).context["form"].fields["kind"].choices) == [
        ("ledger", "Budgets and ledger lines from the finance system (CSV or XLSX)")
    ]
    sign_in(client, a_user(place.council, "resourcing-manager"))
    assert client.get(url("import_run", place, run=sent.pk)).status_code == 404


def test_printed_figures_of_another_council_are_not_seen(partner, place):
    from tests.factories import a_council

    printed(a_council("Weald"), "outturn", "5")
    assert partner.get(url("money_printed", place)).context["held"] == []


def test_the_avoided_cost_moves_with_its_assumptions(partner, place):
    printed(place.council, "avoided", "600000", service=place.service)
    typed = {"people": "200 200 200", "without": "25 25 25", "with": "12.5 12.5 12.5", "months": "6 6 6", "covered": "80 80 80",
             "agency": "70000 70000 70000", "employed": "45000 45000 45000", "leaver": "1000 1000 1000"}  # fmt: skip
    query = {f"{name}_{end}": value for name, values in typed.items() for end, value in zip(("low", "likely", "high"), values.split(), strict=True)}  # fmt: skip
    page = partner.get(url("money_avoided", place), query)
    assert page.context["reading"] == (
        "Had turnover been 25.0% instead of 12.5%, agency cover would have cost about £275,000 a year more: likely £275,000 to £275,000 (eight chances of ten)."
    )
    moved = partner.get(url("money_avoided", place), {**query, "without_high": "37.5"})
    assert moved.context["answer"].high > 275_000
    gross = partner.get(url("money_avoided", place), {**query, "basis": "gross"})
    assert round(gross.context["answer"].middle) == 725_000
    rows = text_of(partner.get(url("money_avoided", place), {**query, "format": "csv"})).splitlines()
    assert rows[4].startswith('Months a post stays empty,months,6.0,6.0,6.0,"Typed. Our own: 0 to 0')


def test_what_cannot_be_taken_is_said_and_stands_in_its_box(partner, place):
    page = partner.get(url("money_avoided", place), {"months_low": "9", "months_likely": "six", "months_high": "3"})
    assert page.context["errors"] == ["Months a post stays empty: give a number in each of the three boxes."]
    assert 'value="six"' in text_of(page)


def test_assumptions_are_kept_by_a_name_and_removed(partner, place):
    keep = url("money_scenario_keep", place)
    assert 'value="months_low=1&amp;months_likely=2&amp;months_high=3"' in text_of(
        partner.get(keep + "?months_low=1&months_likely=2&months_high=3&evil=1")
    )
    partner.post(keep, {"name": "Quick", "query": "months_low=1&months_likely=2&months_high=3&evil=1"})
    kept = Scenario.objects.get()
    assert (kept.name, kept.query) == ("Quick", "months_low=1&months_likely=2&months_high=3")
    page = partner.get(url("money_avoided", place))
    assert [address.partition("?")[2] for _, address, _ in page.context["scenarios"]] == [kept.query]
    partner.post(url("money_scenario_remove", place, scenario=kept.pk))
    assert Scenario.objects.count() == 0


def test_a_cost_is_recorded_and_taken_up(partner, place):
    sent = {"key": "agency_year", "low": "60000", "likely": "50000", "high": "85000", "source": "Contract", **date("starts_on", "2015-04-01")}  # fmt: skip
    assert "must rise in this order" in text_of(partner.post(url("money_cost_add", place), sent))
    assert partner.post(url("money_cost_add", place), {**sent, "likely": "70000"}).status_code == 302
    page = partner.get(url("money_avoided", place, THEN))
    agency = next(effect.assumption for effect in page.context["answer"].effects if effect.assumption.name == "agency")
    assert (agency.taken.likely, agency.source) == (70_000, "Contract")


def test_what_empty_posts_cost_is_shown_by_team_and_post(partner, place):
    for key, amount in (("agency_year", 73_050), ("employed_year", 36_525)):
        actions.record_cost(place.council, key=key, low=Decimal(amount), likely=Decimal(amount), high=Decimal(amount), source="Contract", starts_on=day("2014-04-01"), **BY)  # fmt: skip
    page = partner.get(url("money_vacancies", place, THEN))
    assert [(post.number, cells[:2]) for post, _, _, cells in page.context["posts"]] == [("A2", ["366", "£36,600"]), ("B1", ["366", "£36,600"])]  # fmt: skip
    assert page.context["reading"].startswith("Empty posts left £73,200 of pay unspent, and agency workers cost £0")
    lines = text_of(partner.get(url("money_vacancies", place, f"{THEN}&format=csv"))).splitlines()
    assert lines[1] == "A2,North hub,Social worker,366.00,36600.00,0.00,0.00,0.00,0.00,-36600.00"


def test_a_year_heads_somewhere_or_says_why_not(partner, place):
    page = partner.get(url("money_forecast", place, THEN))
    assert page.context["reading"] == "No month of 2015/16 is in the ledger yet, so nothing can be forecast."
    a_year(place.north, budget=1_200, pay=2_400)
    page = partner.get(url("money_forecast", place, "?on=2015-09-30"))
    assert page.context["reading"].startswith("2015/16 is heading for ")
    assert next(words for words, *_ in page.context["rows"]) == "Spent so far"
    assert "is over: £2,400 was spent of £1,200 budgeted" in text_of(partner.get(url("money_forecast", place, THEN)))


def test_lines_are_paged_by_key(place, partner, years):
    """A page begins after the last line of the one before, wherever lines came in meanwhile; a key that is none is no page."""
    first = partner.get(url("money_lines", place, f"{THEN}&show=all")).context
    last = LedgerLine.objects.filter(side="actual").order_by("-month", "-pk")[2]
    rest = partner.get(url("money_lines", place, f"{THEN}&show=all&after={last.month}~{last.pk}")).context
    assert (rest["rows"], bool(rest["earlier"]), first["earlier"]) == (first["rows"][3:], True, "")
    for key in ("3", "2016-03-01~x", "x~3", "2016-03-01"):
        assert partner.get(url("money_lines", place, f"{THEN}&after={key}")).status_code == 404

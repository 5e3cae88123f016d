"""The parts: words and numbers, drawings, forms, the chrome, and the page that shows them all."""

import datetime as dt
import re
import xml.dom.minidom
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.test import RequestFactory

from ridgeway.core import words
from ridgeway.core.periods import month_days
from ridgeway.domains.organisation.queries import tree_for
from ridgeway.drawing import balance, charts, strips, svg
from ridgeway.web import chrome
from ridgeway.web.components import parts
from ridgeway.web.forms import DateField, error_list
from ridgeway.web.guards import Asked
from tests.factories import a_council, a_service, a_team, a_user
from tests.signing_in import sign_in

ROOT = Path(__file__).resolve().parents[2]
DAYS = month_days(dt.date(2016, 3, 31), 11)


def rendered(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{{ v|day }}", dt.date(2016, 3, 31), "31 March 2016"),
        ("{{ v|day }}", None, ""),
        ("{{ v|short_day }}", dt.date(2016, 3, 1), "1 Mar 2016"),
        ("{{ v|moment }}", dt.datetime(2016, 3, 24, 15, 40, tzinfo=dt.UTC), "Thu 24 Mar 2016, 15:40"),
        ("{{ v|moment }}", dt.datetime(2016, 4, 24, 15, 40, tzinfo=dt.UTC), "Sun 24 Apr 2016, 16:40"),
        ("{{ v|number }}", 1234567, "1,234,567"),
        ("{{ v|number }}", -8.9, "−8.9"),
        ("{{ v|number }}", Decimal("36.50"), "36.5"),
        ("{{ v|number:1 }}", -0.04, "0.0"),
        ("{{ v|number:0 }}", 1200, "1,200"),
        ("{{ v|pounds }}", -333918, "−£333,918"),
        ("{{ v|pounds }}", 45.5, "£45.50"),
        ("{{ v|pounds }}", 640.5, "£640"),
        ("{{ v|points }}", -8.9, "−8.9 points"),
        ("{{ v|points }}", 1.0, "1 point"),
        ("{{ v|points }}", 0.04, "0.0 points"),
        ("{{ v|share }}", 76.4, "76.4%"),
        ("{{ v|dash }}", 0, "–"),
        ("{{ v|dash }}", None, "–"),
        ("{{ v|dash }}", 45, "45"),
        ("{{ v|fte }}", 36, "36.0"),
        ("{{ v|fte }}", 0.25, "0.25"),
    ],
)
def test_numbers_money_and_days_are_written_as_the_house_writes_them(source, value, written):
    assert rendered(source, v=value) == written


def test_a_figure_shows_its_base_its_direction_and_its_links():
    shown = parts.figure("Turnover", "12.2", "%", "25 of 205", "8.9 points", -8.9, definition="/d", rows="/r")
    assert shown["direction"] == "down"
    assert shown["links"] == [("Definition", "/d"), ("Rows", "/r")]


def test_too_few_and_not_known_say_so_in_place_of_a_value():
    assert [parts.figure("A", "3", "%", state=state)["value"] for state in ("few", "unknown")] == [
        "Fewer than 5",
        "Not known",
    ]


def test_what_people_typed_cannot_become_markup():
    nasty = "<script>alert(1)</script>"
    drawn = [
        parts.banner("due", nasty), parts.empty(nasty, nasty), parts.promise("kept", nasty, nasty, nasty),
        parts.contact_card(nasty, nasty, nasty, nasty), parts.progress(1, 2, nasty), strips.clock(1, 2, nasty),
        strips.contour_mark(nasty), charts.line(nasty, [charts.Series(nasty, [(DAYS[0], 1.0)])], events=[(DAYS[0], nasty)], describe=nasty),
        rendered("{% figure name=n value=n base=n change=n flag=n %}", n=nasty),
    ]  # fmt: skip
    assert [piece for piece in drawn if "<script" in piece] == []


class TestBalance:
    def test_it_balances(self):
        shown = parts.balance_strip(
            "How 36 became 38", opening=36, added=45, left=25, started=68, closing=38, covered=28
        )
        assert (shown["says"], shown["unexplained"], shown["scale"]) == (
            "The rows balance",
            0,
            "One square is one post",
        )
        assert [term["amount"] for term in shown["terms"]] == ["36", "45", "25", "68", "38"]
        assert shown["terms"][4]["drawing"].count("<rect") == 38
        assert shown["terms"][4]["drawing"].count("d-hatched") == 28

    def test_it_does_not_and_says_by_how_much(self):
        shown = parts.balance_strip("How 36 became 38", opening=36, added=45, left=25, started=65, closing=38)
        assert (shown["says"], shown["unexplained"]) == ("3 posts are not explained", -3)

    def test_the_sum_in_words(self):
        amounts = {"opening": 36, "added": 45, "ended": 0, "left": 25, "moved": 0, "started": 65, "closing": 38}
        assert balance.sum_in_words(amounts) == "36 + 45 + 25 − 65 is 41, not 38"

    def test_ended_posts_and_moves_are_terms_only_where_there_are_any(self):
        shown = parts.balance_strip(
            "FTE", opening=10, added=2, ended=1.5, left=3, moved=-0.5, started=4, closing=9, unit="FTE"
        )
        assert [(term["sign"], term["name"], term["amount"]) for term in shown["terms"]] == [
            ("", "Vacant at the start", "10"), ("+", "New posts", "2"), ("−", "Posts ended", "1.5"), ("+", "Leavers", "3"),
            ("−", "Filled by moves", "0.5"), ("−", "Starters", "4"), ("=", "Vacant at the end", "9"),
        ]  # fmt: skip
        assert (shown["scale"], shown["says"]) == ("Bars share one scale", "The rows balance")

    def test_above_150_posts_it_draws_bars(self):
        assert parts.balance_strip("Many", opening=151, closing=151)["scale"] == "Bars share one scale"


class TestChart:
    frame = charts.Plot(DAYS[0], DAYS[-1], 0, 30, 10, 48, 644)

    def test_words_of_events_never_meet_and_no_line_runs_through_them(self):
        events = [(day, f"Something happened in month {place}") for place, day in enumerate(DAYS)]
        placed = charts.place(self.frame, events)
        crossing = [
            (one.words, other.words)
            for one in placed
            for other in placed
            if one is not other and charts._cross(one, other)
        ]
        assert crossing == []

    def test_a_share_starts_at_zero_and_ends_at_a_round_number(self):
        frame = charts.frame_of(DAYS[0], DAYS[-1], [charts.Series("A", [(DAYS[0], 12.2), (DAYS[1], 23.4)])], 644, True)
        assert (frame.low, frame.step, frame.high) == (0, 10, 30)

    def test_a_line_is_broken_where_nothing_is_known(self):
        points = list(zip(DAYS[:5], [1.0, 2.0, None, 3.0, 4.0], strict=True))
        assert [[value for _, value in run] for run in charts.runs(points)] == [[1.0, 2.0], [3.0, 4.0]]

    def test_parts_that_stand_on_few_are_dashed(self):
        run = list(zip(DAYS[:4], [1.0, 2.0, 3.0, 4.0], strict=True))
        cut = [(solid, [value for _, value in part]) for solid, part in charts.split(run, {DAYS[0]})]
        assert cut == [(False, [1.0, 2.0]), (True, [2.0, 3.0, 4.0])]

    def test_its_table_has_every_day_newest_first(self):
        series = [charts.Series("A", [(DAYS[0], 1.0), (DAYS[1], None)]), charts.Series("B", [(DAYS[1], 2.0)])]
        assert charts.rows(series) == [
            (words.short_day(DAYS[1]), [None, 2.0]),
            (words.short_day(DAYS[0]), [1.0, None]),
        ]

    @pytest.mark.parametrize("values", [[], [None] * 12, [0.0] * 12, [5.0], [-3.0, 2.0, 8.0], [0.001] * 12, [1e6] * 12])
    def test_any_values_give_a_drawing_that_can_be_read(self, values):
        series = [charts.Series("A", list(zip(DAYS, values, strict=False)))]
        xml.dom.minidom.parseString(charts.line("A & B", series, describe="<b>"))


def test_a_drawing_taken_out_of_the_page_carries_its_paint():
    drawn = svg.standalone(strips.range_bar(18.9, 9.5, 34.2, 50), accent="#1D4F91")
    document = xml.dom.minidom.parseString(drawn).documentElement
    assert document.getAttribute("xmlns") == "http://www.w3.org/2000/svg"
    assert [mark.getAttribute("fill") for mark in document.getElementsByTagName("path")] == ["#1D4F91"]
    assert "class=" not in drawn


def test_every_class_the_style_sheet_paints_is_painted_outside_the_page_too():
    sheet = (ROOT / "frontend" / "css" / "_drawings.scss").read_text()
    assert sorted(set(re.findall(r"\.(d-[\w-]+)", sheet)) - set(svg.PAINT)) == ["d-wrong"]
    assert sorted(set(svg.PAINT) - set(re.findall(r"\.(d-[\w-]+)", sheet))) == []


def test_no_template_or_drawing_carries_a_style_or_a_script_of_its_own():
    templates = (ROOT / "ridgeway" / "web" / "templates").rglob("*.html")
    broken = [path.name for path in templates if re.search(r"\sstyle=|\son\w+=|<style", path.read_text())]
    assert broken == []


class AForm(forms.Form):
    name = forms.CharField(label="Full name", help_text="As on the register")
    starts_on = DateField(label="Start date")
    team = forms.ChoiceField(label="Team", choices=[("", "Choose"), ("n", "North")], widget=forms.RadioSelect)
    again = forms.CharField(label="When did you last practise?")
    why = forms.CharField(label="Why it stays")
    theirs = forms.CharField(label="Their job")


class TestForms:
    def test_an_error_says_what_to_do_and_leads_to_its_field(self):
        assert error_list(AForm({})) == [
            {"text": "Enter the full name", "href": "#id_name"},
            {"text": "Enter the start date", "href": "#id_starts_on_0"},
            {"text": "Choose the team", "href": "#id_team_0"},
            {"text": "Answer this question", "href": "#id_again"},
            {"text": "Say why it stays", "href": "#id_why"},
            {"text": "Enter their job", "href": "#id_theirs"},
        ]

    def test_every_link_of_the_summary_has_a_field(self):
        page = str(AForm({}))
        targets = re.findall(r'href="#(\w+)"', page)
        assert [target for target in targets if f'id="{target}"' not in page] == []

    def test_a_hint_and_an_error_are_tied_to_the_field(self):
        assert 'aria-describedby="id_name-hint id_name-error"' in str(AForm({})["name"].as_field_group())

    @pytest.mark.parametrize(
        ("parts", "errors"),
        [
            (["31", "3", "2016"], []),
            (["31", "", ""], ["Start date must have a month and a year"]),
            (["31", "2", "2016"], ["Start date must be a real date, for example 31 3 2016"]),
            (["a", "b", "c"], ["Start date must be a real date, for example 31 3 2016"]),
            (["31", "3", "16"], ["Start date must have a year of four figures"]),
        ],
    )
    def test_a_date_says_what_is_wrong_with_it(self, parts, errors):
        form = AForm({f"starts_on_{place}": part for place, part in enumerate(parts)})
        assert list(form.errors.get("starts_on", [])) == errors

    def test_a_date_keeps_what_was_typed(self):
        form = AForm({"starts_on_0": "31", "starts_on_1": "2", "starts_on_2": "2016"})
        assert re.findall(r'value="(\w+)"', form["starts_on"].as_field_group()) == ["31", "2", "2016"]

    def test_a_label_is_escaped(self):
        class Nasty(forms.Form):
            x = forms.CharField(label="<b>x</b>", help_text="<i>", initial='"><script>')

        assert re.findall(r"<(?:b|i|script)>", str(Nasty())) == []


class TestChrome:
    @pytest.fixture
    def asked(self, db):
        council = a_council("Wiltshire Council")
        service = a_service(council)
        team = a_team(service, name="North hub")
        a_team(service, name="West hub")
        self.team = team
        return lambda user, **query: self._request(user, council, **query)

    def _request(self, user, council, on=dt.date(2016, 3, 31), **query):
        request = RequestFactory().get("/", query)
        request.user, request.today, request.resolver_match = user, dt.date(2016, 4, 1), None
        tree = tree_for(user, council.slug)
        scope = next((scope for scope in tree.scopes if scope.whole), tree.scopes[0])
        request.asked = Asked(tree, scope, on, dt.date(2015, 3, 31), request.today)
        return request

    def test_scopes_read_as_service_and_team(self, asked):
        request = asked(a_user(self.team.council))
        assert chrome.context(request)["asat"].options == (
            '<option value="" selected>All services</option>'
            '<option value="childrens">Children&#x27;s services › all 2 teams</option>'
            '<option value="childrens/north-hub">Children&#x27;s services › North hub</option>'
            '<option value="childrens/west-hub">Children&#x27;s services › West hub</option>'
        )

    def test_somebody_with_one_team_is_offered_that_team_and_told_so(self, asked):
        request = asked(a_user(self.team.council, "team-manager", team=self.team))
        bar = chrome.context(request)["asat"]
        assert bar.options == (
            '<option value="childrens">Children&#x27;s services › your 1 team</option>'
            '<option value="childrens/north-hub" selected>Children&#x27;s services › North hub</option>'
        )
        assert bar.is_cut is False

    def test_a_month_later_never_passes_today(self, asked):
        user = a_user(self.team.council)
        assert "on=2016-04-01" in chrome.context(asked(user))["asat"].later
        assert chrome.context(asked(user, on=dt.date(2016, 4, 1)))["asat"].later == ""

    def test_it_asks_the_database_nothing(self, asked, django_assert_num_queries):
        request = asked(a_user(self.team.council))
        with django_assert_num_queries(0):
            chrome.context(request)

    def test_a_page_of_no_council_has_only_the_header(self, rf):
        assert chrome.context(rf.get("/")) == {"council": None, "asat": None, "path": "", "search_url": ""}


class TestPages:
    def test_the_page_of_parts_answers_whoever_is_signed_in(self, db, client):
        assert client.get("/parts/").status_code == 302
        assert sign_in(client, a_user(a_council())).get("/parts/").status_code == 200

    @pytest.mark.parametrize("width", [1440, 390])
    def test_the_page_of_parts_has_no_violation_and_no_sideways_scroll(
        self, transactional_db, live_server, client, page, accessible, width
    ):
        sign_in(client, a_user(a_council()))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/parts/")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_error_stays_on_the_page_and_good_news_floats(rf):
    said = [Message(constants.ERROR, "The file could not be read."), Message(constants.SUCCESS, "Post saved.")]
    page = engines["django"].get_template("components/messages.html").render({"messages": said})
    errors, toasts = page.split('<div class="toasts"')
    assert ("could not be read" in errors, "Post saved" in errors) == (True, False)
    assert ("could not be read" in toasts, "Post saved" in toasts) == (False, True)


class Bounded(forms.Form):
    months = forms.IntegerField(label="Months", min_value=1, max_value=120)
    hours = forms.DecimalField(label="Hours", min_value=1)


def test_a_number_out_of_its_bounds_is_told_which_they_are():
    form = Bounded({"months": "0", "hours": "0.5"})
    assert [item["text"] for item in error_list(form)] == ["Months: from 1 to 120", "Hours: at least 1"]
    assert [item["text"] for item in error_list(Bounded({"months": "soon", "hours": "2"}))] == ["Enter a whole number."]

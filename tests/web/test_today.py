"""The start page, by role; the way in; the help page."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from ridgeway.domains.establishment import actions
from ridgeway.web.staff.today import part_of_day
from tests.factories import BY, a_cover, a_post, a_user, a_worker, an_employee, day
from tests.signing_in import sign_in
from tests.web.asking import text_of, url

pytestmark = pytest.mark.django_db


def blocks(page):
    return {block.key: block for block in page.context["left"]}


def test_what_needs_somebody_today(place, client, django_assert_num_queries):
    actions.leave(place.held, ends_on=day("2016-03-20"), reason="1", destination="1", **BY)
    an_employee(place.b1, starts_on=day("2016-04-04"))
    twice = a_post(place.north, number="C1")
    an_employee(twice)
    actions.start(a_worker(place.council), post=twice, starts_on=day("2015-01-01"), fte=Decimal(1), insists=True, **BY)
    actions.start(
        a_worker(place.council), team=place.north, role=place.role, starts_on=day("2015-01-01"), fte=Decimal(1),
        contract="fixed_term", ends_on=day("2016-05-01"), **BY,
    )  # fmt: skip
    a_cover(place.a1, starts_on=day("2016-03-20"))
    sign_in(client, place.head)
    with django_assert_num_queries(8):
        today = client.get(url("today", place))
    with django_assert_num_queries(5):
        page = client.get(today.context["waiting_url"])
    found, waiting = blocks(page), page.context["waiting"]
    assert [t.words for t in found["empty"].things] == ["A2, North hub", "B1, South hub"]
    assert [t.words.split(" is ")[1] for t in waiting.broken] == ["in post without a post", "held by 2 people"]
    assert [t.note for t in found["recent"].things] == ["Left on 20 March 2016. Resignation"]
    assert [t.note for t in waiting.due] == ["4 April 2016", "1 May 2016"]
    assert today.context["greeting"] == "Good morning, Tamsin"
    assert today.context["sentence"] == "Nobody is waiting for you to ring."
    assert page.context["sentence"] == "Two things are broken and two things are due."


def test_today_does_not_say_what_is_broken_before_it_was_looked_up(place, client):
    sign_in(client, place.head)
    page = client.get(url("today", place))
    here = page.context["waiting_url"].replace("&", "&amp;")
    text = text_of(page)
    # its script asks by itself, and without one two links lead there
    assert [text.count(f'{name}="{here}"') for name in ("hx-get", "href")] == [1, 2]
    assert [words in text for words in ("Nothing is", "nothing is", "is broken", "is due")] == [
        False,
        False,
        True,
        True,
    ]
    assert "See what is broken and what is due" in text


def test_what_waits_comes_as_a_part_with_its_sentence_or_as_a_page(place, client):
    sign_in(client, place.head)
    part = text_of(client.get(url("today_waiting", place), headers={"HX-Request": "true"}))
    page = text_of(client.get(url("today_waiting", place)))
    said = "Apart from calls, nothing is broken and nothing is due."
    assert part.startswith(f'<span id="waiting-said" hx-swap-oob="true">{said}</span>')
    assert [f'<p class="lead">{said}</p>' in page, "<html" in page, "<html" in part] == [True, True, False]
    assert [text.count('id="broken"') + text.count('id="due"') for text in (part, page)] == [2, 2]


def test_nothing_to_do_is_said(client, at):
    user = a_user(a_post().council)
    here = {"council": user.grants.get().council.slug}
    sign_in(client, user)
    page = client.get(reverse("today", kwargs=here))
    assert (page.context["sentence"], page.context["ring"]) == ("Nobody is waiting for you to ring.", None)
    waiting = client.get(reverse("today_waiting", kwargs=here)).context
    assert waiting["sentence"] == "Apart from calls, nothing is broken and nothing is due."


def test_a_council_member_sees_figures_and_no_names(place, client, django_assert_num_queries):
    sign_in(client, a_user(place.council, "council-member"))
    with django_assert_num_queries(6):
        page = client.get(url("today", place))
    assert page.context["waiting_url"] == ""
    assert client.get(url("today_waiting", place)).headers["Location"].split("?")[0] == url("today", place)
    assert [tile.name for tile in page.context["tiles"]][:1] == ["Vacancies"]
    assert str(place.held.worker) not in text_of(page)


def test_a_link_manager_sees_posts_and_no_names_of_leavers(place, client, django_assert_num_queries):
    sign_in(client, a_user(place.council, "link-manager"))
    with django_assert_num_queries(5):  # nothing is asked of the domains that are not theirs
        page = client.get(url("today_waiting", place))
    assert set(blocks(page)) == {"empty"}


@pytest.mark.parametrize(
    ("hour", "words"), [(8, "Good morning"), (12, "Good afternoon"), (16, "Good afternoon"), (17, "Good evening")]
)
def test_the_greeting_goes_by_the_councils_clock(hour, words):
    # in May London is an hour ahead of UTC
    assert part_of_day(dt.datetime(2016, 5, 1, hour, 30, tzinfo=dt.UTC)) == words


def test_the_way_in(place, client):
    assert client.get("/").status_code == 302
    sign_in(client, place.head)
    assert client.get("/").headers["Location"] == url("today", place)
    sign_in(client, a_user())
    assert client.get("/").headers["Location"] == reverse("councils")


def test_help_is_there_for_whoever_is_signed_in(place, client):
    assert client.get(reverse("help")).status_code == 302
    sign_in(client, a_user())
    assert "Every page answers for a place and a day" in text_of(client.get(reverse("help")))

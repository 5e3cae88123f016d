"""Posts on screen: the list, the page of one, and what can be done there."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from ridgeway.domains.establishment import actions
from ridgeway.domains.establishment.models import Cover, Employment, FundingDecision, Post
from tests.factories import (
    BY,
    a_cover,
    a_post,
    a_user,
    a_worker,
    an_employee,
    day,
)  # fmt: skip
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db


def test_the_list_costs_six_queries_for_one_post_and_for_many(place, client, django_assert_num_queries):
    sign_in(client, place.head)
    with django_assert_num_queries(6):
        one = client.get(url("posts", place, "?scope=childrens/south-hub"))
    for n in range(5):
        an_employee(a_post(place.south, number=f"C{n}"))
    with django_assert_num_queries(6):
        many = client.get(url("posts", place, "?scope=childrens/south-hub"))
    assert [line.number for line, _ in one.context["lines"]] == ["B1"]
    assert [line.number for line, _ in many.context["lines"]] == ["B1", "C0", "C1", "C2", "C3", "C4"]


def test_filters_stand_in_the_address_and_come_off_one_by_one(place, client):
    sign_in(client, place.head)
    a_cover(place.a2)
    query = f"?vacant=uncovered&role={place.role.pk}"
    page = client.get(url("posts", place, query))
    assert [line.number for line, _ in page.context["lines"]] == ["B1"]
    words, address = page.context["chips"][0]
    assert words == "vacant: unfilled and not covered"
    rest = client.get(url("posts", place) + address)
    assert [line.number for line, _ in rest.context["lines"]] == ["A1", "A2", "B1"]


def test_files_hold_exactly_what_is_shown_and_no_formula(place, client):
    sign_in(client, place.head)
    worker = a_worker(place.council, given_name="=HYPERLINK(1)", family_name="Oak")
    actions.start(worker, post=place.b1, starts_on=day("2015-01-01"), fte=Decimal(1), **BY)
    page = client.get(url("posts", place, "?scope=childrens/south-hub&format=csv"))
    lines = page.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Post", "B1"]
    assert "'=HYPERLINK(1) Oak" in lines[1]
    book = client.get(url("posts", place, "?format=xlsx"))
    assert book.content[:2] == b"PK"


def test_pages_by_key(place, client, monkeypatch):
    monkeypatch.setattr("ridgeway.web.staff.posts.PAGE", 2)
    sign_in(client, place.head)
    first = client.get(url("posts", place))
    assert [line.number for line, _ in first.context["lines"]] == ["A1", "A2"]
    second = client.get(url("posts", place) + first.context["later"])
    assert [line.number for line, _ in second.context["lines"]] == ["B1"]
    back = client.get(url("posts", place) + second.context["earlier"])
    assert [line.number for line, _ in back.context["lines"]] == ["A1", "A2"]
    assert (first.context["earlier"], second.context["later"], back.context["earlier"]) == ("", "", "")


def test_the_page_of_a_post_tells_its_story(place, client):
    sign_in(client, place.head)
    page = client.get(url("post", place, "?on=2016-03-31", number="A1"))
    assert page.context["sentence"].startswith("1.0 FTE in North hub, social worker. Held by Linnet Oakfield")
    empty = client.get(url("post", place, "?on=2016-03-31", number="A2"))
    assert empty.context["sentence"].endswith("Vacant since 1 January 2014, for 820 days.")
    assert "<svg" in text_of(page)
    assert page.status_code == 200


def test_somebody_elses_posts_are_not_there(place, client):
    other = a_post(number="A1")
    sign_in(client, a_user(other.council))
    for name in ("post", "post_change", "post_end", "post_place", "post_cover", "post_correct"):
        assert client.get(url(name, place, number="A1")).status_code == 404
    assert client.get(url("posts", place)).status_code == 404
    assert client.get(reverse("post", kwargs={"council": other.council.slug, "number": "B1"})).status_code == 404


def test_who_may_only_look_is_offered_nothing_and_can_do_nothing(place, client):
    sign_in(client, a_user(place.council, "team-manager", team=place.north))
    page = client.get(url("post", place, number="A1"))
    assert (page.context["may_change"], page.context["may_place"]) == (False, False)
    for name in ("post_change", "post_end", "post_cover", "post_place", "post_correct"):
        assert client.get(url(name, place, number="A1")).status_code == 404
    assert client.post(url("post_undo_end", place, number="A1")).status_code == 404
    assert client.get(url("post", place, number="B1")).status_code == 404
    assert client.get(url("posts_fund", place)).status_code == 404


def test_several_posts_are_funded_with_numbers_in_sequence(place, client):
    sign_in(client, place.head)
    sent = {
        "number": "N-09", "many": 3, "team": place.north.pk, "role": place.role.pk, "fte": "1", **date("starts_on", "2016-04-01"),
    }  # fmt: skip
    assert client.post(url("posts_fund", place), sent).status_code == 302
    assert list(Post.objects.filter(number__startswith="N-").values_list("number", flat=True)) == [
        "N-09",
        "N-10",
        "N-11",
    ]
    again = client.post(url("posts_fund", place), {**sent, "many": 1})
    assert "There is already a post N-09." in text_of(again)


def test_a_funding_decision_is_recorded(place, client):
    sign_in(client, place.head)
    sent = {"title": "27 more posts", "decided_by_body": "CLT", **date("decided_on", "2014-11-17")}
    assert client.post(url("posts_decide", place), sent).status_code == 302
    assert FundingDecision.objects.get().decided_on == day("2014-11-17")


def change(place, seen, **changes):
    sent = {
        "team": place.south.pk, "role": place.role.pk, "grade": "", "fte": "1", "seen": seen, **date("from_day", "2016-02-01"),
    }  # fmt: skip
    return {**sent, **changes}


def test_of_two_who_change_a_post_at_once_one_wins_and_the_other_is_told(place, client):
    sign_in(client, place.head)
    address = url("post_change", place, number="A1")
    seen = client.get(address).context["form"]["seen"].value()
    assert client.post(address, change(place, seen)).status_code == 302
    second = client.post(address, change(place, seen, team=place.north.pk, fte="0.5"))
    assert "Somebody else changed post A1 while you were." in text_of(second)
    assert [t.team.name for t in place.a1.terms.order_by("starts_on")] == ["North hub", "South hub"]


def test_a_post_ends_and_goes_on(place, client):
    sign_in(client, place.head)
    held = client.post(url("post_end", place, number="A1"), date("ends_on", "2016-04-01"))
    assert "holds this post on 1 April 2016. Move them first." in text_of(held)
    assert client.post(url("post_end", place, number="A2"), date("ends_on", "2016-04-01")).status_code == 302
    assert place.a2.terms.get().ends_on == day("2016-04-01")
    assert client.get(url("post_undo_end", place, number="A2")).status_code == 405
    client.post(url("post_undo_end", place, number="A2"))
    assert place.a2.terms.get().ends_on is None


def test_cover_is_recorded_for_somebody_known_or_new_and_ended(place, client):
    sign_in(client, place.head)
    known = a_worker(place.council, registration_number="SW777")
    sent = {"registration_number": "sw 0777", "fte": "1", **date("starts_on", "2016-03-01")}
    client.post(url("post_cover", place, number="A2"), sent)
    row = Cover.objects.get()
    assert row.worker == known
    client.post(url("post_cover_end", place, number="A2", cover=row.pk), date("ends_on", "2016-03-20"))
    row.refresh_from_db()
    assert row.ends_on == dt.date(2016, 3, 20)
    client.post(url("post_cover_undo", place, number="A2", cover=row.pk))
    assert not Cover.objects.exists()
    client.post(url("post_cover", place, number="A2"), {**sent, "registration_number": "", "given_name": "New"})
    assert str(Cover.objects.get().worker) == "New"


def test_finding_whom_to_place_leads_to_the_person(place, client):
    sign_in(client, place.head)
    page = client.get(url("post_place", place, "?q=linnet", number="A2"))
    (worker, address), *_ = page.context["people"]
    assert worker == place.held.worker
    move = client.get(address, follow=True)
    assert move.context["form"]["post"].value() == "A2"
    assert move.redirect_chain[0][0].split("?")[0].endswith(f"/places/{place.held.holdings.get().pk}/move/")


def test_of_two_who_fill_a_post_at_once_one_wins_and_the_other_is_told(place, client):
    sign_in(client, place.head)
    first, second = a_worker(place.council), a_worker(place.council)
    sent = {"post": "A2", "fte": "1", "contract": "permanent", **date("starts_on", "2016-03-01")}
    assert client.post(url("person_start", place, person=first.pk), sent).status_code == 302
    told = client.post(url("person_start", place, person=second.pk), sent)
    assert f"{first} already holds 1 of the 1 FTE of post A2 on 1 March 2016." in text_of(told)
    assert not Employment.objects.filter(worker=second).exists()
    assert client.post(url("person_start", place, person=second.pk), {**sent, "insists": "on"}).status_code == 302
    assert Employment.objects.filter(worker=second).count() == 1

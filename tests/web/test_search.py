"""Search on screen."""

import pytest

from tests.factories import a_post, a_user, an_employee
from tests.signing_in import sign_in
from tests.web.asking import url

pytestmark = pytest.mark.django_db


def test_people_posts_and_teams_in_six_queries(place, client, django_assert_num_queries):
    sign_in(client, place.head)
    with django_assert_num_queries(6):
        page = client.get(url("search", place, "?q=linnet"))
    assert [person for person, _ in page.context["people"]] == [place.held.worker]
    assert [n for n, _ in client.get(url("search", place, "?q=A")).context["posts"]] == []
    assert [n for n, _ in client.get(url("search", place, "?q=a1")).context["posts"]] == ["A1"]
    found = client.get(url("search", place, "?q=south")).context["teams"]
    assert [(team.name, address.split("?")[1]) for team, address in found] == [
        ("South hub", "scope=childrens%2Fsouth-hub")
    ]


def test_nothing_of_other_councils_or_teams_is_found(place, client):
    an_employee(a_post())
    an_employee(place.b1)
    sign_in(client, a_user(place.council, "team-manager", team=place.north))
    page = client.get(url("search", place, "?q=linnet"))
    assert [person for person, _ in page.context["people"]] == [place.held.worker]
    assert client.get(url("search", place, "?q=b1")).context["posts"] == []


def test_a_council_member_finds_teams_alone(place, client):
    sign_in(client, a_user(place.council, "council-member"))
    found = client.get(url("search", place, "?q=linnet")).context["found"]
    assert (found.people, found.posts) == ([], [])

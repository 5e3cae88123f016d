"""Search on screen."""

import pytest

from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.models import Application, Candidate
from tests.factories import BY, a_live_advert, a_post, a_sent_application, a_user, an_employee
from tests.signing_in import sign_in
from tests.web.asking import url

pytestmark = pytest.mark.django_db


def found(client, place, text: str) -> dict[str, list[str]]:
    """What is found, by kind, as words."""
    shown = client.get(url("search", place), {"q": text}).context
    teams = {"team": [team.name for team, _ in shown["teams"]]} if shown["teams"] else {}
    return {part["key"]: [hit.words for hit, _ in part["hits"]] for part in shown["parts"]} | teams


def test_people_posts_and_teams(place, client, django_assert_max_num_queries):
    sign_in(client, place.head)
    for text in ("linnet", "a1", "01632 960 211", "linnet@example.org"):
        with django_assert_max_num_queries(8):
            page = client.get(url("search", place), {"q": text})
    page = client.get(url("search", place, "?q=linnet"))
    assert [hit.key for hit, _ in page.context["parts"][0]["hits"]] == [place.held.worker_id]
    assert [found(client, place, text) for text in ("A", "a1")] == [{}, {"post": ["A1"]}]
    teams = client.get(url("search", place, "?q=south")).context["teams"]
    assert [(team.name, address.split("?")[1]) for team, address in teams] == [
        ("South hub", "scope=childrens%2Fsouth-hub")
    ]


def test_somebody_who_applied_is_found_by_any_part_that_one_says_on_the_telephone(place, client):
    advert = a_live_advert(place.north, title="Social worker, North hub")
    application = a_sent_application(advert)
    Candidate.objects.filter(pk=application.candidate_id).update(
        name="Wren de la Ashdown", telephone="01632 960 211", telephone_key="01632960211", email="w.ash@example.org"
    )
    sign_in(client, a_user(place.council, "team-manager", team=place.north))
    for text in ("wren", "WREN DE", "ashd", "w.ash@", "01632 960", "+44 1632 960211"):
        assert found(client, place, text) == {"application": [f"Candidate {application.number}"]}, text
    assert found(client, place, "social w") == {"advert": ["Social worker, North hub"]}
    assert found(client, place, advert.reference.lower()) == {"advert": ["Social worker, North hub"]}
    assert found(client, place, "la%") == {}
    page = client.get(url("search", place), {"q": "wren"}).content.decode()
    assert (f"/applications/{application.pk}/" in page, "Ashdown" in page) == (True, False)  # its page keeps who asked
    Application.objects.filter(pk=application.pk).update(state="shortlisted")
    assert found(client, place, "wren") == {"application": ["Wren de la Ashdown"]}
    sign_in(client, a_user(place.council, "team-manager", team=place.south))
    assert [found(client, place, text) for text in ("wren", advert.reference)] == [{}, {}]
    sign_in(client, a_user(place.council, "council-member"))
    assert [found(client, place, text) for text in ("wren", "social w")] == [{}, {}]


def test_a_number_of_six_figures_and_more_finds_its_post(place, client):
    for number in ("CSW-000471", "4000471"):
        a_post(place.north, number=number)
    sign_in(client, place.head)
    assert [found(client, place, text) for text in ("csw-000471", "4000471")] == [{"post": ["CSW-000471"]}, {"post": ["4000471"]}]  # fmt: skip


def test_who_still_scores_an_application_does_not_find_it_by_its_name(place, client):
    application = a_sent_application(a_live_advert(place.north))
    Candidate.objects.filter(pk=application.candidate_id).update(name="Wren Ashdown")
    manager, other = (a_user(place.council, "team-manager", team=place.north) for _ in range(2))
    shortlisting = recruitment.set_shortlisting(application.advert, scale="0-4", least=2, **BY)
    recruitment.name_shortlister(shortlisting, user=manager, **BY)
    sign_in(client, manager)
    assert found(client, place, "wren") == {}
    sign_in(client, other)
    assert found(client, place, "wren") == {"application": [f"Candidate {application.number}"]}


def test_nothing_of_other_councils_or_teams_is_found(place, client):
    an_employee(a_post())
    an_employee(place.b1)
    sign_in(client, a_user(place.council, "team-manager", team=place.north))
    page = client.get(url("search", place, "?q=linnet"))
    assert [hit.key for hit, _ in page.context["parts"][0]["hits"]] == [place.held.worker_id]
    assert found(client, place, "b1") == {}


def test_a_council_member_finds_teams_alone(place, client):
    sign_in(client, a_user(place.council, "council-member"))
    assert [found(client, place, text) for text in ("linnet", "north")] == [{}, {"team": ["North hub"]}]

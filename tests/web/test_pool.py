"""The talent pool: who is in it, inviting those chosen, asking them again, and the page on which they answer."""

import pytest
from django.urls import reverse

from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.domains.recruitment.private_links import CONSENT, token_of

from ..factories import BY, a_council, a_live_advert, a_user
from ..signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(place, at):
    return place.council


@pytest.fixture
def signed(client, council):
    sign_in(client, a_user(council, "link-manager"))
    return client


def a_person(council, name="Corin Oakapple", **fields) -> Enquiry:
    email = f"{name.split()[0].lower()}@example.org"
    fields = {"email": email, "consent_to_keep": True, "about": "Part-time?", **fields}
    return actions.take(council, way="call", name=name, **fields, **BY)


def url(council, name="pool", **rest) -> str:
    return reverse(name, kwargs={"council": council.slug, **rest})


def shown(response) -> list[str]:
    return [str(row[0].text) for row in response.context["rows"]]


def test_the_pool_is_those_whose_consent_holds_and_no_others(signed, council):
    a_person(council)
    a_person(council, "Wren Ashdown", consent_to_keep=False)
    ended = a_person(council, "Merle Alder")
    Enquiry.objects.filter(pk=ended.pk).update(consent_until="2016-04-01")
    a_person(a_council(), "Teasel Windbury")
    response = signed.get(url(council))
    assert shown(response) == ["Corin Oakapple"]
    assert "One person agreed that we keep in touch." in response.content.decode()


def test_filters(signed, council, place):
    advert = a_live_advert(place.north)
    role = advert.role
    first = a_person(council, role=role, about="Hub or locality?")
    second = a_person(council, "Wren Ashdown")
    actions.close(second, outcome="not_now", ring_again_on=Enquiry.objects.first().consent_until, **BY)
    actions.invite([first], advert=advert, words="", job=str, consent=str, **BY)
    Enquiry.objects.filter(pk=second.pk).update(consent_until="2016-05-01")
    asked = {
        "role=" + role.slug: ["Corin Oakapple"], "words=hub": ["Corin Oakapple"], "outcome=not_now": ["Wren Ashdown"],
        "outcome=open": ["Corin Oakapple"], "show=invited": ["Corin Oakapple"], "show=free": ["Wren Ashdown"],
        "show=soon": ["Wren Ashdown"], "show=all": ["Wren Ashdown", "Corin Oakapple"],
    }  # fmt: skip
    assert {query: shown(signed.get(f"{url(council)}?{query}")) for query in asked} == asked


def test_the_list_goes_on_by_key_and_costs_the_same(signed, council, django_assert_num_queries):
    a_person(council)
    signed.get(url(council))
    with django_assert_num_queries(9):
        signed.get(url(council))
    row = Enquiry.objects.get()
    Enquiry.objects.bulk_create(
        [
            Enquiry(
                council=council, way="call", name=f"Person {n:03}", email=f"a{n}@example.org", came_at=row.came_at,
                promised_by=row.promised_by, consent_to_keep=True, consent_until=row.consent_until,
            )
            for n in range(60)
        ]
    )  # fmt: skip
    with django_assert_num_queries(9):
        first = signed.get(url(council))
    second = signed.get(url(council) + first.context["later"])
    assert shown(first) + shown(second) == ["Corin Oakapple", *(f"Person {n:03}" for n in range(60))]


def test_those_chosen_are_invited(signed, council, place):
    advert = a_live_advert(place.north)
    people = [a_person(council), a_person(council, "Wren Ashdown")]
    who = [row.pk for row in people]
    page = signed.post(url(council, "pool_invite"), {"who": who})
    assert "To Corin Oakapple, Wren Ashdown" in page.content.decode()
    empty = signed.post(url(council, "pool_invite"), {"who": who, "advert": "", "words": "Ring me."})
    assert ("Choose the job" in empty.content.decode(), "Ring me." in empty.content.decode()) == (True, True)
    sent = signed.post(url(council, "pool_invite"), {"who": who, "advert": advert.pk, "words": "Ring me."}, follow=True)
    assert "Two people are invited by mail." in sent.content.decode()
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["corin@example.org", "wren@example.org"]


def test_nobody_chosen_or_of_another_council_is_nobody_invited(signed, council, place):
    advert = a_live_advert(place.north)
    theirs = a_person(a_council())
    for who in ([], [theirs.pk], ["x", "9" * 30]):
        page = signed.post(url(council, "pool_invite"), {"who": who, "advert": advert.pk})
        assert "Nobody is chosen." in page.content.decode()
    assert OutgoingMail.objects.count() == 0


def test_those_chosen_are_asked_again(signed, council):
    row = a_person(council)
    said = [signed.post(url(council, "pool_ask"), {"who": [row.pk]}, follow=True).content.decode() for _ in range(2)]
    assert ["One person is asked by mail." in html for html in said] == [True, False]
    assert "was asked within the last week" in said[1]


def test_who_may_not_write_sees_no_boxes(client, council, place):
    a_person(council, service=place.service)
    sign_in(client, a_user(council, "team-manager"))
    html = client.get(url(council)).content.decode()
    assert ('name="who"' in html, "Corin Oakapple" in html) == (False, True)
    assert client.post(url(council, "pool_ask")).status_code == 404


def consent(client, council, row, answer=None):
    address = url(council, "keep_in_touch", token=token_of(CONSENT, row.pk))
    return client.post(address, {"answer": answer}) if answer else client.get(address)


def test_a_person_says_yes_and_then_no(client, council):
    row = a_person(council)
    actions.close(row, outcome="no_answer", **BY)
    assert "until 1 April 2017" in consent(client, council, row).content.decode()
    assert "We keep in touch with you until 1 April 2017" in consent(client, council, row, "yes").content.decode()
    assert "have been removed" in consent(client, council, row, "no").content.decode()
    row.refresh_from_db()
    assert (row.name, consent(client, council, row).status_code) == ("", 404)


def test_a_link_that_is_none_and_an_answer_that_is_none(client, council):
    row = a_person(council)
    assert client.get(url(council, "keep_in_touch", token="1.abc")).status_code == 404
    assert consent(client, a_council(), row).status_code == 404
    assert consent(client, council, row, "perhaps").status_code == 404

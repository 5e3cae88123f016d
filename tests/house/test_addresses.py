"""Every address has a guard, and the guard holds: a stranger is sent to sign in, or told the page does not exist."""

import re

import pytest

from ridgeway.project.addresses import OF_THE_LIBRARY, every

ADDRESSES = every()
SAMPLES = {"slug": "chalkshire", "int": "1", "str": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def _sample(path: str) -> str:
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], path)


def test_every_address_has_a_guard():
    assert [a.path for a in ADDRESSES if a.guard is None] == []


def test_the_list_of_the_librarys_addresses_names_only_those_there_are():
    assert sorted(set(OF_THE_LIBRARY) - {a.path for a in ADDRESSES}) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [a for a in ADDRESSES if a.guard and a.guard.audience in ("staff", "signed in", "site editor", "regional lead")],
    ids=lambda a: a.path,
)
def test_a_stranger_is_sent_to_sign_in(client, address):
    for method in (client.get, client.post):
        response = method(_sample(address.path))
        assert (response.status_code, response.headers.get("Location", "").split("?")[0]) in [
            (302, "/accounts/login/"),
            (405, ""),
        ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [a for a in ADDRESSES if a.guard and a.guard.audience in ("candidate", "private link")],
    ids=lambda a: a.path,
)
def test_a_stranger_gets_no_candidates_page_and_nothing_by_a_link_that_is_none(client, address):
    from tests.factories import a_council

    a_council("Chalkshire", code="998")
    enter = "/careers/chalkshire/candidate/enter/"
    for method in (client.get, client.post):
        response = method(_sample(address.path))
        if address.guard.audience == "candidate":
            assert (response.status_code, response.headers.get("Location", enter).split("?")[0]) in [
                (302, enter),
                (405, enter),
            ]
        else:
            assert (response.status_code, b"Linnet" in response.content) in [(404, False), (200, False)]


def test_every_audience_is_known():
    assert {a.guard.audience for a in ADDRESSES if a.guard} - {
        "public",
        "signed in",
        "staff",
        "candidate",
        "private link",
        "site editor",
        "regional lead",
    } == set()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.guard and a.guard.permission], ids=lambda a: a.path)
def test_a_council_that_is_not_ones_own_does_not_exist(client, address):
    from tests.factories import a_council, a_user
    from tests.signing_in import sign_in

    a_council("Chalkshire", code="998")
    sign_in(client, a_user(a_council(), "administrator"))
    assert client.get(_sample(address.path)).status_code in (404, 405)

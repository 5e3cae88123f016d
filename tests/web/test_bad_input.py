"""What people, proxies and strangers put into addresses and forms: a page, a clear "no such page" or a form with its errors,
and never an error of ours."""

import re
from collections.abc import Iterator
from html import unescape
from types import SimpleNamespace
from typing import ClassVar

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Cover
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Role
from ridgeway.journeys.intake.models import ImportRun
from ridgeway.project.addresses import every

from ..factories import AT, BY, a_cover, a_user, day
from ..finding import advert_parts, campaign_parts, enquiry_parts, mail_parts, number_apart, site_parts
from ..finding_agency import agency_parts
from ..finding_applications import application_parts
from ..finding_reports import report_parts
from ..finding_selection import selection_parts
from ..ledger import money_parts
from ..paying import pay_parts
from ..signing_in import sign_in
from .conftest import a_place

ODD = (
    "", " ", "-1", "0", "²", "١", "1e400", "9" * 30, "NaN", "\x00", "a\x00b", "é ü 中 🙂", "\u202eabc", "%", "_%'\";--",
    "<script>alert(1)</script>", "0001-01-01", "9999-12-31", "2016-02-30", "[]", '["a", 1e400]', '["a","b",' + "9" * 30 + "]",
    '["\\ud800","b",1]', '["9999-12-31",1]', '["0001-01-01",1]', "[" * 5000, "x" * 3000, "../../etc/passwd", "childrens/",
    "true", "=cmd|'/c calc'!A1",
)  # fmt: skip
DAYS = ("0000-01-01", "0001-01-01", "1900-01-01", "2016-02-29", "2016-02-30", "2200-12-31", "9999-12-31", "10000-01-01")
PARAMETERS = (
    "after", "before", "first", "from", "show", "role", "contract", "vacant", "decision", "in", "open", "supplier", "route", "place", "cap-1-paye", "flow", "team", "group",
    "part", "since", "months", "year", "measure", "q", "who", "thing", "action", "check", "kind", "format", "next", "page", "of", "years", "side",
)  # fmt: skip
FIXED = {"show": ("", "leavers", "starters", "agency", "all"), "format": ("", "csv", "xlsx"), "in": ("", "fte"),
         "flow": ("closing", "opening"), "part": ("numerator", "denominator")}  # fmt: skip


def _is_of_a_council(address) -> bool:
    return address.path.startswith("c/") and bool(address.name)


SLOW = ("state_report", "state_pdf", "report_docx", "report_pdf")  # takes no parameters but the scope and the days
PAGES = tuple(address.name for address in every() if _is_of_a_council(address))
pytestmark = pytest.mark.django_db


# PostgreSQL keeps every row version that a savepoint undid until the whole transaction ends, and walks through them
PARTS = 12 if connection.vendor == "postgresql" else 4


@pytest.fixture(scope="class")
def ground(django_db_setup, django_db_blocker):
    """A council with one of each thing that an address names, and somebody who may do everything: laid once for each class of tests,
    because it takes longer than a page, inside a transaction that is undone at the end. Each test stands in a savepoint of its own.
    (A fixture with parameters is laid again for each test, whatever its scope.)"""
    with django_db_blocker.unblock(), transaction.atomic(), time_machine.travel(AT, tick=False):
        yield _laid()
        transaction.set_rollback(True)


def _laid() -> SimpleNamespace:
    number_apart()
    place = a_place()
    council = place.council
    Role.objects.create(key="does-everything", name="Does everything", permissions=Permission.values)
    user = a_user(council, "does-everything")
    organisation.add_role(
        council, name="Own role", permissions=[Permission.FIGURES_VIEW], requires_second_factor=False, **BY
    )
    spell = place.held
    absence = establishment.record_absence(spell, kind="SIC", starts_on=day("2016-01-04"), ends_on=None, **BY)
    run = ImportRun.objects.create(
        council=council, kind="people", file="none", original_name="list.csv", sha256="0" * 64, size=1, state="refused",
        sentence="No.", moved_at=AT, uploaded_by_name="test", uploaded_at=AT,
    )  # fmt: skip
    cover: Cover = a_cover(place.a2)
    enquiries, of_enquiries = enquiry_parts(council, place.service, user)
    adverts, of_adverts = advert_parts(place.north)
    arguments = {
        "council": council.slug, "person": spell.worker_id, "spell": spell.pk, "place": spell.holdings.get().pk,
        "absence": absence.pk, "cover": cover.pk, "number": "A1", "run": run.pk, "role": "own-role",
        "service": place.service.slug, "team": place.north.slug, "grant": user.grants.get().pk, "key": "turnover",
        **site_parts(council), **campaign_parts(council, place.service), **enquiries, **mail_parts(council), **adverts,
    }  # fmt: skip
    arguments |= money_parts(council, place.north) | pay_parts(council, place.north)
    agency, special = agency_parts(council, place.north)
    arguments |= {name: value for name, value in agency.items() if name not in arguments}
    parts, others = application_parts(council, place.north)
    selecting, chosen = selection_parts(place.north, user)
    return SimpleNamespace(
        user=user,
        arguments=selecting | arguments | parts | report_parts(council),
        special=of_enquiries | of_adverts | special | others | chosen,
    )


@pytest.fixture
def everything(client, ground, at, db):
    """Signed in as somebody who may do everything, with the arguments of every address."""
    client.arguments, client.special, client.user = ground.arguments, ground.special, ground.user
    sign_in(client, ground.user)
    return client


def address_of(client, name: str, **changed) -> str:
    """The address of a page with one of each thing. People who sign in and people who work are numbered apart."""
    wanted = next(re.findall(r"<\w+:(\w+)>", address.path) for address in every() if address.name == name)
    given = {**client.arguments, **changed}
    if name.startswith("admin_"):
        given["person"] = changed.get("person", client.user.pk)
    given |= {part: value for part, value in client.special.get(name, {}).items() if part not in changed}
    if "post_cover" in name:
        given["number"] = changed.get("number", "A2")
    return reverse(name, kwargs={part: given[part] for part in wanted})


def asked(client, url: str, parameters: dict[str, str]) -> int:
    """The status of a page; an error of ours is raised by the client itself."""
    response = client.get(url, parameters)
    b"".join(response) if response.streaming else response.content
    assert response.status_code in (200, 302, 400, 404, 405)
    return response.status_code


def a_part(number: int) -> type:
    """The tests of every so many-th page; tests/conftest.py shares the parts out among the processes."""

    class Part:
        @pytest.mark.parametrize("name", PAGES[number::PARTS])
        def test_a_page_bears_any_input(self, name, everything, monkeypatch):
            """All of it in one test a page, because what surrounds a test takes longer than to ask."""
            bears_any_scope_and_day(name, everything)
            if name not in SLOW:
                bears_any_parameter(name, everything, monkeypatch)
            bears_any_name_and_number(name, everything)
            bears_any_answer(name, everything)

    return Part


globals().update({f"TestPart{number}": a_part(number) for number in range(PARTS)})


def bears_any_scope_and_day(name, everything):
    url = address_of(everything, name)
    for value in ("..", "é", "\x00", "a\x00b", "childrens/", "x" * 3000):
        asked(everything, url, {"scope": value})
    for on, against in zip(DAYS, ("", *DAYS[::-1]), strict=False):
        asked(everything, url, {"on": on, "against": against})


class Watched(QueryDict):
    """What stands behind the question mark of an address, and which of it a page read."""

    read: ClassVar[set[str]] = set()

    def __getitem__(self, key):
        self.read.add(key)
        return super().__getitem__(key)

    def getlist(self, key, default=None):
        self.read.add(key)
        return super().getlist(key, default)

    def __contains__(self, key):
        self.read.add(key)
        return super().__contains__(key)

    def lists(self):
        self.read.update(PARAMETERS)
        return super().lists()

    def items(self):
        self.read.update(PARAMETERS)
        return super().items()


def bears_any_parameter(name, everything, monkeypatch):
    """Every value for every parameter; a page that read none of the parameters for the first values is not asked again."""
    url = address_of(everything, name)
    Watched.read.clear()
    with monkeypatch.context() as watching:
        watching.setattr(
            WSGIRequest,
            "GET",
            property(lambda request: Watched(request.META.get("QUERY_STRING", ""), encoding="utf-8")),
        )
        for number, value in enumerate(ODD):
            if number > 2 and not Watched.read & set(PARAMETERS):
                break
            known = {"flow": "closing", "show": "leavers" if value.startswith("[") else "", "format": ""}
            asked(everything, url, {**dict.fromkeys(PARAMETERS, value), **known})


def bears_any_name_and_number(name, everything):
    template = next(address.path for address in every() if address.name == name)
    for kind, part in re.findall(r"<(\w+):(\w+)>", template):
        values = (
            ("0", "9" * 18, "9" * 30, "9" * 5000) if kind == "int" else ("-", "x" * 300, "é", "%00", "a%00b", "..%2f")
        )
        known = address_of(everything, name)
        mine = reverse(
            name, kwargs={**everything.get(known).resolver_match.kwargs, part: 987654321 if kind == "int" else "zzzz"}
        )
        for value in values:
            asked(everything, mine.replace("987654321" if kind == "int" else "zzzz", value), {})


def fields_of(html: str) -> Iterator[str]:
    """The names of a page's form fields, the token against forgery left out."""
    main = html.partition("<main")[2]
    for name in re.findall(r"<(?:input|select|textarea)\b[^>]*?\bname=\"([^\"]+)\"", main):
        if name != "csrfmiddlewaretoken":
            yield unescape(name)


def bears_any_answer(name, everything):
    url = address_of(everything, name)
    got = everything.get(url)
    is_page = got.headers.get("Content-Type", "").startswith("text/html")
    names = set(fields_of(got.content.decode())) if is_page else set()
    for value in (*ODD, "1", "31") if names else ("",):
        with transaction.atomic():
            response = everything.post(url, dict.fromkeys(names, value))
            transaction.set_rollback(True)
        assert response.status_code in (200, 302, 400, 404, 405)


class TestPages:
    @settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        name=st.sampled_from(PAGES),
        parameters=st.dictionaries(
            st.sampled_from(("scope", "on", "against", *PARAMETERS)),
            st.one_of(st.sampled_from(ODD + DAYS), st.text(max_size=40)),
            max_size=6,
        ),
        fixed=st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FIXED.items()}),
    )
    def test_a_page_bears_any_question(self, name, parameters, fixed, everything):
        sent = {name: value.encode("utf-8", "replace").decode() for name, value in {**parameters, **fixed}.items()}
        asked(everything, address_of(everything, name), sent)

    @pytest.mark.parametrize("name", ["today", "person", "people", "state_report", "admin_people", "audit", "imports"])
    def test_nobody_on_the_way_keeps_a_page_about_people(self, name, everything):
        kept = everything.get(address_of(everything, name)).headers["Cache-Control"]
        assert {"private", "no-store"} <= {part.strip() for part in kept.split(",")}

    @pytest.mark.parametrize("day", ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31", "2016-02-30"])
    def test_a_day_far_from_any_record_is_no_page(self, day, everything):
        url = address_of(everything, "state")
        assert [asked(everything, url, {name: day}) for name in ("on", "against")] == [404, 404]

    def test_an_address_with_a_nul_is_no_page(self, everything):
        assert everything.get(address_of(everything, "posts") + "%00/").status_code == 404

"""The audit trail as a page: what it shows, what it keeps to itself, and whether the chain holds."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry
from ridgeway.domains.organisation import actions
from tests import factories
from tests.audit_flush import without_triggers
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

TRAIL, CHECK = (reverse(name, kwargs={"council": "downland"}) for name in ("audit", "audit_check"))


@pytest.fixture
def council():
    return factories.a_council("Downland", code="865")


@pytest.fixture
def signed(client, council):
    return sign_in(client, factories.a_user(council, "administrator", email="admin@example.org"))


def record(action: str = "thing.added", name: str = "thing", *, by="test", at=factories.AT, **kwargs) -> None:
    write = audit.Write(action, kwargs.get("kind", "test.thing"), "1", name, kwargs.get("before"), kwargs.get("after"))
    audit.record_all("865", [write], by=by, at=at)


def shown(response) -> list[tuple[str, str, str]]:
    return [(line.who, line.action, line.entry.thing) for line in response.context["lines"]]


def changes(response) -> list[tuple[str, str, str]]:
    return [(c.field, c.before, c.after) for c in response.context["lines"][0].changes]


def test_the_newest_comes_first_and_only_ones_own_council_is_there(signed, council):
    factories.a_council("Weald", code="866")
    actions.change_council(council, wordmark="Downs", **factories.BY)
    page = signed.get(TRAIL)
    assert shown(page) == [
        ("test", "Council changed", "Downland"),
        ("test", "Grant given", "System administrator for Tamsin Greenway"),
        ("test", "Council added", "Downland"),
    ]
    assert changes(page) == [("Wordmark", "Downland", "Downs")]


def test_fields_are_read_as_people_read_them(signed, council):
    team = factories.a_team(factories.a_service(council), name="North hub")
    actions.change_team(team, ends_on=dt.date(2016, 3, 31), group="Safeguarding", **factories.BY)
    assert changes(signed.get(TRAIL)) == [
        ("Until", "empty", "31 March 2016"),
        ("Group", "empty", "Safeguarding"),
    ]
    actions.add_role(council, name="Archivist", permissions=["audit.view", "figures.view"], **factories.BY)
    fields = {field: after for field, _, after in changes(signed.get(TRAIL))}
    assert fields["Permissions"] == "See figures and their definitions, Read the audit trail"
    assert fields["Requires second factor"] == "no"


def test_equality_data_is_never_shown_in_words(signed):
    record(
        "monitoring.recorded", "Monitoring of 7", kind="establishment.workermonitoring",
        before={"worker_id": 7, "ethnicity": "MWBC"}, after={"worker_id": 7, "ethnicity": "ABAN", "sex": "2"},
    )  # fmt: skip
    page = signed.get(TRAIL)
    assert changes(page) == [
        ("Ethnicity", "not shown", "not shown"),
        ("Sex", "", "not shown"),
        ("Worker", "no. 7", "no. 7"),
    ]
    text = page.content.decode() + signed.get(f"{TRAIL}?format=csv").content.decode()
    assert [word in text for word in ("ABAN", "MWBC", "Bangladeshi")] == [False] * 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=ada", ["b"]),
        ("who=ADA%40example", ["b"]),
        ("thing=gamma", ["c"]),
        ("action=post+added", ["c"]),
        ("action=signed+in", ["b"]),
        ("action=post.added", ["c"]),
        ("on=2016-04-02", ["c"]),
        ("on=02/04/2016", ["c"]),
        ("who=ada&thing=gamma", []),
        ("who=%00&before=99999999999999999999", ["c", "b", "a"]),
    ],
)
def test_filters(signed, query, found):
    before = AuditEntry.objects.filter(chain="865").count()
    record("post.changed", "alpha")
    record("user.signed_in", "beta", by="ada@example.org")
    record("post.added", "gamma one", at=factories.AT + dt.timedelta(days=1))
    page = signed.get(f"{TRAIL}?{query}")
    names = {before + 1: "a", before + 2: "b", before + 3: "c"}
    assert [names[n] for line in page.context["lines"] if (n := line.entry.sequence) in names] == found


def test_a_day_that_cannot_be_read_is_told(signed):
    page = signed.get(f"{TRAIL}?on=soon")
    assert page.context["filters"].problem == "“soon” is not a day; enter one such as 31/03/2016."
    assert len(page.context["lines"]) == 2


def test_a_day_is_a_day_in_london(signed):
    record(name="late", at=dt.datetime(2016, 6, 30, 22, 59, tzinfo=dt.UTC))
    record(name="early", at=dt.datetime(2016, 6, 30, 23, 1, tzinfo=dt.UTC))
    assert [thing for _, _, thing in shown(signed.get(f"{TRAIL}?on=2016-06-30"))] == ["late"]
    assert [thing for _, _, thing in shown(signed.get(f"{TRAIL}?on=2016-07-01"))] == ["early"]


def test_the_trail_goes_on_where_it_stopped(signed, monkeypatch):
    monkeypatch.setattr("ridgeway.web.staff.audit.PAGE", 2)
    for number in range(3):
        record(name=f"thing {number}")
    seen, url = [], TRAIL
    while url:
        page = signed.get(url)
        seen += [line.entry.sequence for line in page.context["lines"]]
        url = page.context["more"] and TRAIL + page.context["more"]
    assert seen == [5, 4, 3, 2, 1]


def test_the_file_is_what_the_page_shows_and_runs_nothing(signed):
    record(name="=HYPERLINK(1)", before={"name": "old"}, after={"name": "@new"})
    response = signed.get(f"{TRAIL}?thing=HYPER&format=csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    entry = AuditEntry.objects.get(thing="=HYPERLINK(1)")
    assert rows[0] == ["Number", "When", "Who", "Action", "What", "Name", "Before", "After", "Hash"]
    assert rows[1:] == [
        ["3", "2016-04-01T09:00:00+01:00", "test", "Thing added", "Test.thing", "'=HYPERLINK(1)",
         "Name: old", "Name: @new", entry.hash],
    ]  # fmt: skip


def test_the_check_says_how_many_and_that_they_are_intact(signed):
    page = signed.get(CHECK)
    assert page.context["verdict"] == audit.Verdict(2, None)
    assert "2 entries, and the chain is intact." in page.content.decode()


def test_the_check_says_where_the_chain_breaks(signed):
    with without_triggers():
        AuditEntry.objects.filter(chain="865", sequence=1).update(actor="somebody")
    page = signed.get(CHECK)
    assert page.context["verdict"].broken == {
        "chain": "865",
        "sequence": 1,
        "reason": "its contents are not what was written",
    }
    assert "The chain breaks at entry 1: its contents are not what was written." in page.content.decode()


def test_the_trail_is_not_there_for_others_or_for_another_council(client, signed, council):
    factories.a_council("Weald")
    assert signed.get(reverse("audit", kwargs={"council": "weald"})).status_code == 404
    sign_in(client, factories.a_user(council, "head-of-service"))
    assert [client.get(url).status_code for url in (TRAIL, CHECK)] == [404, 404]


def test_it_costs_the_same_at_one_row_and_at_three(signed, django_assert_num_queries):
    for _ in range(2):
        record(after={"name": "x"})
        with django_assert_num_queries(4):  # session, user, grants with their council, entries
            signed.get(f"{TRAIL}?thing=thing")
        record(after={"name": "x"})

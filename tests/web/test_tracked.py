"""The tracked link: who is counted, once; who is not; and that everybody is sent on, nowhere else."""

import threading

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.models import Placement, Visit
from ridgeway.web.staff import tracked
from tests.factories import BY, a_service, day

pytestmark = pytest.mark.django_db
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
LEADS_TO = "https://jobs.example.org/social-work?from=paper"


@pytest.fixture
def placement(at):
    council = a_service().council
    campaign = actions.add_campaign(council, name="Social workers", **BY)
    phase = actions.add_phase(campaign, name="Phase 1", starts_on=day("2015-04-01"), **BY)
    channel = actions.add_channel(council, name="The Guardian", kind="job_board", **BY)
    return actions.add_placement(
        phase, channel=channel, kind="listing", title="Listings", starts_on=day("2015-05-01"), target_url=LEADS_TO, **BY
    )


def follow(client, placement, headers=FIREFOX, address="192.0.2.1", method="get"):
    return getattr(client, method)(f"/go/{placement.token}/", headers=headers, REMOTE_ADDR=address)


def counted() -> list[int]:
    return list(Visit.objects.order_by("on").values_list("count", flat=True))


def test_a_visit_is_counted_and_sent_on_without_a_cookie(client, placement):
    answer = follow(client, placement)
    assert (answer.status_code, answer.headers["Location"], counted()) == (302, LEADS_TO, [1])
    assert (answer.cookies, answer.headers["X-Robots-Tag"], answer.headers["Cache-Control"]) == (
        {},
        "noindex, nofollow",
        "no-store",
    )


def test_a_repeat_within_half_an_hour_is_the_same_visit(client, placement, at):
    for _ in range(5):
        follow(client, placement)
    assert counted() == [1]
    caches["visits"].clear()  # the half hour is the cache's own to keep
    follow(client, placement)
    assert counted() == [2]


def test_another_address_or_browser_is_another_visit(client, placement):
    follow(client, placement)
    follow(client, placement, address="192.0.2.2")
    follow(client, placement, headers={"User-Agent": "Mozilla/5.0 Safari/605"})
    assert counted() == [3]


@pytest.mark.parametrize("address", ["/careers/wiltshire/jobs/", "http://testserver/careers/wiltshire/jobs/"])
def test_a_page_of_ours_is_told_who_brought_them(client, placement, address):
    Placement.objects.update(target_url=address)
    assert follow(client, placement).headers["Location"] == f"{address}?via={placement.token}"


@pytest.mark.parametrize(
    ("method", "headers"),
    [("head", FIREFOX), ("get", {**FIREFOX, "Sec-Purpose": "prefetch"}), ("get", {**FIREFOX, "Purpose": "prefetch"}),
     ("get", {"User-Agent": "Googlebot/2.1"}), ("get", {})],
)  # fmt: skip
def test_what_is_no_person_is_sent_on_and_not_counted(client, placement, method, headers):
    answer = follow(client, placement, headers=headers, method=method)
    assert (answer.status_code, answer.headers["Location"], counted()) == (302, LEADS_TO, [])


def test_a_guess_finds_nothing_and_nothing_is_posted(client, placement):
    guesses = [
        client.get(f"/go/{token}/").status_code for token in ("x", placement.token.upper(), placement.token[:-1])
    ]
    assert (guesses, follow(client, placement, method="post").status_code, counted()) == ([404, 404, 404], 405, [])


def test_a_target_changed_behind_our_back_leads_nowhere(client, placement):
    Placement.objects.update(target_url="javascript:alert(1)")
    assert follow(client, placement).status_code == 404


def test_a_repeat_writes_nothing_and_a_visit_one_row(client, placement):
    follow(client, placement)
    with CaptureQueriesContext(connection) as again:
        follow(client, placement)
    with CaptureQueriesContext(connection) as another:
        follow(client, placement, address="192.0.2.2")
    assert [len(again), len(another)] == [2, 3]


def test_the_salt_changes_with_the_day_and_the_old_one_is_gone(client, placement, rf):
    request = rf.get("/")
    request.today = day("2016-04-01")
    first = tracked.salt_of(request)
    assert tracked.salt_of(request) == first
    request.today = day("2016-04-02")
    second = tracked.salt_of(request)
    request.today = day("2016-04-01")
    assert len({first, second, tracked.salt_of(request)}) == 3


def test_each_day_has_its_own_count(client, placement, at):
    follow(client, placement)
    with time_machine.travel("2016-04-02T08:00:00Z", tick=False):
        follow(client, placement)
    assert list(Visit.objects.order_by("on").values_list("on", "count")) == [
        (day("2016-04-01"), 1),
        (day("2016-04-02"), 1),
    ]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_each_counted_once(placement):
    answers = []

    def one(n: int) -> None:
        try:
            answers.append(follow(Client(), placement, address=f"192.0.2.{n % 8}").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, counted()) == ([302] * 16, [8])

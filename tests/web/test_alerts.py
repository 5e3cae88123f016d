"""Job alerts as somebody on the street has them: ask, confirm, see, go on, stop; and what a machine cannot do."""

import datetime as dt
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ridgeway.core import clock, rounds
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import JobAlert
from ridgeway.domains.recruitment.private_links import CONFIRM, STOP, token_of
from ridgeway.web.careers import actions as careers
from ridgeway.web.strangers import UNSURE

from ..factories import AT, BY, a_council, a_live_advert, an_advert
from .test_strangers import shown

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def council(place, at):
    return place.council


@pytest.fixture
def advert(place, council):
    return a_live_advert(place.north)


def url(council, name="alerts", **rest) -> str:
    return reverse(name, kwargs={"council": council.slug, **rest})


def ask(client, council, **typed):
    traps = shown(clock.now() - dt.timedelta(seconds=20))
    return client.post(url(council), {"email": "corin@example.org", "how_often": "daily", **traps, **typed})


def own(council, name="alert", purpose=STOP) -> str:
    return url(council, name, token=token_of(purpose, JobAlert.objects.get().pk))


def confirmed(client, council, **typed) -> JobAlert:
    ask(client, council, **typed)
    client.post(own(council, "alert_confirm", CONFIRM))
    return JobAlert.objects.get()


def test_from_asking_to_stopping(client, council, advert, place):
    said = ask(client, council, role=advert.role.slug, district="ba14 8jn", miles="10").content.decode()
    assert "We have written to <strong>corin@example.org</strong>" in said
    confirm = own(council, "alert_confirm", CONFIRM)
    assert f"http://localhost:8000{confirm}" in OutgoingMail.objects.get().text
    client.get(confirm)
    assert JobAlert.objects.get().confirmed_at is None  # a mail program that opens links confirms nothing
    page = client.post(confirm, follow=True).content.decode()
    assert "We tell you of new jobs" in page
    assert JobAlert.objects.get().wanted == {"role": advert.role.slug, "district": "BA14", "miles": 10}
    client.get(own(council, "alert_stop"))
    assert JobAlert.objects.count() == 1
    stop = own(council, "alert_stop")
    assert "have forgotten your address" in client.post(stop).content.decode()
    assert (JobAlert.objects.count(), client.get(stop).status_code) == (0, 404)


def test_the_round_of_the_day_tells_and_the_mail_programs_own_way_stops(client, council, advert, place):
    confirmed(client, council)
    with time_machine.travel(AT + DAY, tick=False):
        new = actions.publish(an_advert(place.north, title="Senior social worker"), by="test", at=AT + DAY)
    assert rounds.do("alerts-daily", at=AT + 2 * DAY)
    mail = OutgoingMail.objects.get(key__startswith="job-alert:")
    assert (mail.to, mail.subject) == ("corin@example.org", f"A new job at {council.name}: Senior social worker")
    assert f"/apply/{new.reference}/" in mail.text
    address = mail.headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert JobAlert.objects.count() == 0


def test_the_rounds_of_every_week_and_the_tending(client, council, place):
    confirmed(client, council, how_often="weekly")
    monday = dt.datetime(2016, 4, 4, 8, tzinfo=dt.UTC)
    actions.publish(an_advert(place.north), by="test", at=AT + DAY)
    assert rounds.do("alerts-weekly", at=monday)
    assert OutgoingMail.objects.filter(key__startswith="job-alert:").count() == 1
    assert rounds.do("alerts-tended", at=AT + 400 * DAY)
    assert JobAlert.objects.count() == 0


def test_what_fits_now_is_shown_and_a_year_is_added_when_it_ends_soon(client, council, advert):
    confirmed(client, council)
    page = client.get(own(council)).content.decode()
    assert ("One job fits now" in page, "Go on for another year" in page) == (True, False)
    JobAlert.objects.update(ends_on=AT.date() + 10 * DAY)
    assert "Go on for another year" in client.get(own(council)).content.decode()
    assert "It goes on for another year" in client.post(own(council)).content.decode()
    assert JobAlert.objects.get().ends_on == dt.date(2017, 4, 1)


def test_a_list_that_was_narrowed_carries_its_filters_here(client, council, advert):
    html = client.get(f"{url(council)}?role={advert.role.slug}&words=hub&pattern=part_time").content.decode()
    wanted = [f'<option value="{advert.role.slug}" selected', 'value="hub"', '<option value="part_time" selected']
    assert [part in html for part in wanted] == [True] * 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "corin"}, "Enter a valid email address"),
        ({"how_often": "hourly"}, "Select a valid choice"),
        ({"district": "Trowbridge"}, "Enter a postcode, such as BA14 8JN"),
        ({"miles": "10"}, "Enter a postcode, so that we know how far from where."),
        ({"website": "https://spam.example"}, UNSURE),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, council, typed, said):
    html = ask(client, council, words="hub", **typed).content.decode()
    assert ('value="hub"' in html, JobAlert.objects.count()) == (True, 0)
    assert str(said) in unescape(html)


def test_nobody_is_flooded_from_one_place(client, council):
    for number in range(7):
        ask(client, council, email=f"a{number}@example.org")
    assert OutgoingMail.objects.count() == 6


def test_links_of_another_council_or_none_lead_nowhere(client, council):
    confirmed(client, council)
    other = a_council()
    for name, purpose in (("alert", STOP), ("alert_stop", STOP), ("alert_confirm", CONFIRM)):
        token = token_of(purpose, JobAlert.objects.get().pk)
        assert client.post(url(other, name, token=token)).status_code == 404
        assert client.post(url(council, name, token="1.abc")).status_code == 404
    assert JobAlert.objects.count() == 1


def test_one_that_was_not_confirmed_has_no_page_yet(client, council):
    ask(client, council)
    assert client.get(own(council)).status_code == 404


def test_every_page_of_a_careers_site_leads_there(client, council):
    careers.open_site(council, is_public=True, **BY)
    html = client.get(f"/careers/{council.slug}/").content.decode()
    assert f'<a href="{url(council)}">Be told of new jobs</a>' in html

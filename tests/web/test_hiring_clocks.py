"""The clocks of hiring: working days by hand, medians, before and after a day, and the page."""

import datetime as dt

import pytest

from ridgeway.domains.recruitment import actions, clocks
from ridgeway.domains.recruitment.clocks import CLOSED, WorkingDays, cases, lines, spread
from ridgeway.domains.recruitment.models import Application, ApplicationMove
from tests.factories import AT, BY, a_live_advert, a_sent_application
from tests.signing_in import sign_in
from tests.web.asking import url

D = dt.date


def test_working_days_over_easter_and_weekends():
    count = WorkingDays(D(2016, 3, 1), D(2016, 4, 30))
    assert [count.between(*pair) for pair in (
        (D(2016, 3, 24), D(2016, 3, 29)), (D(2016, 4, 1), D(2016, 4, 4)), (D(2016, 4, 4), D(2016, 4, 4)), (D(2016, 4, 8), D(2016, 4, 1)),
    )] == [1, 1, 0, 0]  # fmt: skip


def test_a_case_belongs_to_the_day_its_step_ended():
    moves = {
        1: {CLOSED: D(2016, 4, 1), "shortlisted": D(2016, 4, 6), "interview": D(2016, 4, 13), "offered": D(2016, 4, 20)}
    }
    found = cases(moves, D(2016, 4, 6), D(2016, 4, 20))
    assert [(c.step, c.days) for c in found] == [("interview", 5), ("offer", 5)]
    assert cases({}, D(2016, 1, 1), D(2016, 2, 1)) == []


def test_the_spread_of_some_days():
    assert [(s.count, s.median, s.low) for s in (spread([]), spread([3, 9]), spread([1, 2, 3, 4, 5]))] == [
        (0, None, None), (2, 6.0, None), (5, 3.0, 2.0),
    ]  # fmt: skip


def test_a_change_is_said_from_five_cases_on_either_side():
    found = [clocks.Case("offer", D(2015, 3, 1), 20)] * 5 + [clocks.Case("offer", D(2015, 6, 1), 6)] * 5
    by = {line.step.key: line for line in lines(found, D(2015, 4, 1))}
    assert (by["offer"].change, by["offer"].all.count, by["start"].change) == (-70.0, 10, None)
    assert {line.step.key: line.change for line in lines(found[1:], D(2015, 4, 1))}["offer"] is None
    assert lines(found, None)[3].before is None


@pytest.mark.django_db
def test_on_screen(place, client):
    advert = a_live_advert(place.north, place.role)
    row = a_sent_application(advert)
    for to in ("shortlisted", "interview", "offered"):
        actions.move_application(row, to, **BY)
    ApplicationMove.objects.filter(to_state="interview").update(at=AT - dt.timedelta(days=7))
    Application.objects.filter(pk=row.pk).update(sent_at=AT)
    sign_in(client, place.head)
    page = client.get(url("hiring_clocks", place, "?split=2016-04-01"))
    line = next(line for line in page.context["lines"] if line["name"] == "Interview to offer")
    assert (line["all"].count, line["median"], line["after"].count, line["change"]) == (1, "4", 1, "too few to say")
    page = client.get(url("hiring_clocks", place, "?by=team&step=offer"))
    assert (page.context["parted"], page.context["waited"]) == (
        [("North hub", 1, "4", "–", True)], [("Hear from the candidate: candidate", 1, 0, 0)],
    )  # fmt: skip
    assert client.get(url("hiring_clocks", place, "?split=nonsense&role=x")).context["split"] is None
    assert client.get(url("hiring_clocks", place, "?format=csv")).content.decode().count("\r\n") == 11


@pytest.mark.django_db
def test_checks_clear_is_a_moment_of_its_own_that_no_move_says(place, client):
    row = a_sent_application(a_live_advert(place.north, place.role))
    for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
        actions.move_application(row, to, **BY)
    ApplicationMove.objects.filter(application=row).update(at=AT - dt.timedelta(days=21))
    ApplicationMove.objects.filter(application=row, to_state="accepted").update(at=AT - dt.timedelta(days=14))
    Application.objects.filter(pk=row.pk).update(checks_clear_at=AT - dt.timedelta(days=7))
    sign_in(client, place.head)
    window = f"&on={AT.date()}&against={AT.date() - dt.timedelta(days=8)}"
    by_name = {
        line["name"]: line["all"].count
        for line in client.get(url("hiring_clocks", place, f"?x{window}")).context["lines"]
    }
    assert {name: count for name, count in by_name.items() if count} == {"Offer accepted to checks clear": 1}
    page = client.get(url("hiring_clocks", place, f"?by=role&step=clear{window}"))
    assert [(label, count) for label, count, *_ in page.context["parted"]] == [(place.role.name, 1)]
    file = client.get(url("hiring_clocks", place, f"?by=role&step=clear{window}&format=csv")).content.decode()
    assert file.splitlines()[1].startswith(f"Offer accepted to checks clear,{place.role.name},1,")
    actions.move_application(row, "started", by="test", at=AT)
    page = client.get(url("hiring_clocks", place, f"?by=team&step=ready{window}"))
    assert [(label, count) for label, count, *_ in page.context["parted"]] == [("North hub", 1)]

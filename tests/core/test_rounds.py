"""Rounds: once a day and once a week, by one worker, caught up once, and not lost where one fails."""

import datetime as dt
import threading

import pytest
from django.db import connection

from ridgeway.core import rounds
from ridgeway.core.models import RoundDone
from ridgeway.core.rounds import Round, do, due

from .. import factories

pytestmark = pytest.mark.django_db
FRIDAY = dt.datetime(2016, 4, 1, 8, 0, tzinfo=dt.UTC)  # nine in the morning in London
SECRET = "corin@example.org"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def calls(monkeypatch):
    """One daily round from six, alone; the moments at which it was done."""
    found: list[dt.datetime] = []
    monkeypatch.setattr(rounds, "ALL", {"count": Round("count", "Counts.", found.append, hour=6)})
    return found


def look(at: dt.datetime) -> None:
    for name in due(at):
        do(name, at=at)


@pytest.mark.parametrize(
    ("moment", "weekday", "day"),
    [
        (dt.datetime(2016, 4, 1, 4, 59, tzinfo=dt.UTC), None, dt.date(2016, 3, 31)),  # 05:59 in London
        (dt.datetime(2016, 4, 1, 5, 0, tzinfo=dt.UTC), None, dt.date(2016, 4, 1)),  # 06:00 in London
        (dt.datetime(2016, 1, 8, 5, 59, tzinfo=dt.UTC), None, dt.date(2016, 1, 7)),  # winter
        (FRIDAY, 4, dt.date(2016, 4, 1)),
        (FRIDAY, 0, dt.date(2016, 3, 28)),
        (FRIDAY - 4 * HOUR, 4, dt.date(2016, 3, 25)),
    ],
)
def test_the_last_day_on_which_a_round_was_due(moment, weekday, day):
    assert Round("a", "A.", print, hour=6, weekday=weekday).last_due(moment) == day


def test_a_round_is_done_once_a_day_however_often_one_looks(calls):
    for minutes in range(0, 3000, 10):
        look(FRIDAY + dt.timedelta(minutes=minutes))
    assert [(at - FRIDAY) // DAY for at in calls] == [0, 0, 1]
    assert calls[1] == FRIDAY + 21 * HOUR  # Saturday, six in the morning


def test_after_days_switched_off_it_is_done_once(calls):
    look(FRIDAY)
    look(FRIDAY + 9 * DAY)
    look(FRIDAY + 9 * DAY + HOUR)
    assert calls == [FRIDAY, FRIDAY + 9 * DAY]


def test_one_that_fails_leaves_nothing_and_is_tried_again_after_an_hour(monkeypatch, caplog):
    tried = []

    def fail(at):
        factories.a_council(code="999")
        tried.append(at)
        raise ValueError(SECRET)

    monkeypatch.setattr(rounds, "ALL", {"fail": Round("fail", "Fails.", fail, hour=6)})
    for minutes in (0, 1, 59, 60, 61):
        look(FRIDAY + dt.timedelta(minutes=minutes))
    row = RoundDone.objects.get()
    assert (tried, row.last_done_on, row.failure) == ([FRIDAY, FRIDAY + HOUR], None, "ValueError")
    from ridgeway.domains.organisation.models import Council

    assert Council.objects.filter(code="999").count() == 0
    assert SECRET not in caplog.text


def test_a_failure_of_one_does_not_stop_the_others(monkeypatch):
    def fail(at):
        raise ValueError

    done = []
    both = {"a": Round("a", "A.", fail, hour=6), "b": Round("b", "B.", done.append, hour=6)}
    monkeypatch.setattr(rounds, "ALL", both)
    rounds.look_after(FRIDAY)
    assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_it_once(monkeypatch):
    begun, done, go = threading.Barrier(2), [], threading.Event()

    def slowly(at):
        go.wait(0.3)
        done.append(at)

    monkeypatch.setattr(rounds, "ALL", {"slow": Round("slow", "Slowly.", slowly, hour=6)})

    def work():
        try:
            begun.wait()
            do("slow", at=FRIDAY)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert done == [FRIDAY]


def test_the_rounds_of_ridgeway_do_their_work():
    factories.a_council()
    for name in sorted(rounds.ALL):
        assert do(name, at=FRIDAY), name
    assert due(FRIDAY + HOUR) == []

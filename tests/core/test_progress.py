"""Long work is known to go on while its worker lives, and to be lost when it does not."""

import datetime as dt
import time

import pytest

from ridgeway.core import clock, progress

BEGAN = dt.datetime(2016, 4, 1, 8, tzinfo=dt.UTC)
LATER = BEGAN + dt.timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _nothing_said():
    progress.forget("work")


def waited_for(condition) -> bool:
    until = time.monotonic() + 5
    while not condition() and time.monotonic() < until:
        time.sleep(0.005)
    return condition()


def test_work_of_which_nothing_is_heard_is_lost_after_two_minutes():
    assert [progress.is_silent("work", BEGAN, BEGAN + dt.timedelta(minutes=n)) for n in (1, 2, 3)] == [
        False,
        False,
        True,
    ]


def test_a_step_that_takes_long_is_not_lost_while_its_worker_beats(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: BEGAN)
    with progress.beating("work", every=0.005):
        progress.reporter("work")("Pages set", 0, 0)
        monkeypatch.setattr(clock, "now", lambda: LATER)
        assert waited_for(lambda: not progress.is_silent("work", BEGAN, LATER))
        assert progress.progress_of("work").at == BEGAN
    assert progress.is_silent("work", BEGAN, LATER)


def test_a_step_that_hangs_is_lost_though_its_worker_beats(monkeypatch):
    hours = BEGAN + dt.timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: BEGAN)
    with progress.beating("work", every=0.005):
        monkeypatch.setattr(clock, "now", lambda: hours)
        time.sleep(0.05)
        assert progress.is_silent("work", BEGAN, hours)


def test_the_beat_ends_with_its_work_also_where_that_fails():
    with pytest.raises(ZeroDivisionError), progress.beating("work", every=0.005):
        raise ZeroDivisionError
    assert progress.is_silent("work", BEGAN, LATER)

"""Working time: answers promised, clocks, bank holidays. Properties over any moment, and cases worked by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridgeway.domains.recruitment.holidays import bank_holidays, easter
from ridgeway.domains.recruitment.rules import (
    Hours,
    answer_by,
    back,
    clock,
    first_that_fits,
    kept_until,
    on_open_days,
    spread,
    telephone_key,
    worked,
)

D, T = dt.date, dt.datetime
HOURS = Hours()
MOMENTS = st.datetimes(T(1990, 1, 1), T(2040, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))
LENGTHS = st.integers(1, 100 * 60).map(lambda minutes: dt.timedelta(minutes=minutes))
OPENINGS = st.builds(
    Hours,
    st.times(dt.time(6), dt.time(11)),
    st.times(dt.time(13), dt.time(20)),
    st.frozensets(st.dates(D(1990, 1, 1), D(2040, 1, 1)), max_size=5),
)


@given(MOMENTS, LENGTHS, OPENINGS)
def test_exactly_the_promised_time_is_worked_until_the_answer_is_due(came, promised, hours):
    assert worked(came, answer_by(came, promised, hours), hours) == promised


@given(MOMENTS, LENGTHS, OPENINGS)
def test_the_way_back_is_the_way_there(until, length, hours):
    assert worked(back(until, length, hours), until, hours) == length


@given(MOMENTS, MOMENTS, MOMENTS, OPENINGS)
def test_working_time_adds_up(one, two, three, hours):
    first, second, third = sorted((one, two, three))
    third = min(third, first + dt.timedelta(days=400))
    second = min(second, third)
    assert worked(first, second, hours) + worked(second, third, hours) == worked(first, third, hours)


@given(MOMENTS, LENGTHS, LENGTHS)
def test_who_asks_later_is_answered_no_earlier(came, later, promised):
    assert answer_by(came, promised, HOURS) <= answer_by(came + later, promised, HOURS)


@given(MOMENTS, LENGTHS, LENGTHS)
def test_a_clock_is_over_from_the_moment_the_answer_was_due(came, promised, passed):
    now = came + passed
    due = answer_by(came, promised, HOURS)
    assert clock(came, now, promised, HOURS).over == worked(due, now, HOURS)


@given(MOMENTS, LENGTHS)
def test_nobody_is_due_when_nobody_works(came, promised):
    due = answer_by(came, promised, HOURS)
    assert (HOURS.is_open(due.date()), HOURS.opens <= due.time() <= HOURS.closes) == (True, True)


@pytest.mark.parametrize(
    ("came", "due"),
    [
        (T(2016, 3, 23, 11, 20), T(2016, 3, 29, 11, 20)),  # over Easter
        (T(2016, 3, 30, 16, 45), T(2016, 4, 1, 16, 45)),
        (T(2016, 4, 1, 18, 0), T(2016, 4, 5, 17, 0)),  # Friday evening
        (T(2016, 12, 23, 16, 0), T(2016, 12, 29, 16, 0)),  # Christmas Day on a Sunday: closed until Wednesday
        (T(2016, 4, 2, 3, 0), T(2016, 4, 5, 17, 0)),  # Saturday
    ],
)
def test_two_working_days_by_hand(came, due):
    assert answer_by(came, dt.timedelta(hours=16), HOURS) == due


def test_over_counts_nights_and_no_closed_day():
    assert on_open_days(T(2016, 3, 29, 11, 20), T(2016, 3, 31, 9, 20), HOURS) == dt.timedelta(days=1, hours=22)
    assert on_open_days(T(2016, 3, 24, 17, 0), T(2016, 3, 29, 9, 0), HOURS) == dt.timedelta(hours=16)


@given(MOMENTS, LENGTHS, OPENINGS)
def test_working_time_is_part_of_the_time_on_open_days(after, length, hours):
    until = after + length
    assert worked(after, until, hours) <= on_open_days(after, until, hours) <= length


@given(st.integers(1978, 2200))
def test_there_are_at_least_eight_bank_holidays_on_working_days(year):
    days = bank_holidays(year)
    assert (len(days) >= 8, [day for day in days if day.weekday() >= 5 or day.year != year]) == (True, [])


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    day = easter(year)
    assert (day.weekday(), D(year, 3, 22) <= day <= D(year, 4, 25)) == (6, True)


@pytest.mark.parametrize(
    ("year", "days"),
    [  # as published by the government
        (2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
    ],
)
def test_bank_holidays_as_published(year, days):
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(year)) == days.split()


@pytest.mark.parametrize(
    "written", ["01632 960114", "+44 1632 960 114", "0044 (0)1632 960114", "01632-960-114", "+44 (0)1632 960114"]
)
def test_a_number_is_known_however_it_is_written(written):
    assert telephone_key(written) == "01632960114"


@pytest.mark.parametrize("written", ["", "12345", "ask for Tansy", "x 960"])
def test_too_few_figures_are_no_number(written):
    assert telephone_key(written) == ""


@given(st.text(max_size=40))
def test_a_number_that_is_known_stays_as_it_is(text):
    key = telephone_key(text)
    assert telephone_key(key) == key


def test_data_is_kept_for_a_year_or_as_long_as_somebody_agreed():
    assert kept_until(D(2016, 2, 29), None) == D(2017, 2, 28)
    assert kept_until(D(2016, 2, 29), D(2016, 6, 1)) == D(2016, 6, 1)
    assert kept_until(D(2016, 2, 29), D(2016, 1, 1)) == D(2016, 2, 29)


def test_the_first_rule_that_fits_counts():
    class Rule:
        def __init__(self, name, service_id=None, team_id=None, role_id=None, near=""):
            self.name, self.service_id, self.team_id, self.role_id, self.near = name, service_id, team_id, role_id, near

    rules = [
        Rule("place", near="Salisbury, SP1, Bradford on Avon"), Rule("team", team_id=7), Rule("role", service_id=1, role_id=3),
        Rule("service", service_id=1),
    ]  # fmt: skip

    def named(**has):
        found = first_that_fits(rules, **{"service_id": None, "team_id": None, "role_id": None, **has})
        return found and found.name

    assert named(service_id=1, team_id=7, role_id=3) == "team"
    assert named(service_id=1, team_id=8, role_id=3) == "role"
    assert named(service_id=1) == "service"
    assert named(service_id=2, role_id=3) is None
    said = ("near salisbury", "SP1 2AB", "Bradford-on-Avon", "SP10 1AA", "Old Salisburyton", "Bradford")
    assert [named(service_id=1, near=where) for where in said] == ["place"] * 3 + ["service"] * 3


def test_median_and_the_middle_half_of_working_hours():
    hours = [dt.timedelta(hours=n) for n in (8, 1, 2, 3, 4)]
    assert spread([]).median is None
    assert (spread(hours[:3]).median, spread(hours[:3]).low) == (2, None)
    found = spread(hours)
    assert (found.count, found.low, found.median, found.high) == (5, 2, 3, 4)

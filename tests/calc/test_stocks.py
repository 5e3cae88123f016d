"""Who is there on a day, counted from when each person came and went."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ridgeway.calc import stocks

DAY_ZERO = np.datetime64("2014-01-01")
periods = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 40), st.integers(1, 30)), max_size=30)


@given(periods, st.lists(st.integers(-5, 80), min_size=1, max_size=5))
def test_presence_counts_each_person_once_however_their_periods_overlap(rows, days):
    ids = np.array([row[0] for row in rows], dtype="i8")
    starts = DAY_ZERO + np.array([row[1] for row in rows], dtype="m8[D]")
    ends = starts + np.array([row[2] for row in rows], dtype="m8[D]")
    asked = DAY_ZERO + np.array(days, dtype="m8[D]")
    counted = [len(np.unique(ids[stocks.on(starts, ends, day)])) for day in asked]
    assert stocks.present(*stocks.presence(ids, starts, ends), asked).tolist() == counted


@given(st.lists(st.integers(0, 9)))
def test_distinct_ids_ascend(ids):
    assert stocks.distinct(np.array(ids, dtype="i8")).tolist() == sorted(set(ids))

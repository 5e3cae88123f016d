"""Who or what is there on a day, and what came and went between two days.

Arrays are of one length n, one element a row; days are `datetime64[D]`, an open end being a day far in the future.
"""

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Mask = NDArray[np.bool_]


def on(starts: Days, ends: Days, day: np.datetime64) -> Mask:
    """Which periods `[start, end)` are true on `day`. Shape (n,)."""
    return (starts <= day) & (ends > day)


def between(days: Days, after: np.datetime64, until: np.datetime64) -> Mask:
    """Which days d have `after < d <= until`: the flows that lead from the stock on `after` to that on `until`."""
    return (days > after) & (days <= until)


def distinct(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The distinct ids, ascending. For the short arrays of a council several times quicker than `np.unique`."""
    ordered = np.sort(ids)
    is_first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def presence(ids: NDArray[np.int64], starts: Days, ends: Days) -> tuple[Days, Days]:
    """When each id comes and when it goes, its overlapping periods joined: two ascending arrays, for `present`."""
    if not len(ids):
        return starts, ends
    order = np.lexsort((starts, ids))
    who, come, go = ids[order], starts[order].astype("i8"), ends[order].astype("i8")
    is_other = np.append(True, who[1:] != who[:-1])
    # the latest end so far of the same id: each id's days are lifted above those of the id before it
    lift = np.cumsum(is_other) * (int(go.max()) - int(come.min()) + 1)
    latest = np.maximum.accumulate(go + lift) - lift
    opens = is_other | np.append(True, come[1:] > latest[:-1])
    closes = np.append(opens[1:], True)
    return np.sort(come[opens]).astype("M8[D]"), np.sort(latest[closes]).astype("M8[D]")


def present(came: Days, gone: Days, days: Days) -> NDArray[np.int64]:
    """How many are there on each of `days`, from what `presence` gives. Shape of `days`."""
    return np.searchsorted(came, days, side="right") - np.searchsorted(gone, days, side="right")


def sum_by(ids: NDArray[np.int64], amounts: NDArray[np.float64], of: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each id in `of` (ascending, distinct), the sum of `amounts` where `ids` equals it. Shape of `of`."""
    if not len(of):
        return np.zeros(0)
    place = np.searchsorted(of, ids)
    place[place == len(of)] = 0
    known = of[place] == ids
    return np.bincount(place[known], weights=amounts[known], minlength=len(of)).astype(np.float64, copy=False)

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
    """The distinct ids, ascending."""
    return np.unique(ids)


def sum_by(ids: NDArray[np.int64], amounts: NDArray[np.float64], of: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each id in `of` (ascending, distinct), the sum of `amounts` where `ids` equals it. Shape of `of`."""
    if not len(of):
        return np.zeros(0)
    place = np.searchsorted(of, ids)
    place[place == len(of)] = 0
    known = of[place] == ids
    return np.bincount(place[known], weights=amounts[known], minlength=len(of))

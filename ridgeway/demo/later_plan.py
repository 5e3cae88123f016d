"""The years after the papers: a plausible course, loosely along Wiltshire's published series. Inputs, not figures.

Source of the children's series: Department for Education, children's social work workforce, years to 30 September
(2016-2025). Adult care's are invented, but for the autumn of 2021 (Health Select Committee: up to 31% in certain teams).
"""

import datetime as dt
from itertools import pairwise

from .plan import ADULT, CHILDREN


def _septembers(first: int, *values: float) -> list[tuple[dt.date, float]]:
    return [(dt.date(first + n, 9, 30), value) for n, value in enumerate(values)]


VACANT = {  # the share of funded posts that nobody holds
    CHILDREN: [(dt.date(2016, 3, 31), 0.145),
               *_septembers(2016, 0.121, 0.108, 0.126, 0.187, 0.134, 0.167, 0.12, 0.15, 0.128, 0.148, 0.14)],
    ADULT: [(dt.date(2016, 3, 31), 0.11),
            *_septembers(2016, 0.11, 0.1, 0.12, 0.14, 0.13, 0.22, 0.18, 0.15, 0.13, 0.12, 0.12)],
}  # fmt: skip
TURNOVER = {  # a year's leavers over those in post
    CHILDREN: [(dt.date(2016, 3, 31), 0.12),
               *_septembers(2016, 0.11, 0.107, 0.222, 0.182, 0.128, 0.166, 0.182, 0.134, 0.16, 0.152, 0.15)],
    ADULT: [(dt.date(2016, 3, 31), 0.15),
            *_septembers(2016, 0.14, 0.13, 0.15, 0.15, 0.11, 0.17, 0.18, 0.15, 0.14, 0.13, 0.13)],
}  # fmt: skip
SEASON = (1.25, 1.2, 1.3, 0.95, 0.9, 0.95, 1.0, 1.05, 1.1, 0.8, 0.75, 0.75)  # January to March are the highest (§21)
CASELOAD = [  # cases per FTE of those who hold cases
    (dt.date(2013, 3, 31), 20.6), (dt.date(2013, 12, 31), 21.4), (dt.date(2014, 8, 31), 21.2),
    (dt.date(2014, 11, 30), 20.8), (dt.date(2015, 3, 31), 18.9), (dt.date(2015, 9, 30), 17.2),
    (dt.date(2016, 3, 31), 16.1), (dt.date(2016, 9, 30), 16.6),
    *_septembers(2017, 19.7, 21.3, 17.0, 16.5, 16.1, 15.1, 13.9, 12.9, 16.2, 16.0),
]  # fmt: skip
COVERED = {  # the share of vacant posts that an agency worker covers
    CHILDREN: [(dt.date(2013, 3, 31), 0.6), (dt.date(2014, 3, 31), 0.75), (dt.date(2016, 3, 31), 0.72),
               *_septembers(2017, 0.4, 0.26, 0.71, 0.5, 0.23, 0.61, 0.49, 0.52, 0.29, 0.3)],
    ADULT: [(dt.date(2013, 3, 31), 0.13), (dt.date(2016, 3, 31), 0.16), (dt.date(2021, 3, 31), 0.2), (dt.date(2021, 9, 30), 0.35),
            (dt.date(2023, 9, 30), 0.2)],
}  # fmt: skip
SICKNESS = [  # a year's days lost over FTE times 253
    (dt.date(2013, 9, 30), 0.034), (dt.date(2015, 9, 30), 0.032),
    *_septembers(2016, 0.032, 0.047, 0.033, 0.042, 0.012, 0.024, 0.035, 0.030, 0.030, 0.022, 0.025),
]  # fmt: skip


def at(series: list[tuple[dt.date, float]], day: dt.date) -> float:
    """The series' value on a day: straight between its points, level before the first and after the last."""
    if day <= series[0][0]:
        return series[0][1]
    for (before, low), (after, high) in pairwise(series):
        if day <= after:
            return low + (high - low) * ((day - before) / (after - before))
    return series[-1][1]

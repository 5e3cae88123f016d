"""The bank holidays of England: the rule of each, and the days by which a proclamation changed the rule.

Source: Banking and Financial Dealings Act 1971, section 1 and schedule 1 (Good Friday and Christmas Day are holidays at common law), with the
proclamations named below as published in the London Gazette. Holds from 1978, when the first Monday in May was added. Add a
proclaimed day here when it is announced.
"""

import datetime as dt
from functools import lru_cache

FIRST_YEAR = 1978
_MAY = 5
# year: (days taken away, days added), and why
PROCLAIMED: dict[int, tuple[tuple[dt.date, ...], tuple[dt.date, ...]]] = {
    1981: ((), (dt.date(1981, 7, 29),)),  # royal wedding
    1995: ((dt.date(1995, 5, 1),), (dt.date(1995, 5, 8),)),  # fifty years after the end of the war in Europe
    1999: ((), (dt.date(1999, 12, 31),)),  # the millennium
    2002: ((dt.date(2002, 5, 27),), (dt.date(2002, 6, 3), dt.date(2002, 6, 4))),  # Golden Jubilee
    2011: ((), (dt.date(2011, 4, 29),)),  # royal wedding
    2012: ((dt.date(2012, 5, 28),), (dt.date(2012, 6, 4), dt.date(2012, 6, 5))),  # Diamond Jubilee
    2020: ((dt.date(2020, 5, 4),), (dt.date(2020, 5, 8),)),  # seventy-five years after the end of the war in Europe
    2022: (
        (dt.date(2022, 5, 30),),
        (dt.date(2022, 6, 2), dt.date(2022, 6, 3), dt.date(2022, 9, 19)),
    ),  # jubilee, funeral
    2023: ((), (dt.date(2023, 5, 8),)),  # coronation
}


def easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876, as given by Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def _first_monday(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=-first.weekday() % 7)


def _last_monday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)
    return last - dt.timedelta(days=last.weekday())


def _at_work(day: dt.date, taken: set[dt.date]) -> dt.date:
    """The day itself, or where it falls on a weekend the next day that is neither a weekend nor taken."""
    while day.weekday() >= 5 or day in taken:
        day += dt.timedelta(days=1)
    return day


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[dt.date]:
    """The days of a year on which offices in England are closed beside the weekends."""
    sunday, one = easter(year), dt.timedelta(days=1)
    days = {_at_work(dt.date(year, 1, 1), set()), sunday - 2 * one, sunday + one}
    days |= {_first_monday(year, _MAY), _last_monday(year, _MAY), _last_monday(year, 8)}
    days.add(_at_work(dt.date(year, 12, 25), set()))
    days.add(_at_work(dt.date(year, 12, 26), days))
    away, added = PROCLAIMED.get(year, ((), ()))
    return frozenset((days - set(away)) | set(added))

"""Weeks of work: their Monday, and how a week over a month's end is parted. Plain values, no clock."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
FULL_WEEK = Decimal(37)  # hours; the share of it an assignment works is its FTE
MOST_HOURS = Decimal(60)  # more in a week than this is asked about
WORKING_DAYS = 5


def monday_of(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def monday_after(day: dt.date) -> dt.date:
    """The Monday of a week that is said to begin on a day: of a Saturday or Sunday, the one that follows."""
    return monday_of(day + dt.timedelta(days=2))


def charge_in(rates: Iterable[tuple[dt.date, Decimal]], week: dt.date) -> Decimal | None:
    """What an hour is agreed to cost in a week: the rate that holds on its Friday, else the first. `rates`: from when, how much; the earliest first."""
    every = list(rates)
    held = [charge for since, charge in every if since <= week + dt.timedelta(days=WORKING_DAYS - 1)]
    return held[-1] if held else every[0][1] if every else None


def month_of(day: dt.date) -> dt.date:
    """The first day of a day's month."""
    return day.replace(day=1)


def months_of(week: dt.date) -> dict[dt.date, int]:
    """The months of a week's working days, Monday to Friday, with how many of them each has."""
    found: dict[dt.date, int] = {}
    for place in range(WORKING_DAYS):
        month = month_of(week + dt.timedelta(days=place))
        found[month] = found.get(month, 0) + 1
    return found


def parted(week: dt.date, amount: Decimal) -> dict[dt.date, Decimal]:
    """A week's amount by month, in proportion to its working days, to the penny; what rounding leaves stands in the later month."""
    months = months_of(week)
    if len(months) == 1:
        return dict.fromkeys(months, amount)
    (first, days), (second, _) = months.items()
    part = (amount * days / WORKING_DAYS).quantize(PENNY, ROUND_HALF_UP)
    return {first: part, second: amount - part}


Sums = tuple[Decimal, ...]


def summed(lines: Mapping[dt.date, Sums]) -> dict[dt.date, tuple[Sums, int]]:
    """Amounts by week (hours, pounds, ...) as the same amounts and a count of weeks by month."""
    found: dict[dt.date, tuple[Sums, int]] = {}
    for week, amounts in sorted(lines.items()):
        parts = [parted(week, amount) for amount in amounts]
        for month in months_of(week):
            so_far, count = found.get(month, ((Decimal(0),) * len(amounts), 0))
            found[month] = tuple(a + part[month] for a, part in zip(so_far, parts, strict=True)), count + 1
    return found

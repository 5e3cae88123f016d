"""Half-open periods of days, `[starts_on, ends_on)`; an empty end means the fact is still true.

A stock is asked *on* a day. A flow is asked between two days, `after` and `until`: it counts what
happened on a day d with `after < d <= until`, so that stock(until) = stock(after) + in - out.
"""

import calendar
import datetime as dt
from collections.abc import Iterator
from functools import lru_cache

from django.db import models
from django.db.models import F, Q


def holds_on(day: dt.date, prefix: str = "") -> Q:
    """The condition that a period is true on `day`; `prefix` reaches it through a relation (`"term__"`)."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})
    )


def overlaps(after: dt.date, until: dt.date | None, prefix: str = "") -> Q:
    """The condition that a period shares a day with `[after, until)`; `until` empty = no end."""
    shares = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": after})
    if until is not None:
        shares &= Q(**{f"{prefix}starts_on__lt": until})
    return shares


class PeriodQuerySet(models.QuerySet):
    """Rows that are true over a period."""

    def on(self, day: dt.date):
        """Those true on `day`."""
        return self.filter(holds_on(day))

    def overlapping(self, after: dt.date, until: dt.date | None):
        """Those sharing a day with `[after, until)`."""
        return self.filter(overlaps(after, until))


class Period(models.Model):
    """A fact that holds from `starts_on` up to, not including, `ends_on`."""

    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: dt.date) -> bool:
        """Whether the fact is true on `day`."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)


def period_is_forwards(name: str) -> models.CheckConstraint:
    """The database's own guard that a period ends after it begins."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name=f"{name}_period_is_forwards"
    )


@lru_cache(maxsize=4096)
def months_before(day: dt.date, months: int) -> dt.date:
    """The same day `months` earlier, or the month's last day where that day does not exist.

    A month's end stays a month's end: twelve months before 28 February 2015 is 28 February 2014, and one month
    before 30 April 2016 is 31 March 2016, because as-at days are mostly month ends.
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_month_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(year, month + 1, last if is_month_end else min(day.day, last))


def month_days(until: dt.date, months: int) -> list[dt.date]:
    """`months + 1` as-at days a month apart, the last of them `until`, oldest first."""
    return [months_before(until, back) for back in range(months, -1, -1)]


def each_month(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The last day of every month from `first`'s month to `last`'s."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield dt.date(year, month, calendar.monthrange(year, month)[1])
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def financial_year(day: dt.date) -> str:
    """The financial year of a day, 1 April to 31 March, written "2015/16"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"

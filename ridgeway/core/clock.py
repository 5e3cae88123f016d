"""The clock is read here, once, at the edge of a request, a task or a command, and passed down."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone


def now() -> dt.datetime:
    """The moment now, aware, in UTC."""
    return timezone.now()


def day_of(at: dt.datetime) -> dt.date:
    """The calendar day of a moment, in the council's time zone."""
    return timezone.localtime(at).date()


def day_reader() -> Callable[[dt.datetime], dt.date]:
    """`day_of` for thousands of moments: the time zone is looked up once."""
    zone = timezone.get_current_timezone()
    return lambda at: at.astimezone(zone).date()

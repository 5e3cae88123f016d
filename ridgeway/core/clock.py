"""The clock is read here, once, at the edge of a request, a task or a command, and passed down."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """The moment now, aware, in UTC."""
    return timezone.now()


def day_of(at: dt.datetime) -> dt.date:
    """The calendar day of a moment, in the council's time zone."""
    return timezone.localtime(at).date()

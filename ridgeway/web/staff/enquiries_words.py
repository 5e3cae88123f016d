"""How a promise is said: due, over, ring again; and how its clock is drawn."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from ridgeway.domains.recruitment import rules
from ridgeway.domains.recruitment.queries import enquiries as queries
from ridgeway.domains.recruitment.queries.enquiries import wall
from ridgeway.drawing import strips

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def many(count: int, one: str, more: str) -> str:
    """One person, seven people, 12 people."""
    return f"{_WORDS[count] if count < len(_WORDS) else count} {one if count == 1 else more}"


def begun(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


def due_words(due: dt.datetime, at: dt.datetime, hours: rules.Hours) -> str:
    """Due today, 10:05; Over since yesterday, 15:40; 1 day 22 hours over, closed days not counted."""
    when, now = timezone.localtime(due), timezone.localtime(at)
    days = (when.date() - now.date()).days
    if when < now:
        if days == 0:
            return f"Over since {when:%H:%M}"
        return (
            f"Over since yesterday, {when:%H:%M}"
            if days == -1
            else f"{_length(rules.on_open_days(wall(due), wall(at), hours))} over"
        )
    day = "today" if days == 0 else "tomorrow" if days == 1 else f"{when:%a} {when.day} {when:%b}"
    return f"Due {day}, {when:%H:%M}"


def _length(time: dt.timedelta) -> str:
    hours = time.seconds // 3600
    parts = [
        f"{time.days} {'day' if time.days == 1 else 'days'}" if time.days else "",
        f"{hours} {'hour' if hours == 1 else 'hours'}" if hours else "",
    ]
    return " ".join(filter(None, parts)) or "less than an hour"


def asked_words(came: dt.datetime) -> str:
    """asked Wed 23 Mar, 11:20."""
    when = timezone.localtime(came)
    return f"asked {when:%a} {when.day} {when:%b}, {when:%H:%M}"


def clock_drawn(row: Any, at: dt.datetime) -> SafeString:
    """The clock of an enquiry that waits; in words alone where it was answered and is to be rung again; nothing where it is closed."""
    if row.ring_by is None:
        return mark_safe("")
    if row.answered_at:
        return strips.clock(
            0, 1, due_words(row.ring_by, at, queries.hours_of(row)).replace("Due", "Ring again"), paused=True
        )
    clock, hours = queries.clock_of(row, at), queries.hours_of(row)
    return strips.clock(clock.gone / hours.length, clock.promised / hours.length, due_words(row.ring_by, at, hours))


def hours_words(hours: float | None) -> str:
    """Working hours with one decimal; a half hour matters, a minute does not."""
    return "" if hours is None else f"{hours:.1f}"


def promise_words(hours: int, a_day: float) -> str:
    """2 working days, or 6 working hours, as a council says it."""
    days = hours / a_day
    if days == int(days):
        return f"{_WORDS[int(days)] if days <= 10 else int(days)} working {'day' if days == 1 else 'days'}"
    return f"{hours} working hours"

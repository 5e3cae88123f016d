"""Numbers, money and days as the council writes them. Every function takes a plain value and returns words; `None` gives none."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import dates, timezone
from django.utils.translation import get_language, gettext

MINUS = "−"
EN_DASH = "–"
Amount = float | int | Decimal | None


def _named(value: dt.date, form: str, names: Mapping[int, Any], place: int) -> str:
    """A month or a weekday in the language that is spoken; in English, which is most of the time, without looking it up."""
    return format(value, form) if (get_language() or "en").startswith("en") else str(names[place])


def day(value: dt.date | None) -> str:
    """31 March 2016."""
    return "" if not value else f"{value.day} {month(value)}"


def month(value: dt.date | None) -> str:
    """March 2016."""
    return "" if not value else f"{_named(value, '%B', dates.MONTHS, value.month)} {value.year}"


def weekday(value: dt.date) -> str:
    """Thursday 31 March 2016."""
    return f"{_named(value, '%A', dates.WEEKDAYS, value.weekday())} {day(value)}"


def short_day(value: dt.date | None) -> str:
    """31 Mar 2016."""
    return "" if not value else f"{value.day} {_short_month(value)} {value.year}"


def _short_month(value: dt.date) -> str:
    return _named(value, "%b", dates.MONTHS_3, value.month).title()


def moment(value: dt.datetime | None) -> str:
    """Thu 24 Mar 2016, 15:40, in the council's time zone."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    name = _named(local, "%a", dates.WEEKDAYS_ABBR, local.weekday())
    return f"{name} {local.day} {_short_month(local)} {local:%Y, %H:%M}"


def from_to(starts: str, ends: str) -> str:
    """From one to the other, as they are written: 14:00 to 14:45."""
    return gettext("{from_} to {to}").format(from_=starts, to=ends)


def listed(parts: Sequence[str]) -> str:
    """As one says them: "11", "11 and 12", "11, 9 and 12"; empty where there are none."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def number(value: Amount, places: int | None = None) -> str:
    """1,234 or −8.9: thousands by commas, a true minus, and as many decimals as said (else as many as it has, at most 2)."""
    if value is None or value == "":
        return ""
    size = abs(value)
    written = f"{size:,.2f}".rstrip("0").rstrip(".") if places is None else f"{size:,.{places}f}"
    return f"{MINUS}{written}" if value < 0 and written.strip("0.,") else written


def pounds(value: Amount) -> str:
    """£1,234, with pence only under £100, and −£333,918."""
    if value is None:
        return ""
    size: float | Decimal = -value if value < 0 else value
    written = number(size, 2 if size < 100 and size != int(size) else 0)
    return f"{MINUS if value < 0 else ''}£{written}"


def points(value: Amount) -> str:
    """The difference of two shares: 8.9 points, −8.9 points, 1 point."""
    if value is None:
        return ""
    written = number(value, 1)
    return f"{written.removesuffix('.0') if abs(value) == 1 else written} {'point' if abs(value) == 1 else 'points'}"


def share(value: Amount) -> str:
    """A share, given as a percentage: 76.4%."""
    return "" if value is None else f"{number(value, 1)}%"


def dash(value: Any) -> str:
    """In a table's cell: an en dash for nothing and for zero, otherwise the number."""
    if value in (None, "", 0):
        return EN_DASH
    return value if isinstance(value, str) else number(value)


def fte(value: Amount) -> str:
    """Full-time equivalents with one decimal, two where the second says something: 36.5, 0.25, 4.0."""
    if value is None:
        return ""
    two = round(float(value), 2)
    return number(two, 1 if round(two, 1) == two else 2)

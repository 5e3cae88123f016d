"""The month and the amounts of a row, as finance systems write them. Each reader raises `ValueError` with a sentence."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from ridgeway.core.tabular import read_date, read_number, read_text
from ridgeway.core.tabular.values import Cell, is_empty
from ridgeway.domains.finance.rules import PENNY, month_of, months_of, twelfths, year_of

MOST = Decimal("999999999999")
_YEAR = re.compile(
    r"^(?:fy)?\s*((?:19|20|21)\d{2})(?:\s*[-/]\s*(\d{2}|\d{4}))?$|^(?:fy)?\s*(\d{2})\s*[-/]?\s*(\d{2})$", re.IGNORECASE
)
_PERIOD = re.compile(r"^(?:p|per|period|m|month)?\s*0*(\d{1,2})(?:[.]0)?$", re.IGNORECASE)
_BOTH = re.compile(r"^(\d{4})\D?(?:p|per|m)?0*(\d{1,2})$", re.IGNORECASE)
_MONTH_NAME = re.compile(r"^([a-z]{3,9})[-/ ]?(\d{4}|\d{2})?$", re.IGNORECASE)
_MONTHS = ("apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "jan", "feb", "mar")


def read_year(value: Cell) -> int | None:
    """2015/16, 2015-2016, 15/16, FY1516, or 2015 for the year that began then: its first calendar year."""
    if is_empty(value):
        return None
    written = read_text(value)
    match = _YEAR.match(written)
    if not match:
        raise ValueError(f"“{written[:40]}” is not a financial year. Write it as 2015/16.")
    first, second, short, after = match.groups()
    year = int(first) if first else 2000 + int(short)
    ends = second or after
    if ends and int(ends[-2:]) != (year + 1) % 100:
        raise ValueError(f"“{written[:40]}” does not run from one year to the next. Write it as 2015/16.")
    if not 1990 <= year <= 2199:
        raise ValueError(f"“{written[:40]}” is not a financial year of these times.")
    return year


def read_month(value: Cell, year: int | None) -> tuple[dt.date | None, bool]:
    """The first day of the month, and whether the row says a period after the twelfth (put in March). (None, False): it says none."""
    if is_empty(value):
        return None, False
    written = read_text(value)
    if year is not None and (match := _PERIOD.match(written)):
        period = int(match[1])
        if period in (13, 14):
            return month_of(year, 12), True
        return month_of(year, period), False
    if match := _MONTH_NAME.match(written):
        return _named(match[1], match[2], year, written), False
    if (match := _BOTH.match(written)) and 1 <= int(match[2]) <= 12 and year is None and 1990 <= int(match[1]) <= 2199:
        return dt.date(int(match[1]), int(match[2]), 1), False
    day = read_date(value)
    assert day is not None
    if year is not None and year_of(day) != year:
        raise ValueError(f"“{written[:40]}” is not in the financial year {year}/{(year + 1) % 100:02d}.")
    return day.replace(day=1), False


def _named(name: str, digits: str | None, year: int | None, written: str) -> dt.date:
    short = name.lower()[:3]
    if short not in _MONTHS:
        raise ValueError(f"“{written[:40]}” is not a month or a period.")
    period = _MONTHS.index(short) + 1
    if digits:
        calendar = int(digits) if len(digits) == 4 else 2000 + int(digits)
        return dt.date(calendar, (period + 2) % 12 + 1, 1)
    if year is None:
        raise ValueError(f"“{written[:40]}” has no year.")
    return month_of(year, period)


def read_pounds(value: Cell) -> Decimal | None:
    """An amount to the penny: brackets and a trailing minus are less than nothing, "CR" too."""
    if isinstance(value, str):
        text = value.strip()
        if text[-2:].upper() in ("CR", "DR"):
            text = f"-{text[:-2].strip()}" if text[-2:].upper() == "CR" else text[:-2].strip()
        elif text.endswith("-") and len(text) > 1:
            text = f"-{text[:-1].strip()}"
        value = text
    number = read_number(value)
    if number is None:
        return None
    if abs(number) > MOST:
        raise ValueError(f"“{read_text(value)[:40]}” is more money than a council has.")
    return number.quantize(PENNY)


def amounts_of(cells: Mapping[str, Cell], columns: Mapping[str, str], side: str | None) -> list[tuple[str, Decimal]]:
    """What a row says: (side, amount), amounts of nothing included so that they can be asked about."""

    def read(name: str) -> Decimal | None:
        return read_pounds(cells.get(columns[name])) if name in columns else None

    found = []
    debit, credit = read("debit"), read("credit")
    if debit and credit:
        raise ValueError("The line has a debit and a credit, so it does not say which it is.")
    one = read("actual")
    if one is None and (debit is not None or credit is not None):
        one = (debit or Decimal(0)) - (credit or Decimal(0))
    if one is not None:
        found.append((side or "actual", one))
    if (budget := read("budget")) is not None:
        found.append(("budget", budget))
    return found


def spread(side: str, amount: Decimal, month: dt.date | None, year: int | None) -> list[tuple[dt.date, Decimal]]:
    """The months of an amount: its own, or a year's budget in twelfths. Raises `ValueError` for spending without a month."""
    if month is not None:
        return [(month, amount)]
    if side != "budget":
        raise ValueError("The line says no month, and what was spent is of a month.")
    if year is None:
        raise ValueError("The line says neither month nor year.")
    return [
        (when, part) for when, part in zip(months_of(year), twelfths(amount), strict=True) if part or when.month == 3
    ]

"""Dates, numbers and FTE as people write them in British exports. Each reader answers `None` for an empty cell and raises
`ValueError` with a sentence for one it cannot read."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

_EMPTY = {"", "-", "–", "—", "n/a", "na", "none", "null", "nil", "not applicable", "#n/a"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_NUMERIC = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})$")
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3,9})[-/., ]*(\d{2}|\d{4})$")
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?(Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_DAY_NAME = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+")
_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?$")
_SERIAL_DAYS = (3654, 73051)  # 2 January 1910 to 1 January 2100
_SERIAL_ZERO = dt.date(1899, 12, 30)


def read_text(value: Cell) -> str:
    """A cell as text: trimmed, inner spaces single, whole numbers without a decimal point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.date):
        return value.isoformat()
    return " ".join(str(value).replace("\u00a0", " ").split())


def is_empty(value: Cell) -> bool:
    """Whether a cell says nothing: blank, a dash, "n/a"."""
    return value is None or (isinstance(value, str) and read_text(value).lower() in _EMPTY)


def _year(text: str) -> int:
    """A year; of two digits, 70 to 99 are of the last century."""
    return int(text) if len(text) == 4 else int(text) + (1900 if int(text) >= 70 else 2000)


def _serial(days: float, written: Any) -> dt.date:
    if not _SERIAL_DAYS[0] <= days < _SERIAL_DAYS[1]:
        raise ValueError(f"“{written}” is not a date. Write it as 31/03/2016.")
    return _SERIAL_ZERO + dt.timedelta(days=int(days))


def read_date(value: Cell) -> dt.date | None:
    """A date in British order: 31/03/2016, 31.03.16, 31-Mar-2016, 31 March 2016, ISO, or a spreadsheet's day number.

    A day number counts from 30 December 1899, as spreadsheets do. Raises `ValueError`.
    """
    if is_empty(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(value, value)
    written = read_text(value)
    text = _DAY_NAME.sub("", _CLOCK.sub("", written).strip().lower())
    try:
        if re.fullmatch(r"\d{4,5}(\.\d+)?", text):
            return _serial(float(text), written)
        if re.fullmatch(r"(19|20)\d{6}", text):
            return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if match := _ISO.match(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMERIC.match(text):
            return dt.date(_year(match[3]), int(match[2]), int(match[1]))
        if (match := _WORDS.match(text)) and match[2] in _MONTHS:
            return dt.date(_year(match[3]), _MONTHS[match[2]], int(match[1]))
    except ValueError as error:
        raise ValueError(f"“{written}” is not a date. Write the day first, as 31/03/2016.") from error
    raise ValueError(f"“{written}” is not a date. Write it as 31/03/2016.")


def read_number(value: Cell) -> Decimal | None:
    """A number: thousands separators or spaces, a pound sign, a trailing percent sign (60% is 0.6), brackets for minus.

    Raises `ValueError`, among others for a comma that does not stand between thousands.
    """
    if is_empty(value):
        return None
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise ValueError(f"“{read_text(value) if isinstance(value, bool | dt.date) else value}” is not a number.")
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value)) if abs(value) < 1e15 else _not_a_number(value)
    written = read_text(value)
    text = written.replace("\u2212", "-").replace("£", "").strip()
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1].strip()
    share = text.endswith("%")
    text = text.removesuffix("%").strip()
    if _GROUPED.match(text):
        text = text.replace(",", "").replace(" ", "")
    if len(text) > 30 or not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text):
        return _not_a_number(written)
    try:
        number = Decimal(text)
    except InvalidOperation:  # pragma: no cover - the pattern above admits only decimals
        return _not_a_number(written)
    return number / 100 if share else number


def _not_a_number(written: Any) -> Decimal:
    raise ValueError(f"“{str(written)[:60]}” is not a number.")


def read_fte(value: Cell, *, standard_hours: Decimal | None = None) -> Decimal | None:
    """A full-time equivalent between 0 and 1 to six places: 0.6, 60%; or hours a week over `standard_hours` when given.

    Raises `ValueError` when it is not between 0 and 1.
    """
    number = read_number(value)
    if number is None:
        return None
    if standard_hours is not None:
        number = number / standard_hours
    share = round(number, 6)
    if not 0 <= share <= 1:
        said = f"{read_text(value)} hours of {standard_hours}" if standard_hours else f"“{read_text(value)}”"
        raise ValueError(f"{said} is not a full-time equivalent, which is between 0 and 1.")
    return share

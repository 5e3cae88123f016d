"""Financial years and their months; how a year's amount is spread; what a share needs. Plain values, no clock."""

import datetime as dt
from decimal import Decimal

PENNY = Decimal("0.01")


def year_of(day: dt.date) -> int:
    """The calendar year in which the financial year of a day began: 2015 for 31 March 2016."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    """2015/16."""
    return f"{year}/{(year + 1) % 100:02d}"


def month_of(year: int, period: int) -> dt.date:
    """The first day of a financial year's period, 1 = April to 12 = March. Raises `ValueError` for another number."""
    if not 1 <= period <= 12:
        raise ValueError(f"Period {period} is not between 1 (April) and 12 (March).")
    return dt.date(year + (period > 9), (period + 2) % 12 + 1, 1)


def months_of(year: int) -> list[dt.date]:
    """The first days of a financial year's twelve months."""
    return [month_of(year, period) for period in range(1, 13)]


def twelfths(amount: Decimal) -> list[Decimal]:
    """A year's amount in twelve, to the penny; what does not divide stands in March."""
    each = (amount / 12).quantize(PENNY)
    return [each] * 11 + [amount - each * 11]


def share(part: Decimal, whole: Decimal) -> float | None:
    """A part as a percentage of a whole; None where the whole is nothing or less."""
    return float(part) * 100 / float(whole) if whole > 0 else None


def guess_kind(name: str) -> str:
    """The kind a subjective code's name speaks of, or nothing where it tells none."""
    words = name.lower()
    for hints, kind in _HINTS:
        if any(hint in words for hint in hints):
            return kind
    return ""


_HINTS = (
    (("agency social", "agency sw", "locum social"), "agency_sw"),
    (("agency", "locum", "temporary staff", "interim"), "agency_other"),
    (("supplement", "premia", "premium"), "supplement"),
    (("golden hello", "retention pay", "relocation", "welcome pay"), "incentive"),
    (("national insurance", "employers ni", "employer's ni", "ers ni", "pension", "superann", "on-cost", "on cost", "apprenticeship levy"), "on_cost"),
    (("salar", "basic pay", "wages", "overtime", "pay -", "gross pay"), "pay"),
    (("travel", "training", "premises", "supplies", "telephone", "mileage", "income", "transport"), "other"),
)  # fmt: skip

"""What is owed back to the day, when a tie is over, when a review is due, what notice a supplement needs. Plain values, no clock."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ridgeway.core.periods import months_before

from .choices import Basis, ClawBack

PENNY = Decimal("0.01")


def after_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; a month's end stays a month's end."""
    return months_before(day, -months)


def paid_by(instalments: Iterable[tuple[dt.date | None, Decimal]], day: dt.date) -> Decimal:
    """What was paid before a day: (the day paid, empty = not paid; the amount)."""
    return sum((amount for on, amount in instalments if on is not None and on < day), Decimal(0))


def owed_back(paid: Decimal, *, tie_starts_on: dt.date, tie_months: int, left_on: dt.date, claw_back: str) -> Decimal:
    """What somebody owes of `paid` who is no longer in post from `left_on` on, to the penny.

    *Daily*: the share of the tie's days not served. *Yearly*: the share of its whole years not served, a year begun counting as not
    served. *Whole*: all of it until the tie is over. Who leaves on the day the tie is over, or later, owes nothing; who leaves before it
    begins owes everything.
    """
    ends = after_months(tie_starts_on, tie_months)
    if left_on >= ends or tie_months == 0:
        return Decimal(0)
    if left_on <= tie_starts_on or claw_back == ClawBack.WHOLE:
        return paid
    if claw_back == ClawBack.YEARLY:
        years = -(-tie_months // 12)
        served = sum(after_months(tie_starts_on, 12 * year) <= left_on for year in range(1, years))
        share = Decimal(years - served) / years
    else:
        share = Decimal((ends - left_on).days) / (ends - tie_starts_on).days
    return (paid * share).quantize(PENNY, ROUND_HALF_UP)


def a_year(basis: str, amount: Decimal, pay: Decimal | None) -> Decimal | None:
    """What a supplement comes to in a year for somebody full-time; None where it is a percentage and the pay is not known."""
    if basis == Basis.POUNDS:
        return amount
    return None if pay is None else (pay * amount / 100).quantize(PENNY, ROUND_HALF_UP)


def earliest_end(given_on: dt.date, weeks: int) -> dt.date:
    """The first day on which a supplement may be gone, notice given on a day."""
    return given_on + dt.timedelta(weeks=weeks)

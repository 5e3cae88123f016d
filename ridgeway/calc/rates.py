"""Rates, their changes, and how sure one can be of them."""

import math

TOO_WIDE = 0.25
"""A rate of leaving or staying is "too few to say" when its likely range spans more than 25 points."""


def rate(numerator: float, denominator: float) -> float | None:
    """The share `numerator / denominator`, or None where the denominator is nothing."""
    return numerator / denominator if denominator > 0 else None


def points(now: float | None, then: float | None) -> float | None:
    """The change from one share to another, in percentage points."""
    return None if now is None or then is None else (now - then) * 100


def wilson(successes: float, of: float, z: float = 1.959964) -> tuple[float, float]:
    """The likely range (95% unless `z` says otherwise) of a share, by Wilson's score interval.

    `of` may be an average and so not whole; with nothing to go on the range is 0 to 1.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if of <= 0:
        return 0.0, 1.0
    share = min(successes / of, 1.0)
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, centre - half), min(1.0, centre + half)


def is_too_few(successes: float, of: float) -> bool:
    """Whether the share is too unsure to be ranked or compared."""
    low, high = wilson(successes, of)
    return high - low > TOO_WIDE


def poisson(count: float, z: float = 1.959964) -> tuple[float, float]:
    """The likely range (95% unless `z` says otherwise) of what a count stands for, by Byar's approximation; from nothing where nothing was counted.

    Source: N. E. Breslow, N. E. Day, Statistical methods in cancer research II, IARC (1987), page 69.
    """
    if count < 0:
        raise ValueError("A count is not less than nothing.")
    low = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return max(0.0, low), more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3

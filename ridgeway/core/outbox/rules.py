"""When a mail is tried again, and when it is given up. Pure."""

import datetime as dt

MOST_FAILURES = 20  # with the pauses below, about two days
LOST_AFTER = dt.timedelta(minutes=15)  # far longer than any talk with a server that is still going on
_LONGEST = 240


def pause(failures: int) -> dt.timedelta:
    """How long to wait after so many failures: 1, 2, 4 ... minutes, at most four hours."""
    return dt.timedelta(minutes=min(2 ** max(0, failures - 1), _LONGEST))


def may_try_again(failures: int) -> bool:
    """Whether a mail that failed so often is tried once more."""
    return failures < MOST_FAILURES


def is_final(code: int) -> bool:
    """Whether an answer of a mail server is a refusal for good (5xx) and not for now (RFC 5321, section 4.2.1)."""
    return code >= 500

"""How long ago a worker was last seen. Kept outside the database, which a long import may be holding."""

import datetime as dt

from django.core.cache import caches

from ridgeway.core import clock

EVERY_SECONDS = 10
LATE_SECONDS = 60
_KEY = "worker-seen"


def beat() -> None:
    """A worker is here now."""
    caches["progress"].set(_KEY, clock.now(), 24 * 3600)


def age(at: dt.datetime) -> float | None:
    """Seconds since a worker was last seen; None where none was in the last day."""
    seen = caches["progress"].get(_KEY)
    return None if seen is None else (at - seen).total_seconds()

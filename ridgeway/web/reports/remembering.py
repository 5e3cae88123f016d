"""What a report composes to, remembered for as long as nothing of the council changes: its key holds the council's revision.

Composing reads a council's rows; opening a report that somebody opened a moment ago should not. What is written without raising the
revision (clicks of a tracked link) shows after five minutes at the latest.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches

from ridgeway.domains.organisation.models import Council

T = TypeVar("T")
SECONDS = 300


def remembered(council: Council, key: str, make: Callable[[], T]) -> T:
    """What `make` gave for this key and this state of the council's rows, or gives now."""
    cache = caches["pages"]
    whole = f"report:{council.pk}:{council.revision}:{key}"
    found = cache.get(whole)
    if found is None:
        found = make()
        cache.set(whole, found, SECONDS)
    return found

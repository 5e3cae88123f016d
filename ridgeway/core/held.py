"""A cache in the memory of the process that gives back what it was given, and no copy of it.

For what is worked out of many rows and only read afterwards: copying it at every request would cost more than it spares. Whoever is
given something from here changes nothing in it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache

SECONDS = 3600
T = TypeVar("T")


class Held(LocMemCache):
    """`LocMemCache` without its pickling; what is not asked for longest gives way first."""

    # its own parts, of which the library's types say nothing
    _cache: OrderedDict[str, Any]
    _lock: Lock
    _has_expired: Callable[[str], bool]
    _set: Callable[..., None]
    _delete: Callable[[str], bool]

    def validate_key(self, key) -> None:
        """Any key will do: nothing of this goes to another server."""

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            if not self._has_expired(key):
                return False
            self._set(key, value, timeout)
            return True

    def get(self, key, default=None, version=None) -> Any:
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            if self._has_expired(key):
                self._delete(key)
                return default
            self._cache.move_to_end(key, last=False)
            return self._cache[key]

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> None:
        key = self.make_and_validate_key(key, version=version)
        with self._lock:
            self._set(key, value, timeout)


def while_unchanged(of: str, revision: int, make: Callable[[], T]) -> T:
    """What `make` gives for this state of somebody's rows. `of` names it; `revision` rises with every write to them, so that nothing
    out of date is ever given back: whoever asks has read it with their own request.
    """
    cache = caches["held"]
    found = cache.get(of)
    if found is None or found[0] != revision:
        found = (revision, make())
        cache.set(of, found, SECONDS)
    return found[1]


class Once:
    """What follows from its key and from nothing else, worked out once in a process. When `most` are known it begins anew."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._known: dict[Hashable, Any] = {}

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= self.most:
                self._known.clear()
            found = self._known[key] = make()
        return found

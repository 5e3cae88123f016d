"""The language in which a council speaks to those outside it, wherever what it says is made: on a page, or in a mail that a worker writes.

Which language that is the careers site knows, far above; here it is known by its name in the settings (`COUNCIL_LANGUAGE`). The staff's
pages, and what is written for the staff while somebody outside does something, are English.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.module_loading import import_string

Made = TypeVar("Made")
_now: ContextVar[tuple[int, str] | None] = ContextVar("the council that speaks, and its language", default=None)


@contextmanager
def speaking(council: Any) -> Iterator[None]:
    """In the language of a council. It is asked for once: within it, the same council costs no query."""
    known = _now.get()
    language = known[1] if known and known[0] == council.pk else import_string(settings.COUNCIL_LANGUAGE)(council)
    token = _now.set((council.pk, language))
    try:
        with translation.override(language):
            yield
    finally:
        _now.reset(token)


def in_its_language(make: Callable[..., Made]) -> Callable[..., Made]:
    """What a function makes is made in the language of the council that its first argument is, or is a row of."""

    @wraps(make)
    def wrapped(row: Any, *rest: Any, **more: Any) -> Made:
        with speaking(getattr(row, "council", row)):
            return make(row, *rest, **more)

    return wrapped


def in_english(make: Callable[..., Made]) -> Callable[..., Made]:
    """What a function makes is made for the staff, whoever's page it is made on."""

    @wraps(make)
    def wrapped(*given: Any, **more: Any) -> Made:
        with translation.override(settings.LANGUAGE_CODE):
            return make(*given, **more)

    return wrapped

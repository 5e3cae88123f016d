"""What was read of a council's rows, kept in the process until something of its kind is written: the audit trail says of what kind.

Every write raises the council's revision and leaves an entry in its chain of the audit trail, numbered in the order of their commits. So a
request that finds another revision than the last one asks the trail what was written since, and only what rests on that is read again: a
call that was logged does not make a thousand adverts be read anew, and of a thousand adverts one that was written is read by itself. What is written without an entry (a promise's figure of the day) is
not for here but for `held.while_unchanged`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

from django.core.cache import caches

from .held import SECONDS
from .models import AuditEntry, AuditHead

T = TypeVar("T")
MOST = 500  # entries since the last request; after more than these everything is read again
FEW = 50  # rows of a kind; where more were written, all of them are read


@dataclass(frozen=True, slots=True)
class _Known:
    """What a process knows of a chain: the revision it last asked at, the last entry then, and the last of each kind since `began`.

    `entries`: the last of them, at most `MOST`, with what each was about: number, kind, key.
    """

    revision: int
    sequence: int
    began: int
    kinds: Mapping[str, int]
    entries: tuple[tuple[int, str, str], ...] = ()

    def last(self, kinds: Collection[str]) -> int:
        return max([self.kinds.get(kind, 0) for kind in kinds] + [self.began])

    def keys(self, kind: str, since: int) -> set[int] | None:
        """The rows of a kind that were written after an entry; None where they are not known, or are many."""
        if since < self.began or (self.entries and len(self.entries) == MOST and self.entries[0][0] > since + 1):
            return None
        later = takewhile(lambda entry: entry[0] > since, reversed(self.entries))
        keys = {key for _, of, key in later if of == kind}
        return {int(key) for key in keys} if len(keys) <= FEW and all(map(str.isdecimal, keys)) else None


def while_unwritten(of: str, chain: str, revision: int, kinds: Collection[str], make: Callable[[], T]) -> T:
    """What `make` gives until a thing of one of `kinds` (`recruitment.advert`) is written. `of` names it, `chain` is the council's code,
    and `revision` its revision as the request has read it. A query for what was written, where the revision is a new one.
    """
    cache = caches["held"]
    known = _known(chain, revision)
    found = cache.get(of)
    if found is None or found[0] < known.last(kinds):
        # marked with the last entry that was known before it was read: it may hold more than that says, never less
        found = (known.sequence, make())
        cache.set(of, found, SECONDS)
    return found[1]


def rows_while_unwritten(
    of: str,
    chain: str,
    revision: int,
    kind: str,
    rest_on: Collection[str],
    make: Callable[[], T],
    renew: Callable[[T, set[int]], T],
) -> T:
    """The same of the rows of one `kind`, whose words rest on things of other kinds too: where only some of the rows were written, `renew`
    makes of what is kept, which it leaves as it is, and of their keys what is kept from now on.
    """
    cache = caches["held"]
    known = _known(chain, revision)
    found = cache.get(of)
    keys = known.keys(kind, found[0]) if found is not None and found[0] >= known.last(rest_on) else None
    if keys is not None and not keys:
        return found[1]
    kept = (known.sequence, make() if keys is None else renew(found[1], keys))
    cache.set(of, kept, SECONDS)
    return kept[1]


def _known(chain: str, revision: int) -> _Known:
    cache, of = caches["held"], f"written:{chain}"
    known: _Known | None = cache.get(of)
    if known is None:
        known = _from_now(chain, revision)
    elif known.revision < revision:
        known = _since(known, chain, revision)
    else:
        return known
    cache.set(of, known, None)
    return known


def _from_now(chain: str, revision: int) -> _Known:
    last = AuditHead.objects.filter(chain=chain).values_list("sequence", flat=True).first() or 0
    return _Known(revision, last, last, {})


def _since(known: _Known, chain: str, revision: int) -> _Known:
    entries = AuditEntry.objects.filter(chain=chain, sequence__gt=known.sequence).order_by("sequence")
    written = list(entries.values_list("sequence", "thing_type", "thing_id")[:MOST])
    if len(written) == MOST:
        return _from_now(chain, revision)
    return _Known(
        revision,
        max([known.sequence, *(number for number, _, _ in written)]),
        known.began,
        {**known.kinds, **{kind: number for number, kind, _ in written}},
        (*known.entries, *written)[-MOST:],
    )

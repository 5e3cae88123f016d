"""Files of lines taken in whole, and taken back whole: what a file is kept as, and how its lines stand in the place of earlier ones.

A line names its file as `load`, and as `replaced_by` the file that stands in its place: empty, it counts. Domains say which lines speak of the same
thing; here is what they share.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import models

AT_ONCE = 2000
Line = TypeVar("Line")


class FileLoad(models.Model):
    """One file of lines. `digest` is over the lines themselves, so that the audit trail's one entry for a file vouches for all of them."""

    name = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    lines = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    loaded_at = models.DateTimeField()
    loaded_by_name = models.CharField(max_length=254)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-loaded_at", "-pk"]


def begun(name: str, note: str, *, by: Any, at: dt.datetime) -> dict[str, Any]:
    """What a file is kept with from the first line on, cut to what the columns hold."""
    return {"name": name[:200], "note": note[:300], "loaded_at": at, "loaded_by_name": str(by)[:254]}


def in_batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines as they come, so many at once: a file may be as long as it likes."""
    waiting = iter(lines)
    while batch := list(islice(waiting, AT_ONCE)):
        yield batch


def why_not_back(load: Any) -> str:
    """Why a file cannot be taken back, as a sentence; empty where it can."""
    if load.taken_back_at is not None:
        return "It was taken back already."
    later = load.rows.filter(replaced_by__isnull=False).values_list("replaced_by__name", flat=True).first()
    return f"A later file, {later}, stands in the place of some of its lines. Take that back first." if later else ""


def put_back(load: Any) -> None:
    """The lines of a file count no more, and those they stood in the place of count again."""
    load.rows.update(replaced_by=load)
    load.rows.model.objects.filter(replaced_by=load).exclude(load=load).update(replaced_by=None)

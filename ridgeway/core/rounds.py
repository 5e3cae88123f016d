"""Rounds: what is to be done every day or every week without anybody asking, once and by one worker.

An app names its rounds in a module `rounds.py` of its own, with `@daily(...)` or `@weekly(...)`; they are found at start-up. The
worker looks each minute for the rounds that are due. A round is one transaction together with the note that it was
done, under the lock of its row: two workers never do one twice, a worker that is killed leaves it undone, and after days
switched off it is done once. What a round writes for outside (mails) goes through the outbox, in that same transaction.
"""

import datetime as dt
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from .models import RoundDone

log = logging.getLogger(__name__)
Work = Callable[[dt.datetime], str | None]
PAUSE = dt.timedelta(hours=1)  # after a round that failed


@dataclass(frozen=True, slots=True)
class Round:
    """Work that comes round: from `hour` (by the council's clock) every day, or on one weekday (0 = Monday).

    `do` is given the moment and answers what it did, in a few words without names, or nothing.
    """

    name: str
    words: str
    do: Work
    hour: int
    weekday: int | None = None

    def last_due(self, moment: dt.datetime) -> dt.date:
        """The latest day, by `moment`, on which it was to be done."""
        local = timezone.localtime(moment)
        day = local.date() if local.hour >= self.hour else local.date() - dt.timedelta(days=1)
        return day if self.weekday is None else day - dt.timedelta(days=(day.weekday() - self.weekday) % 7)

    @property
    def when(self) -> str:
        """Every day from 06:00; Mondays from 06:00."""
        days = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"]
        return f"{'every day' if self.weekday is None else days[self.weekday]} from {self.hour:02}:00"


ALL: dict[str, Round] = {}


def daily(name: str, words: str, *, hour: int) -> Callable[[Work], Work]:
    """Name a round of every day. `words` say what it does, for the documentation."""
    return _named(name, words, hour, None)


def weekly(name: str, words: str, *, weekday: int, hour: int) -> Callable[[Work], Work]:
    """Name a round of one weekday, 0 = Monday."""
    return _named(name, words, hour, weekday)


def _named(name: str, words: str, hour: int, weekday: int | None) -> Callable[[Work], Work]:
    def keep(work: Work) -> Work:
        ALL[name] = Round(name, words, work, hour, weekday)
        return work

    return keep


def find() -> None:
    """Read the `rounds` module of every app that has one."""
    autodiscover_modules("rounds")


def due(at: dt.datetime) -> list[str]:
    """The rounds to be done now, by name. One query."""
    done = {row.name: row for row in RoundDone.objects.all()}
    return [name for name, one in sorted(ALL.items()) if _is_due(one, done.get(name), at)]


def _is_due(one: Round, row: RoundDone | None, at: dt.datetime) -> bool:
    if row is None:
        return True
    if row.failed_at is not None and at < row.failed_at + PAUSE:
        return False
    return row.last_done_on is None or row.last_done_on < one.last_due(at)


def do(name: str, *, at: dt.datetime, anyway: bool = False) -> bool:
    """Do a round, if it is due (or `anyway`) and no other worker is at it. Returns whether it was done.

    One that fails leaves nothing behind but a note, and is tried again after an hour.
    """
    one = ALL[name]
    RoundDone.objects.bulk_create([RoundDone(name=name)], ignore_conflicts=True)
    try:
        with transaction.atomic():
            row = RoundDone.objects.select_for_update(skip_locked=True).filter(name=name).first()
            if row is None or not (anyway or _is_due(one, row, at)):
                return False
            row.said = (one.do(at) or "")[:200]
            row.last_done_on, row.done_at, row.failed_at, row.failure = timezone.localtime(at).date(), at, None, ""
            row.save()
    except Exception as error:  # whatever went wrong in one round, the others go on
        kind = type(error).__name__
        # the place, and never the message: a database's own words may hold a person's
        log.error("The round %s failed: %s\n%s", name, kind, "".join(traceback.format_tb(error.__traceback__)))
        RoundDone.objects.filter(name=name).update(failed_at=at, failure=kind)
        return False
    return True


def look_after(at: dt.datetime) -> None:
    """The minute's round: hand what is due to the worker, whose sign of life goes on meanwhile."""
    from .tasks import do_round

    for name in due(at):
        do_round.enqueue(name)

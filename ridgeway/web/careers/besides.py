"""What stands beside a job: the nearest of what editors placed, hard-to-fill jobs with more of it; how often it is shown and followed.

Pages are kept for a minute, so what is shown is counted as they are answered: in the process, and written down once a minute at most. A
process that is killed loses the minute.
"""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from ridgeway.core import audit
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment.models import Advert

from .actions import CannotChangeSite
from .models import Beside, BesideFollowed, CareersSite
from .sites import Site

MOST, MOST_WHERE_HARD = 3, 5
WRITTEN_EVERY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Fit:
    """How near something placed is to a job: by team before role before service."""

    is_hard: bool
    priority: int
    nearness: int


def fit(row: Beside, advert: Advert) -> Fit | None:
    """How well something placed fits a job; None where it stands beside others."""
    wanted = (
        (row.team_id, advert.team_id, 4),
        (row.role_id, advert.role_id, 2),
        (row.service_id, advert.service_id, 1),
    )
    if any(named is not None and named != has for named, has, _ in wanted):
        return None
    if row.is_for_hard_to_fill and not advert.is_hard_to_fill:
        return None
    return Fit(row.is_for_hard_to_fill, row.priority, sum(weight for named, _, weight in wanted if named is not None))


def chosen(rows: Iterable[Beside], advert: Advert) -> list[Beside]:
    """What stands beside a job, the most fitting first."""
    fitting = [(found, row) for row in rows if (found := fit(row, advert)) is not None]
    fitting.sort(key=lambda pair: (-pair[0].is_hard, -pair[0].priority, -pair[0].nearness, pair[1].pk))
    return [row for _, row in fitting[: MOST_WHERE_HARD if advert.is_hard_to_fill else MOST]]


def beside(site: Site, advert: Advert) -> list[Beside]:
    """What stands beside a job of a council: live pages of its own tree."""
    return chosen(site.held("besides", lambda: _placed(site)), advert)


def _placed(site: Site) -> list[Beside]:
    rows = Beside.objects.filter(council=site.council, page__live=True, page__path__startswith=site.row.home.path)
    return list(rows.select_related("page"))


@transaction.atomic
def place(council: Council, *, page: Page, by, at: dt.datetime, **fields: Any) -> Beside:
    """Place a page beside jobs. Raises `CannotChangeSite` for a page or a part of another council."""
    home = CareersSite.objects.select_related("home").get(council=council).home
    if not page.path.startswith(home.path):
        raise CannotChangeSite("That is a page of another council's.")
    if any(
        part is not None and part.council_id != council.pk
        for part in (fields.get("service"), fields.get("team"), fields.get("role"))
    ):
        raise CannotChangeSite("That is another council's.")
    row = Beside.objects.create(council=council, page=page, **fields)
    audit.record("beside.placed", row, by=by, at=at)
    touch(council)
    return row


@transaction.atomic
def take_away(row: Beside, *, by, at: dt.datetime) -> None:
    """Place it beside nothing any more; its count goes too."""
    audit.record("beside.taken_away", row, by=by, at=at, before=audit.snapshot(row), deleted=True)
    council = row.council
    row.delete()
    touch(council)


def count_followed(row: Beside, *, on: dt.date) -> None:
    """Once more on a day. No audit line: it is a count, and nobody's writing."""
    count(row.council_id, row.pk, on, "count", 1)


class _Shown:
    """What this process showed and has not written down yet."""

    def __init__(self) -> None:
        self.lock, self.counts, self.since = threading.Lock(), Counter[tuple[int, dt.date]](), dt.datetime.max

    def add(self, besides: Iterable[int], at: dt.datetime, on: dt.date) -> Mapping[tuple[int, dt.date], int]:
        """Count them; what is to be written down now, if it is time."""
        with self.lock:
            if not self.counts:
                self.since = at
            self.counts.update((beside, on) for beside in besides)
            if (at - self.since).total_seconds() < WRITTEN_EVERY_SECONDS:
                return {}
            due, self.counts = self.counts, Counter()
            return due


_shown = _Shown()


def count_shown(besides: Iterable[int], *, at: dt.datetime, on: dt.date) -> None:
    """Once more each, on a page of a job that somebody opened: who did is not kept."""
    if due := _shown.add(besides, at, on):
        councils = dict(Beside.objects.filter(pk__in={beside for beside, _ in due}).values_list("pk", "council_id"))
        for (beside, day), times in due.items():
            if beside in councils:  # one that was taken away takes its counts with it
                count(councils[beside], beside, day, "shown", times)


def count(council: int, beside: int, on: dt.date, what: str, times: int) -> None:
    """So many times more on a day that it was `shown`, or followed (`count`)."""
    if not times:
        return
    day = BesideFollowed.objects.filter(beside=beside, on=on)
    if not day.update(**{what: F(what) + times}):
        row = BesideFollowed(council_id=council, beside_id=beside, on=on)
        BesideFollowed.objects.bulk_create([row], ignore_conflicts=True)
        day.update(**{what: F(what) + times})

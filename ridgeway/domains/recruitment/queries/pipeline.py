"""The pipeline: how many are where across a service, and who has waited longest."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count

from ridgeway.core.together import Question
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from ..models import Advert, Application, ApplicationNote
from ..rules import Hours
from ..stages import OPEN, STAGES
from .adverts import in_scope

SHOWN = 12  # cards of a column; more stand in the list
LONG = ("words", "summary", "about", "week", "team_words", "next_steps")  # of an advert, and not in a table
_HOURS = Hours()


@lru_cache(maxsize=8192)
def working_days(after: dt.date, until: dt.date, hours: Hours = _HOURS) -> int:
    """How many days on which somebody works lie after one day, up to and on another; none where the second is not later."""
    days = max(0, (until - after).days)
    return sum(hours.is_open(after + dt.timedelta(days=n)) for n in range(1, days + 1))


@dataclass(frozen=True)
class Row:
    """An advert with how many are at each stage, by the stage's key; `longest`: since when somebody has waited."""

    advert: Advert
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Overview:
    """How many are where: `rows` is a page of the adverts, `adverts` how many there are, `counts` those of all of them by stage."""

    rows: list[Row]
    adverts: int
    counts: Mapping[str, int]

    @property
    def open(self) -> int:
        return sum(self.counts.values())


def overview(user, scope: Scope, *, first: int = 0, size: int | None = None) -> Overview:
    """The adverts of a scope with somebody under way, the busiest first; `size` of them (all where None) from the `first`. Two queries."""
    rows = in_scope(Application.objects.visible_to(user), scope).filter(state__in=OPEN)  # who is under way has sent it
    stages = {state: place for place, stage in enumerate(STAGES) for state in stage.states}
    by_advert: dict[int, list[int]] = {}
    for state, advert, count in rows.order_by().values_list("state", "advert").annotate(Count("pk")):
        by_advert.setdefault(advert, [0] * len(STAGES))[stages[state]] += count
    found = sorted(((advert, *counts) for advert, counts in by_advert.items()), key=lambda row: (-sum(row[1:]), row[0]))
    sums = [sum(column) for column in zip(*(row[1:] for row in found), strict=True)] or [0] * len(STAGES)
    keys = [stage.key for stage in STAGES]
    page = {
        advert: dict(zip(keys, counts, strict=True))
        for advert, *counts in found[first : first + size if size else None]
    }
    named = "council", "service", "team", "role"
    adverts = Advert.objects.filter(pk__in=page).select_related(*named).defer(*LONG)
    by_key = {advert.pk: advert for advert in adverts}
    return Overview(
        [Row(by_key[pk], counts) for pk, counts in page.items()], len(found), dict(zip(keys, sums, strict=True))
    )


def waits_longest(user, scope: Scope, *, most: int = 8) -> Question[list[Application]]:
    """Those who have been longest where they are, the longest first. One query, which looks for their keys first."""
    rows = in_scope(Application.objects.visible_to(user), scope).filter(state__in=OPEN)
    first = rows.order_by("moved_at", "pk").values("pk")[:most]
    found = Application.objects.visible_to(user).filter(pk__in=first)
    return list((yield found.select_related("advert", "candidate", "team", "service").order_by("moved_at", "pk")))


def chosen(user, council: Council, keys: Sequence[int], permission: str) -> list[Application]:
    """Some applications `user` may decide about, by their keys; what no database could hold is none. One query."""
    known = [key for key in keys if key < 2**63]
    rows = Application.objects.visible_to(user, permission).filter(council=council, pk__in=known, sent_at__isnull=False)
    return list(rows.select_related("council", "advert", "advert__contact", "candidate"))


def notes_of(user, application: Application) -> list[ApplicationNote]:
    """What was noted. One query."""
    return list(ApplicationNote.objects.visible_to(user).filter(application=application))

"""The days on which somebody who started is asked how it is: what is due in a scope, and those of one person.

What is asked, and what they answer, is not kept here: these are the dates that hiring sets.
"""

import datetime as dt

from django.db.models import Q

from ridgeway.core.together import Question
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.queries import Scope

from ..models import EntryDate

NAMES = {30: "First-weeks questions", 90: "Three-month questions", 180: "Six-month questions"}
AHEAD, BEHIND = dt.timedelta(days=14), dt.timedelta(days=7)


def named(row: EntryDate) -> str:
    """What is asked on such a day, in words."""
    return NAMES.get(row.days, f"Questions after {row.days} days")


def _here(user, on: dt.date):
    rows = EntryDate.objects.visible_to(user, Permission.PEOPLE_VIEW)
    return rows.filter(Q(employment__ends_on__isnull=True) | Q(employment__ends_on__gt=on))


def entry_due(user, scope: Scope, on: dt.date, *, most: int = 12) -> Question[list[EntryDate]]:
    """What falls due within a fortnight, or did in the last week, of people who are still here; the earliest first. One query."""
    rows = _here(user, on).filter(council=scope.council, due_on__gte=on - BEHIND, due_on__lte=on + AHEAD)
    if scope.team:
        rows = rows.filter(application__team=scope.team)
    elif scope.service:
        rows = rows.filter(application__service=scope.service)
    return list((yield rows.select_related("employment__worker")[:most]))


def entry_of(user, worker: int, on: dt.date) -> list[EntryDate]:
    """The dates of one person who is still here. One query."""
    return list(_here(user, on).filter(employment__worker=worker))

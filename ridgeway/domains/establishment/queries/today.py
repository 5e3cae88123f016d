"""What of the establishment needs somebody today: comings and goings, and places that do not fit."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from ridgeway.core.together import Question
from ridgeway.domains.organisation.queries import Scope

from .. import choices
from ..models import Employment, Holding, PostTerm
from .gathered import seen_in


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody starts, leaves, or comes to the end of a fixed term, on a day that may still come."""

    kind: str
    on: dt.date
    worker_id: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """Somebody in post without a post, or in one that is not funded."""

    worker_id: int
    name: str
    post: str
    since: dt.date


STARTS, LEAVES, ENDS = "starts", "leaves", "fixed term ends"


def events(user, scope: Scope, day: dt.date, *, back: int, ahead: int, most: int = 200) -> Question[list[Event]]:
    """Who started, left or comes to the end of a fixed term within `back` days before and `ahead` days after a day.

    Oldest first. One query.
    """
    first, last = day - dt.timedelta(days=back), day + dt.timedelta(days=ahead)
    rows = Employment.objects.filter(council=scope.council).visible_to(user)
    rows = rows.filter(Q(starts_on__gt=first, starts_on__lte=last) | Q(ends_on__gt=first, ends_on__lte=last))
    if not (scope.is_council and scope.whole):
        here = seen_in(Holding.objects.filter(employment=OuterRef("pk")), scope)
        rows = rows.filter(Exists(here))
    found: list[Event] = []
    for row in (yield rows.select_related("worker").order_by("-pk")[:most]):
        if first < row.starts_on <= last:
            found.append(Event(STARTS, row.starts_on, row.worker_id, row.worker.name, row.get_origin_display()))
        if row.ends_on and first < row.ends_on <= last:
            expected = row.contract == choices.Contract.FIXED_TERM and not row.reason
            kind = ENDS if expected else LEAVES
            found.append(Event(kind, row.ends_on, row.worker_id, row.worker.name, row.get_reason_display()))
    return sorted(found, key=lambda event: (event.on, event.name))


def misfits(user, scope: Scope, day: dt.date, size: int = 6) -> Question[list[Misfit]]:
    """People in post on a day in no post, or in one not funded then, in councils that record posts. One query."""
    funded = PostTerm.objects.on(day).filter(post=OuterRef("post"))
    any_post = PostTerm.objects.filter(council=scope.council)
    rows = (
        seen_in(Holding.objects.on(day).visible_to(user), scope)
        .filter(Exists(any_post), ~Exists(funded))
        .select_related("worker", "post")
        .order_by(F("post").asc(nulls_last=True), "starts_on", "pk")
    )
    found = yield rows[:size]
    return [Misfit(r.worker_id, r.worker.name, str(r.post or ""), r.starts_on) for r in found]

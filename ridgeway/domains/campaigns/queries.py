"""Reads over several models: the list of campaigns, placements with what came of them, and all that goes out by day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Max, Min, Q, QuerySet, Sum, When
from django.db.models import OuterRef as Outer
from django.db.models import Subquery as Sub
from django.utils import timezone

from ridgeway.core.periods import overlaps
from ridgeway.domains.organisation.models import Council

from .models import Campaign, Event, OwnPost, Phase, Placement, PlacementResult, Visit

ONE_DAY = dt.timedelta(days=1)
TOKEN_LONGEST = 24


def last_day(ends_on: dt.date | None) -> dt.date | None:
    """The last day of a half-open period, as people say it."""
    return ends_on - ONE_DAY if ends_on else None


def campaigns_of(user, council: Council):
    """The campaigns of a council, the one that began last first, with `first_day`, `ends_on`, `phase_count` and `budget_known`. One query."""
    return (
        Campaign.objects.filter(council=council)
        .visible_to(user)
        .annotate(
            first_day=Min("phases__starts_on"),
            open_phases=Count("phases", filter=Q(phases__ends_on__isnull=True)),
            ended_on=Max(
                Case(When(phases__paid_until__isnull=False, then="phases__paid_until"), default="phases__ends_on")
            ),
            phase_count=Count("phases"),
            budget_known=Sum("phases__budget"),
        )
        .order_by(F("first_day").desc(nulls_first=True), "name")
    )


def phases_of(user, council: Council, campaign: int) -> list[Phase]:
    """A campaign's phases in order, with `aimed`: how many people they mean to appoint. One query."""
    if campaign > BigIntegerField.MAX_BIGINT:  # a number no row can have, and no database takes
        return []
    found = Phase.objects.filter(council=council, campaign=campaign).visible_to(user)
    return list(found.select_related("campaign__based_on").annotate(aimed=Sum("aims__how_many")).order_by("starts_on"))


def phases_between(user, council: Council, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date, str]]:
    """The phases of all campaigns that share a day with those from `first` to `last`, to be drawn on a time axis: begins, ends, name.

    One query; none for who may not see campaigns.
    """
    after = last + ONE_DAY
    found = Phase.objects.filter(council=council).visible_to(user).overlapping(first, after).order_by("starts_on")
    return [(starts, ends or after, name) for starts, ends, name in found.values_list("starts_on", "ends_on", "name")]


def _total(model, field: str, until: dt.date | None):
    rows = model.objects.filter(placement=Outer("pk")).order_by()
    if until is not None:
        rows = rows.filter(on__lte=until)
    return Sub(rows.values("placement").annotate(total=Sum(field)).values("total"))


def with_counts(placements, until: dt.date | None = None):
    """Placements with `shown`, `clicked`, `charged` and `visited`: the sums of their days, up to and including `until`."""
    return placements.annotate(
        shown=_total(PlacementResult, "impressions", until),
        clicked=_total(PlacementResult, "clicks", until),
        charged=_total(PlacementResult, "spend", until),
        visited=_total(Visit, "count", until),
    )


def placements_in(
    user, council: Council, campaign: int, until: dt.date | None = None, *, planned: bool = False
) -> QuerySet[Placement]:
    """A campaign's placements begun by a day (with those `planned` for later too), and their counts up to it."""
    found = Placement.objects.filter(council=council, phase__campaign=campaign).visible_to(user)
    if until is not None and not planned:
        found = found.filter(starts_on__lte=until)
    found = found.select_related("phase", "channel", "service", "role")
    return with_counts(found, until).order_by("starts_on", "title", "pk")


def placements_of(user, council: Council, campaign: int, until: dt.date | None = None) -> list[Placement]:
    """The same, of those begun, read. One query."""
    return list(placements_in(user, council, campaign, until))


def placement_of(council: Council, token: str) -> Placement | None:
    """The council's placement whose tracked link somebody came by, or none: what a public form carries as `via` is anybody's to write."""
    if not token or len(token) > TOKEN_LONGEST or "\0" in token:
        return None
    return Placement.objects.filter(council=council, token=token).first()


def placed_in(user, phase: Phase) -> list[Placement]:
    """The placements of a phase in order of their days, planned ones too. One query."""
    found = Placement.objects.filter(phase=phase).visible_to(user)
    return list(found.select_related("channel", "service", "role").order_by("starts_on", "channel__name", "pk"))


@dataclass(frozen=True, slots=True)
class GoesOut:
    """Something in the calendar: a placement, an event or an own post. `until` is the last day, the same for what has one day."""

    kind: str
    pk: int
    on: dt.date
    until: dt.date | None
    title: str
    channel: str
    campaign_id: int


def goes_out(user, council: Council, first: dt.date, until: dt.date) -> list[GoesOut]:
    """All that goes out on a day of `[first, until)`, by the day it begins. Three queries."""
    period = overlaps(first, until)
    days = Q(on__gte=first, on__lt=until)
    placed = _seen(Placement, user, council).filter(period).select_related("phase", "channel")
    rows = [
        GoesOut("placement", p.pk, p.starts_on, last_day(p.ends_on), p.title, p.channel.name, p.phase.campaign_id)
        for p in placed
    ]
    for event in _seen(Event, user, council).filter(days).select_related("phase"):
        title = f"{event.name}, {event.place}" if event.place else event.name
        rows.append(GoesOut("event", event.pk, event.on, event.on, title, "Events", event.phase.campaign_id))
    for post in _seen(OwnPost, user, council).filter(days).select_related("phase", "channel"):
        rows.append(GoesOut("own", post.pk, post.on, post.on, post.title, post.channel.name, post.phase.campaign_id))
    return sorted(rows, key=lambda row: (row.on, row.channel, row.title, row.pk))


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """What the public is told of an event: nothing of who goes, who came, or what it costs."""

    title: str
    starts: dt.datetime
    place: str
    words: str
    pk: int


def public_events(council: Council, at: dt.datetime, service: int | None = None) -> list[PublicEvent]:
    """The events that are shown on the site and have not begun: those for anybody, and a service's own (all where none is named). One query."""
    rows = Event.objects.filter(council=council, is_public=True, on__gte=timezone.localtime(at).date())
    if service:
        rows = rows.filter(Q(service=None) | Q(service=service))
    found = rows.order_by("on", "begins_at", "pk").values_list(
        "public_name", "name", "on", "begins_at", "place", "public_words", "pk"
    )
    events = [
        PublicEvent(shown or name, timezone.make_aware(dt.datetime.combine(on, begins)), place, words, pk)
        for shown, name, on, begins, place, words, pk in found
    ]
    return [event for event in events if event.starts >= at]


def starts_of(event: Event) -> dt.datetime:
    """When an event that is shown on the site begins."""
    return timezone.make_aware(dt.datetime.combine(event.on, event.begins_at or dt.time()))


def shown_event(council: Council, key: int, today: dt.date) -> Event | None:
    """An event that is shown on the site and whose day has not passed: somebody may still say that they come. One query."""
    rows = Event.objects.filter(council=council, is_public=True, on__gte=today)
    return rows.select_related("service").filter(pk=key).first()


def _seen(model: Any, user, council: Council):
    return model.objects.filter(council=council).visible_to(user)


def known_total(amounts: Iterable[Any]) -> Any:
    """The sum of what is known, or None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None

"""Who rang and wrote while the campaigns of 2014 to 2016 ran, and what had brought them. All of it is invented: the papers do not count enquiries."""

import datetime as dt
from random import Random
from typing import Any

from django.utils import timezone

from ridgeway.domains.campaigns.models import Event, Placement
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import Outcome, Source, Way

SEED = 412
# channel: enquiries that came by its links
BY_LINK = {
    "Community Care": 88, "The Guardian": 96, "Indeed": 41, "Google search words": 37, "Facebook": 29, "Recruit for Spouses": 24,
    "Jobsgopublic": 6,
}  # fmt: skip
AT_EVENTS = 25  # beside the 36 of the coffee morning
WITHOUT = ((Source.WORD, 20), (Source.SITE, 10))  # by no link: what they say
UNKNOWN = 6
_SAYS = {"job_board": Source.BOARD, "search": Source.SEARCH, "social": Source.SOCIAL, "partner": Source.OTHER}
_ABOUT = ("Asks for an informal talk", "Asks about the supplement", "Asks about caseloads", "Asks what the hub is like")
FIRST, LAST = dt.date(2014, 8, 1), dt.date(2016, 3, 24)


class Coming:
    """Writes the enquiries of the campaigns' years."""

    def __init__(self, council: Council, names, *, by, at: dt.datetime) -> None:
        self.council, self.names, self.said = council, names, {"by": by, "at": at}
        self.rng = Random(SEED)  # noqa: S311 - invented people, not secrets
        self.services = {service.kind: service for service in Service.objects.filter(council=council)}
        self.count = 0

    def take(self, day: dt.date, service: Service | None = None, **fields: Any) -> None:
        """Somebody invented asks on a day, and it ends some weeks later; who they were is long removed."""
        rng = self.rng
        came = timezone.make_aware(dt.datetime.combine(day, dt.time(rng.randint(8, 18), rng.randint(0, 59))))
        kind = rng.choices(("children", "adult"), (3, 1))[0]
        made = actions.take(
            self.council, came_at=came, name=" ".join(self.names.full()), telephone=f"01632 960 {rng.randint(100, 999)}",
            about=rng.choice(_ABOUT), service=service or self.services.get(kind), **{"way": Way.CALL, **fields}, **self.said,
        )  # fmt: skip
        outcome, words = rng.choices(
            (
                (Outcome.APPLIED, ""),
                (Outcome.NO_ANSWER, ""),
                (Outcome.NOT_ELIGIBLE, "Not registered with the regulator"),
            ),
            (60, 25, 15),
        )[0]
        actions.close(
            made, outcome=outcome, words=words, when=came + dt.timedelta(days=rng.randint(2, 30)), **self.said
        )
        self.count += 1

    def by_link(self, channel: str, count: int) -> None:
        """Those who came by a channel's links, more by those that were clicked more."""
        placements = list(
            Placement.objects.filter(council=self.council, channel__name=channel).select_related("channel", "service")
        )
        weights = [p.results.count() + 1 for p in placements]
        for placement in self.rng.choices(placements, weights, k=count):
            last = min(LAST, (placement.ends_on or LAST) - dt.timedelta(days=1))
            day = placement.starts_on + dt.timedelta(days=self.rng.randint(0, (last - placement.starts_on).days))
            source, words = self.rng.choices(
                (
                    (_SAYS.get(placement.channel.kind, Source.OTHER), channel),
                    (Source.WORD, ""),
                    (Source.SITE, ""),
                    (Source.UNASKED, ""),
                ),
                (55, 8, 7, 30),
            )[0]
            self.take(day, placement.service, way=Way.FORM, placement=placement, source=source, source_words=words)

    def at_events(self) -> None:
        """Those met at the fairs."""
        events = list(Event.objects.filter(council=self.council).exclude(name__startswith="Return").order_by("on"))
        for number in range(AT_EVENTS):
            event = events[number % len(events)]
            self.take(event.on, way=Way.EVENT, event=event)

    def without(self) -> None:
        """Those who came by no link: they say how they heard, or nobody asked."""
        for source, count in (*WITHOUT, (Source.UNASKED, UNKNOWN)):
            for _ in range(count):
                day = FIRST + dt.timedelta(days=self.rng.randint(0, (LAST - FIRST).days))
                colleague = " ".join(self.names.full()) if source == Source.WORD else ""
                self.take(day, source=source, colleague=colleague)


def write(council: Council, names, *, by, at: dt.datetime) -> int:
    """All of them; returns how many."""
    coming = Coming(council, names, by=by, at=at)
    for channel, count in BY_LINK.items():
        coming.by_link(channel, count)
    coming.at_events()
    coming.without()
    actions.anonymise_expired(council, by=by, at=at)
    return coming.count

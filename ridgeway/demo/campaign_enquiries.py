"""Who rang and wrote while the campaigns of 2014 to 2016 ran, and what had brought them. All of it is invented: the papers do not count enquiries."""

import datetime as dt
from random import Random
from typing import Any

from django.utils import timezone

from ridgeway.domains.campaigns.models import Event, Placement
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.domains.recruitment import actions, rules
from ridgeway.domains.recruitment.choices import CallResult, Outcome, Source, Way
from ridgeway.domains.recruitment.models import Application, Enquiry

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
        self.waits = Random(SEED + 1)  # noqa: S311
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
        ended = came + dt.timedelta(days=rng.randint(2, 30))
        self.ring(made, ended, reached=outcome != Outcome.NO_ANSWER)
        actions.close(made, outcome=outcome, words=words, when=ended, **self.said)
        self.count += 1

    def ring(self, made: Enquiry, ended: dt.datetime, *, reached: bool) -> None:
        """They are rung within some working hours, most of them within the promise; who is never reached at least got a message, or none."""
        hours = min(40.0, self.waits.expovariate(1 / 7))
        came = timezone.localtime(made.came_at).replace(tzinfo=None)
        when = timezone.make_aware(rules.answer_by(came, dt.timedelta(hours=hours), rules.Hours()))
        message = CallResult.MESSAGE if self.waits.random() < 0.6 else CallResult.NO_ANSWER
        actions.log_call(made, result=CallResult.SPOKE if reached else message, when=min(when, ended), **self.said)

    def tie(self) -> int:
        """Say which application came of whom: one of the same service by the same link, begun within two months. Returns how many were tied."""
        free = list(
            Application.objects.filter(council=self.council, enquiry__isnull=True, begun_at__date__lte=LAST)
            .select_related("council", "advert").order_by("begun_at", "pk")
        )  # fmt: skip
        applied = Enquiry.objects.filter(
            council=self.council, outcome=Outcome.APPLIED, came_at__date__range=(FIRST, LAST)
        )
        tied = 0
        for enquiry in applied.select_related("council").order_by("came_at", "pk"):
            until = enquiry.came_at + dt.timedelta(days=60)
            mine = (
                row for row in free
                if row.first_placement_id == enquiry.placement_id and row.service_id == enquiry.service_id
                and enquiry.came_at <= row.begun_at < until
            )  # fmt: skip
            if found := next(mine, None):
                actions.link_enquiry(found, enquiry, **self.said)
                free.remove(found)
                tied += 1
        return tied

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
    coming.tie()
    actions.anonymise_expired(council, by=by, at=at)
    return coming.count

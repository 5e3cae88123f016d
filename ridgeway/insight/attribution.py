"""To which channel an enquiry is put down: by the tracked link it came by, or by what the person says; what neither tells stays not known.

People are counted in the database and come here as tallies, without a name. A tally belongs to a campaign by the placement or the event that
brought it; one that names neither belongs to the campaign in whose days it came, because a campaign is also what nobody can tell apart.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, IntegerField, Q, Value, When

from ridgeway.domains.campaigns.choices import ChannelKind
from ridgeway.domains.campaigns.models import Campaign, Phase, Placement
from ridgeway.domains.recruitment.choices import Outcome, Source
from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.domains.recruitment.queries.enquiries import end_of

FIRST, LAST, DECLARED = "first", "last", "declared"
WAYS = {FIRST: "First contact", LAST: "Last contact", DECLARED: "What they say"}
WAYS_SAID = {
    FIRST: "Put down to the first tracked link somebody came by, or the event where they were met.",
    LAST: "Put down to the last tracked link somebody came by, or the event where they were met.",
    DECLARED: "Put down to what the person says when asked how they heard of us.",
}
UNKNOWN = "unknown"
EVENTS_LINE = "Fairs and other events"
_KIND_OF = {
    Source.SITE: ChannelKind.OWN_SITE, Source.BOARD: ChannelKind.JOB_BOARD, Source.SEARCH: ChannelKind.SEARCH,
    Source.SOCIAL: ChannelKind.SOCIAL, Source.PRINT: ChannelKind.PRINT,
}  # fmt: skip
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """What people are put down to: a channel (`channel` is its key), or what stands beside the channels."""

    key: str
    name: str
    channel: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """So many people of one kind: what brought them, what they say, in which phase, and how far they came (stage > count)."""

    phase: int | None
    first: int | None
    last: int | None
    event: int | None
    source: str
    words: str
    counts: dict[str, int]


@dataclass
class Book:
    """The channels of a campaign as people call them, and where its placements stand."""

    placements: Sequence[Placement]
    by_pk: dict[int, Placement] = field(init=False)
    by_name: dict[str, Line] = field(init=False)
    by_kind: dict[str, list[Line]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_pk = {row.pk: row for row in self.placements}
        lines = {row.channel_id: (row.channel.kind, line_of_channel(row)) for row in self.placements}
        self.by_name = {line.name.casefold(): line for _, line in lines.values()}
        self.by_kind = {}
        for kind, line in lines.values():
            self.by_kind.setdefault(kind, []).append(line)

    def line(self, tally: Tally, way: str) -> Line:
        """The line a tally is put down to."""
        if way == DECLARED:
            return self._declared(tally.source, tally.words)
        pk = tally.first if way == FIRST else tally.last
        placement = self.by_pk.get(pk) if pk else None
        if placement is not None:
            return line_of_channel(placement)
        return Line("events", EVENTS_LINE) if tally.event else Line(UNKNOWN, "Not known: no tracked link")

    def _declared(self, source: str, words: str) -> Line:
        """The channel somebody names; where they name its kind alone, the campaign's only one of that kind."""
        if found := self.by_name.get(" ".join(words.split()).casefold()):
            return found
        if source in (Source.EVENT, Source.COFFEE):
            return Line("events", EVENTS_LINE)
        if source in ("", Source.UNASKED):
            return Line(UNKNOWN, "Not known: nobody asked")
        of_kind = self.by_kind.get(_KIND_OF.get(source, ""), [])  # type: ignore[call-overload]
        if len(of_kind) == 1 and not words.strip():
            return of_kind[0]
        label = dict(Source.choices).get(source, source)
        return Line(f"said-{source}", f"{label}, another" if words.strip() and of_kind else label)


def line_of_channel(placement: Placement) -> Line:
    """The line of a placement's channel."""
    return Line(f"channel-{placement.channel_id}", placement.channel.name, placement.channel_id)


def phase_case(phases: Sequence[Phase], *, placement: str, moment: str) -> Case:
    """In which phase somebody came: that of the placement or event that brought them, else the one of that day."""
    whens = [
        When(**{f"{placement}__isnull": False}, then=F(f"{placement}__phase")),
        When(event__isnull=False, then=F("event__phase")),
    ]
    for phase in phases:
        days = Q(**{f"{moment}__gte": end_of(phase.starts_on - ONE_DAY)})
        if end := phase.paid_until or phase.ends_on:
            days &= Q(**{f"{moment}__lt": end_of(end - ONE_DAY)})
        whens.append(When(days, then=Value(phase.pk)))
    return Case(*whens, default=None, output_field=IntegerField())


def in_campaign(campaign: Campaign, phases: Sequence[Phase], *, placement: str, moment: str) -> Q:
    """Whether somebody belongs to a campaign: brought by it, or by nothing that is known while it ran."""
    brought = Q(**{f"{placement}__phase__campaign": campaign.pk}) | Q(event__phase__campaign=campaign.pk)
    during = Q(pk__in=[])
    for phase in phases:
        days = Q(**{f"{moment}__gte": end_of(phase.starts_on - ONE_DAY)})
        if end := phase.paid_until or phase.ends_on:
            days &= Q(**{f"{moment}__lt": end_of(end - ONE_DAY)})
        during |= days
    return brought | (Q(**{f"{placement}__isnull": True, "event__isnull": True}) & during)


def enquiry_tallies(
    campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None = None
) -> list[Tally]:
    """The enquiries of a campaign up to the end of a day, duplicates left out; of one service, or of all. One query."""
    rows = Enquiry.objects.filter(
        in_campaign(campaign, phases, placement="placement", moment="came_at"),
        council=campaign.council_id,
        came_at__lt=end_of(until),
    ).exclude(outcome=Outcome.DUPLICATE)
    if service is not None:
        rows = rows.filter(service=service)
    rows = rows.annotate(in_phase=phase_case(phases, placement="placement", moment="came_at"))
    kinds = rows.order_by().values_list("in_phase", "placement", "event", "source", "source_words")
    return [
        Tally(phase, placement, placement, event, source, words, {"enquiries": n})
        for phase, placement, event, source, words, n in kinds.annotate(n=Count("pk"))
    ]


def counts_of(tallies: Iterable[Tally]) -> dict[str, int]:
    """The stages of some tallies together."""
    found: dict[str, int] = {}
    for tally in tallies:
        for stage, n in tally.counts.items():
            found[stage] = found.get(stage, 0) + n
    return found

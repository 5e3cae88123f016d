"""To which channel an enquiry is put down: by the tracked link it came by, or by what the person says; what neither tells stays not known.

People are counted in the database and come here as tallies, without a name. A tally belongs to a campaign by the placement or the event that
brought it; one that names neither belongs to the campaign in whose days it came, because a campaign is also what nobody can tell apart.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf

from ridgeway.core.periods import months_before
from ridgeway.core.together import Question, ask_together
from ridgeway.domains.campaigns.choices import ChannelKind
from ridgeway.domains.campaigns.models import Campaign, Phase, Placement
from ridgeway.domains.recruitment.choices import Outcome, Source
from ridgeway.domains.recruitment.models import Application, Enquiry
from ridgeway.domains.recruitment.queries.applications import appointed_by, came_to
from ridgeway.domains.recruitment.queries.enquiries import end_of
from ridgeway.domains.recruitment.states import ApplicationState

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
S = ApplicationState
MONTHS_STAYED = (6, 12)
TOLD_BY = (Source.WORD, Source.STAFF)
ONE_DAY = dt.timedelta(days=1)


def way_in(text: str) -> str:
    """A way to put people down by its name in an address; the first contact where it is none."""
    return text if text in WAYS else FIRST


@dataclass(frozen=True, slots=True)
class Line:
    """What people are put down to: a channel (`channel` is its key), or what stands beside the channels."""

    key: str
    name: str
    channel: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """So many people of one kind: what brought them, what they say, in which phase, and how far they came (stage > count).

    `colleague` is whom they name, where they say that somebody told them.
    """

    phase: int | None
    first: int | None
    last: int | None
    event: int | None
    source: str
    words: str
    counts: dict[str, int]
    colleague: str = ""


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


def _days_of(phase: Phase, moment: str) -> Q:
    """Whether a moment lies in a phase or the run-over of its advertising."""
    days = Q(**{f"{moment}__gte": end_of(phase.starts_on - ONE_DAY)})
    if end := phase.paid_until or phase.ends_on:
        days &= Q(**{f"{moment}__lt": end_of(end - ONE_DAY)})
    return days


def _while_it_ran(phases: Sequence[Phase], moment: str) -> Q:
    """Whether a moment lies between the first phase's first day and the last one's end, days between two phases too."""
    ends = [phase.paid_until or phase.ends_on for phase in phases]
    days = Q(**{f"{moment}__gte": end_of(min(phase.starts_on for phase in phases) - ONE_DAY)})
    known = [end for end in ends if end]
    return days & Q(**{f"{moment}__lt": end_of(max(known) - ONE_DAY)}) if len(known) == len(ends) else days


def _enquiry_in(campaign: Campaign, phases: Sequence[Phase]) -> Q:
    """Whether an enquiry belongs to a campaign: brought by it, or by nothing that is known while it ran."""
    nothing = Q(placement__isnull=True, event__isnull=True) & _while_it_ran(phases, "came_at")
    return Q(placement__phase__campaign=campaign.pk) | Q(event__phase__campaign=campaign.pk) | nothing


def _enquiry_phase(phases: Sequence[Phase]) -> Case:
    """In which phase an enquiry came: that of the placement or event that brought it, else the one of its day."""
    whens = [
        When(placement__isnull=False, then=F("placement__phase")),
        When(event__isnull=False, then=F("event__phase")),
    ]
    whens += [When(_days_of(phase, "came_at"), then=Value(phase.pk)) for phase in phases]
    return Case(*whens, default=None, output_field=IntegerField())


def enquiries_of(campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None = None) -> QuerySet[Enquiry]:  # fmt: skip
    """The enquiries of a campaign up to the end of a day, duplicates left out; of one service, or of all."""
    rows = Enquiry.objects.filter(
        _enquiry_in(campaign, phases),
        council=campaign.council_id,
        came_at__lt=end_of(until),
    ).exclude(outcome=Outcome.DUPLICATE)
    return rows.filter(service=service) if service is not None else rows


def enquiry_tallies(
    campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None = None
) -> Question[list[Tally]]:
    """The enquiries of a campaign up to the end of a day, counted."""
    rows = enquiries_of(campaign, phases, until, service)
    rows = rows.annotate(in_phase=_enquiry_phase(phases))
    rows = rows.annotate(told=_if_told("source", F("colleague"))).order_by()
    kinds = rows.values_list("in_phase", "placement", "event", "source", "source_words", "told")
    counted = yield kinds.annotate(n=Count("pk"))
    return [
        Tally(phase, placement, placement, event, source, words, {"enquiries": n}, told)
        for phase, placement, event, source, words, told, n in counted
    ]


def _if_told(source: str, colleague: Any) -> Case:
    """Whom somebody names, where they say that somebody who works here told them, or that they worked here."""
    return Case(When(**{f"{source}__in": TOLD_BY}, then=colleague), default=Value(""))


def applications_of(
    campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None, roles: Collection[int] = ()
) -> QuerySet[Any]:
    """The applications of a campaign begun up to the end of a day, with what brought them; what one does not say it has from its enquiry."""
    rows = (
        Application.objects.filter(council=campaign.council_id, begun_at__lt=end_of(until))
        .annotate(by_first=Coalesce("first_placement", "enquiry__placement"))
        .alias(of_first=Coalesce("first_placement__phase", "enquiry__placement__phase"))
        .alias(of_first_campaign=Coalesce("first_placement__phase__campaign", "enquiry__placement__phase__campaign"))
        .filter(_application_in(campaign, phases))
    )
    if service is not None:
        rows = rows.filter(service=service)
    if roles:
        rows = rows.filter(advert__role__in=roles)
    return rows.annotate(
        in_phase=_application_phase(phases),
        by_last=Coalesce("last_placement", "first_placement", "enquiry__placement"),
        at_event=F("enquiry__event"),
    ).order_by()


_BROUGHT = ("in_phase", "by_first", "by_last", "at_event", "declared_source", "declared_words")


def application_tallies(
    campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None = None, roles: Collection[int] = ()
) -> Question[list[Tally]]:
    """The applications of a campaign by how far they had come by the end of a day; of one service, or of all; for some roles, or any.

    Appointed: accepted, and not gone back on since. `due_6` started at least six months before the day; `here_6` of them were still employed
    six months after their start.
    """
    rows = come_so_far(applications_of(campaign, phases, until, service, roles), until)
    named = Coalesce(NullIf("colleague", Value("")), "enquiry__colleague", Value(""))
    rows = rows.annotate(told=_if_told("declared_source", named))
    days = "employment__starts_on", "employment__ends_on"
    kinds = yield rows.values_list(*_BROUGHT, "told", "is_sent", "is_appointed", "is_started", *days).annotate(
        n=Count("pk")
    )
    found = []
    for phase, first, last, event, source, words, told, sent, appointed, started, begins, ends, n in kinds:
        stayed = {stage: n * one for stage, one in _stayed(begins, ends, until).items()}
        counts = _stages(n, sent, appointed, started) | stayed
        found.append(Tally(phase, first, last, event, source, words, counts, told))
    return found


def come_so_far(rows: QuerySet[Any], until: dt.date) -> QuerySet[Any]:
    """Applications with how far each had come by the end of a day."""
    end = end_of(until)
    return rows.annotate(
        is_sent=Case(When(sent_at__lt=end, then=True), default=False),
        is_appointed=appointed_by(end),
        is_started=came_to(end, S.STARTED) & ~came_to(end, S.DID_NOT_START),
    )


def _stages(count: int, sent: bool, appointed: bool, started: bool) -> dict[str, int]:
    return {"begun": count, "sent": count * sent, "appointed": count * appointed, "started": count * started}


def _stayed(starts_on: dt.date | None, ends_on: dt.date | None, until: dt.date) -> dict[str, int]:
    """Whether a start was long enough ago, and whether the person was still employed so long after it."""
    counts = {}
    for months in MONTHS_STAYED if starts_on is not None else ():
        if starts_on <= months_before(until, months):  # type: ignore[operator]
            counts[f"due_{months}"] = 1
            counts[f"here_{months}"] = int(ends_on is None or ends_on > months_before(starts_on, -months))
    return counts


def applications_behind(
    campaign: Campaign, phases: Sequence[Phase], until: dt.date, stage: str, service: int | None = None
) -> list[tuple[int, Tally]]:
    """The applications that a count of a stage is made of, by key with what each is put down to, the latest sent first. One query.

    `stage`: begun, sent, appointed, started, due_6, here_6, due_12 or here_12.
    """
    if not phases:
        return []
    rows = come_so_far(applications_of(campaign, phases, until, service), until).order_by("-sent_at", "-pk")
    found = []
    for pk, phase, first, last, event, source, words, sent, appointed, started, starts_on, ends_on in rows.values_list(
        "pk", *_BROUGHT, "is_sent", "is_appointed", "is_started", "employment__starts_on", "employment__ends_on"
    ):
        counts = _stages(1, sent, appointed, started) | _stayed(starts_on, ends_on, until)
        if counts.get(stage):
            found.append((pk, Tally(phase, first, last, event, source, words, {stage: 1})))
    return found


def _application_in(campaign: Campaign, phases: Sequence[Phase]) -> Q:
    nothing = Q(of_first__isnull=True, enquiry__event__isnull=True) & _while_it_ran(phases, "begun_at")
    return Q(of_first_campaign=campaign.pk) | Q(enquiry__event__phase__campaign=campaign.pk) | nothing


def _application_phase(phases: Sequence[Phase]) -> Case:
    whens = [
        When(of_first__isnull=False, then=F("of_first")),
        When(enquiry__event__isnull=False, then=F("enquiry__event__phase")),
    ]
    whens += [When(_days_of(phase, "begun_at"), then=Value(phase.pk)) for phase in phases]
    return Case(*whens, default=None, output_field=IntegerField())


def counts_of(tallies: Iterable[Tally]) -> dict[str, int]:
    """The stages of some tallies together."""
    found: dict[str, int] = {}
    for tally in tallies:
        for stage, n in tally.counts.items():
            found[stage] = found.get(stage, 0) + n
    return found


def tallies(campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None = None) -> list[Question[list[Tally]]]:  # fmt: skip
    """Enquiries, applications and who stayed, of a campaign, to be asked for beside others; nothing where it has no phase."""
    if not phases:
        return []
    return [
        enquiry_tallies(campaign, phases, until, service),
        application_tallies(campaign, phases, until, service),
    ]


def tallies_of(campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None = None) -> list[Tally]:
    """The same, asked for. One query."""
    return [tally for found in ask_together(tallies(campaign, phases, until, service)) for tally in found]

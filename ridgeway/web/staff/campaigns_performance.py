"""The page the resourcing manager comes for: what each channel, phase and placement cost and brought, put down in one of three ways."""

import datetime as dt
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.together import ask_together, every
from ridgeway.domains.campaigns import queries
from ridgeway.domains.campaigns.models import Event
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import attribution, media
from ridgeway.insight.word_of_mouth import STAGES, told_by
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .campaigns import with_phases
from .campaigns_performance_words import HEADS, Opener, beside, file_row, grid
from .campaigns_words import placed_row
from .changing import link

PLACED_STAGES = {"enquiries": "Enquiries", "sent": "Applications", "appointed": "Appointed"}


@asks(Permission.CAMPAIGNS_VIEW)
def performance(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """What each channel, phase and placement cost and brought, up to the day asked for; of one service or of all."""
    row, phases = with_phases(request, asked, campaign)
    until, service = media.until_of(asked.on, asked.today), asked.scope.service
    way = attribution.way_in(request.GET.get("way", ""))
    found, tallies = read(request, asked, row, phases, until, way)
    if form := downloads.wanted(request):
        return downloads.table(form, f"performance-{row.pk}-{until}", HEADS, [file_row(*one) for one in found.rows])
    context = {
        "asked": asked,
        "campaign": row,
        "until": until,
        "service": service,
        **_drawn(request, asked, row, phases, until, found),
        **_told(request, asked, tallies),
        "file_query": asked.query(way=way),
        "list_url": link("campaigns", asked),
        "campaign_url": link("campaign", asked, campaign=row.pk),
    }
    return render(request, "campaigns/performance.html", context)


def by_channel(
    request: HttpRequest, asked: Asked, campaign, phases, until: dt.date, found: media.Performance
) -> dict[str, Any]:
    """The table of the channels with its switch, and what it says; for the campaign's own page too."""
    opener = _openers(request, asked, campaign, phases, until, found, "channel")
    return {
        "found": found,
        "unknown": found.unknown.get("enquiries", 0),
        "reading": media.reading(found.channels),
        "channels": grid("Channel", found.channels, found, opener),
        "switch": [(words, f"?{asked.query(way=key)}", key == found.way) for key, words in attribution.WAYS.items()],
        "way_said": attribution.WAYS_SAID[found.way],
    }


def _drawn(
    request: HttpRequest, asked: Asked, campaign, phases, until: dt.date, found: media.Performance
) -> dict[str, Any]:
    """The tables, and what they say."""
    stages = [stage for stage in PLACED_STAGES if stage in found.stages]
    by_phase = _openers(request, asked, campaign, phases, until, found, "phase")
    return {
        **by_channel(request, asked, campaign, phases, until, found),
        "phases": grid("Phase", found.phases, found, by_phase),
        "beside": beside(found) if len(found.phases) > 1 else None,
        "stages": [PLACED_STAGES[stage] for stage in stages],
        "rows": [placed_row(asked, one, brought, stages) for one, brought in found.rows],
    }


def _told(request: HttpRequest, asked: Asked, tallies: list[attribution.Tally]) -> dict[str, Any]:
    """Word of mouth, with colleagues' names for who may see enquirers; others see how many were told, in one line."""
    told = told_by(tallies)
    names = access_of(request.user).may_somewhere(Permission.ENQUIRIES_VIEW, asked.council.pk)
    total = [sum(one.counts[stage] for one in told) for stage in STAGES]
    rows = [
        (one.name or "Nobody named, or the name is removed", [one.counts[stage] for stage in STAGES]) for one in told
    ]
    return {"told": rows if names else [], "told_total": total if any(total) else []}


def read(
    request: HttpRequest, asked: Asked, campaign, phases, until: dt.date, way: str
) -> tuple[media.Performance, list[attribution.Tally]]:
    """A campaign's placements, events and people up to a day; of the scope's service where it names one. And the people. One query."""
    if not phases:
        return media.performance([], way=way), []
    service = asked.scope.service.pk if asked.scope.service else None
    events = Event.objects.filter(council=asked.council, phase__campaign=campaign, on__lte=until)
    placed, happened, *counted = ask_together([
        every(queries.placements_in(request.user, asked.council, campaign.pk, until)),
        every(events.visible_to(request.user).select_related("phase")),
        *attribution.tallies(campaign, phases, until, service),
    ])  # fmt: skip
    tallies = list(chain.from_iterable(counted))
    return media.performance(placed, service, tallies=tallies, events=happened, way=way, until=until), tallies


def _openers(
    request: HttpRequest, asked: Asked, campaign, phases, until: dt.date, found: media.Performance, by: str
) -> Opener:
    """Where the rows behind a count stand, for who may see them: `by` is channel or phase."""
    access, council = access_of(request.user), asked.council.pk
    sees_enquiries = access.may_somewhere(Permission.ENQUIRIES_VIEW, council) and found.way != attribution.DECLARED
    sees_applications = access.may_somewhere(Permission.APPLICATIONS_VIEW, council)
    before = (phases[0].starts_on - queries.ONE_DAY).isoformat() if phases else ""
    came: dict[str, Any] = {"show": "came", "on": until.isoformat(), "against": before}
    keys = {phase.name: phase.pk for phase in phases}

    def opener(row: media.Brought, stage: str) -> str:
        if stage == "enquiries":
            channel = row.line.channel if row.line else None
            return link("enquiries", asked, changes={**came, "channel": channel}) if sees_enquiries and channel else ""
        if not sees_applications:
            return ""
        which = (
            {"line": row.line.key}
            if row.line
            else {"phase": keys[row.name]}
            if by == "phase" and row.name in keys
            else {}
        )
        return link("campaign_people", asked, campaign=campaign.pk, changes={"stage": stage, "way": found.way, **which})

    return opener

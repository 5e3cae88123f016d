"""One campaign: what it came to in a sentence, its phases and the way from an advert to somebody still here, what each channel cost."""

import datetime as dt
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.together import ask_together, every
from ridgeway.domains.campaigns import permissions, queries
from ridgeway.domains.campaigns.models import Campaign, Event, OwnPost, Phase, PhaseAim
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment.queries.enquiries import counted_by_event
from ridgeway.insight import aims, attribution, media
from ridgeway.web.guards import Asked, asks

from .campaigns import with_phases
from .campaigns_changing import events_met
from .campaigns_performance import by_channel
from .campaigns_words import bands, came_to, listed, placed_row, steps_of, total_row
from .changing import link


@asks(Permission.CAMPAIGNS_VIEW)
def campaign(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """One campaign, up to the day asked for; what is planned for later stands in its phases and placements."""
    row, phases = with_phases(request, asked, campaign)
    until = media.until_of(asked.on, asked.today)
    begun = [phase for phase in phases if phase.starts_on <= until]
    planned, events, posts, wanted, met, appointed, *tallies = _read(request, asked, row, phases, until)
    found = _found(request, planned, events, chain.from_iterable(tallies), until)
    context = {
        "asked": asked,
        "campaign": row,
        "lead": came_to(found, begun),
        "phases": [listed(asked, phase, planned) for phase in phases],
        "bands": bands(row, phases, events, posts, asked.on),
        "until": until,
        "steps": steps_of(found.total),
        **by_channel(request, asked, row, phases, until, found),
        "begun": begun,
        "aims": aims.lines_of(begun, wanted, appointed) if wanted else [],
        "placements": [placed_row(asked, placement) for placement in planned],
        "total": total_row(found.total) if planned else [],
        "events": events_met(request, asked, events, met),
        "posts": [(post, link("campaign_own_change", asked, own=post.pk)) for post in posts],
        "has_invented": found.total.has_invented or any(p.budget_source == "invented" for p in phases),
        **_around(request, asked, row),
    }
    return render(request, "campaigns/campaign.html", context)


def _found(request: HttpRequest, planned, events, tallies, until: dt.date) -> media.Performance:
    """What the campaign brought up to a day, in the way asked for."""
    return media.performance(
        [placement for placement in planned if placement.starts_on <= until],
        tallies=list(tallies),
        events=[event for event in events if event.on <= until],
        way=attribution.way_in(request.GET.get("way", "")),
        until=until,
    )


def _read(request: HttpRequest, asked: Asked, row: Campaign, phases: list[Phase], until: dt.date) -> list[Any]:
    """Placements, events, own posts and aims; who was met at the events, who was appointed, and what the campaign brought. One query."""
    if not phases:
        return [[], [], [], [], {}, {}]
    return ask_together([
        every(queries.placements_in(request.user, asked.council, row.pk, until, planned=True)),
        every(_seen(request, asked, Event, row).select_related("phase")),
        every(_seen(request, asked, OwnPost, row).select_related("phase", "channel")),
        every(_seen(request, asked, PhaseAim, row).select_related("service", "role")),
        counted_by_event(request.user, row.pk), aims.appointed_by(row, phases, until), *attribution.tallies(row, phases, until),
    ])  # fmt: skip


def _seen(request: HttpRequest, asked: Asked, model: Any, row: Campaign):
    return model.objects.filter(council=asked.council, phase__campaign=row).visible_to(request.user)


def _around(request: HttpRequest, asked: Asked, row) -> dict[str, Any]:
    """What can be done with a campaign, and where it leads."""
    names = ("campaign_change", "campaign_remove", "campaign_performance", "campaign_phase_add", "campaign_copy")
    return {
        "may_edit": permissions.can_edit(request.user, asked.council),
        "list_url": link("campaigns", asked),
        "based_on_url": link("campaign", asked, campaign=row.based_on_id) if row.based_on_id else "",
        "urls": {name: link(name, asked, campaign=row.pk) for name in names},
        "calendar_url": link("campaign_calendar", asked, changes={"campaign": row.pk}),
    }

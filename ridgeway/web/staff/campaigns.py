"""Campaigns: the list, a phase, a placement, channels."""

import datetime as dt
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ridgeway.core.together import ask
from ridgeway.domains.campaigns import permissions, queries
from ridgeway.domains.campaigns.models import (
    Campaign,
    Channel,
    Phase,
    PhaseAim,
    Placement,
    PlacementResult,
    Visit,
)
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import media
from ridgeway.insight.aims import appointed_by
from ridgeway.insight.placement_days import people_by_day
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .campaigns_changing import found
from .campaigns_schedule import file_of
from .campaigns_words import Day, day_sums, result_days, scheduled_row, spent_words
from .changing import link


@asks(Permission.CAMPAIGNS_VIEW)
def campaigns(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The council's campaigns, the latest first."""
    rows = [
        (row, link("campaign", asked, campaign=row.pk), None if row.open_phases else last_day(row.ended_on))
        for row in queries.campaigns_of(request.user, asked.council)
    ]
    context = {
        "asked": asked,
        "rows": rows,
        "may_edit": permissions.can_edit(request.user, asked.council),
        "urls": _urls(
            asked, "campaign_add", "campaign_calendar", "campaign_channels", "campaign_results", "campaign_offers"
        ),
    }
    return render(request, "campaigns/list.html", context)


def _urls(asked: Asked, *names: str, **args: Any) -> dict[str, str]:
    return {name: link(name, asked, **args) for name in names}


def with_phases(request: HttpRequest, asked: Asked, campaign: int) -> tuple[Campaign, list[Phase]]:
    """A campaign and its phases; one query, two where there are none."""
    phases = queries.phases_of(request.user, asked.council, campaign)
    return (phases[0].campaign if phases else found(request, asked, Campaign, campaign)), phases


@asks(Permission.CAMPAIGNS_VIEW)
def phase(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """One phase: its days, money, aims and placements, and what can be added to it."""
    row = found(request, asked, Phase, phase, "campaign")
    aims = PhaseAim.objects.filter(phase=row).visible_to(request.user).select_related("service", "role")
    until = media.until_of(asked.on, asked.today)
    phases = queries.phases_of(request.user, asked.council, row.campaign_id)
    appointed = ask(appointed_by(row.campaign, phases, until))
    placed = queries.placed_in(request.user, row)
    if form := downloads.wanted(request):
        return file_of(request, form, row, placed)
    context = {
        "asked": asked,
        "phase": row,
        "last_day": last_day(row.ends_on),
        "paid_until": last_day(row.paid_until),
        "aims": [(aim, appointed.get((row.pk, aim.service_id, aim.role_id), 0)) for aim in aims],
        "until": until,
        "spent_words": spent_words(row, placed),
        "placements": [scheduled_row(asked, one) for one in placed],
        "placed_total": queries.known_total(one.cost for one in placed),
        "may_edit": permissions.can_edit(request.user, asked.council),
        "file_query": asked.query(),
        "list_url": link("campaigns", asked),
        "campaign_url": link("campaign", asked, campaign=row.campaign_id),
        "urls": _urls(
            asked, "campaign_phase_change", "campaign_phase_remove", "campaign_aim_add", "campaign_placement_add",
            "campaign_event_add", "campaign_own_add", "campaign_schedule", "campaign_schedule_file", phase=row.pk,
        ),
    }  # fmt: skip
    return render(request, "campaigns/phase.html", context)


DAY_HEADS = (
    "Day", "Impressions", "Clicks", "Charged", "Visits", "Enquiries", "Applications begun", "Applications sent", "Appointed",
    "Here after 6 months", "Here after 12 months", "From",
)  # fmt: skip


@asks(Permission.CAMPAIGNS_VIEW)
def placement(request: HttpRequest, asked: Asked, placement: int) -> HttpResponse:
    """One placement: its tracked link, and its days with what each brought."""
    row = found(request, asked, Placement, placement, "phase", "phase__campaign", "channel", "service", "role")
    until = media.until_of(asked.on, asked.today)
    days = _days(request, row, until)
    if form := downloads.wanted(request):
        rows = [(d.on, d.impressions, d.clicks, d.spend, d.visits, *d.stages, d.source) for d in days]
        return downloads.table(form, f"placement-{row.pk}", DAY_HEADS, rows)
    context = {
        "asked": asked,
        "placement": row,
        "last_day": last_day(row.ends_on),
        "tracked": request.build_absolute_uri(reverse("go", kwargs={"token": row.token})),
        "days": days,
        "until": until,
        "sums": day_sums(days) if days else [],
        "lined": (1, 2, 4, 5),  # before which columns a line stands
        "lined_sums": (1, 4, 5, 6, 8, 9),
        "visits": [(d.on, d.visits) for d in reversed(days) if d.visits],
        "may_edit": permissions.can_edit(request.user, asked.council),
        "file_query": asked.query(),
        "list_url": link("campaigns", asked),
        "campaign_url": link("campaign", asked, campaign=row.phase.campaign_id),
        "urls": _urls(asked, "campaign_placement_change", "campaign_placement_remove", "campaign_result_add", placement=row.pk),
    }  # fmt: skip
    return render(request, "campaigns/placement.html", context)


def _days(request: HttpRequest, row: Placement, until: dt.date) -> list[Day]:
    """The days of a placement up to one, newest first. Four queries."""
    visits = Visit.objects.filter(placement=row, on__lte=until).visible_to(request.user)
    results = PlacementResult.objects.filter(placement=row, on__lte=until).visible_to(request.user)
    return result_days(list(visits), list(results), people_by_day(row, until))


@asks(Permission.CAMPAIGNS_VIEW)
def channels(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The ways to reach people, and how much was placed on each."""
    rows = Channel.objects.filter(council=asked.council).visible_to(request.user).annotate(placed=Count("placements"))
    context = {
        "asked": asked,
        "rows": [
            (row, link("campaign_channel_change", asked, channel=row.pk)) for row in rows.order_by("kind", "name")
        ],
        "may_edit": permissions.can_edit(request.user, asked.council),
        "list_url": link("campaigns", asked),
        "add_url": link("campaign_channel_add", asked),
    }
    return render(request, "campaigns/channels.html", context)

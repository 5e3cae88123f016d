"""The next phase's media schedule: proposed from earlier figures, changed by hand, kept as planned placements, and taken away as a file."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.calendars import Entry, to_ics
from ridgeway.core.together import ask
from ridgeway.domains.campaigns import actions, queries
from ridgeway.domains.campaigns.actions.scheduling import placed_already
from ridgeway.domains.campaigns.models import Channel, Phase, Placement
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import attribution, media, schedule
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .campaigns_changing import crumbs, found, phase_of
from .campaigns_schedule_forms import ScheduleForm
from .changing import back_to, done, link


@asks(Permission.CAMPAIGNS_EDIT)
def propose(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """Propose how to divide what is left of a phase's budget, or another sum to be tried; keep it, as changed by hand, as planned placements."""
    row = phase_of(request, asked, phase)
    url = link("campaign_phase", asked, phase=row.pk)
    left = max(0, int((row.budget or 0) - placed_already(row)))
    tried = _tried(request)
    basis = _basis(request, asked, row, left if tried is None else tried)
    channels = list(Channel.objects.filter(council=asked.council).visible_to(request.user).order_by("name"))
    form = ScheduleForm(
        request.POST or None, phase=row, channels=channels, proposal=basis.proposal, used=_used(asked, request)
    )
    if made := done(request, form, lambda lines, **said: actions.plan_placements(row, lines, **said)):
        return back_to(request, f"{len(made)} placements are planned. Each has its tracked link.", url)
    context = {
        "asked": asked,
        "phase": row,
        "form": form,
        "proposal": basis.proposal,
        "basis": basis,
        "earlier": basis.campaign,
        "left": left if tried is None else tried,
        "tried": tried,
        "lines": form.lines(),
        "crumbs": [*crumbs(asked, row.campaign), (row.name, url)],
        "back": url,
        "change_url": link("campaign_phase_change", asked, phase=row.pk),
    }
    return render(request, "campaigns/schedule.html", context)


MOST_TRIED = 10_000_000


def _tried(request: HttpRequest) -> int | None:
    """A budget to be tried, in pounds, as the address has it."""
    text = request.GET.get("budget", "").replace(",", "").replace("£", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= MOST_TRIED else None


@dataclass(frozen=True, slots=True)
class Basis:
    """A proposal and what it rests on: of which campaign, and whether on the roles to fill alone (`roles` in words) or on all."""

    proposal: schedule.Proposal | None
    campaign: Any
    roles: str
    is_of_roles: bool


def _basis(request: HttpRequest, asked: Asked, phase: Phase, budget: int) -> Basis:
    """What the roles to fill cost before, where enough were appointed to them; else what everybody did."""
    aims = list(phase.aims.select_related("role"))
    wanted = sum(aim.how_many for aim in aims) or None
    roles = {aim.role_id: str(aim.role) for aim in aims}
    words = ", ".join(sorted(set(roles.values())))
    if roles:
        earlier, campaign = _earlier(request, asked, phase, frozenset(roles))
        proposal = schedule.propose(earlier, budget, wanted)
        if proposal is not None and proposal.stage == "appointed":
            return Basis(proposal, campaign, words, True)
    earlier, campaign = _earlier(request, asked, phase)
    return Basis(schedule.propose(earlier, budget, wanted), campaign, words, False)


def _earlier(request: HttpRequest, asked: Asked, phase: Phase, roles: frozenset[int] = frozenset()) -> tuple[media.Performance, Any]:  # fmt: skip
    """What is known before a phase begins: of its own campaign, or of the one that was copied where that has more.

    With `roles`: the applications for those alone, and the placements that were not for others.
    """
    until = media.until_of(phase.starts_on - queries.ONE_DAY, asked.today)
    found = media.performance([])
    for campaign in (phase.campaign, phase.campaign.based_on):
        if campaign is None:
            continue
        phases = [p for p in queries.phases_of(request.user, asked.council, campaign.pk) if p.starts_on <= until]
        placements = [
            p for p in queries.placements_of(request.user, asked.council, campaign.pk, until)
            if p.phase_id != phase.pk and (not roles or p.role_id is None or p.role_id in roles)
        ]  # fmt: skip
        if not phases:
            tallies = []
        elif roles:
            tallies = ask(attribution.application_tallies(campaign, phases, until, roles=roles))
        else:
            tallies = attribution.tallies_of(campaign, phases, until)
        found = media.performance(placements, tallies=tallies, until=until)
        if found.total.cost:
            return found, campaign
    return found, phase.campaign


def _used(asked: Asked, request: HttpRequest) -> dict[int, Placement]:
    """By channel, the placement on it that began last: what was bought there, and where its link leads. One query."""
    rows = Placement.objects.filter(council=asked.council).visible_to(request.user).order_by("starts_on", "pk")
    return {row.channel_id: row for row in rows.only("channel_id", "kind", "target_url", "starts_on")}


HEADS = ("Channel", "What", "Title", "For", "First day", "Last day", "Amount", "How it is known", "Tracked link")


def file_of(request: HttpRequest, form: str, phase: Phase, placements: list[Placement]) -> HttpResponse:
    """A phase's schedule as a table."""
    rows = [
        (p.channel.name, p.get_kind_display(), p.title, str(p.service or "all services"), p.starts_on, queries.last_day(p.ends_on), p.cost,
         p.get_cost_source_display(), request.build_absolute_uri(f"/go/{p.token}/"))
        for p in placements
    ]  # fmt: skip
    return downloads.table(form, f"schedule-{phase.pk}", HEADS, rows)


@asks(Permission.CAMPAIGNS_VIEW)
def schedule_file(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """A phase's schedule as an iCalendar file."""
    row = found(request, asked, Phase, phase, "campaign")
    end = row.paid_until or row.ends_on
    entries = [
        Entry(
            f"placement-{p.pk}@{asked.council.slug}.ridgeway", p.starts_on, queries.last_day(p.ends_on or end) or p.starts_on + dt.timedelta(days=365),
            p.title, p.channel.name, request.build_absolute_uri(link("campaign_placement", asked, placement=p.pk)),
        )
        for p in queries.placed_in(request.user, row)
    ]  # fmt: skip
    content = to_ics(f"{row.campaign}, {row}", entries, at=request.at)  # type: ignore[attr-defined]
    return downloads.attachment(content, f"schedule-{row.pk}.ics", "text/calendar; charset=utf-8")

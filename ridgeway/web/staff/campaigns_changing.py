"""What can be done with campaigns, their phases and their aims."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ridgeway.domains.campaigns import actions, permissions
from ridgeway.domains.campaigns.models import Campaign, Event, Phase, PhaseAim
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked, asks

from .campaigns_forms import AimForm, CampaignForm, CopyForm, NothingForm, PhaseForm, phase_initial
from .changing import ask, back_to, did, done, link


def allowed(request: HttpRequest, asked: Asked) -> None:
    """Stop who may not change the council's campaigns."""
    if not permissions.can_edit(request.user, asked.council):
        raise Http404("There is no such page, or it is not yours to see.")


def found(request: HttpRequest, asked: Asked, model: Any, pk: int, *related: str) -> Any:
    """A row of the council's campaigns that the person may see, or 404."""
    rows = model.objects.filter(council=asked.council, pk=pk).visible_to(request.user)
    row = rows.select_related("council", *related).first()
    if row is None:
        raise Http404("There is no such page, or it is not yours to see.")
    return row


def to_change(request: HttpRequest, asked: Asked, model: Any, pk: int, *related: str) -> Any:
    """The same, of somebody who may change it."""
    allowed(request, asked)
    return found(request, asked, model, pk, *related)


def campaign_url(asked: Asked, campaign: int) -> str:
    return link("campaign", asked, campaign=campaign)


def crumbs(asked: Asked, campaign: Campaign) -> list[tuple[str, str]]:
    return [("Campaigns", link("campaigns", asked)), (campaign.name, campaign_url(asked, campaign.pk))]


def sure(
    request: HttpRequest, asked: Asked, act, *, back: str, then: str, title: str, said: str, lead: str = ""
) -> HttpResponse:
    """Ask once more, then take something away."""
    form = NothingForm(request.POST if request.method == "POST" else None)
    if done(request, form, act):
        return back_to(request, said, then)
    return ask(request, asked, form, title=title, button="Remove", back=back, lead=lead, danger=True)


@asks(Permission.CAMPAIGNS_EDIT)
def add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Begin a campaign."""
    allowed(request, asked)
    form = CampaignForm(request.POST or None)
    if made := done(request, form, partial(actions.add_campaign, asked.council)):
        return back_to(request, f"{made} is added. Give it a phase.", campaign_url(asked, made.pk))
    return ask(request, asked, form, title="Add a campaign", button="Add", back=link("campaigns", asked))


@asks(Permission.CAMPAIGNS_EDIT)
def change(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """Change what a campaign is called or for."""
    row = to_change(request, asked, Campaign, campaign)
    form = CampaignForm(request.POST or None, initial={"name": row.name, "purpose": row.purpose})
    url = campaign_url(asked, row.pk)
    if done(request, form, partial(actions.change_campaign, row)):
        return back_to(request, "The campaign is changed.", url)
    return ask(request, asked, form, title=f"Change {row}", button="Change", back=url, crumbs=crumbs(asked, row))


@asks(Permission.CAMPAIGNS_EDIT)
def copy(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """Copy a campaign as a blueprint for another."""
    row = to_change(request, asked, Campaign, campaign)
    form = CopyForm(request.POST or None, council=asked.council)
    url = campaign_url(asked, row.pk)
    if made := done(request, form, partial(actions.copy_campaign, row)):
        return back_to(request, f"{made} is planned after {row}. Look it over.", campaign_url(asked, made.pk))
    lead = "Its phases, aims and placements are copied, with what they cost as what is expected. What happened is not."
    way = crumbs(asked, row)
    return ask(request, asked, form, title=f"Copy {row}", button="Copy", back=url, crumbs=way, lead=lead)


@asks(Permission.CAMPAIGNS_EDIT)
def remove(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """Remove a campaign without phases."""
    row = to_change(request, asked, Campaign, campaign)
    back, then = campaign_url(asked, row.pk), link("campaigns", asked)
    act = partial(actions.remove_campaign, row)
    return sure(request, asked, act, back=back, then=then, title=f"Remove {row}?", said=f"{row} is removed.")


@asks(Permission.CAMPAIGNS_EDIT)
def add_phase(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """Add a phase to a campaign."""
    row = to_change(request, asked, Campaign, campaign)
    form = PhaseForm(request.POST or None)
    if made := done(request, form, partial(actions.add_phase, row)):
        return back_to(request, f"{made} is added.", link("campaign_phase", asked, phase=made.pk))
    back = campaign_url(asked, row.pk)
    return ask(request, asked, form, title="Add a phase", button="Add", back=back, crumbs=crumbs(asked, row))


def phase_of(request: HttpRequest, asked: Asked, phase: int) -> Phase:
    """A phase to change something in."""
    return to_change(request, asked, Phase, phase, "campaign", "campaign__council")


@asks(Permission.CAMPAIGNS_EDIT)
def change_phase(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """Change a phase's name, days or budget."""
    row = phase_of(request, asked, phase)
    form = PhaseForm(request.POST or None, initial=phase_initial(row))
    url = link("campaign_phase", asked, phase=row.pk)
    if done(request, form, partial(actions.change_phase, row)):
        return back_to(request, f"{form.cleaned_data['name']} is changed.", url)
    way = crumbs(asked, row.campaign)
    return ask(request, asked, form, title=f"Change {row}", button="Change", back=url, crumbs=way)


@asks(Permission.CAMPAIGNS_EDIT)
def remove_phase(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """Remove a phase in which nothing happened."""
    row = phase_of(request, asked, phase)
    back, then = link("campaign_phase", asked, phase=row.pk), campaign_url(asked, row.campaign_id)
    act = partial(actions.remove_phase, row)
    lead = "What it aimed for goes with it."
    return sure(request, asked, act, back=back, then=then, title=f"Remove {row}?", said=f"{row} is removed.", lead=lead)


@asks(Permission.CAMPAIGNS_EDIT)
def add_aim(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """Say whom a phase means to appoint."""
    row = phase_of(request, asked, phase)
    form = AimForm(request.POST or None, council=asked.council)
    url = link("campaign_phase", asked, phase=row.pk)
    if made := done(request, form, partial(actions.add_aim, row)):
        return back_to(request, f"{row} aims at {made.how_many} of {made.role}.", url)
    way = crumbs(asked, row.campaign)
    return ask(request, asked, form, title=f"What {row} aims for", button="Add", back=url, crumbs=way)


@require_POST
@asks(Permission.CAMPAIGNS_EDIT)
def remove_aim(request: HttpRequest, asked: Asked, phase: int, aim: int) -> HttpResponse:
    """Take an aim away."""
    row = to_change(request, asked, PhaseAim, aim)
    if row.phase_id != phase:
        raise Http404("There is no such aim.")
    did(request, partial(actions.remove_aim, row), "The aim is taken away.")
    return redirect(link("campaign_phase", asked, phase=phase))


def events_met(
    request: HttpRequest, asked: Asked, events: list[Event], counts: dict[int, tuple[int, int]]
) -> list[dict[str, Any]]:
    """Each event with the enquiries that came of it (`counts`), for who may see those, and the address to log another."""
    access = access_of(request.user)
    may_see = access.may_somewhere(Permission.ENQUIRIES_VIEW, asked.council.pk)
    may_log = access.may_somewhere(Permission.ENQUIRIES_EDIT, asked.council.pk)
    return [
        {
            "event": event,
            "is_shown": event.is_public and event.on >= asked.today,
            "change_url": link("campaign_event_change", asked, event=event.pk),
            "count": counts.get(event.pk, (0, 0))[0],
            "coming": counts.get(event.pk, (0, 0))[1],
            "rows_url": link("enquiries", asked, changes={"show": "all", "event": event.pk}) if may_see else "",
            "log_url": link("enquiries_new", asked, changes={"event": event.pk})
            if may_log and event.on <= asked.today
            else "",
        }
        for event in events
    ]

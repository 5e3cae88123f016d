"""Writes of campaigns, phases and their aims."""

import datetime as dt
from typing import Any

from django.db import transaction

from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment.actions.writing import changed, created, deleted
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council, Service

from ..models import Campaign, Event, OwnPost, Phase, PhaseAim, Placement
from .reasons import CannotChangeCampaign, need, need_money


def _named_once(rows, name: str, there_is: str) -> str:
    name = " ".join(name.split())
    need(name, "Give it a name.")
    need(not rows.filter(name__iexact=name).exists(), f"{there_is} called {name}.")
    return name


@transaction.atomic
def add_campaign(council: Council, *, name: str, by, at: dt.datetime, purpose: str = "") -> Campaign:
    """Begin a campaign, without phases yet."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    name = _named_once(Campaign.objects.filter(council=council), name, "There is already a campaign")
    return created(
        Campaign.objects.create(council=council, name=name, purpose=purpose.strip()), "campaign.added", by=by, at=at
    )


@transaction.atomic
def change_campaign(campaign: Campaign, *, name: str, purpose: str, by, at: dt.datetime) -> Campaign:
    """Change what a campaign is called or for."""
    campaign = _locked(campaign)
    others = Campaign.objects.filter(council=campaign.council_id).exclude(pk=campaign.pk)
    name = _named_once(others, name, "There is already a campaign")
    return changed(campaign, "campaign.changed", by=by, at=at, name=name, purpose=purpose.strip())


@transaction.atomic
def remove_campaign(campaign: Campaign, *, by, at: dt.datetime) -> None:
    """Remove a campaign that has no phases."""
    campaign = _locked(campaign)
    need(not campaign.phases.exists(), "Remove its phases first.")
    deleted(campaign, "campaign.removed", by=by, at=at)


def _locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=campaign.pk)


def lock_phase(phase: Phase) -> Phase:
    """A phase as it is now, locked until the end of the transaction; refused when it is gone."""
    found = (
        Phase.objects.select_for_update(no_key=True, of=("self",)).filter(pk=phase.pk).select_related("council").first()
    )
    if found is None:
        raise CannotChangeCampaign("The phase is no longer there.")
    return found


def _check_phase(campaign: Campaign, fields: dict[str, Any], *, but: int | None = None) -> dict[str, Any]:
    """Refuse days that do not go forwards, or that another phase of the campaign has."""
    others = campaign.phases.exclude(pk=but) if but else campaign.phases.all()
    starts, ends, paid = fields["starts_on"], fields.get("ends_on"), fields.get("paid_until")
    name = _named_once(others, fields["name"], "The campaign already has a phase")
    need(ends is None or ends > starts, "A phase ends on or after the day it begins.")
    need(
        paid is None or (ends is not None and paid > ends), "Paid advertising that runs over ends after the phase does."
    )
    need_money(fields.get("budget"), fields.get("budget_source", ""), called="budget")
    for other in others.overlapping(starts, ends):
        until = f" to {day_words(other.ends_on - dt.timedelta(days=1))}" if other.ends_on else " on"
        raise CannotChangeCampaign(f"{other.name} has some of those days: {day_words(other.starts_on)}{until}.")
    return {**fields, "name": name}


@transaction.atomic
def add_phase(campaign: Campaign, *, by, at: dt.datetime, **fields: Any) -> Phase:
    """Add a phase: `name`, `starts_on`, and perhaps `ends_on`, `paid_until`, `budget` with its `budget_source` and `budget_note`."""
    campaign = _locked(campaign)
    fields = _check_phase(campaign, fields)
    return created(
        Phase.objects.create(council=campaign.council, campaign=campaign, **fields), "phase.added", by=by, at=at
    )


@transaction.atomic
def change_phase(phase: Phase, *, by, at: dt.datetime, **fields: Any) -> Phase:
    """Change a phase's name, days or budget. What was placed in it must still fit."""
    campaign = _locked(phase.campaign)
    phase = lock_phase(phase)
    fields = _check_phase(campaign, fields, but=phase.pk)
    last = fields.get("paid_until") or fields.get("ends_on")
    for placement in phase.placements.all():
        fits = placement.starts_on >= fields["starts_on"] and (last is None or (placement.ends_on or last) <= last)
        need(fits, f"“{placement}” runs outside those days. Change it first.")
    return changed(phase, "phase.changed", by=by, at=at, **fields)


@transaction.atomic
def remove_phase(phase: Phase, *, by, at: dt.datetime) -> None:
    """Remove a phase in which nothing was placed, done or put out; its aims go with it."""
    phase = lock_phase(phase)
    used = any(model._base_manager.filter(phase=phase).exists() for model in (Placement, Event, OwnPost))
    need(not used, "Something was placed, done or put out in this phase, so it stays.")
    for aim in phase.aims.select_related("council"):
        deleted(aim, "aim.removed", by=by, at=at)
    deleted(phase, "phase.removed", by=by, at=at)


@transaction.atomic
def add_aim(phase: Phase, *, service: Service, role: JobRole, how_many: int, by, at: dt.datetime) -> PhaseAim:
    """Say how many of a role a phase means to appoint for a service; said again, the new number stands."""
    phase = lock_phase(phase)
    need(how_many > 0, "An aim is at least one person.")
    need({service.council_id, role.council_id} == {phase.council_id}, "Service and role must be the council's own.")
    known = phase.aims.filter(service=service, role=role).select_related("council").first()
    if known is not None:
        return changed(known, "aim.changed", by=by, at=at, how_many=how_many)
    aim = PhaseAim.objects.create(council=phase.council, phase=phase, service=service, role=role, how_many=how_many)
    return created(aim, "aim.added", by=by, at=at)


@transaction.atomic
def remove_aim(aim: PhaseAim, *, by, at: dt.datetime) -> None:
    """Take an aim away."""
    deleted(aim, "aim.removed", by=by, at=at)

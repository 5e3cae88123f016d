"""Writes of channels, placements, events and own posts."""

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment.actions.writing import changed, created, deleted
from ridgeway.domains.organisation.models import Council

from .. import rules
from ..models import Channel, Event, OwnPost, Phase, Placement
from .planning import lock_phase
from .reasons import CannotChangeCampaign, need, need_money

TOKEN_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 no letter that is read as another
TOKEN_LENGTH = 12
MOST_PUBLIC_WORDS = 400
_EVENT_WORDS = ("name", "place", "public_name", "public_words")


def _new_token() -> str:
    """59 bits of chance: a token cannot be guessed, and two never meet."""
    return "".join(secrets.choice(TOKEN_LETTERS) for _ in range(TOKEN_LENGTH))


@transaction.atomic
def add_channel(council: Council, *, name: str, kind: str, by, at: dt.datetime) -> Channel:
    """Add a way to reach people."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    name = _channel_name(council.pk, name)
    return created(Channel.objects.create(council=council, name=name, kind=kind), "channel.added", by=by, at=at)


@transaction.atomic
def change_channel(channel: Channel, *, name: str, kind: str, by, at: dt.datetime) -> Channel:
    """Change a channel's name or kind."""
    name = _channel_name(channel.council_id, name, but=channel.pk)
    return changed(channel, "channel.changed", by=by, at=at, name=name, kind=kind)


def _channel_name(council_id: int, name: str, *, but: int | None = None) -> str:
    name = " ".join(name.split())
    need(name, "Give the channel a name.")
    taken = Channel.objects.filter(council=council_id, name__iexact=name).exclude(pk=but).exists()
    need(not taken, f"There is already a channel called {name}.")
    return name


def _of_its_council(phase: Phase, *things) -> None:
    ours = all(thing is None or thing.council_id == phase.council_id for thing in things)
    need(ours, "Channel, service and role must be the council's own.")


def _check_placement(phase: Phase, fields: dict[str, Any]) -> dict[str, Any]:
    _of_its_council(phase, fields["channel"], fields.get("service"), fields.get("role"))
    fields = {**fields, "title": fields["title"].strip(), "target_url": fields["target_url"].strip()}
    need(fields["title"], "Give the placement a title.")
    need(fields.get("pieces", 1) > 0, "There is at least one of it.")
    need_money(fields.get("cost"), fields.get("cost_source", ""), invoice=fields.get("invoice_number", ""))
    words = "The link must lead to an address that begins with https:// or http:// and names a site, or to a page here such as /careers/."
    need(rules.may_lead_to(fields["target_url"]), words)
    starts, ends = fields["starts_on"], fields.get("ends_on")
    need(ends is None or ends > starts, "A placement ends on or after the day it begins.")
    last = phase.paid_until or phase.ends_on
    fits = starts >= phase.starts_on and (last is None or (starts < last and (ends is None or ends <= last)))
    if not fits:
        until = f" to {day_words(last - dt.timedelta(days=1))}" if last else " on"
        raise CannotChangeCampaign(f"{phase.name} runs from {day_words(phase.starts_on)}{until}.")
    return fields


@transaction.atomic
def add_placement(phase: Phase, *, by, at: dt.datetime, **fields: Any) -> Placement:
    """Buy something on a channel: the fields of `Placement`. It is given a tracked link of its own."""
    phase = lock_phase(phase)
    fields = _check_placement(phase, fields)
    placement = Placement.objects.create(council=phase.council, phase=phase, token=_new_token(), **fields)
    return created(placement, "placement.added", by=by, at=at)


@transaction.atomic
def change_placement(placement: Placement, *, by, at: dt.datetime, **fields: Any) -> Placement:
    """Change anything of a placement but its phase and its link's token, which may be in print already."""
    phase = lock_phase(placement.phase)
    return changed(placement, "placement.changed", by=by, at=at, **_check_placement(phase, fields))


@transaction.atomic
def remove_placement(placement: Placement, *, by, at: dt.datetime) -> None:
    """Remove a placement recorded by mistake. One with visits or results stays: its figures would be lost."""
    lock_phase(placement.phase)
    known = placement.visits.exists() or placement.results.exists()
    need(not known, "Visits or results are recorded for it, so it stays. Change it instead.")
    remove_unless_used(
        placement, "placement.removed", "Somebody came by it, so it stays. Change it instead.", by=by, at=at
    )


def remove_unless_used(row: Any, verb: str, sentence: str, *, by, at: dt.datetime) -> None:
    """Remove a row unless one of a domain above points at it, which this one cannot see."""
    try:
        with transaction.atomic():
            deleted(row, verb, by=by, at=at)
    except ProtectedError as refused:
        raise CannotChangeCampaign(sentence) from refused


def _check_event(phase: Phase, fields: dict[str, Any]) -> dict[str, Any]:
    need(fields["name"].strip(), "Give the event a name.")
    need_money(fields.get("cost"), fields.get("cost_source", ""), invoice=fields.get("invoice_number", ""))
    fields = {**fields, **{name: fields[name].strip() for name in _EVENT_WORDS if name in fields}}
    _of_its_council(phase, fields.get("service"))
    need(
        len(fields.get("public_words", "")) <= MOST_PUBLIC_WORDS,
        f"Its words on the site are {MOST_PUBLIC_WORDS} letters at most.",
    )
    shown = fields.get("is_public")
    need(not shown or fields.get("place"), "Say where it is, so that people who read of it on the site can come.")
    need(
        not shown or fields.get("begins_at"),
        "Say at what time it begins, so that people who read of it on the site can come.",
    )
    return fields


@transaction.atomic
def add_event(phase: Phase, *, by, at: dt.datetime, **fields: Any) -> Event:
    """Record a fair, a conference or a coffee morning: the fields of `Event`."""
    phase = lock_phase(phase)
    event = Event.objects.create(council=phase.council, phase=phase, **_check_event(phase, fields))
    return created(event, "event.added", by=by, at=at)


@transaction.atomic
def change_event(event: Event, *, by, at: dt.datetime, **fields: Any) -> Event:
    """Change an event."""
    phase = lock_phase(event.phase)
    return changed(event, "event.changed", by=by, at=at, **_check_event(phase, fields))


@transaction.atomic
def remove_event(event: Event, *, by, at: dt.datetime) -> None:
    """Remove an event recorded by mistake."""
    remove_unless_used(event, "event.removed", "Enquiries came of it, so it stays. Change it instead.", by=by, at=at)


def _check_own_post(phase: Phase, fields: dict[str, Any]) -> dict[str, Any]:
    _of_its_council(phase, fields["channel"])
    need(fields["title"].strip(), "Say what was put out.")
    address = fields.get("address", "").strip()
    need(not address or rules.may_lead_to(address), "The address must begin with https:// or http:// and name a site.")
    return {**fields, "title": fields["title"].strip(), "address": address}


@transaction.atomic
def add_own_post(phase: Phase, *, by, at: dt.datetime, **fields: Any) -> OwnPost:
    """Record something the council put out itself: the fields of `OwnPost`."""
    phase = lock_phase(phase)
    post = OwnPost.objects.create(council=phase.council, phase=phase, **_check_own_post(phase, fields))
    return created(post, "ownpost.added", by=by, at=at)


@transaction.atomic
def change_own_post(post: OwnPost, *, by, at: dt.datetime, **fields: Any) -> OwnPost:
    """Change an own post."""
    phase = lock_phase(post.phase)
    return changed(post, "ownpost.changed", by=by, at=at, **_check_own_post(phase, fields))


@transaction.atomic
def remove_own_post(post: OwnPost, *, by, at: dt.datetime) -> None:
    """Remove an own post recorded by mistake."""
    deleted(post, "ownpost.removed", by=by, at=at)

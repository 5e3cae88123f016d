"""What can be done with channels, placements, events, own posts and results."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.models import Campaign, Channel, Event, OwnPost, Placement, PlacementResult
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked, asks

from .campaigns_changing import allowed, campaign_url, crumbs, phase_of, sure, to_change
from .campaigns_forms import ChannelForm, EventForm, OwnPostForm, PlacementForm, ResultForm, placement_initial
from .changing import ask, back_to, did, done, link


def _page(request: HttpRequest, asked: Asked, form, campaign: Campaign, **words: Any) -> HttpResponse:
    return ask(request, asked, form, crumbs=crumbs(asked, campaign), **words)


def _values(row: Any, form: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields if hasattr(row, name)}


@asks(Permission.CAMPAIGNS_EDIT)
def add_channel(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Add a way to reach people."""
    allowed(request, asked)
    form = ChannelForm(request.POST or None)
    back = link("campaign_channels", asked)
    if made := done(request, form, partial(actions.add_channel, asked.council)):
        return back_to(request, f"{made} is added.", back)
    return ask(request, asked, form, title="Add a channel", button="Add", back=back)


@asks(Permission.CAMPAIGNS_EDIT)
def change_channel(request: HttpRequest, asked: Asked, channel: int) -> HttpResponse:
    """Change a channel's name or kind."""
    row = to_change(request, asked, Channel, channel)
    form = ChannelForm(request.POST or None, initial=_values(row, ChannelForm))
    back = link("campaign_channels", asked)
    if made := done(request, form, partial(actions.change_channel, row)):
        return back_to(request, f"{made} is changed.", back)
    return ask(request, asked, form, title=f"Change {row}", button="Change", back=back)


@asks(Permission.CAMPAIGNS_EDIT)
def add_placement(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """Record something bought."""
    row = phase_of(request, asked, phase)
    form = PlacementForm(request.POST or None, council=asked.council)
    if made := done(request, form, partial(actions.add_placement, row)):
        words = f"{made} is recorded. Put its tracked link into the advert."
        return back_to(request, words, link("campaign_placement", asked, placement=made.pk))
    back = campaign_url(asked, row.campaign_id)
    return _page(
        request, asked, form, row.campaign, title=f"Record a placement in {row}", button="Record", back=back,
        more=[("Add a channel", link("campaign_channel_add", asked))],
    )  # fmt: skip


def _placement(request: HttpRequest, asked: Asked, placement: int) -> Placement:
    wanted = ("phase", "phase__council", "phase__campaign", "channel")
    return to_change(request, asked, Placement, placement, *wanted)


@asks(Permission.CAMPAIGNS_EDIT)
def change_placement(request: HttpRequest, asked: Asked, placement: int) -> HttpResponse:
    """Change a placement; its link stays."""
    row = _placement(request, asked, placement)
    form = PlacementForm(request.POST or None, council=asked.council, initial=placement_initial(row))
    url = link("campaign_placement", asked, placement=row.pk)
    if made := done(request, form, partial(actions.change_placement, row)):
        return back_to(request, f"{made} is changed.", url)
    return _page(request, asked, form, row.phase.campaign, title=f"Change {row}", button="Change", back=url)


@asks(Permission.CAMPAIGNS_EDIT)
def remove_placement(request: HttpRequest, asked: Asked, placement: int) -> HttpResponse:
    """Remove a placement recorded by mistake."""
    row = _placement(request, asked, placement)
    back, then = link("campaign_placement", asked, placement=row.pk), campaign_url(asked, row.phase.campaign_id)
    act = partial(actions.remove_placement, row)
    lead = "Its tracked link then leads nowhere."
    return sure(request, asked, act, back=back, then=then, title=f"Remove {row}?", said=f"{row} is removed.", lead=lead)


@asks(Permission.CAMPAIGNS_EDIT)
def record_result(request: HttpRequest, asked: Asked, placement: int) -> HttpResponse:
    """Record what a platform says of a day."""
    row = _placement(request, asked, placement)
    form = ResultForm(request.POST or None)
    url = link("campaign_placement", asked, placement=row.pk)
    if made := done(request, form, partial(actions.record_result, row)):
        return back_to(request, f"The results of {day_words(made.on)} are recorded.", url)
    lead = "For a day that has results already, the new ones stand."
    return _page(
        request, asked, form, row.phase.campaign, title=f"Results of {row}", button="Record", back=url, lead=lead
    )


@require_POST
@asks(Permission.CAMPAIGNS_EDIT)
def remove_result(request: HttpRequest, asked: Asked, placement: int, result: int) -> HttpResponse:
    """Take a day's results away."""
    row = to_change(request, asked, PlacementResult, result)
    if row.placement_id != placement:
        raise Http404("There are no such results.")
    did(request, partial(actions.remove_result, row), f"The results of {day_words(row.on)} are taken away.")
    return redirect(link("campaign_placement", asked, placement=placement))


@asks(Permission.CAMPAIGNS_EDIT)
def add_event(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """Record an event."""
    row = phase_of(request, asked, phase)
    form = EventForm(request.POST or None, council=asked.council)
    back = campaign_url(asked, row.campaign_id)
    if made := done(request, form, partial(actions.add_event, row)):
        return back_to(request, f"{made} is recorded.", back)
    return _page(request, asked, form, row.campaign, title=f"Record an event in {row}", button="Record", back=back)


@asks(Permission.CAMPAIGNS_EDIT)
def change_event(request: HttpRequest, asked: Asked, event: int) -> HttpResponse:
    """Change an event."""
    row = to_change(request, asked, Event, event, "phase", "phase__campaign")
    initial = {**_values(row, EventForm), "service": row.service_id}
    form = EventForm(request.POST or None, council=asked.council, initial=initial)
    back = campaign_url(asked, row.phase.campaign_id)
    if made := done(request, form, partial(actions.change_event, row)):
        return back_to(request, f"{made} is changed.", back)
    remove = [("Remove it", link("campaign_event_remove", asked, event=row.pk))]
    campaign = row.phase.campaign
    return _page(request, asked, form, campaign, title=f"Change {row}", button="Change", back=back, more=remove)


@asks(Permission.CAMPAIGNS_EDIT)
def remove_event(request: HttpRequest, asked: Asked, event: int) -> HttpResponse:
    """Remove an event recorded by mistake."""
    row = to_change(request, asked, Event, event, "phase")
    back = campaign_url(asked, row.phase.campaign_id)
    act = partial(actions.remove_event, row)
    return sure(request, asked, act, back=back, then=back, title=f"Remove {row}?", said=f"{row} is removed.")


@asks(Permission.CAMPAIGNS_EDIT)
def add_own_post(request: HttpRequest, asked: Asked, phase: int) -> HttpResponse:
    """Record something the council put out itself."""
    row = phase_of(request, asked, phase)
    form = OwnPostForm(request.POST or None, council=asked.council)
    back = campaign_url(asked, row.campaign_id)
    if made := done(request, form, partial(actions.add_own_post, row)):
        return back_to(request, f"“{made}” is recorded.", back)
    return _page(
        request, asked, form, row.campaign, title=f"Record a post of our own in {row}", button="Record", back=back
    )


@asks(Permission.CAMPAIGNS_EDIT)
def change_own_post(request: HttpRequest, asked: Asked, own: int) -> HttpResponse:
    """Change an own post."""
    row = to_change(request, asked, OwnPost, own, "phase", "phase__campaign", "channel")
    initial = {**_values(row, OwnPostForm), "channel": row.channel_id}
    form = OwnPostForm(request.POST or None, council=asked.council, initial=initial)
    back = campaign_url(asked, row.phase.campaign_id)
    if made := done(request, form, partial(actions.change_own_post, row)):
        return back_to(request, f"“{made}” is changed.", back)
    remove = [("Remove it", link("campaign_own_remove", asked, own=row.pk))]
    campaign = row.phase.campaign
    return _page(request, asked, form, campaign, title=f"Change {row}", button="Change", back=back, more=remove)


@asks(Permission.CAMPAIGNS_EDIT)
def remove_own_post(request: HttpRequest, asked: Asked, own: int) -> HttpResponse:
    """Remove an own post recorded by mistake."""
    row = to_change(request, asked, OwnPost, own, "phase")
    back = campaign_url(asked, row.phase.campaign_id)
    act = partial(actions.remove_own_post, row)
    return sure(request, asked, act, back=back, then=back, title=f"Remove “{row}”?", said=f"“{row}” is removed.")

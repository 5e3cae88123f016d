"""Today: what this person can do, and whom they ring. And the way in, and the help page."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ridgeway.domains.organisation.access import access_of, regions_led_by
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.insight.state import state_of
from ridgeway.web.guards import Asked, asks, signed_in
from ridgeway.web.insight.drawing import figure_part

from .changing import link
from .today_due import looks_after
from .today_ring import ring_first

READS = "The figures of the day, each with what it was computed from."
P = Permission


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """The way in: the person's own council, or the choice of theirs."""
    held = {h.council_id for h in access_of(request.user).held}
    if not held and (led := regions_led_by(request.user, request.today)):  # type: ignore[attr-defined]
        return redirect("agency_region", region=led[0].slug)
    if len(held) != 1:
        return redirect("councils")
    return redirect("today", council=Council.objects.values_list("slug", flat=True).get(pk=held.pop()))


@signed_in
def guide(request: HttpRequest) -> HttpResponse:
    """How to read a page: the as-at bar, figures with their base, and whom to ask."""
    return render(request, "today/help.html")


@asks(P.FIGURES_VIEW)
def today(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The start page: whom to ring, and the figures for who rings nobody. What is broken and due the page asks for by itself."""
    access = access_of(request.user)

    def holds(*permissions: str) -> bool:
        return any(access.may_somewhere(permission, asked.council.pk) for permission in permissions)

    ring = ring_first(request, asked) if holds(P.ENQUIRIES_EDIT) else None
    is_reader = not looks_after(access, asked)
    context = {
        "asked": asked,
        "greeting": f"{part_of_day(request.at)}, {request.user.get_short_name()}",  # type: ignore[attr-defined, union-attr]
        "sentence": ring.sentence if ring else READS if is_reader else "",
        "ring": ring if ring and (ring.lines or not holds(P.REPORTS_BUILD)) else None,
        "waiting_url": "" if is_reader else link("today_waiting", asked),
        "acts": acts(asked, holds),
        "tiles": [] if ring and ring.lines else tiles(asked, all_of=is_reader, sees_rows=holds(P.ROWS_VIEW)),
    }
    return render(request, "today/today.html", context)


def part_of_day(at: dt.datetime) -> str:
    """Good morning, afternoon or evening, by the council's clock."""
    hour = timezone.localtime(at).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def acts(asked: Asked, holds) -> list[tuple[str, str, bool]]:
    """What this person can do: words, address, whether it is the main thing."""
    found = []
    if holds(P.ENQUIRIES_EDIT):
        found.append(("Log an enquiry", link("enquiries_new", asked), True))
    if holds(P.PEOPLE_EDIT):
        found.append(("Somebody new starts", link("person_add", asked), not found))
    if holds(P.POSTS_EDIT):
        found.append(("Fund a post", link("posts_fund", asked), not found))
    if holds(P.REPORTS_BUILD) or not found:
        found.append(("State of the service", link("state", asked), False))
    return found


HEADLINES = ("vacancies", "turnover", "turnover_voluntary", "agency_rate", "caseload")


def tiles(asked: Asked, *, all_of: bool, sees_rows: bool):
    """The figures of the day: all of them for somebody who sees figures alone, else whether the service is safe and stable."""
    state = state_of(asked.scope, asked.on, asked.against)
    return [
        figure_part(asked, t.figure, change=t.change, line=t.line, sees_rows=sees_rows)
        for t in state.tiles
        if all_of or t.figure.measure.key in HEADLINES
    ]

"""Everything that goes out in a financial year: by channel, by month, and as an iCalendar file."""

import datetime as dt
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ridgeway.core.calendars import Entry, to_ics
from ridgeway.core.periods import financial_year, months_before
from ridgeway.domains.campaigns import actions, queries
from ridgeway.domains.campaigns.actions.subscribing import address_of, token_of
from ridgeway.domains.campaigns.models import CalendarAddress
from ridgeway.domains.campaigns.queries import GoesOut
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, User
from ridgeway.drawing.year import Run, year_chart
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, by_link

from .changing import link


def year_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The financial year of a day: its first day, and the first day after it."""
    first = dt.date(day.year if day.month >= 4 else day.year - 1, 4, 1)
    return first, first.replace(year=first.year + 1)


def _going_out(request: HttpRequest, asked: Asked) -> list[GoesOut]:
    wanted = request.GET.get("campaign", "")
    if wanted and not (wanted.isdigit() and len(wanted) < 15):
        raise Http404("There is no such campaign.")
    rows = queries.goes_out(request.user, asked.council, *year_of(asked.on))
    return [row for row in rows if not wanted or row.campaign_id == int(wanted)]


def _on_channel(request: HttpRequest, rows: list[GoesOut]) -> list[GoesOut]:
    channel = request.GET.get("channel", "")
    return [row for row in rows if not channel or row.channel == channel]


def drawn(rows: list[GoesOut], first: dt.date, on: dt.date) -> Any:
    """A row of the picture for each channel, by its name."""
    channels: dict[str, list[Run]] = {}
    for row in sorted(rows, key=lambda row: row.channel.casefold()):
        channels.setdefault(row.channel, []).append(Run(row.on, row.until, row.title))
    return year_chart(first, list(channels.items()), on, f"What goes out in {financial_year(first)}, by channel")


_PAGES = {
    "placement": ("campaign_placement", "placement"),
    "event": ("campaign", "campaign"),
    "own": ("campaign", "campaign"),
}


def _page_of(asked: Asked, row: GoesOut) -> str:
    name, arg = _PAGES[row.kind]
    args: dict[str, Any] = {arg: row.pk if row.kind == "placement" else row.campaign_id}
    return link(name, asked, **args)


@asks(Permission.CAMPAIGNS_VIEW)
def calendar(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Everything that goes out in the financial year of the day asked for, by month."""
    everything = _going_out(request, asked)
    rows = _on_channel(request, everything)
    first = year_of(asked.on)[0]
    months: dict[str, list] = {}
    for row in rows:
        months.setdefault(f"{max(row.on, first):%B %Y}", []).append((row, _page_of(asked, row)))
    kept = {name: request.GET.get(name, "") for name in ("campaign", "channel")}
    context = {
        "asked": asked,
        "year": financial_year(asked.on),
        "chart": drawn(rows, first, asked.on),
        "channels": sorted({row.channel for row in everything}, key=str.casefold),
        "campaign": kept["campaign"],
        "months": list(months.items()),
        "count": len(rows),
        "channel": kept["channel"],
        "all_url": f"?{asked.query()}",
        "is_part": any(kept.values()),
        "list_url": link("campaigns", asked),
        "file_url": link("campaign_calendar_file", asked, changes=kept),
        **_subscription(request, asked),
    }
    return render(request, "campaigns/calendar.html", context)


@asks(Permission.CAMPAIGNS_VIEW)
def calendar_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same as an iCalendar file."""
    entries = [
        Entry(
            f"{row.kind}-{row.pk}@{asked.council.slug}.ridgeway", row.on, row.until or year_of(asked.on)[1] - queries.ONE_DAY,
            row.title, row.channel, request.build_absolute_uri(_page_of(asked, row)),
        )
        for row in _on_channel(request, _going_out(request, asked))
    ]  # fmt: skip
    content = to_ics(f"Campaigns of {asked.council}", entries, at=request.at)
    return downloads.attachment(content, f"campaigns-{year_of(asked.on)[0].year}.ics", "text/calendar; charset=utf-8")


def _subscription(request: HttpRequest, asked: Asked) -> dict[str, str]:
    """The person's own private address, where they have one."""
    rows = CalendarAddress.objects.visible_to(request.user).filter(council=asked.council, user=request.user)
    row = rows.filter(taken_back_at=None).first()
    args = {"council": asked.council.slug, "token": token_of(row)} if row else {}
    url = reverse("campaign_calendar_subscribed", kwargs=args) if row else ""
    return {
        "address": request.build_absolute_uri(url) if url else "",
        "address_url": link("campaign_calendar_address", asked),
    }


@require_POST
@asks(Permission.CAMPAIGNS_VIEW)
def calendar_address(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Make a private address for a calendar program, or take the person's own back."""
    if request.POST.get("take_back"):
        actions.take_back_address(asked.council, by=cast(User, request.user), at=request.at)
        messages.success(request, "The address is taken back: no calendar is answered at it any more.")
    else:
        actions.make_address(asked.council, by=cast(User, request.user), at=request.at)
        messages.success(request, "The address is made. One you had before is good for nothing any more.")
    return redirect(link("campaign_calendar", asked))


@by_link
def subscribed(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """What goes out from a year ago to two years ahead, as its owner may see it today; 404 once they may not, or it was taken back."""
    row = address_of(council, token)
    if row is None or not CalendarAddress.objects.visible_to(row.user).filter(pk=row.pk).exists():
        raise Http404("There is no such calendar.")
    first, until = months_before(request.today, 12), months_before(request.today, -24)
    entries = [
        Entry(
            f"{out.kind}-{out.pk}@{council.slug}.ridgeway", out.on, out.until or until - queries.ONE_DAY, out.title, out.channel,
            request.build_absolute_uri(reverse("campaign", kwargs={"council": council.slug, "campaign": out.campaign_id})),
        )
        for out in queries.goes_out(row.user, council, first, until)
    ]  # fmt: skip
    content = to_ics(f"Campaigns of {council}", entries, at=request.at)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")

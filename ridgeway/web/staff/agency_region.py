"""The region: spread of rates, breaches and conduct by council and quarter. A council sees itself among the others, who are not named; the
regional lead sees councils by name, and keeps the caps. Nobody sees a worker, or a count under five that is not their own."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ridgeway.domains.agency import actions, rules
from ridgeway.domains.agency.models import PriceCap
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Region
from ridgeway.insight import agency_region
from ridgeway.insight.agency_region import Count, RegionFigures, Spread, TypeSpread
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, of_region

from .agency_forms_agreed import CapForm
from .agency_words import hourly, ways
from .changing import back_to, done, link

HEADS = ("Council", "Quarter", "Breaches", "Signed off", "Suppliers' conduct")
OTHER = "Another council"


@asks(Permission.AGENCY_VIEW)
def region_of_council(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The region as one of its councils sees it."""
    region = asked.council.region
    if region is None:
        return render(request, "agency/region_none.html", {"asked": asked, "list_url": link("agency", asked)})
    found = agency_region.figures(region, asked.on, own=asked.council)
    if form := downloads.wanted(request):
        return downloads.table(form, f"region-{asked.on}", HEADS, file_rows(found, by_name=False))
    context = {
        "asked": asked,
        "ways": ways(asked, "agency_region_council"),
        "file_query": asked.query(),
        **_context(region, found, asked.on, by_name=False),
    }
    return render(request, "agency/region.html", context)


@of_region
def region(request: HttpRequest, region: Region) -> HttpResponse:
    """The region as its lead sees it."""
    on = _day_in(request)
    found = agency_region.figures(region, on)
    if form := downloads.wanted(request):
        return downloads.table(form, f"region-{on}", HEADS, file_rows(found, by_name=True))
    caps = PriceCap.objects.filter(region=region).led_by(request.user).select_related("job_type")
    context = {
        "region_url": _url(region),
        "add_url": reverse("agency_region_cap_add", kwargs={"region": region.slug}),
        "caps": [(cap, last_day(cap.ends_on)) for cap in caps.order_by("-starts_on", "job_type__order", "route")],
        "file_query": f"on={on}",
        **_context(region, found, on, by_name=True),
    }
    return render(request, "agency/region.html", context)


def _url(region: Region) -> str:
    return reverse("agency_region", kwargs={"region": region.slug})


def _day_in(request: HttpRequest) -> dt.date:
    """The day asked for, today where none is said or it cannot be read."""
    today: dt.date = request.today  # type: ignore[attr-defined]
    try:
        day = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return day if 2000 <= day.year <= today.year and day <= today else today


def _context(region: Region, found: RegionFigures, on: dt.date, *, by_name: bool) -> dict[str, Any]:
    quarters = [rules.quarter_words(first) for first in found.quarters]
    return {
        "region": region,
        "found": found,
        "on": on,
        "by_name": by_name,
        "types": [type_rows(one, by_name) for one in found.spreads],
        "quarters": quarters,
        "short": [f"{first:%b} to {rules.months_after(first, 2):%b %Y}" for first in found.quarters],
        "tables": [
            ("breaches", "Breaches", "Times that a rule was not kept, in the quarter in which sign-off was asked for", _table(found, "breaches", by_name)),
            ("signed", "Signed off", "Of these, the ones that all the offices agreed to", _table(found, "signed", by_name)),
            ("conduct", "Suppliers' conduct", "Times that a supplier did not keep a standard it signed", _table(found, "conduct", by_name)),
        ],
        "standards": [(label, said(count)) for label, count in found.standards],
        "earlier": found.quarters[-1] - dt.timedelta(days=1),
    }  # fmt: skip


def said(count: Count) -> str:
    """A count in a cell."""
    if count.is_beside:
        return "not told"
    return "under 5" if count.value is None else str(count.value) if count.value else "–"


def name_of(council: Council | None, is_own: bool, by_name: bool) -> str:
    """What a council is called: itself, or by name for the lead."""
    return council.name if council and (by_name or is_own) else OTHER


def type_rows(one: TypeSpread, by_name: bool) -> dict[str, Any]:
    """One type of job with the region first and its councils after."""
    top = float(one.top)

    def row(spread: Spread, name: str) -> dict[str, Any]:
        known = spread.mean is not None and spread.low is not None and spread.high is not None
        return {
            "name": name,
            "is_own": spread.is_own,
            "count": said(spread.count),
            "mean": hourly(spread.mean) if known else "too few to say",
            "ends": f"{hourly(spread.low)} to {hourly(spread.high)}" if known else "",
            "bar": (float(spread.mean or 0), float(spread.low or 0), float(spread.high or 0), top) if known else None,
            "few": bool(spread.count.value is not None and spread.count.value < agency_region.FEW),
        }

    rows = [row(spread, name_of(spread.council, spread.is_own, by_name)) for spread in one.councils]
    return {
        "type": one.job_type,
        "cap": hourly(one.cap) if one.cap else "",
        "whole": row(one.whole, "The region"),
        "rows": rows,
        "left_out": one.left_out,
    }


def _table(found: RegionFigures, name: str, by_name: bool) -> dict[str, Any]:
    """Counts of one kind by council and quarter; councils with nothing at all in one line."""
    rows = [(name_of(row.council, row.is_own, by_name), row.is_own, getattr(row, name)) for row in found.rows]
    shown = [
        (words, is_own, [said(cell) for cell in cells])
        for words, is_own, cells in rows
        if is_own or any(cell.value != 0 for cell in cells)
    ]
    sums = [f"{least} or more" if not exact else str(least) if least else "–" for least, exact in found.sums(name)]
    return {"rows": shown, "none": len(rows) - len(shown), "sums": sums}


def file_rows(found: RegionFigures, *, by_name: bool) -> list[tuple[str, ...]]:
    """The same in a file: one line a council and quarter."""
    return [
        (
            name_of(row.council, row.is_own, by_name),
            rules.quarter_words(first),
            said(row.breaches[n]),
            said(row.signed[n]),
            said(row.conduct[n]),
        )
        for row in found.rows
        for n, first in enumerate(found.quarters)
    ]


@of_region
def cap_add(request: HttpRequest, region: Region) -> HttpResponse:
    """Record a cap that the region agreed."""
    form = CapForm(request.POST or None, region=region)
    if made := done(request, form, partial(actions.agree_cap, region)):
        return back_to(
            request, f"The cap for {made.job_type} is recorded from {made.starts_on:%-d %B %Y}.", _url(region)
        )
    context = {"form": form, "region": region, "region_url": _url(region)}
    return render(request, "agency/region_cap.html", context)

"""How campaigns, placements and what they brought are put into tables and pictures."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ridgeway.core.words import dash, number, pounds, short_day
from ridgeway.domains.campaigns.models import Campaign, Phase, PlacementResult, Visit
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.insight.media import Brought, CostEach
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked

from .changing import link
from .posts_timeline import Bar, Row, timeline

HEADS = ("Placement", "Kind", "Channel", "Phase", "Service", "Supplier", "First day", "Last day", "Cost", "How the cost is known",
         "Invoice", "Impressions", "Clicks", "Cost per click", "Visits", "Cost per visit")  # fmt: skip
NOT_KNOWN = "not known"


def listed(asked: Asked, phase: Any, placements: Iterable[Any]) -> dict[str, Any]:
    """A phase as the campaign's page lists it."""
    bought = [p for p in placements if p.phase_id == phase.pk]
    spent = [p.cost for p in bought if p.cost is not None]
    return {
        "phase": phase,
        "url": link("campaign_phase", asked, phase=phase.pk),
        "last_day": last_day(phase.ends_on),
        "paid_until": last_day(phase.paid_until),
        "budget": money(phase.budget, phase.budget_source),
        "placements": len(bought),
        "spent": sum(spent) if spent else None,
        "aimed": phase.aimed,
    }


def money(amount: Decimal | None, source: str) -> SafeString | str:
    """An amount, marked where it is invented or only expected."""
    if amount is None:
        return NOT_KNOWN
    if source == "invented":
        return format_html('{} <span class="tag tag--dashed">invented</span>', pounds(amount))
    if source == "expected":
        return format_html('{} <span class="tag tag--dashed">expected</span>', pounds(amount))
    return pounds(amount)


def bands(campaign: Campaign, phases: list[Phase], on: dt.date) -> SafeString | str:
    """The phases as bands over the years; what paid advertising runs over is hatched."""
    rows = []
    for phase in phases:
        bars = [Bar(phase.starts_on, phase.ends_on, "d-accent-mid")]
        if phase.paid_until:
            bars.append(Bar(phase.ends_on or phase.starts_on, phase.paid_until, "d-hatched"))
        rows.append(Row(phase.name, bars))
    ends = [phase.paid_until or phase.ends_on for phase in phases]
    known = [day for day in ends if day]
    last = max(known) if known and len(known) == len(ends) else on
    begun = min((phase.starts_on for phase in phases), default=on)
    day = min(max(on, begun), last)
    return timeline(rows, day, day, f"{campaign} over the years", "phases")


def steps_of(total: Brought) -> list[dict[str, str]]:
    """What is known of the way from an advert to a person in post; what is not yet recorded here is said to be so."""
    click, visit = total.per_click, total.per_visit
    known = [
        {
            "words": counted(total.impressions, "impression"),
            "note": "",
            "more": "told by the platforms",
            "state": "done",
        },
        {"words": counted(total.clicks, "click"), "note": "", "more": each(click, "a click"), "state": "done"},
        {
            "words": counted(total.visits, "visit"),
            "note": "",
            "more": each(visit, "a visit") if total.visits else "by the tracked links",
            "state": "done",
        },
    ]
    later = [("Enquiries", "not known yet"), ("Applications", "not known yet"), ("Appointments", "not known yet")]
    return known + [
        {"words": words, "note": note, "more": "arrives with the link between enquiries and placements" if words == "Enquiries"
         else "arrives with recruitment", "state": "next"}
        for words, note in later
    ]  # fmt: skip


def counted(count: int | None, word: str) -> str:
    if count is None:
        return f"{word.capitalize()}s not known"
    return f"{number(count)} {word}{'' if count == 1 else 's'}"


def each(one: CostEach, words: str) -> str:
    """£9.53 a click, or why that cannot be said."""
    if one.value is None:
        return f"cost of {words}: {one.why if one.why != 'too few' else 'too few to say'}"
    return f"£{one.value:,.2f} {words}"


def cost_text(one: CostEach) -> str:
    """A cost for each, in a cell."""
    if one.value is not None:
        return f"£{one.value:,.2f}"
    return "too few to say" if one.is_few else "–"


def placed_row(asked: Asked, placement: Any) -> list[Cell]:
    """A placement in a table: what, where, when, for whom, its cost and its counts."""
    days = f"{short_day(placement.starts_on)} to {short_day(last_day(placement.ends_on)) or 'open'}"
    what = (
        f"{placement.pieces} × {placement.get_kind_display()}" if placement.pieces > 1 else placement.get_kind_display()
    )
    return [
        Cell(placement.title, "", link("campaign_placement", asked, placement=placement.pk)),
        Cell(what),
        Cell(placement.channel.name),
        Cell(placement.phase.name, "nowrap"),
        Cell(days, "nowrap"),
        Cell(str(placement.service or "all services")),
        Cell(money(placement.cost, placement.cost_source), "num nowrap"),
        Cell(dash(placement.shown), "num line-left"),
        Cell(dash(placement.clicked), "num"),
        Cell(dash(placement.visited), "num"),
    ]


def total_row(total: Brought) -> list[str]:
    """The sums under the same table."""
    cost = pounds(total.cost) if total.cost is not None else NOT_KNOWN
    return [cost, str(dash(total.impressions)), str(dash(total.clicks)), str(dash(total.visits))]


def file_row(placement: Any, brought: Brought) -> tuple[Any, ...]:
    """A placement in a file."""
    click, visit = brought.per_click.value, brought.per_visit.value
    return (
        placement.title, placement.get_kind_display(), placement.channel.name, placement.phase.name,
        str(placement.service or "all services"), placement.supplier, placement.starts_on, last_day(placement.ends_on),
        placement.cost, placement.get_cost_source_display(), placement.invoice_number, placement.shown, placement.clicked,
        None if click is None else round(click, 2), placement.visited, None if visit is None else round(visit, 2),
    )  # fmt: skip


def per_each(rows: list[Brought], total: Brought) -> dict[str, Any]:
    """A table of channels or phases, on one scale: the widest cost of a click that can be drawn."""
    highs = [row.per_click.high for row in rows if row.per_click.high is not None]
    top = min(max(highs), 3 * max(row.per_click.value or 0 for row in rows)) if highs else 0
    return {"rows": [each_row(row, top) for row in rows], "total": each_row(total, top), "top": top}


def each_row(row: Brought, top: float) -> dict[str, Any]:
    """What a channel or a phase cost and brought."""
    click = row.per_click
    return {
        "name": row.name,
        "placements": row.placements,
        "cost": pounds(row.cost) if row.cost is not None else NOT_KNOWN,
        "has_invented": row.has_invented,
        "costless": row.costless,
        "impressions": row.impressions,
        "clicks": row.clicks,
        "click_count": click.count,
        "per_click": cost_text(click),
        "range": (click.value, click.low, click.high) if click.value is not None and top else None,
        "few": bool(click.count is not None and click.count < 30),
        "visits": row.visits,
        "per_visit": cost_text(row.per_visit),
    }


@dataclass(slots=True)
class Day:
    """A placement's day: what the platform says, and who followed the link."""

    on: dt.date
    impressions: int | None = None
    clicks: int | None = None
    spend: Decimal | None = None
    visits: int = 0
    source: str = ""
    result: int | None = None


def result_days(visits: Iterable[Visit], results: Iterable[PlacementResult]) -> list[Day]:
    """A placement's days, newest first."""
    days: dict[dt.date, Day] = {}
    for row in results:
        days[row.on] = Day(row.on, row.impressions, row.clicks, row.spend, 0, row.source, row.pk)
    for visit in visits:
        days.setdefault(visit.on, Day(visit.on)).visits = visit.count
    return sorted(days.values(), key=lambda day: day.on, reverse=True)

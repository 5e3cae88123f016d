"""How campaigns, placements and what they brought are put into tables and pictures."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ridgeway.core.words import dash, number, pounds, short_day
from ridgeway.domains.campaigns.models import Campaign, Event, OwnPost, Phase, Placement, PlacementResult, Visit
from ridgeway.domains.campaigns.queries import known_total, last_day
from ridgeway.drawing.phases import Band, Mark, phase_bands
from ridgeway.insight.media import Brought, CostEach, Performance, reading
from ridgeway.insight.placement_days import STAGES, Days
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked

from .changing import link
from .enquiries_words import many

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


def bands(campaign: Campaign, phases: list[Phase], events: Iterable[Event], posts: Iterable[OwnPost], on: dt.date) -> SafeString | str:  # fmt: skip
    """The phases as bands on one line, with events and own posts marked above them; what paid advertising runs over is hatched."""
    drawn = [Band(p.name, p.starts_on, p.ends_on, p.paid_until, pounds(p.budget) if p.budget else "") for p in phases]
    marks = [Mark(event.on, event.name) for event in events] + [Mark(post.on, post.title) for post in posts]
    shown = sorted(marks, key=lambda mark: mark.on)[-MOST_MARKS:]
    return phase_bands(drawn, [replace(mark, words=_short(mark.words)) for mark in shown], on, f"{campaign} over time")


MOST_MARKS = 9


def _short(words: str) -> str:
    return words if len(words) <= 34 else f"{words[:32].rstrip(' ,;:')}…"


def came_to(found: Performance, phases: list[Phase]) -> str:
    """What a campaign cost and brought, and whether its channels can be told apart."""
    total, people = found.total, found.total.people
    if not phases or total.cost is None:
        return ""
    spent = f"{pounds(total.cost)}{', as far as it is known,' if total.costless else ''} over {many(len(phases), 'phase', 'phases')}"  # fmt: skip
    unknown = found.unknown
    known = {stage: people.get(stage, 0) - unknown.get(stage, 0) for stage in ("sent", "appointed")}
    brought, others = _counted(known), _counted(unknown)
    said = f"{spent} brought {brought}." if brought else f"{spent} brought no application that is known yet."
    if others:
        said += f" What brought another {others} is not known."
    return f"{said} {reading(found.channels)}"


def _counted(people: Mapping[str, int]) -> str:
    """2 applications and one appointment: the stages of which there is any."""
    stages = (("sent", "application", "applications"), ("appointed", "appointment", "appointments"))
    counts = [(people.get(stage, 0), one, more) for stage, one, more in stages]
    return " and ".join(f"{number(count)} {one if count == 1 else more}" for count, one, more in counts if count)


def spent_words(phase: Phase, placements: Iterable[Placement]) -> str:
    """What is placed of a phase's budget, and what is left or over."""
    rows = list(placements)
    placed = sum((row.cost for row in rows if row.cost is not None), Decimal(0))
    costless = sum(row.cost is None for row in rows)
    said = pounds(placed) + (f", and {many(costless, 'cost is', 'costs are')} not known" if costless else "")
    if phase.budget is None:
        return said
    left = phase.budget - placed
    return f"{said}; {pounds(abs(left))} {'left' if left >= 0 else 'over the budget'}"


def steps_of(total: Brought) -> list[dict[str, str]]:
    """The way from an advert to somebody still here, as far as it is recorded: counts, what is counted, what each cost."""
    people = total.people
    steps = [
        _step(total.clicks, "click", total.per_click),
        *([_step(total.visits, "visit", None, "by the tracked links")] if total.visits or not total.clicks else []),
        *(_step(people.get(stage), word, total.per.get(stage)) for stage, word in _STEPS),
    ]
    if due := people.get("due_12"):
        here = f"{number(people.get('here_12', 0))} of {number(due)}"
        steps.append({"count": here, "words": "still here after a year", "more": _each(total.per.get("here_12"))})
    return steps


_STEPS = (("enquiries", "enquiry"), ("sent", "application"), ("appointed", "appointment"), ("started", "start"))


def _step(count: int | None, word: str, cost: CostEach | None, more: str = "") -> dict[str, str]:
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    if not count:
        return {"count": "", "words": f"no {word} recorded", "more": ""}
    return {"count": number(count), "words": word if count == 1 else many, "more": _each(cost) or more}


def _each(one: CostEach | None) -> str:
    """£9.53 each, or nothing where that cannot be said."""
    return f"{cost_words(one.value)} each" if one and one.value is not None else ""


def cost_words(cost: float) -> str:
    """Pounds, with pence below a hundred."""
    return pounds(cost) if cost >= 100 else f"£{cost:,.2f}"


def placed_row(asked: Asked, placement: Any, brought: Brought | None = None, stages: Iterable[str] = ()) -> list[Cell]:
    """A placement in a table: what, where, when, for whom, its cost and its counts; with the people it brought, by stage."""
    url = link("campaign_placement", asked, placement=placement.pk)
    pieces = f"{placement.pieces} × " if placement.pieces > 1 else ""
    days = f"{short_day(placement.starts_on)} to {short_day(last_day(placement.ends_on)) or 'open'}"
    about = f"{pieces}{placement.get_kind_display()}, {placement.service or 'all services'}, {days}"
    name = format_html('<a href="{}">{}</a><br><span class="small quiet">{}</span>', url, placement.title, about)
    return [
        Cell(name),
        Cell(placement.channel.name),
        Cell(placement.phase.name, "nowrap"),
        Cell(money(placement.cost, placement.cost_source), "num nowrap"),
        Cell(dash(placement.shown), "num line-left"),
        Cell(dash(placement.clicked), "num"),
        Cell(dash(placement.visited), "num"),
        *(Cell(dash(brought.people.get(stage, 0)), "num") for stage in stages if brought),
    ]


def scheduled_row(asked: Asked, placement: Any) -> list[Cell]:
    """A placement in its phase's schedule."""
    pieces = f"{placement.pieces} × " if placement.pieces > 1 else ""
    return [
        Cell(placement.title, "", link("campaign_placement", asked, placement=placement.pk)),
        Cell(placement.channel.name),
        Cell(f"{pieces}{placement.get_kind_display()}"),
        Cell(short_day(placement.starts_on), "nowrap"),
        Cell(short_day(last_day(placement.ends_on)) or "open", "nowrap"),
        Cell(money(placement.cost, placement.cost_source), "num nowrap"),
    ]


def total_row(total: Brought) -> list[str]:
    """The sums under the same table."""
    cost = pounds(total.cost) if total.cost is not None else NOT_KNOWN
    return [cost, str(dash(total.impressions)), str(dash(total.clicks)), str(dash(total.visits))]


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
    people: Mapping[str, int] = field(default_factory=dict)

    @property
    def stages(self) -> list[int]:
        """How many came to each stage on the day."""
        return [self.people.get(stage, 0) for stage in STAGES]


def result_days(visits: Iterable[Visit], results: Iterable[PlacementResult], people: Days) -> list[Day]:
    """A placement's days, newest first."""
    days: dict[dt.date, Day] = {}
    for row in results:
        days[row.on] = Day(row.on, row.impressions, row.clicks, row.spend, 0, row.source, row.pk)
    for visit in visits:
        days.setdefault(visit.on, Day(visit.on)).visits = visit.count
    for on, counts in people.items():
        days.setdefault(on, Day(on)).people = counts
    return sorted(days.values(), key=lambda day: day.on, reverse=True)


def day_sums(days: list[Day]) -> list[Any]:
    """All days together: impressions, clicks, charged, visits, then each stage."""
    known = [known_total(getattr(day, name) for day in days) for name in ("impressions", "clicks", "spend")]
    return [*known, sum(day.visits for day in days), *map(sum, zip(*(day.stages for day in days), strict=True))]

"""Hiring: how many are where across a service, and who has waited longest."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.core import clock
from ridgeway.core.together import Question, ask
from ridgeway.core.words import dash, moment, short_day
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment.models import Advert, Application
from ridgeway.domains.recruitment.queries import pipeline as queries
from ridgeway.domains.recruitment.queries.applications import references_waiting
from ridgeway.domains.recruitment.queries.conflicts import applied_here
from ridgeway.domains.recruitment.queries.pipeline import Overview, Row
from ridgeway.domains.recruitment.stages import STAGE_OF, STAGES
from ridgeway.domains.recruitment.states import UNNAMED, ApplicationState
from ridgeway.drawing import strips
from ridgeway.web import downloads
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks, number_in

from .adverts_words import where
from .changing import link
from .today_blocks import Thing

S = ApplicationState
PAGE = 50
HEADS = ("Advert", "Job", *(stage.name for stage in STAGES), "Under way", "Closes")


def conflicted(request: HttpRequest, asked: Asked, row: Advert) -> HttpResponse | None:
    """The page that says so to whoever applied for a job they hire for; none for others. To be asked where nothing is to be seen. One query."""
    if not applied_here(request.user, row):
        return None
    urls = {"advert_url": link("advert", asked, advert=row.pk), "hiring_url": link("hiring", asked)}
    return render(request, "hiring/conflict.html", {"asked": asked, "row": row, **urls})


def called(row: Application) -> str:
    """How a candidate is called: by number until they are shortlisted, then by name."""
    return f"Candidate {row.number}" if row.state in UNNAMED else row.who


def days_words(days: int, promised: int) -> str:
    """Day 2 of 3, or how far over."""
    over = days - promised
    if over > 0:
        return f"{over} day{'' if over == 1 else 's'} over"
    return f"day {days} of {promised}"


@never_cache
@asks(P.APPLICATIONS_VIEW)
def hiring(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every advert with somebody under way, with how many are at each stage; and who has waited longest."""
    if form := downloads.wanted(request):
        rows = queries.overview(request.user, asked.scope).rows
        return downloads.table(form, f"hiring-{asked.today}", HEADS, map(_file_row, rows))
    first = min(number_in(request.GET.get("first", "")) or 0, 10**6)
    found = queries.overview(request.user, asked.scope, first=first, size=PAGE)
    waiting = ask(queries.waits_longest(request.user, asked.scope))
    context = {
        "asked": asked,
        "heads": HEADS,
        "rows": [_row(asked, row) for row in found.rows],
        "total": list(found.counts.values()),
        "all": found.open,
        **_paging(asked, found, first),
        "waiting": [_waits(asked, row) for row in waiting],
        "file_query": asked.query(),
        "adverts_url": link("adverts", asked),
        "applications_url": link("applications", asked),
        "messages_url": link("hiring_messages", asked),
        "clocks_url": link("hiring_clocks", asked),
        "interviews_url": link("interviews", asked),
        "equality_url": link("hiring_equality", asked) if may_see_equality(request, asked) else "",
    }
    return render(request, "hiring/overview.html", context)


def _paging(asked: Asked, found: Overview, first: int) -> dict[str, str]:
    """The ways to the busier and the less busy adverts."""
    later = first + PAGE
    return {
        "earlier": f"?{asked.query(first=max(0, first - PAGE) or '')}" if first else "",
        "later": f"?{asked.query(first=later)}" if found.adverts > later else "",
        "page_words": f"{first + 1:,} to {first + len(found.rows):,} of {found.adverts:,} adverts, the busiest first",
    }


def may_see_equality(request: HttpRequest, asked: Asked) -> bool:
    return access_of(request.user).may_somewhere(P.EQUALITY_VIEW, asked.council.pk)


def waits(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """For Today: who has waited longer than was promised, or will tomorrow. One query."""
    found = yield from queries.waits_longest(request.user, asked.scope, most=40)
    rows = [(row, STAGE_OF[row.state]) for row in found]
    late = [(row, stage, queries.working_days(clock.day_of(row.moved_at), asked.today)) for row, stage in rows]
    return [
        Thing(f"{called(row)}, {row.advert.title}", link("application", asked, application=row.pk),
              f"{stage.next}: {days_words(days, stage.days)}", "broken" if days > stage.days else "due",
              None if days > stage.days else asked.today, (("All who wait for this job", link("pipeline", asked, advert=row.advert_id)),))
        for row, stage, days in late if days >= stage.days
    ]  # fmt: skip


def references(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """For Today: referees who were named anew and are not asked, and references that nobody has read. One query."""
    unread, unasked = yield from references_waiting(request.user, asked.council)
    things = []
    if unasked:
        words = (
            "One candidate has named another referee: ask them"
            if unasked == 1
            else f"{unasked} referees were named anew: ask them"
        )
        things.append(
            Thing(
                words,
                link("applications", asked, changes={"show": "way"}),
                "Instead of one who cannot give a reference",
                "due",
            )
        )
    if unread:
        words = "One reference came and is not read" if unread == 1 else f"{unread} references came and are not read"
        things.append(Thing(words, link("applications", asked, changes={"show": "way"}), "", "due"))
    return things


def _row(asked: Asked, row: Row) -> list[Cell]:
    """An advert: each count leads to the board."""
    advert, url = row.advert, link("pipeline", asked, advert=row.advert.pk)
    title = advert.title if where(advert).lower() in advert.title.lower() else f"{advert.title}, {where(advert)}"
    counts = [Cell(dash(row.counts.get(stage.key, 0)), "num") for stage in STAGES]
    closes = short_day(clock.day_of(advert.closes_at)) if advert.closes_at else "–"
    return [
        Cell(advert.reference, "nowrap", url),
        Cell(title),
        *counts,
        Cell(row.open, "num line-left"),
        Cell(closes, "nowrap"),
    ]


def _file_row(row: Row) -> tuple:
    counts = [row.counts.get(stage.key, 0) for stage in STAGES]
    return (row.advert.reference, row.advert.title, *counts, row.open, moment(row.advert.closes_at))


def _waits(asked: Asked, row: Application) -> dict[str, Any]:
    """Somebody who waits, and on whom."""
    stage = STAGE_OF[row.state]
    days = queries.working_days(clock.day_of(row.moved_at), asked.today)
    return {
        "who": called(row),
        "url": link("pipeline", asked, advert=row.advert_id),
        "note": f"{row.advert.title}. {stage.next}: {stage.turn} to act",
        "clock": strips.clock(days, stage.days, days_words(days, stage.days)),
    }

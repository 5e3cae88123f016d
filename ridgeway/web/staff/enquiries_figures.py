"""The figures of enquiries: how fast they are answered, and what becomes of them; every number with its base and its rows."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment.choices import Outcome, Placed
from ridgeway.domains.recruitment.figures import Line, figures_of
from ridgeway.domains.recruitment.queries import enquiries as queries
from ridgeway.web.guards import Asked, asks

from .changing import link
from .enquiries_words import hours_words

FEW = 5  # below this many enquiries a share says nothing
ENDS = [choice for choice in Outcome.choices if choice[0] != Outcome.DUPLICATE]


@dataclass(frozen=True, slots=True)
class Count:
    """A number that opens its rows; `of` is its base, where it is a part of something."""

    number: int
    url: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the tables: its name and its numbers."""

    name: str
    count: Count
    within: Count
    median: str
    spread: str
    answered: Count
    still_open: Count
    ends: list[Count]
    joined: Count
    placed: Count
    kinds: str
    to_place: Count
    applied: Count
    appointed: Count
    appointed_share: float | None


@asks(Permission.ENQUIRIES_VIEW)
def figures(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Enquiries that came after the day compared with, up to the day asked for."""
    rows = queries.in_window(request.user, asked.scope, asked.against, asked.on)
    found = figures_of(rows, asked.on, queries.led_in_window(asked.council, asked.against, asked.on))
    context = {
        "asked": asked,
        "total": drawn(asked, found.total),
        "lines": [drawn(asked, line) for line in found.lines],
        "programmes": [drawn(asked, line) for line in found.programmes],
        "ends": [words for _, words in ENDS],
        "list_url": link("enquiries", asked),
    }
    return render(request, "enquiries/figures.html", context)


def drawn(asked: Asked, line: Line) -> Drawn:
    """A line with the addresses of its rows."""

    def rows(number: int, of: int | None = None, **more) -> Count:
        which = {"show": "came", "source": line.source, "which": line.which, **more}
        return Count(number, link("enquiries", asked, changes=which), of)

    hours = line.hours
    spread = f"{hours_words(hours.low)} to {hours_words(hours.high)}" if hours.low is not None else ""
    return Drawn(
        name=line.name,
        count=rows(line.count),
        within=rows(line.within, line.due, answered="within"),
        median=hours_words(hours.median),
        spread=spread,
        answered=rows(line.answered, line.count, answered="yes"),
        still_open=rows(line.still_open, answered="open"),
        ends=[rows(line.ended.get(outcome, 0), outcome=outcome) for outcome, _ in ENDS],
        joined=rows(line.ended.get(Outcome.PROGRAMME, 0), line.count, outcome=Outcome.PROGRAMME),
        placed=rows(line.placed.get(Placed.PLACED, 0), placed=Placed.PLACED),
        kinds=", ".join(f"{count} {name[0].lower()}{name[1:]}" for name, count in line.placed_kinds.items()),
        to_place=rows(line.placed.get(Placed.TO_PLACE, 0), placed=Placed.TO_PLACE),
        applied=rows(line.applied, line.count, led="sent"),
        appointed=rows(line.appointed, line.count, led="appointed"),
        appointed_share=100 * line.appointed / line.count if line.count >= FEW else None,
    )

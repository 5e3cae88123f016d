"""The rows behind a figure: a page of them, or all of them as a file."""

import datetime as dt
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ridgeway.core import words
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import rows as row_lists
from ridgeway.insight.figures import Figure, Part, day_words
from ridgeway.insight.question import ask, looked_back
from ridgeway.web import downloads
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks, number_in

from .drawing import figure_text, link
from .measuring import measure_asked

NUMERIC = frozenset(
    {"FTE", "Cases", "Working days lost", "Vacant FTE", "Agency FTE covering", "Agency people covering"}
)


@asks(Permission.ROWS_VIEW)
def rows(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The rows counted by a figure's numerator or denominator, as many as the asker may see."""
    chosen = measure_asked(asked, key, request)
    begin = min(asked.against, asked.on) if request.GET.get("since") else asked.on
    figure = chosen.on(ask(asked.scope, [asked.on], chosen.needs, since=looked_back(begin)), asked.on)
    side = "denominator" if request.GET.get("part") == "denominator" else "numerator"
    part: Part | None = figure.denominator if side == "denominator" else figure.numerator
    if part is None or not part.kind:
        return render(request, "insight/rows.html", _context(asked, figure, side, part, {"part": side}))
    if form := downloads.wanted(request):
        listed = row_lists.listing(part, request.user, size=None)
        return downloads.table(form, f"{key}-{side}-{asked.on}", listed.heads, [cells for cells, _ in listed.rows])
    first = min(number_in(request.GET.get("first", "")) or 0, 10**9)
    listed = row_lists.listing(part, request.user, first=first)
    extra = {"part": side, "since": request.GET.get("since")}
    context = {
        **_context(asked, figure, side, part, extra),
        "listing": listed,
        "rows": _shown(asked, listed),
        "page_words": f"{first + 1:,} to {first + len(listed.rows):,} of {listed.total:,}",
        "later": link("rows", asked, key=key, first=first + row_lists.PAGE, **extra) if listed.has_more else "",
        "earlier": link("rows", asked, key=key, first=max(first - row_lists.PAGE, 0), **extra) if first else "",
    }
    return render(request, "insight/rows.html", context)


def _context(asked: Asked, figure: Figure, side: str, part: Part | None, extra: dict) -> dict:
    key = figure.measure.key
    return {
        "asked": asked,
        "figure": figure,
        "value_text": figure_text(figure),
        "side": side,
        "part": part,
        "listing": None,
        "numeric": NUMERIC,
        "file_query": asked.query(**extra),
        "sides": [(s, link("rows", asked, key=key, **{**extra, "part": s})) for s in ("numerator", "denominator")],
        "definition_url": link("measure", asked, key=key),
    }


def _shown(asked: Asked, listed: row_lists.Listing) -> list[list[Cell]]:
    """Cells as words with their class; the first leads to the person or post."""
    css = ["num" if head in NUMERIC else "" for head in listed.heads]
    query, made = asked.query(), []
    for cells, target in listed.rows:
        row = [Cell(cell_words(cell), kind) for cell, kind in zip(cells, css, strict=True)]
        made.append([row[0]._replace(url=_leads_to(asked, target, query) if target else ""), *row[1:]])
    return made


def cell_words(cell) -> str:
    """A cell of a row as a page prints it."""
    if cell is None:
        return "–"
    if isinstance(cell, dt.date):
        return day_words(cell)
    return words.fte(cell) if isinstance(cell, Decimal) else str(cell)


def _leads_to(asked: Asked, target: tuple[str, object], query: str) -> str:
    name, key = target
    args = {"council": asked.council.slug, ("number" if name == "post" else "person"): key}
    return reverse(name, kwargs=args) + (f"?{query}" if query else "")

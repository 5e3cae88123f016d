"""Comparison: ours, computed here, beside what was published of us, our region, our neighbours and England."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import comparison
from ridgeway.insight.figures import Measure
from ridgeway.insight.measures import MEASURES
from ridgeway.insight.question import ask, looked_back
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .drawing import figure_part, link

HEADS = ("Measure", "Ours, computed", "Base", "Ours, published", "Region", "England", "Ours less England")


@asks(Permission.FIGURES_VIEW)
def compare(request: HttpRequest, asked: Asked) -> HttpResponse:
    """One census year: every comparable measure, and every neighbour for one of them."""
    years = comparison.years()
    year = _year(request, asked, years)
    found = comparison.published(asked.council, year) if year else None
    if found is None:
        return render(request, "insight/compare_empty.html", {"asked": asked})
    needs = frozenset().union(*(m.needs for m in comparison.COMPARED))
    question = ask(asked.scope, [found.on], needs, since=looked_back(found.on))
    sees = access_of(request.user).may_somewhere(Permission.ROWS_VIEW, asked.council.pk)
    lines = [_line(asked, m, m.on(question, found.on), found, sees) for m in comparison.COMPARED]
    if form := downloads.wanted(request):
        rows = [(x["part"].name, x["part"].text, x["part"].base, x["own"].text, x["region"].text, x["england"].text,
                 x["difference"]) for x in lines]  # fmt: skip
        return downloads.table(form, f"comparison-{year}", HEADS, rows)
    chosen = _chosen(request)
    neighbours = _neighbours(found, chosen, question)
    context = {
        "asked": asked,
        "found": found,
        "region_name": found.region.area_name if found.region else "the region",
        "lines": lines,
        "chosen": chosen,
        "neighbours": neighbours,
        "top": max((value for _, value, _, _ in neighbours if value), default=1),
        "years": [(y, link("compare", asked, year=y, measure=chosen.key), y == year) for y in years],
        "choices": [(m.key, m.name, m is chosen) for m in comparison.COMPARED],
        "file_query": asked.query(year=year),
    }
    return render(request, "insight/compare.html", context)


def _chosen(request: HttpRequest) -> Measure:
    """The measure by which the neighbours are listed."""
    asked = MEASURES.get(request.GET.get("measure", ""))
    return asked if asked in comparison.COMPARED else comparison.COMPARED[0]


def _year(request: HttpRequest, asked: Asked, years: list[int]) -> int | None:
    """The year asked for, else the last one published by the day, else the latest there is."""
    if request.GET.get("year") in {str(y) for y in years}:
        return int(request.GET["year"])
    ended = [y for y in years if y <= comparison.census_year(asked.on)]
    return ended[0] if ended else (years[0] if years else None)


def _line(asked: Asked, measure, figure, found: comparison.Published, sees_rows: bool) -> dict:
    england = comparison.cell(found.england, measure)
    return {
        "part": figure_part(asked, figure, sees_rows=sees_rows),
        "own": comparison.cell(found.council, measure),
        "region": comparison.cell(found.region, measure),
        "england": england,
        "difference": comparison.difference(figure, england),
    }


def _neighbours(found: comparison.Published, measure, question) -> list[tuple[str, float | None, str, bool]]:
    """Name, number, its text, and whether it is ours; the highest first, those without a number last."""
    rows = [(r.area_name, comparison.cell(r, measure), False) for r in found.neighbours]
    if found.council:
        rows.append((found.council.area_name, comparison.cell(found.council, measure), True))
    ours = measure.on(question, found.on)
    listed = [(name, c.value, c.text, own) for name, c, own in rows]
    if ours.value is not None:
        listed.append((f"{question.scope.name}, computed here", ours.value, ours.text, True))
    return sorted(listed, key=lambda r: (r[1] is None, -(r[1] or 0), r[0]))

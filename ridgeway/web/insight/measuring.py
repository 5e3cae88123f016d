"""Measures: the list of all for a scope and a day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight.figures import Measure, change_words
from ridgeway.insight.measures import ALL, MEASURES
from ridgeway.insight.question import ask, looked_back
from ridgeway.insight.state import filled_since
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .drawing import figure_part

MONTHS = {"12": 12, "36": 36, "60": 60, "120": 120}
SECTIONS = (
    ("People", ("headcount", "fte", "starters", "leavers")),
    ("Vacancies", ("vacancies", "vacancy_share", "vacancy_rate", "vacancy_rate_recruited", "vacancy_rate_uncovered",
                   "vacancies_covered", "fill_rate")),
    ("Leaving and staying", ("turnover", "turnover_voluntary", "turnover_published", "turnover_quarter", "retention",
                             "retention_qualified", "stability")),
    ("Agency", ("agency_rate", "agency_cover")),
    ("Work", ("caseload", "sickness")),
)  # fmt: skip


@asks(Permission.FIGURES_VIEW)
def measures(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every measure for the scope and the day, against the other day."""
    needs = frozenset().union(*(m.needs for m in ALL))
    days = [asked.against, asked.on]
    question = ask(asked.scope, days, needs, since=looked_back(min(days)))
    sees = access_of(request.user).may_somewhere(Permission.ROWS_VIEW, asked.council.pk)

    def part(measure: Measure):
        now, then = (measure.on(question, day) for day in (asked.on, asked.against))
        change = change_words(now, then) if now.value is not None else ""
        return figure_part(asked, now, change=change, sees_rows=sees)

    sections = [(name, [part(MEASURES[key]) for key in keys]) for name, keys in SECTIONS]
    if form := downloads.wanted(request):
        rows = [(p.name, p.value, p.unit, p.base, p.change) for _, parts in sections for p in parts]
        return downloads.table(form, f"measures-{asked.on}", ("Measure", "Value", "Unit", "Base", "Change"), rows)
    return render(request, "insight/measures.html", {"asked": asked, "sections": sections, "file_query": asked.query()})


def measure_asked(asked: Asked, key: str, request: HttpRequest) -> Measure:
    if key not in MEASURES:
        raise Http404("There is no such measure.")
    if key == "fill_rate" and request.GET.get("since"):
        return filled_since(asked.against)
    return MEASURES[key]

"""Measures: the list of all, one over time and by part, and the rows behind one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.campaigns.queries import phases_between
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import series
from ridgeway.insight.figures import Figure, Measure, Status, Unit, change_words, day_words
from ridgeway.insight.measures import ALL, MEASURES
from ridgeway.insight.question import Question, ask, looked_back
from ridgeway.insight.state import filled_since, parts_of
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .drawing import figure_part, figure_text, link

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


@asks(Permission.FIGURES_VIEW)
def measure(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """One measure: its definition, its line over time, and its parts."""
    chosen = measure_asked(asked, key, request)
    months = MONTHS.get(request.GET.get("months", ""), 36)
    question = _question(asked, chosen, months)
    line = series.over_months(chosen, question, asked.on, months)
    parts = [(name, chosen.on(part, asked.on)) for name, part in parts_of(question)]
    if form := downloads.wanted(request):
        rows = [(f.on, f.text, f.base) for f in line]
        return downloads.table(form, f"{key}-{asked.on}", ("Day", chosen.name, "Base"), rows)
    sees = access_of(request.user).may_somewhere(Permission.ROWS_VIEW, asked.council.pk)
    context = {
        **_figure_context(asked, chosen, line[-1], chosen.on(question, asked.against), sees),
        "line": line,
        "points": [(f.on, f.value) for f in line],
        "phases": phases_between(request.user, asked.council, line[0].on, asked.on),
        "reading": series.reading(line),
        "few": [f.on for f in line if f.status is Status.TOO_FEW],
        "parts": [_part_row(name, f) for name, f in parts if f.value is not None],
        "has_ranges": any(f.range for _, f in parts),
        "months": months,
        "periods": [(n, link("measure", asked, key=key, months=n)) for n in (12, 36, 60, 120)],
        "file_query": asked.query(months=months),
    }
    return render(request, "insight/measure.html", context)


def _figure_context(asked: Asked, chosen: Measure, now: Figure, then: Figure, sees_rows: bool) -> dict:
    change = change_words(now, then) if now.value is not None else ""
    has_rows = sees_rows and now.denominator is not None
    return {
        "asked": asked,
        "measure": chosen,
        "figure": now,
        "part": figure_part(asked, now, change=change, sees_rows=sees_rows),
        "denominator_url": link("rows", asked, key=chosen.key, part="denominator") if has_rows else "",
        "measures_url": link("measures", asked),
        "chart_title": f"{chosen.name}, to {day_words(asked.on)}",
        "unit": "%" if chosen.unit is Unit.PERCENT else "",
    }


def _part_row(name: str, figure: Figure) -> dict:
    top = 100 if (figure.range and figure.range[1] > 50) else 50
    shown = figure_text(figure)
    few = figure.status is Status.TOO_FEW
    return {"name": name, "text": shown, "base": figure.base, "few": few, "range": figure.range, "value": figure.value,
            "top": top}  # fmt: skip


def measure_asked(asked: Asked, key: str, request: HttpRequest) -> Measure:
    if key not in MEASURES:
        raise Http404("There is no such measure.")
    if key == "fill_rate" and request.GET.get("since"):
        return filled_since(asked.against)
    return MEASURES[key]


def _question(asked: Asked, chosen: Measure, months: int) -> Question:
    """The facts for a line of months: every case count since it begins, where cases are needed."""
    first = min(series.month_days(asked.on, months)[0], asked.against)
    needs = {("all cases" if need == "cases" else need) for need in chosen.needs}
    return ask(asked.scope, [first, asked.on], needs, since=looked_back(first))

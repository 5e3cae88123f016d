"""Money: budget, outturn and agency share by year and team; the lines behind them; what papers print; codes and files."""

from typing import Any

from django.db.models import Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.finance import permissions
from ridgeway.domains.finance.choices import AGENCY, SALARY, Base, Kind, Side
from ridgeway.domains.finance.models import LedgerLine, LedgerLoad, MonthSum, PrintedFigure, SubjectiveCode
from ridgeway.domains.finance.rules import year_of, year_words
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import money as ledgers
from ridgeway.insight import printed as papers
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, key_in, number_in

from .changing import link
from .money_words import (
    HEADS,
    TEAM_HEADS,
    YEARS,
    cells_of,
    chosen,
    chosen_teams,
    line_cells,
    misleading,
    narrow,
    reading,
    stands_for,
    team_rows,
    tile_words,
    values_of,
    ways,
)

PAGE = 50
SHOWN = {"agency": ("Agency staff", AGENCY), "salary": ("Salaries and agency staff", SALARY), "all": ("Every line", frozenset(Kind.values))}  # fmt: skip


def _imports(asked: Asked) -> str:
    return f"{link('import_new', asked).split('?')[0]}?kind=ledger"


@asks(Permission.MONEY_VIEW)
def money(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The table of budget, outturn and agency share: by year, then by team in the last of them."""
    teams, group = chosen_teams(request, asked)
    years, base = chosen(request, "years", YEARS, YEARS[0]), chosen(request, "of", Base.values, Base.OUTTURN)
    ledger = ledgers.ledger_of(request.user, asked.scope, teams, asked.on, years)
    if form := downloads.wanted(request):
        if request.GET.get("part") == "teams":
            rows = [(str(t), *values_of(line)) for t, line in ledger.teams]
            return downloads.table(form, f"money-by-team-{asked.on}", TEAM_HEADS, rows)
        return downloads.table(form, f"money-{asked.on}", HEADS, [(x.words, *values_of(x)) for x in ledger.lines])
    trend = ledger.rolling(base)
    kept = {"group": group, "years": "" if years == YEARS[0] else years, "of": "" if base == Base.OUTTURN else base}
    context = {
        "asked": asked,
        "ledger": ledger,
        "line": ledger.last,
        **tile_words(ledger, base, trend),
        "reading": reading(ledger, base),
        "misleading": misleading(ledger, base),
        "rows": [(one, cells_of(one, base, url=_lines_url(asked, one.year, group))) for one in ledger.lines],
        "teams": team_rows(ledger, base, asked),
        "total": narrow(ledger.last, base),
        "trend": trend,
        **_controls(asked, group, years, base, kept),
        "may_edit": permissions.can_edit(request.user, asked.council),
        "lines_url": _lines_url(asked, ledger.last.year, group),
        "stands_for": stands_for(ledger),
        "vacancies_url": link("money_vacancies", asked),
    }
    return render(request, "money/money.html", context)


def _controls(asked: Asked, group: str, years: int, base: str, kept: dict[str, Any]) -> dict[str, Any]:
    """What the table can be asked for, and where else one can go."""
    return {
        "group": group,
        "groups": ledgers.groups_of(asked.scope.teams),
        "years": [(n, n == years) for n in YEARS],
        "bases": [(b.label, f"?{asked.query(**{**kept, 'of': b.value})}", b == base) for b in Base],
        "base": base,
        "file_query": asked.query(**kept),
        "ways": ways(asked, "money"),
        "imports_url": _imports(asked),
        "printed_url": link("money_printed", asked),
    }


def _lines_url(asked: Asked, year: int, group: str, show: str = "") -> str:
    return link("money_lines", asked, changes={"year": year, "group": group, "show": show})


LINE_HEADS = ("Month", "Team", "Code", "Side", "Reference", "File", "Amount")


@asks(Permission.MONEY_VIEW)
def lines(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The lines behind a year, the latest first; `?show=agency` those of agency staff."""
    found, sums, kept = _lines_asked(request, asked)
    if form := downloads.wanted(request):
        rows = [line_cells(row) for row in found.iterator(2000)]
        return downloads.table(form, f"ledger-{kept['year']}", LINE_HEADS, rows)
    page, total = (
        _page(request, asked, found, kept),
        sums.order_by().aggregate(pounds=Sum("amount"), lines=Sum("lines")),
    )
    year, this = kept["year"], year_of(asked.today)
    context = {
        "asked": asked,
        "year": year_words(year),
        "heads": LINE_HEADS,
        **page,
        "total": total["pounds"],
        "words": f"{len(page['rows']):,} of {total['lines'] or 0:,} lines, the latest first",
        "group": kept["group"],
        "groups": ledgers.groups_of(asked.scope.teams),
        "shows": [(key, words, key == kept["show"]) for key, (words, _) in SHOWN.items()],
        "sides": [(value, words, value == kept["side"]) for value, words in Side.choices],
        "years": [(y, year_words(y), y == year) for y in range(this, this - 15, -1)],
        "file_query": asked.query(**kept),
        "ways": ways(asked, "money_lines"),
    }
    return render(request, "money/lines.html", context)


def _page(request: HttpRequest, asked: Asked, found: Any, kept: dict[str, Any]) -> dict[str, Any]:
    """Fifty of the lines from where the address says, and the ways to the first and to the next."""
    if after := key_in(request.GET.get("after", "")):
        found = found.filter(Q(month__lt=after[0]) | Q(month=after[0], pk__lt=after[1]))
    shown = list(found[: PAGE + 1])
    last = f"{shown[PAGE - 1].month}~{shown[PAGE - 1].pk}" if len(shown) > PAGE else ""
    return {
        "rows": [line_cells(row) for row in shown[:PAGE]],
        "earlier": f"?{asked.query(**kept)}" if after else "",
        "later": f"?{asked.query(**kept, after=last)}" if last else "",
    }


def _lines_asked(request: HttpRequest, asked: Asked) -> tuple[Any, Any, dict[str, Any]]:
    """The lines an address asks for, the month sums kept of the same, and what it asks with."""
    teams, group = chosen_teams(request, asked)
    year = number_in(request.GET.get("year", "")) or year_of(asked.on)
    year = year if 1950 <= year <= 2199 else year_of(asked.on)
    show, side = chosen(request, "show", SHOWN, "salary"), chosen(request, "side", Side.values, Side.ACTUAL)
    wanted = Q(month__gte=ledgers.first_day(year), month__lt=ledgers.first_day(year + 1), side=side)
    wanted &= Q(month__lte=asked.on) | Q(side=Side.BUDGET)
    mine: dict[str, Any] = {"council": asked.council, "team__in": teams}
    found = LedgerLine.objects.filter(wanted, code__kind__in=SHOWN[show][1], replaced_by__isnull=True, **mine)
    found = found.visible_to(request.user).select_related("team", "code", "load").order_by("-month", "-pk")
    sums = MonthSum.objects.filter(wanted, year=year, kind__in=SHOWN[show][1], **mine).visible_to(request.user)
    return found, sums, {"group": group, "year": year, "show": show, "side": side}


@asks(Permission.MONEY_VIEW)
def printed(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What papers print, beside the ledger and beside one another."""
    figures = PrintedFigure.objects.filter(council=asked.council).visible_to(request.user).select_related("service")
    service = asked.scope.service
    mine = [f for f in figures if service is None or f.service_id in (None, service.pk)]
    years = sorted({y for f in mine for y in (f.year, f.year - 1)})
    teams = list(asked.scope.teams) if asked.scope.team is None else []
    held = papers.hold(mine, teams, ledgers.years_by_team(request.user, asked.scope, teams, years))
    context: dict[str, Any] = {
        "asked": asked,
        "held": [(one, link("money_printed_remove", asked, printed=one.figure.pk)) for one in held],
        "contradictions": papers.contradictions(mine),
        "counts": [
            (words, sum(one.verdict == words for one in held))
            for words in (papers.AGREES, papers.DIFFERS, papers.CANNOT_TELL)
        ],
        "may_edit": permissions.can_edit(request.user, asked.council),
        "add_url": link("money_printed_add", asked),
        "ways": ways(asked, "money_printed"),
        "is_team": asked.scope.team is not None,
    }
    return render(request, "money/printed.html", context)


@asks(Permission.MONEY_VIEW)
def codes(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What each subjective code pays for, and the files the lines came in."""
    mine = {"council": asked.council}
    loads = LedgerLoad.objects.filter(**mine).visible_to(request.user)[:200]
    rows = SubjectiveCode.objects.filter(**mine).visible_to(request.user)
    context = {
        "asked": asked,
        "codes": [(row, link("money_code_change", asked, code=row.pk)) for row in rows],
        "loads": [(row, link("money_load_take_back", asked, load=row.pk)) for row in loads],
        "may_edit": permissions.can_edit(request.user, asked.council),
        "imports_url": _imports(asked),
        "ways": ways(asked, "money_codes"),
    }
    return render(request, "money/codes.html", context)

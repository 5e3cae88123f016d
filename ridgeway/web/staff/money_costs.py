"""What empty posts cost and save, by post, team and year; and the outturn a year is heading for."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.words import day as day_words
from ridgeway.core.words import number, pounds
from ridgeway.domains.finance.rules import year_of, year_words
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import money as ledgers
from ridgeway.insight.outturn import Forecast, forecast_of
from ridgeway.insight.vacancy_cost import ASSUMED, NOT_KNOWN, OWN_RATE, TIMESHEETS, Costs, Sum, costs_of
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, number_in

from .changing import link
from .money_words import money, ways

PAGE = 50
ONE_DAY = dt.timedelta(days=1)
HEADS = ("Post", "Team", "Role", "FTE-days empty", "Pay not spent", "FTE-days covered", "Agency", "Pay it stood for", "Agency less that pay", "Agency less pay not spent")  # fmt: skip


@asks(Permission.MONEY_VIEW)
def vacancies(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The empty posts of the financial year up to the day asked for: by team, then each post, the dearest first."""
    year = year_of(asked.on)
    costs = costs_of(request.user, asked.scope, ledgers.first_day(year), asked.on + ONE_DAY)
    teams = {team.pk: team.name for team in asked.scope.teams}
    if form := downloads.wanted(request):
        rows = [(post.number, teams.get(post.team_id, ""), post.role, *_values(post.sum)) for post in costs.posts]
        return downloads.table(form, f"vacancy-costs-{asked.on}", HEADS, rows)
    ledger = ledgers.outturn_of(request.user, asked.scope, list(asked.scope.teams), asked.on)
    context = {
        "asked": asked,
        "year": year_words(year),
        "reading": reading(costs),
        "checks": checks(costs, ledger),
        "teams": [(teams[pk], _cells(sums)) for pk, sums in costs.by_team().items() if pk in teams and not sums.is_nothing],
        "total": _cells(costs.total),
        **_page(request, asked, costs, teams),
        "file_query": asked.query(),
        "ways": ways(asked, "money_vacancies"),
    }  # fmt: skip
    return render(request, "money/vacancies.html", context)


def _page(request: HttpRequest, asked: Asked, costs: Costs, teams: dict[int, str]) -> dict[str, Any]:
    """Fifty of the posts, and the ways to the others."""
    first = min(number_in(request.GET.get("first", "")) or 0, 10**6)
    shown = costs.posts[first : first + PAGE]
    return {
        "posts": [(post, teams.get(post.team_id, ""), link("post", asked, number=post.number), _cells(post.sum)) for post in shown],
        "later": f"?{asked.query(first=first + PAGE)}" if len(costs.posts) > first + PAGE else "",
        "earlier": f"?{asked.query(first=max(0, first - PAGE) or '')}" if first else "",
        "words": f"{first + 1} to {first + len(shown)} of {len(costs.posts)} posts",
    }  # fmt: skip


def _values(found: Sum) -> list[Decimal]:
    return [round(value, 2) for value in (found.empty, found.saved, found.covered, found.agency, found.stood_for, found.premium, found.net)]  # fmt: skip


def _cells(found: Sum) -> list[str]:
    return [
        number(found.empty, 0) if found.empty else "–", money(found.saved), number(found.covered, 0) if found.covered else "–", money(found.agency),
        money(found.stood_for), money(found.premium), money(found.net),
    ]  # fmt: skip


def reading(costs: Costs) -> str:
    """The page's one sentence."""
    total = costs.total
    if total.is_nothing:
        return "No post was empty and no agency worker was here."
    way = "more" if total.net > 0 else "less"
    return (
        f"Empty posts left {pounds(round(total.saved))} of pay unspent, and agency workers cost {pounds(round(total.agency))}: "
        f"{pounds(abs(round(total.net)))} {way} than the posts' pay. For the days they covered, agency workers cost {pounds(abs(round(total.premium)))} "
        f"{'more' if total.premium > 0 else 'less'} than employed people would have, on-costs included."
    )  # fmt: skip


def checks(costs: Costs, ledger: ledgers.Purse) -> list[str]:
    """How everything is priced, and how far that explains the ledger."""
    found = []
    if people := sum(costs.priced.values()):
        found.append(f"Of {people} agency workers, {costs.priced[TIMESHEETS]} are priced by their timesheets, {costs.priced[OWN_RATE]} by the rates of their own assignment, {costs.priced[ASSUMED]} by what the council recorded that one costs, and {costs.priced[NOT_KNOWN]} not at all.")  # fmt: skip
    if ledger.agency_sw and costs.total.agency:
        share = 100 * costs.total.agency / ledger.agency_sw
        found.append(f"The ledger has {pounds(round(ledger.agency_sw))} for agency social workers in the same months; the recorded workers explain {number(share, 0)}% of it. The rest is of people who are not recorded here, or of dearer hours.")  # fmt: skip
    if costs.total.unpriced:
        found.append(f"{costs.total.unpriced} posts or workers have no price: set scale points for their grade, or record what one costs.")  # fmt: skip
    return found


@asks(Permission.MONEY_VIEW)
def forecast(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The outturn the year of the day asked for is heading for, part by part."""
    found = forecast_of(request.user, asked.scope, asked.on)
    rows = parts_of(found)
    if form := downloads.wanted(request):
        return downloads.table(form, f"forecast-{asked.on}", ("Part", "Low", "Likely", "High", "Rests on"), [(words, *map(round, amounts), note) for words, amounts, note, _ in rows])  # fmt: skip
    context = {
        "asked": asked,
        "found": found,
        "rows": [(words, [money(amount) for amount in amounts], note, css) for words, amounts, note, css in rows],
        "reading": forecast_words(found),
        "file_query": asked.query(),
        "ways": ways(asked, "money_forecast"),
    }
    return render(request, "money/forecast.html", context)


def parts_of(found: Forecast) -> list[tuple[str, list[Decimal], str, str]]:
    """The forecast's rows: words, low, likely and high, what it rests on, the class of the row."""
    if found.known_until is None:
        return []
    last, counts = day_words(found.known_until - ONE_DAY), found.how_many

    def same(amount: Decimal) -> list[Decimal]:
        return [amount] * 3

    return [
        ("Spent so far", same(found.spent), f"The ledger, up to {last}", ""),
        ("Employed staff, for the rest of the year", same(found.employed), f"As much a day as in the last three months that are known, for {found.days_left} days", ""),
        ("Who is recorded to start", same(found.starters), f"{counts['starters']} places that begin", ""),
        ("Who is recorded to leave", same(found.leavers), f"{counts['leavers']} places that end", ""),
        ("Agency workers here now", [found.agency_low, found.agency, found.agency_high], f"{counts['agency']} of them: low, who has a planned end stays until then and the others go at once; likely, the others stay; high, all stay to the end of March", ""),
        ("Forecast outturn", [found.low, found.likely, found.high], "", "total"),
        ("Budget", same(found.budget), "The whole year's", ""),
        ("Variance", [end - found.budget for end in (found.low, found.likely, found.high)], "Forecast less budget", "total"),
    ]  # fmt: skip


def forecast_words(found: Forecast) -> str:
    """The page's one sentence."""
    if found.known_until is None:
        return f"No month of {found.words} is in the ledger yet, so nothing can be forecast."
    if found.days_left == 0:
        return (
            f"{found.words} is over: {pounds(round(found.spent))} was spent of {pounds(round(found.budget))} budgeted."
        )
    over = found.likely - found.budget
    return (
        f"{found.words} is heading for {pounds(round(found.likely))} ({pounds(round(found.low))} to {pounds(round(found.high))}), "
        f"{pounds(abs(round(over)))} {'over' if over > 0 else 'under'} budget, of what is known to come and nothing else."
    )

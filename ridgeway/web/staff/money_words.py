"""What the money pages say: rows of tables, readings, figures."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest

from ridgeway.core.words import EN_DASH, points, pounds
from ridgeway.core.words import share as share_words
from ridgeway.domains.finance.choices import Base
from ridgeway.domains.finance.models import LedgerLine
from ridgeway.domains.organisation.models import Team
from ridgeway.insight.money import Ledger, Purse, YearLine, groups_of
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked

from .changing import link

YEARS = (3, 5, 10)
WAYS = (
    ("money", "Budget and outturn"),
    ("money_lines", "Ledger lines"),
    ("money_vacancies", "Vacancies and cover"),
    ("money_forecast", "Forecast"),
    ("money_avoided", "Avoided cost"),
    ("money_printed", "Printed figures"),
    ("money_codes", "Codes and files"),
)
HEADS = (
    "Year", "Budgeted", "Outturn", "Variance", "Employed staff", "Agency social workers", "Other agency", "Agency", "Change of agency",
    "Agency, % of all salary costs", "Agency, % of the salary budget", "Agency, % of the pay of employed staff",
)  # fmt: skip
TEAM_HEADS = ("Team", *HEADS[1:])


def ways(asked: Asked, here: str) -> list[tuple[str, str, bool]]:
    """The pages of money: words, address, whether it is this one."""
    return [(words, link(name, asked), name == here) for name, words in WAYS]


def chosen_teams(request: HttpRequest, asked: Asked) -> tuple[list[Team], str]:
    """The scope's teams, of one group where one is asked for; an unknown group is passed over."""
    teams = list(asked.scope.teams)
    group = request.GET.get("group", "")
    return ([t for t in teams if t.group == group], group) if group in groups_of(teams) else (teams, "")


def chosen(request: HttpRequest, name: str, known: Any, default: Any) -> Any:
    """A choice in the address, as one of those known."""
    return next((value for value in known if str(value) == request.GET.get(name)), default)


def money(amount: Decimal | None) -> str:
    """Pounds, whole; an en dash for nothing or not known."""
    return pounds(round(amount)) if amount else EN_DASH


def percent(value: float | None) -> str:
    return EN_DASH if value is None else share_words(value)


def values_of(line: YearLine) -> list[Any]:
    """A year's or a team's amounts as a file takes them."""
    purse = line.purse
    shares = [None if (s := purse.share(base)) is None else round(s, 1) for base in Base]
    return [
        purse.budget, purse.outturn, purse.variance, purse.permanent, purse.agency_sw, purse.agency_other, purse.agency,
        line.agency_change, *shares,
    ]  # fmt: skip


def cells_of(line: YearLine, base: str, *, url: str = "") -> list[Cell]:
    """The same as cells of the page's table, without their heading: budget, outturn, variance, employed, agency, change, shares."""
    purse = line.purse
    shares = [Cell(percent(purse.share(one)), "num strong" if one == base else "num quiet") for one in Base]
    shares[0] = shares[0]._replace(css=f"{shares[0].css} line-left")
    return [
        Cell(money(purse.budget), "num"), Cell(money(purse.outturn), "num", url if purse.outturn else ""), Cell(EN_DASH if line.is_part else money(purse.variance), "num strong"),
        Cell(money(purse.permanent), "num line-left"), Cell(money(purse.agency), "num"), Cell(money(line.agency_change), "num"),
        *shares,
    ]  # fmt: skip


def narrow(line: YearLine, base: str) -> list[Cell]:
    """The same for the table by team: budget, outturn, variance, agency, its change, and the share chosen."""
    budget, outturn, variance, _, agency, change, *_ = cells_of(line, base)
    return [budget, outturn, variance, agency, change, Cell(percent(line.purse.share(base)), "num")]


def stands_for(ledger: Ledger) -> list[dict[str, Any]]:
    """By year that is over: what employed staff left of the salary budget, what agency staff cost, and how much more that is."""
    return [
        {
            "words": line.words,
            "left": line.purse.budget - line.purse.permanent,
            "agency": line.purse.agency,
            "more": line.purse.agency - (line.purse.budget - line.purse.permanent),
        }
        for line in ledger.lines
        if not line.is_part and not line.purse.is_empty
    ]


def tile_words(ledger: Ledger, base: str, trend: list[tuple[Any, float | None]]) -> dict[str, Any]:
    """What the figures at the head and the chart say."""
    line, purse = ledger.last, ledger.last.purse
    way = "over" if purse.variance > 0 else "under"
    sw = line.purse.agency_sw - line.before.agency_sw if line.before else None
    rolling = [(day, value) for day, value in trend if value is not None]
    return {
        "share": purse.share(base),
        "share_base": f"{pounds(round(purse.agency))} of {pounds(round(purse.base(base)))}, {Base(base).label}",
        "flag": f"Share down, pounds up {pounds(round(line.agency_change or 0))}" if line.misleads(base) else "",
        "variance_words": f"{line.words}, {pounds(abs(round(purse.variance)))} {way} the {pounds(round(purse.budget))} budgeted",
        "so_far_words": f"{line.words}, of {pounds(round(purse.budget))} budgeted for the whole year",
        "agency_words": f"to {pounds(round(purse.agency))}; of which social worker roles {_kept_together(pounds(round(sw)))}" if sw is not None else "",
        "trend_words": _trend(rolling) if rolling else "Twelve months in a row are not known yet.",
        "trend_note": f"Agency spend of the twelve months up to each month's end, as a share of {Base(base).label} in the same months.",
    }  # fmt: skip


def _kept_together(amount: str) -> str:
    """An amount whose minus sign is not left behind at a line's end."""
    return f"{amount[0]}\u2060{amount[1:]}"


def _trend(rolling: list[tuple[Any, float]]) -> str:
    (first, begins), (last, ends) = rolling[0], rolling[-1]
    return f"{share_words(begins)} in the year to {first:%B %Y}, {share_words(ends)} in the year to {last:%B %Y}."


def reading(ledger: Ledger, base: str) -> str:
    """The page's one sentence."""
    line = ledger.last
    purse = line.purse
    if purse.is_empty:
        return f"The ledger has no line of {line.words} for these teams."
    so_far = " so far" if line.is_part else ""
    words = f"{pounds(round(purse.outturn))} was spent on salaries and agency staff in {line.words}{so_far}"
    if not line.is_part and purse.budget:
        way = "over" if purse.variance > 0 else "under"
        words += f", {pounds(abs(round(purse.variance)))} {way} budget"
    if (now := purse.share(base)) is not None:
        words += f". Agency staff took {share_words(now)} of {Base(base).label}"
        if (change := line.share_change(base)) is not None and line.before is not None:
            moved = "the same share as" if round(change, 1) == 0 else f"{points(abs(change))} {'more' if change > 0 else 'less'} than"  # fmt: skip
            words += f", {moved} the year before"
    return f"{words}."


def misleading(ledger: Ledger, base: str) -> list[str]:
    """The warning: a share that falls while the pounds rise."""
    return [
        f"In {line.words} agency's share of {Base(base).label} fell by {points(abs(line.share_change(base) or 0))}, and the pounds spent on agency staff rose by {pounds(round(line.agency_change or 0))}."
        for line in ledger.lines
        if line.misleads(base)
    ]  # fmt: skip


def team_rows(ledger: Ledger, base: str, asked: Asked) -> list[tuple[str, str, str, list[Cell]]]:
    """The table by team: (class of the row, words, address, cells); a group of several teams has a row of its own."""
    rows: list[tuple[str, str, str, list[Cell]]] = []
    by_group: dict[str, list[tuple[Team, YearLine]]] = {}
    for team, line in ledger.teams:
        if not line.purse.is_empty:
            by_group.setdefault(team.group or team.name, []).append((team, line))
    for group, lines in by_group.items():
        if len(lines) > 1:
            url = link("money", asked, changes={"group": group})
            rows.append(("group", group, url, narrow(_together([line for _, line in lines]), base)))
        for team, line in lines:
            url = link("money", asked, changes={"scope": f"{team.service.slug}/{team.slug}"})
            rows.append(("sub" if len(lines) > 1 else "", team.name, url, narrow(line, base)))
    return rows


def _together(lines: list[YearLine]) -> YearLine:
    now, then = Purse(), Purse()
    for line in lines:
        now.add(line.purse)
        then.add(line.before or Purse())
    return YearLine(lines[0].year, now, then, lines[0].is_part)


def line_cells(row: LedgerLine) -> list[Any]:
    """A ledger line as a file and the page take it."""
    return [f"{row.month:%B %Y}", str(row.team), str(row.code), row.get_side_display(), row.reference, row.load.name, row.amount]  # fmt: skip

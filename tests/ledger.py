"""A small ledger, built by the actions: codes by kind, and lines of a team by year or month."""

import datetime as dt
from decimal import Decimal

from ridgeway.domains.finance import actions
from ridgeway.domains.finance.actions import LineIn
from ridgeway.domains.finance.models import LedgerLoad, PrintedFigure, SubjectiveCode
from ridgeway.domains.finance.rules import months_of, twelfths
from ridgeway.domains.organisation.models import Council, Team

from .factories import BY, day


def a_code(council: Council, kind: str = "pay", code: str = "") -> SubjectiveCode:
    """A code that pays for a kind of thing."""
    return actions.add_code(council, code=code or kind, name=f"Name of {kind}", kind=kind, **BY)


def a_year(team: Team, year: int = 2015, *, name: str = "", **amounts: int) -> LedgerLoad:
    """A year of a team, in twelfths: `budget=...` and spending by kind (`pay=...`, `agency_sw=...`)."""
    lines = []
    for kind, amount in amounts.items():
        side, paid = ("budget", "pay") if kind == "budget" else ("actual", kind)
        code = a_code(team.council, paid)
        lines += [
            LineIn(team.pk, code.pk, side, month, part, f"{kind}-{month:%m}", row)
            for row, (month, part) in enumerate(zip(months_of(year), twelfths(Decimal(amount)), strict=True), 2)
        ]
    return actions.load_lines(team.council, lines, name=name or f"Ledger {year}", **BY)


def a_line(team: Team, month: dt.date, amount: str, kind: str = "pay", side: str = "actual") -> LineIn:
    """One line."""
    return LineIn(team.pk, a_code(team.council, kind).pk, side, month, Decimal(amount), "J1", 2)


def printed(council: Council, what: str, amount: str, **more) -> PrintedFigure:
    """What a paper prints of 2015/16, in paragraph 56 where nothing else is said."""
    more = {"year": 2015, "source": "Report, paragraph 56", **more}
    return actions.add_printed(council, what=what, amount=Decimal(amount), **more, **BY)


def money_parts(council: Council, team: Team) -> dict[str, int]:
    """One of each thing that the addresses of money name."""
    load = a_year(team, budget=12_000, pay=9_000, agency_sw=4_000)
    figure = printed(council, "outturn", "13000", service=team.service)
    scenario = actions.keep_scenario(council, name="Likely", query="basis=gross", **BY)
    return {"code": a_code(council).pk, "load": load.pk, "printed": figure.pk, "scenario": scenario.pk}


__all__ = ["a_code", "a_line", "a_year", "day", "money_parts", "printed"]

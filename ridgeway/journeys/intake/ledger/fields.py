"""Our fields for a ledger, and what its words are matched with."""

from ridgeway.domains.finance.choices import Kind
from ridgeway.domains.finance.rules import guess_kind
from ridgeway.domains.organisation.models import Council, Team

from ..matching import Field

FIELDS = (
    Field("team", "Team or cost centre", ("cost centre", "team", "cost centre name", "cost center", "department", "section", "org unit", "unit")),
    Field("code", "Subjective code", ("subjective", "subjective code", "account code", "account", "nominal code", "nominal", "detail code", "gl code", "expense code")),
    Field("code_name", "Name of the code", ("subjective description", "code name", "subjective name", "account description", "account name", "detail code description", "nominal description", "code description"), "Helps to tell what a new code pays for"),
    Field("period", "Month or period", ("period", "month", "accounting period", "posting date", "date", "posting period", "fiscal period"), "A date, a month, or 1 (April) to 12 (March) with a year"),
    Field("year", "Financial year", ("financial year", "year", "fiscal year", "fin year"), "Such as 2015/16. Without a period, a budget is put in twelfths"),
    Field("actual", "Amount spent", ("actual", "amount", "actual amount", "spend", "net amount", "value", "net", "actuals")),
    Field("budget", "Budgeted amount", ("budget", "current budget", "revised budget", "budget amount", "approved budget")),
    Field("debit", "Debit", ("debit", "dr", "debit amount"), "Where spending and income stand in two columns"),
    Field("credit", "Credit", ("credit", "cr", "credit amount")),
    Field("side", "Budget or spent", ("type", "ledger type", "balance type", "scenario", "line type", "version"), "Where one column of amounts holds both"),
    Field("reference", "Reference", ("reference", "document number", "journal", "doc no", "transaction number", "voucher", "transaction reference")),
)  # fmt: skip
NEEDS = (
    (frozenset({"team"}), "Match the team or cost centre: every line is somebody's money."),
    (frozenset({"code"}), "Match the subjective code: it says what the money was for."),
    (frozenset({"actual", "budget", "debit", "credit"}), "Match an amount: spent, budgeted, or debit and credit."),
    (frozenset({"period", "year"}), "Match the month or period, or at least the financial year."),
)
LEAVE_OUT = "-"
SIDES = {
    "budget": "budget", "bud": "budget", "b": "budget", "plan": "budget", "revised budget": "budget", "current budget": "budget",
    "actual": "actual", "act": "actual", "a": "actual", "spent": "actual", "spend": "actual", "actuals": "actual",
}  # fmt: skip


def teams(council: Council) -> list[tuple[str, str]]:
    """The teams a cost centre may be, and that it may be none."""
    rows = Team.objects.filter(council=council).order_by("order", "name")
    return [(team.slug, str(team)) for team in rows] + [(LEAVE_OUT, "Not one of these teams: leave its lines out")]


def kinds(council: Council) -> list[tuple[str, str]]:
    """What a code may pay for."""
    return list(Kind.choices)


def sides(council: Council) -> list[tuple[str, str]]:
    """What a line may be."""
    return [("budget", "Budget"), ("actual", "Spent"), (LEAVE_OUT, "Neither: leave it out")]


CHOICES = {"team": teams, "code": kinds, "side": sides}


def guess(council: Council, name: str, word: str) -> str:
    """What a word is likeliest matched with."""
    if name == "code":
        return guess_kind(word)
    if name == "side":
        return SIDES.get(word.strip().lower(), "")
    return ""

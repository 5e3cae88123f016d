"""Figures printed elsewhere, each beside the one computed here: the same, another one, or none and why."""

from dataclasses import dataclass

from .check.dates import Day
from .check.figures import sentence_of
from .check.findings import Verdict
from .check.numbers import Kind, Span
from .figures_placed import Desk
from .models import PrintedFigure, Report
from .tokens import CannotRead, Token, read_text


@dataclass(frozen=True, slots=True)
class Beside:
    """A printed figure with ours. `verdict` is equal, different, or not computed."""

    row: PrintedFigure
    computed: str = ""
    base: str = ""
    verdict: str = "not computed"
    reason: str = ""


def beside(report: Report) -> list[Beside]:
    """Every printed figure, in its order. Two queries for each scope."""
    rows = list(report.printed.all())
    tokens: dict[int, Token] = {}
    for row in rows:
        if row.token:
            try:
                tokens[row.pk] = read_text(row.token)
            except CannotRead:
                continue
    desk = Desk(report.council, on=report.on, since=report.since, service=report.service)
    desk.expect(tokens.values())
    return [_one(desk, row, tokens.get(row.pk)) for row in rows]


def _one(desk: Desk, row: PrintedFigure, token: Token | None) -> Beside:
    if token is None:
        return Beside(row, reason=row.reason)
    try:
        placed = desk.placed(token).placed
    except CannotRead as why:
        return Beside(row, reason=str(why))
    if placed.text == "not known":
        return Beside(row, reason=row.reason or placed.base)
    return Beside(
        row, placed.text, placed.base, "equal" if is_same(row.printed, placed.text) else "different", row.reason
    )


def is_same(printed: str, computed: str) -> bool:
    """Whether a printed figure is one that the computed one may be rounded to."""
    days = [
        next((f.day for f in sentence_of(text).figures if f.kind is Kind.DATE), None) for text in (printed, computed)
    ]
    if isinstance(days[1], Day):
        return isinstance(days[0], Day) and _is_same_day(days[0], days[1])
    counted = (Kind.COUNT, Kind.POUNDS, Kind.PERCENT)
    one, other = ([f for f in sentence_of(text).figures if f.kind in counted] for text in (printed, computed))
    if not one or not other:
        return printed == computed
    half = other[0].unit / 2
    return one[0].against(Span(other[0].value - half, other[0].value + half)) is Verdict.AGREES


def _is_same_day(printed: Day, computed: Day) -> bool:
    """Whether a printed day or month, perhaps without its year, is the day that was computed."""
    same = (printed.year in (None, computed.year), printed.month == computed.month, printed.day in (None, computed.day))
    return all(same)


def counts(rows: list[Beside]) -> dict[str, int]:
    """How many of each verdict."""
    return {name: sum(row.verdict == name for row in rows) for name in ("equal", "different", "not computed")}

"""Tables: rows that make a total, columns that are the difference, the share or the balance of others.

A rule is held against a table only where the table itself shows that it means it: by the words of its heads, or because most of
its rows obey.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from .findings import Verdict
from .numbers import HUNDRED, Figure, Kind, Span, amount, shown
from .paper import Table

_TOTAL = re.compile(r"^(?:grand |overall |sub-?|service |net )?totals?\b|\btotal$", re.IGNORECASE)
_SUBTOTAL = re.compile(r"\bsub-?total|^total .+", re.IGNORECASE)
_WITHIN = re.compile(r"^(?:of which|of whom|including|incl\.?|thereof|memo)", re.IGNORECASE)
_NOT_ADDED = re.compile(
    r"%|rate|average|mean|median|per\b|ratio|index|age|days?\b|score|share|proportion|percent|rank|target|grade|year|date|price|unit|turnover|cumulative|ytd",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"varian|differen|chang|movement|under.?spend|over.?spend|under/|over/|surplus|deficit|balance", re.IGNORECASE
)
_BUDGET = re.compile(r"budget|plan|target|baseline|previous|prior|last year", re.IGNORECASE)
_ACTUAL = re.compile(r"outturn|actual|forecast|spend|expenditure|current|this year", re.IGNORECASE)
_MISSING = re.compile(r"^(?:c|x|z|u|\*|n/?a|\.\.|-|–|—|tbc|<\s?\d+)?$", re.IGNORECASE)
_CELL = re.compile(
    r"^(?P<open>\()?(?P<sign>[-−–+]?) ?(?P<pound>£)? ?(?P<inner>[-−–]?)(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?(?P<scale>m|k|million)?(?P<percent>%)?\)?(?: ?(?:pp|points))?\*{0,2}$",
    re.IGNORECASE,
)
_ROUNDED = Decimal(10_000)  # from here on a whole number may have been rounded to one
_FLOWS = {
    "opening": re.compile(r"open|start(?! ?ers)|brought forward|at beginning|b/f", re.IGNORECASE),
    "new": re.compile(r"^new|added|created|growth", re.IGNORECASE),
    "left": re.compile(r"leavers|left|leaving", re.IGNORECASE),
    "started": re.compile(r"starters|started|appointed|filled|recruited|appointments", re.IGNORECASE),
    "closing": re.compile(r"clos|remaining|end\b|carried forward|c/f", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class CellRemark:
    """A verdict on one cell."""

    row: int
    column: int
    verdict: Verdict
    arithmetic: str
    reason: str


class Grid:
    """The cells of a table as numbers, where they are."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.width = len(table.rows[0]) if table.rows else len(table.head)
        self.head = table.head or [""] * self.width
        self.cells = [[_number(cell) for cell in row] for row in table.rows]

    def column(self, c: int, rows: list[int]) -> list[Figure | None]:
        return [self.cells[r][c] for r in rows]

    def label(self, r: int) -> str:
        return self.table.rows[r][0].strip()

    def is_missing(self, r: int, c: int) -> bool:
        return self.cells[r][c] is None

    @property
    def numeric(self) -> list[int]:
        """Columns in which most cells are figures."""
        return [
            c for c in range(1, self.width)
            if sum(row[c] is not None for row in self.cells) * 2 > len(self.cells)
        ]  # fmt: skip


def grid_of(table: Table) -> Grid:
    """The grid of a table, made once for all rules."""
    if table.grid is None:
        table.grid = Grid(table)
    return table.grid


def _number(text: str) -> Figure | None:
    text = text.strip()
    if text in ("–", "-", "—"):
        return Figure(Kind.COUNT, Decimal(0), text, 0, len(text))
    found = _CELL.match(text)
    if not found or _MISSING.match(text):
        return None
    value = Decimal(found["n"].replace(",", ""))
    unit = Decimal(1).scaleb(-len(found["n"].split(".")[1])) if "." in found["n"] else Decimal(0)
    if found["scale"]:
        places = 3 if found["scale"].lower() == "k" else 6
        value, unit = value.scaleb(places), (unit or Decimal(1)).scaleb(places)
    if found["percent"]:
        unit = unit or Decimal(1)
    if not unit and (found["pound"] or value >= _ROUNDED):
        unit = Decimal(1)  # whole pounds may hide pence
    if ((found["sign"] or found["inner"]).strip() in ("-", "−", "–") and (found["sign"] or found["inner"])) or found[
        "open"
    ]:
        value = -value
    kind = Kind.PERCENT if found["percent"] else Kind.POUNDS if found["pound"] else Kind.COUNT
    return Figure(kind, value, text, 0, len(text), unit=unit)


def look(table: Table) -> Iterator[CellRemark]:
    """Every relation that a table shows."""
    if len(table.rows) > 400 or not table.rows:
        return
    grid = grid_of(table)
    yield from _totals(grid)
    yield from _total_column(grid)
    yield from _differences(grid)
    yield from _shares(grid)
    yield from _flows(grid)


def _totals(grid: Grid) -> Iterator[CellRemark]:
    """A row called total against the rows above it."""
    start = 0
    for r in range(len(grid.cells)):
        if not _TOTAL.search(grid.label(r)):
            continue
        above = [n for n in range(r) if not _WITHIN.match(grid.label(n))]
        for c in grid.numeric:
            if (remark := _total(grid, r, c, above, start)) is not None:
                yield remark
        start = r + 1


def _total(grid: Grid, r: int, c: int, above: list[int], start: int) -> CellRemark | None:
    printed = grid.cells[r][c]
    if printed is None or len(above) < 2:
        return None
    is_percent = printed.kind is Kind.PERCENT
    if (is_percent and printed.value != HUNDRED) or (not is_percent and _NOT_ADDED.search(grid.head[c])):
        return None
    plain = [n for n in above if not _TOTAL.search(grid.label(n))]
    subtotals = [n for n in above if _TOTAL.search(grid.label(n))]
    candidates = [rows for rows in (plain, [n for n in plain if n >= start], subtotals, above) if len(rows) > 1]
    sums = [s for rows in candidates if (s := _sum(grid, c, rows)) is not None]
    for span, value, arithmetic in sums:
        if printed.span.meets(span):
            return CellRemark(r, c, Verdict.AGREES, f"{arithmetic} = {shown(value, 2)}", "The rows make the total.")
    is_flat = not subtotals and len(plain) == len(above) == r
    if not sums or not is_flat or _has_gaps(grid, c, plain) or _is_nested(grid, c, plain):
        return None
    span, value, arithmetic = sums[0]
    if is_percent and len(plain) < 3:
        return None
    return CellRemark(
        r, c, Verdict.CONTRADICTS, f"{arithmetic} = {amount(printed.kind, value, 2)}",
        f"{printed.text} is printed as the total.",
    )  # fmt: skip


def _sum(grid: Grid, c: int, rows: list[int]) -> tuple[Span, Decimal, str] | None:
    cells = grid.column(c, rows)
    if any(cell is None for cell in cells):
        return None
    span, value = Span(Decimal(0), Decimal(0)), Decimal(0)
    for cell in cells:
        assert cell is not None
        span, value = span + cell.span, value + cell.value
    shown_cells = [cell.text for cell in cells if cell and cell.value]
    return span, value, " + ".join(shown_cells[:8]) + (" + …" if len(shown_cells) > 8 else "")


def _has_gaps(grid: Grid, c: int, rows: list[int]) -> bool:
    return any(grid.is_missing(r, c) for r in rows)


def _is_nested(grid: Grid, c: int, rows: list[int]) -> bool:
    """Whether some row is itself the sum of rows that follow it: then the table has groups, and what adds up is not plain."""
    values = [cell.value if (cell := grid.cells[r][c]) else Decimal(0) for r in rows]
    for i, value in enumerate(values[:-2]):
        running = Decimal(0)
        for later in values[i + 1 :]:
            running += later
            if value and running == value and later is not values[i + 1]:
                return True
    return False


def _total_column(grid: Grid) -> Iterator[CellRemark]:
    """A column called total against the columns before it, where most rows bear that out."""
    for c in grid.numeric:
        if not re.search(r"\btotal\b|\ball\b", grid.head[c], re.IGNORECASE):
            continue
        left = [n for n in grid.numeric if n < c and not _NOT_ADDED.search(grid.head[n])]
        if len(left) < 2:
            continue
        yield from _obeyed(
            grid, c, lambda r, cols=left: _row_sum(grid, r, cols), "The columns make the total.", least=3
        )


def _row_sum(grid: Grid, r: int, columns: list[int]) -> tuple[Span, str] | None:
    found = [grid.cells[r][n] for n in columns]
    if any(cell is None for cell in found):
        return None
    span = Span(Decimal(0), Decimal(0))
    for cell in found:
        assert cell is not None
        span = span + cell.span
    return span, " + ".join(cell.text for cell in found if cell)


def _obeyed(grid: Grid, c: int, computed, reason: str, *, least: int, is_meant: bool = False) -> Iterator[CellRemark]:
    """What a rule says of a column: nothing, unless most rows (or the heads) show that the rule is meant."""
    results = []
    for r, row in enumerate(grid.cells):
        printed, found = row[c], computed(r)
        if printed is not None and found is not None:
            results.append((r, printed, *found))
    good = [printed.against(span) is Verdict.AGREES for _, printed, span, _ in results]
    if not results or not (is_meant or (sum(good) >= least and sum(good) * 3 >= len(good) * 2)):
        return
    for (r, printed, span, arithmetic), agrees in zip(results, good, strict=True):
        verdict = printed.against(span)
        kind = Kind.COUNT if printed.kind is Kind.PERCENT else printed.kind
        says = f"{arithmetic} = {amount(kind, span.middle, 1)}" + ("%" if printed.kind is Kind.PERCENT else "")
        yield CellRemark(r, c, verdict, says, reason if agrees else f"{printed.text} is printed.")


def _differences(grid: Grid) -> Iterator[CellRemark]:
    """A column called variance, difference or change against two others."""
    for c in grid.numeric:
        if not _DIFFERENCE.search(grid.head[c]):
            continue
        percent = any((cell := row[c]) is not None and cell.kind is Kind.PERCENT for row in grid.cells)
        others = [n for n in grid.numeric if n != c and not _DIFFERENCE.search(grid.head[n])]
        best = _best_pair(grid, c, others, relative=percent)
        if best is not None:
            a, b, is_meant = best
            yield from _obeyed(
                grid, c, lambda r, a=a, b=b, p=percent: _difference(grid, r, a, b, relative=p),
                "The difference is right.", least=2, is_meant=is_meant,
            )  # fmt: skip


def _best_pair(grid: Grid, c: int, others: list[int], *, relative: bool) -> tuple[int, int, bool] | None:
    """The two columns (later, earlier) whose difference the column is in most rows."""
    best: tuple[int, int, int] | None = None
    for a, b in permutations(others[:8], 2):
        good = 0
        for r, row in enumerate(grid.cells):
            printed, found = row[c], _difference(grid, r, a, b, relative=relative)
            good += printed is not None and found is not None and printed.against(found[0]) is Verdict.AGREES
        if best is None or good > best[2]:
            best = a, b, good
    if best is None:
        return None
    a, b, good = best
    budgets = [n for n in others if _BUDGET.search(grid.head[n])]
    actuals = [n for n in others if _ACTUAL.search(grid.head[n]) and n not in budgets]
    if len(budgets) == len(actuals) == 1 and not relative and {a, b} == {budgets[0], actuals[0]}:
        return (a, b, True) if good else (actuals[0], budgets[0], True)
    return (a, b, False) if good >= 2 else None


def _difference(grid: Grid, r: int, a: int, b: int, *, relative: bool) -> tuple[Span, str] | None:
    one, other = grid.cells[r][a], grid.cells[r][b]
    if one is None or other is None or (one.kind is Kind.PERCENT and relative):
        return None
    span = one.span - other.span
    if not relative:
        return span, f"{one.text} − {other.text}"
    share = span.over(other.span.size) if other.value else None
    return (share.times(Span(HUNDRED, HUNDRED)), f"({one.text} − {other.text}) / {other.text}") if share else None


def _shares(grid: Grid) -> Iterator[CellRemark]:
    """A column of percentages against part and whole in two others, or against its column's total; most rows must obey."""
    for c in grid.numeric:
        cells = [row[c] for row in grid.cells if row[c] is not None]
        are_percent = sum(cell.kind is Kind.PERCENT for cell in cells if cell) * 2 >= len(cells) > 0
        if _DIFFERENCE.search(grid.head[c]) or not (are_percent or "%" in grid.head[c]):
            continue
        others = [
            n
            for n in grid.numeric
            if n != c and not any((x := row[n]) and x.kind is Kind.PERCENT for row in grid.cells)
        ]
        for a, b in permutations(others[:8], 2):
            remarks = list(
                _obeyed(grid, c, lambda r, a=a, b=b: _share(grid, r, a, b), "The percentage is right.", least=3)
            )
            if remarks:
                yield from remarks
                break


def _share(grid: Grid, r: int, a: int, b: int) -> tuple[Span, str] | None:
    part, whole = grid.cells[r][a], grid.cells[r][b]
    if part is None or whole is None or whole.value <= 0:
        return None
    found = part.span.over(whole.span)
    return (found.times(Span(HUNDRED, HUNDRED)), f"{part.text} of {whole.text}") if found else None


def _flows(grid: Grid) -> Iterator[CellRemark]:
    """Opening + new + leavers − starters = closing, where the heads name all of them."""
    named: dict[str, int] = {}
    for name, pattern in _FLOWS.items():
        columns = [c for c in grid.numeric if pattern.search(grid.head[c])]
        if len(columns) == 1:
            named[name] = columns[0]
    if {"opening", "left", "started", "closing"} - set(named) or len(set(named.values())) != len(named):
        return
    if ("new" not in named and len(grid.numeric) != 4) or ("new" in named and len(grid.numeric) != 5):
        return

    def closing(r: int) -> tuple[Span, str] | None:
        parts = {name: grid.cells[r][c] for name, c in named.items() if name != "closing"}
        if any(cell is None for cell in parts.values()):
            return None
        zero = Span(Decimal(0), Decimal(0))
        opening, new, left, started = (
            cell.span if (cell := parts.get(name)) else zero for name in ("opening", "new", "left", "started")
        )
        texts = [parts[name].text for name in ("opening", "new", "left") if parts.get(name)]  # type: ignore[union-attr]
        return opening + new + left - started, f"{' + '.join(texts)} − {parts['started'].text}"  # type: ignore[union-attr]

    yield from _obeyed(grid, named["closing"], closing, "The flows explain the stock.", least=1)

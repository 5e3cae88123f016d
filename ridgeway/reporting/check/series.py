"""A table of shares beside a table of the pounds they are shares of: does the amount go the way the share goes?"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .findings import Verdict
from .numbers import HUNDRED, Kind, money, shown
from .paper import Block, Paper, Table
from .tables import CellRemark, Grid

_SHARE_OF = re.compile(r"\b(?:share|proportion|percentage|part)\b", re.IGNORECASE)


def look(paper: Paper) -> Iterator[tuple[Table, CellRemark]]:
    """Shares by year beneath amounts by the same years: one that falls while its pounds rise is pointed at."""
    last: Table | None = None
    for n, block in enumerate(paper.blocks):
        if not isinstance(block, Table):
            continue
        words = paper.blocks[n - 1].text if n and isinstance(paper.blocks[n - 1], Block) else ""  # type: ignore[union-attr]
        if last is not None and _SHARE_OF.search(words + " ".join(block.head)):
            yield from ((block, remark) for remark in _against(last, block))
        if any(cell is not None and cell.value > 1000 for row in Grid(block).cells for cell in row[1:]):
            last = block


def _against(amounts: Table, shares: Table) -> Iterator[CellRemark]:
    whole, part = Grid(amounts), Grid(shares)
    if len(part.numeric) != 1 or [whole.label(r) for r in range(len(whole.cells))] != [
        part.label(r) for r in range(len(part.cells))
    ]:
        return
    column = part.numeric[0]
    given = [row[column] for row in part.cells]
    if len(given) < 2 or any(cell is None or cell.kind is not Kind.PERCENT for cell in given):
        return
    percents = [cell.value for cell in given if cell]
    said = []
    for c in whole.numeric:
        cells = [row[c] for row in whole.cells]
        if any(cell is None or cell.value <= 0 for cell in cells):
            continue
        implied = [cell.value * p / HUNDRED for cell, p in zip(cells, percents, strict=True) if cell]
        # the change of the last year, which is the one that a report speaks of, and that of the whole
        if _opposite(percents[-1] - percents[-2], implied[-1] - implied[-2]):
            said.append((whole.head[c], implied))
    if said:
        names = "; ".join(f"of {head}: {', then '.join(money(v) for v in implied)}" for head, implied in said)
        way = "falls" if percents[-1] < percents[-2] else "rises"
        yield CellRemark(
            len(percents) - 1, column, Verdict.CANNOT_TELL, names,
            f"The share {way} from {shown(percents[-2])}% to {shown(percents[-1])}%, but the pounds it stands for go the other way. "
            "Print the pounds beside the share, and say of which total it is.",
        )  # fmt: skip


def _opposite(share: Decimal, pounds: Decimal) -> bool:
    return bool(share) and bool(pounds) and (share > 0) != (pounds > 0)

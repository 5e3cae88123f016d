"""A table of shares beside a table of the pounds they are shares of: does the amount go the way the share goes?"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .figures import Sentence
from .findings import Verdict
from .numbers import HUNDRED, Kind, money, shown
from .paper import Block, Paper, Table
from .remarks import Remark, mark, matches
from .tables import CellRemark, grid_of

_SHARE_OF = re.compile(r"\b(?:share|proportion|percentage|part)\b", re.IGNORECASE)


def look(paper: Paper) -> Iterator[tuple[Table, CellRemark]]:
    """Shares by year beneath amounts by the same years: one that falls while its pounds rise is pointed at."""
    for amounts, shares, _ in paired(paper):
        yield from ((shares, remark) for remark in _against(amounts, shares))


def paired(paper: Paper) -> Iterator[tuple[Table, Table, str]]:
    """A table of amounts, the table of shares by the same years beneath it, and the words that stand above the shares."""
    last: Table | None = None
    for n, block in enumerate(paper.blocks):
        if not isinstance(block, Table):
            continue
        words = paper.blocks[n - 1].text if n and isinstance(paper.blocks[n - 1], Block) else ""  # type: ignore[union-attr]
        words += " ".join(block.head)
        if last is not None and _SHARE_OF.search(words) and _is_shares_of(last, block):
            yield last, block, words
        if any(cell is not None and cell.value > 1000 for row in grid_of(block).cells for cell in row[1:]):
            last = block


_DOWN_SHARE = re.compile(
    rf"\b(?:share|proportion|percentage|per cent)\b(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,90}}?\bfrom {mark('p', 'p')}(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,30}}?\bto {mark('p', 'q')}",
    re.IGNORECASE,
)
_POUNDS = re.compile(
    rf"\bfrom {mark('l', 'a')}(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,30}}?\bto {mark('l', 'b')}|{mark('l', 'c')} to {mark('l', 'd')}"
)
TOPIC = re.compile(r"\b(?:agency|locums?|overtime|interims?|consultants?|temporary staff|placements?)\b", re.IGNORECASE)
_ADMITS = re.compile(
    r"\b(?:while|whilst|although|though|but|however|despite|even|whereas|yet|nevertheless|because the (?:total|budget|pay ?bill))\b",
    re.IGNORECASE,
)


def prose(paper: Paper) -> Iterator[tuple[Block, Sentence, Remark]]:
    """A share that falls in one sentence while its pounds rise in it, or in one of the next: said without a word that they do."""
    told = [(block, sentence) for block in paper.paragraphs for sentence in block.sentences]
    for n, (block, sentence) in enumerate(told):
        topics = {t.lower().rstrip("s") for t in TOPIC.findall(sentence.text)}
        for found in matches(_DOWN_SHARE, sentence) if topics and not _ADMITS.search(sentence.text) else ():
            p, q = sentence.figure(found["p"]), sentence.figure(found["q"])
            for other_block, other in told[n : n + 4]:
                same = other is sentence or topics & {t.lower().rstrip("s") for t in TOPIC.findall(other.text)}
                if (
                    other_block.heading != block.heading
                    or not same
                    or (_ADMITS.search(other.text) and other is not sentence)
                ):
                    continue
                for pounds in matches(_POUNDS, other):
                    a, b = (other.figure(pounds[x] or pounds[y]) for x, y in (("a", "c"), ("b", "d")))
                    if q.value < p.value and b.value > a.value:
                        yield block, sentence, Remark(
                            (p, q), Verdict.CANNOT_TELL, f"{a.text} to {b.text} is {money(b.value - a.value)} more",
                            f"The share falls from {p.text} to {q.text}, the pounds rise. The whole has grown; say both together.",
                        )  # fmt: skip


def _is_shares_of(amounts: Table, shares: Table) -> bool:
    """Whether a table holds one percentage, and nothing else, for each row of another."""
    whole, part = grid_of(amounts), grid_of(shares)
    labels = [[grid.label(r) for r in range(len(grid.cells))] for grid in (whole, part)]
    if len(part.numeric) != 1 or labels[0] != labels[1] or len(labels[0]) < 2:
        return False
    return all((cell := row[part.numeric[0]]) is not None and cell.kind is Kind.PERCENT for row in part.cells)


def _against(amounts: Table, shares: Table) -> Iterator[CellRemark]:
    whole, part = grid_of(amounts), grid_of(shares)
    column = part.numeric[0]
    given = [row[column] for row in part.cells]
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

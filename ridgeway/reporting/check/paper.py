"""A paper as blocks in their order: headings, paragraphs of sentences, tables."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .figures import Sentence, sentence_of

_END = re.compile(r"(?<=[.!?;])[\"”’)]?\s+(?=[A-Z£0-9“\"'(‘])")
_NO_END = re.compile(
    r"(?:\b(?:Cllrs?|Mrs?|Ms|Dr|St|e\.g|i\.e|etc|approx|No|nos|paras?|p|pp|vs?|cf|c|inc|incl|fig|[A-Z]))\.[\"”’)]?\s*$"
)


@dataclass
class Block:
    """A heading or a paragraph: its words, where a reader finds it, and the heading it stands under."""

    text: str
    where: str
    heading: str = ""
    is_heading: bool = False
    number: int = 0  # its place in the paper

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences in their order."""
        ends, at = [], 0
        for found in _END.finditer(self.text):
            if not _NO_END.search(self.text[at : found.start() + 1]):
                ends.append((at, found.start()))
                at = found.end()
        return [sentence_of(self.text[start:end], start) for start, end in [*ends, (at, len(self.text))]]

    @cached_property
    def joined(self) -> list[Sentence]:
        """Sentences that a semicolon parts, put together again: "17 of the 40 were filled; 23 remain"."""
        made: list[tuple[int, int]] = []
        for sentence in self.sentences:
            start, end = sentence.start, sentence.start + len(sentence.text)
            if made and self.text[made[-1][0] : made[-1][1]].endswith(";"):
                made[-1] = made[-1][0], end
            else:
                made.append((start, end))
        starts = {sentence.start + len(sentence.text): sentence for sentence in self.sentences}
        return [
            starts[end] if starts[end].start == start else sentence_of(self.text[start:end], start)
            for start, end in made
        ]


@dataclass
class Table:
    """A table: the cells of its head (perhaps none) and of its rows, as text."""

    rows: list[list[str]]
    where: str
    heading: str = ""
    caption: str = ""
    head: list[str] = field(default_factory=list)
    number: int = 0
    grid: Any = field(
        default=None, compare=False, repr=False
    )  # its cells as numbers, a `tables.Grid`, once a rule has read it


@dataclass
class Paper:
    """Everything that was read, and what was left out on the way."""

    blocks: list[Block | Table]
    left_out: list[str] = field(default_factory=list)

    @cached_property
    def paragraphs(self) -> list[Block]:
        return [b for b in self.blocks if isinstance(b, Block) and not b.is_heading]

    @cached_property
    def tables(self) -> list[Table]:
        return [b for b in self.blocks if isinstance(b, Table)]


_NUMBER_CELL = re.compile(
    r"^[(£−–-]*\s*[\d.,]+\s*(?:%|m|k|million)?\)?\*?$|^[–—-]$|^(?:n/?a|c|x|z|\.\.)$|^<\s?\d+$", re.IGNORECASE
)


def looks_like_number(cell: str) -> bool:
    """Whether a cell holds a figure, or the sign of one that is missing."""
    return bool(_NUMBER_CELL.match(cell.strip()))


def table_of(rows: list[list[str]], where: str, *, heading: str = "", caption: str = "") -> Table | None:
    """A table out of rows of cells: the rows before the first with figures are its head. None where nothing is left."""
    width = max((len(row) for row in rows), default=0)
    rows = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows if any(c.strip() for c in row)]
    first = next((n for n, row in enumerate(rows) if _is_body(row)), 0)
    head = [" ".join(dict.fromkeys(row[c] for row in rows[:first] if row[c])) for c in range(width)]
    body = rows[first:]
    return Table(body, where, heading, caption, head if first else []) if body and width > 1 else None


def _is_body(row: list[str]) -> bool:
    """Whether a row holds figures beside its first cell. Years alone are a head."""
    cells = [cell for cell in row[1:] if cell]
    numbers = [cell for cell in cells if looks_like_number(cell)]
    years = [cell for cell in numbers if re.fullmatch(r"(?:19|20)\d\d", cell)]
    return len(numbers) > len(years) and len(numbers) * 2 >= len(cells)

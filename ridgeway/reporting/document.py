"""A composed report: blocks in their order, as plain values that a page, a Word file and a PDF are all made from, and that can be kept."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from .figures_placed import Placed


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph; `figure` is the number of the placed figure they print, nought where they are typed."""

    text: str
    figure: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `kind` is heading, paragraph, point, table or chart; a table has heads and rows, a chart points.

    `section` is the section's number in the report, `number` the paragraph's own.
    """

    kind: str
    section: int = 0
    text: str = ""
    level: int = 1
    number: int = 0
    pieces: tuple[Piece, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numeric: tuple[int, ...] = ()
    has_total: bool = False
    notes: tuple[str, ...] = ()  # what a row is, at the foot of the page; empty where nothing need be said
    note: str = ""
    points: tuple[tuple[str, float | None], ...] = ()
    events: tuple[tuple[str, str], ...] = ()
    phases: tuple[tuple[str, str, str], ...] = ()
    unit: str = ""

    @property
    def words(self) -> str:
        """The paragraph as it reads."""
        return "".join(piece.text for piece in self.pieces) or self.text


def marked(block: Block, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[Piece, bool, bool]]:
    """The pieces of a paragraph, cut again where a contradicted figure begins and ends: whether each is wrong, and ends its piece."""
    at_letter = 0
    for piece in block.pieces or (Piece(block.text),):
        end = at_letter + len(piece.text)
        cuts = sorted({at_letter, end, *(c for span in spans for c in span if at_letter < c < end)})
        for begin, stop in itertools.pairwise(cuts):
            is_wrong = any(start <= begin and stop <= over for start, over in spans)
            yield Piece(piece.text[begin - at_letter : stop - at_letter], piece.figure), is_wrong, stop == end
        at_letter = end


ROOM, MOST_ROOM = 96.0, 108.0  # letters across a page, of small print and of the smallest


def widths_of(block: Block) -> list[float]:
    """How wide each column of a table is to be, in letters: numbers as wide as they are, words so that they wrap a little.

    Where that is more than a page holds, words wrap more, and no column becomes narrower than its longest word.
    """
    wanted, least = [], []
    for column, head in enumerate(block.heads):
        cells = [row[column] for row in block.rows if column < len(row)]
        longest = max(map(len, cells), default=0)
        word = max((len(part) for cell in (head, *cells) for part in cell.split()), default=1)
        most = longest if column in block.numeric else min(longest, 34)
        least.append(max(word * 1.15, 5) + 3)  # heads are bold; a cell has its margins
        wanted.append(max(least[-1], most + 3))
    more = sum(wanted) - sum(least)
    room = (ROOM if sum(wanted) <= MOST_ROOM else MOST_ROOM) - sum(least)
    share = 1.0 if more <= room else max(room / more, 0.5)  # by half at most: then all columns shrink alike
    return [low + (high - low) * share for low, high in zip(least, wanted, strict=True)]


@dataclass(frozen=True)
class Document:
    """The whole report."""

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    figures: tuple[Placed, ...]
    troubles: tuple[tuple[int, str], ...] = field(default=())  # section, sentence: tokens that say nothing

    def as_values(self) -> dict[str, Any]:
        """Plain values, for keeping."""
        return asdict(self)


def _pieces(found: Any) -> tuple[Piece, ...]:
    return tuple(Piece(**piece) for piece in found)


def from_values(kept: dict[str, Any]) -> Document:
    """The document that was kept."""
    blocks = tuple(
        Block(**{**block, "pieces": _pieces(block["pieces"]), **{name: tuple(tuple(x) if isinstance(x, list) else x for x in block[name])
                 for name in ("heads", "rows", "numeric", "notes", "points", "events", "phases") if name in block}})
        for block in kept["blocks"]
    )  # fmt: skip
    return Document(
        kept["title"],
        tuple((name, value) for name, value in kept["facts"]),
        blocks,
        tuple(Placed(**figure) for figure in kept["figures"]),
        tuple((n, words) for n, words in kept["troubles"]),
    )

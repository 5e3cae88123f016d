"""A checked paper as lines of a page: the words in pieces, marked where something was found, and the notes beside them."""

import itertools
import re
from dataclasses import dataclass, field

from ridgeway.reporting.check import Checked, Finding, Verdict
from ridgeway.reporting.check.paper import Block, Table

_WORST = (Verdict.CONTRADICTS, Verdict.CANNOT_TELL, Verdict.AGREES)
KINDS = {Verdict.CONTRADICTS: "wrong", Verdict.CANNOT_TELL: "untold", Verdict.AGREES: "right"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look: `kind` is empty, wrong, untold or right; `note` the number of the note that says why."""

    text: str
    kind: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A finding with its number on the page."""

    number: int
    kind: str
    finding: Finding


@dataclass
class Line:
    """A block of the paper with the notes beside it. A table has rows of pieces."""

    where: str
    is_heading: bool = False
    label: str = ""  # the paragraph’s own number
    pieces: list[Piece] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    rows: list[list[Piece]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def lines_of(checked: Checked) -> list[Line]:
    """Every block of the paper, in order."""
    notes: dict[int, list[Note]] = {}
    for number, finding in enumerate(checked.findings, start=1):
        notes.setdefault(finding.block, []).append(Note(number, KINDS[finding.verdict], finding))
    lines = [_line(block, notes.get(n, [])) for n, block in enumerate(checked.paper.blocks)]
    told = ""
    for line in lines:  # a paragraph’s number stands before its first words alone
        if line.label:
            told, line.label = line.label, "" if line.label == told else line.label
    return lines


def _line(block: Block | Table, notes: list[Note]) -> Line:
    ordered = sorted(notes, key=lambda n: (_WORST.index(n.finding.verdict), n.number))
    if isinstance(block, Table):
        return Line(block.where, head=block.head, rows=_rows(block, notes), notes=ordered)
    numbered = re.search(r"(?:^|, )paragraph (\d[\d.]*)$", block.where)
    label = f"{numbered[1]}." if numbered else ""
    return Line(block.where, block.is_heading, label, pieces=pieces_of(block.text, notes), notes=ordered)


def pieces_of(text: str, notes: list[Note]) -> list[Piece]:
    """A text cut where marks begin and end; where marks lie over one another the worst shows."""
    ends = {0, len(text)}
    for note in notes:
        ends |= {max(0, note.finding.start), min(len(text), note.finding.end)}
    cuts = sorted(ends)
    pieces = []
    for start, end in itertools.pairwise(cuts):
        over = [n for n in notes if n.finding.start <= start and end <= n.finding.end]
        worst = min(over, key=lambda n: _WORST.index(n.finding.verdict), default=None)
        pieces.append(Piece(text[start:end], worst.kind if worst else "", worst.number if worst else 0))
    return pieces


def _rows(table: Table, notes: list[Note]) -> list[list[Piece]]:
    marked = {(n.finding.start, n.finding.end): n for n in reversed(notes)}
    return [
        [
            Piece(cell, n.kind, n.number) if (n := marked.get((r, c))) else Piece(cell)
            for c, cell in enumerate(row)
        ]
        for r, row in enumerate(table.rows)
    ]  # fmt: skip

"""A composed report as lines of a page: paragraphs in pieces with their figures as links, and the notes in the margin."""

import itertools
from dataclasses import dataclass, field
from urllib.parse import urlencode

import numpy as np
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from ridgeway.drawing import trees
from ridgeway.insight import rows as row_lists
from ridgeway.insight.figures import Part
from ridgeway.insight.measures import MEASURES
from ridgeway.reporting.document import Block, marked
from ridgeway.reporting.figures_placed import Placed
from ridgeway.reporting.later import Told
from ridgeway.reporting.out_word import drawing_of
from ridgeway.reporting.selfcheck import Concern, spans_of

from ..components.tables import Cell
from ..insight.row_pages import NUMERIC, cell_words
from .finding import Shown, at


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one look: `url` where they are a placed figure, `is_wrong` where a concern lies on them."""

    text: str
    url: str = ""
    base: str = ""
    is_wrong: bool = False


@dataclass
class Line:
    """A block with what stands beside it."""

    block: Block
    words: list[Words] = field(default_factory=list)
    notes: list[Concern] = field(default_factory=list)
    drawing: SafeString | str = ""
    number: int = 0  # of a table or chart
    begins_list: bool = False
    ends_list: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is one point of a list."""
        return self.block.kind == "point"

    @property
    def nodes(self) -> list[trees.Node]:
        """The boxes of a tree, each with those it leads to."""
        return trees.grown([(int(level), words) for level, words in self.block.rows])

    @property
    def defined(self) -> list[tuple[str, str]]:
        """The rows of a table with what each is."""
        return [(row[0], note) for row, note in zip(self.block.rows, self.block.notes, strict=True) if note]


NARROW = 440.0  # a chart in one of two columns


def lines_of(shown: Shown, *, is_narrow: bool = False) -> list[Line]:
    """Every block of the report; charts are drawn for one of two columns where `is_narrow`."""
    notes: dict[int, list[Concern]] = {}
    for concern in shown.concerns:
        notes.setdefault(concern.block, []).append(concern)
    lines: list[Line] = []
    count = 0
    for n, block in enumerate(shown.document.blocks):
        if block.kind in ("table", "chart"):
            count += 1
        line = Line(block, _words(shown, block, notes.get(n, [])), notes.get(n, []), number=count)
        if block.kind in ("chart", "tree"):
            line.drawing = drawing_of(block, width=NARROW) if is_narrow else drawing_of(block)
        lines.append(line)
    for before, after in itertools.pairwise([None, *lines, None]):
        if after and after.is_point and not (before and before.is_point):
            after.begins_list = True
        if before and before.is_point and not (after and after.is_point):
            before.ends_list = True
    return lines


def _words(shown: Shown, block: Block, notes: list[Concern]) -> list[Words]:
    """The pieces of a paragraph, cut again where a contradicted figure begins and ends."""
    made = []
    for piece, is_wrong, _ in marked(block, spans_of(notes)) if block.pieces else ():
        figure = shown.document.figures[piece.figure - 1] if piece.figure else None
        url = _address(shown, figure) if figure else ""
        made.append(Words(piece.text, url, figure.base if figure else "", is_wrong))
    return made


def _address(shown: Shown, figure: Placed) -> str:
    """Where a figure leads: to its own page, or, in a report that is not kept, to its measure for the same scope and day."""
    if shown.report.pk:
        return at("report_figure", shown.report, figure=figure.number)
    if figure.key not in MEASURES:
        return ""
    query = urlencode({"scope": figure.scope_path, "on": figure.on})
    return reverse("measure", kwargs={"council": shown.report.council.slug, "key": figure.key}) + f"?{query}"


def joined(told: Told) -> int:
    """How many rows a whole counts that is made of the numerator's rows and others of its own (the appointed, and the posts still
    vacant); nought where the denominator's rows are all of it."""
    mine, other = told.rows.get("numerator"), told.rows.get("denominator")
    if not mine or not other or mine["kind"] == other["kind"]:
        return 0
    both = len(mine["ids"]) + len(other["ids"])
    return both if mine["ids"] and told.placed.denominator.split(" ")[0] == f"{both:,}" else 0


MOST_AT_ONCE = 500


def rows_shown(request: HttpRequest, kept: dict | None, first: int, side: str, *, at_once: bool = False) -> dict:
    """A page of the rows a figure counted (all of a few hundred, where they are wanted at once), as many as the asker may see."""
    if not kept or kept["kind"] not in row_lists.KINDS:
        return {"listing": None}
    part = Part(0, "", kept["kind"], np.array(kept["ids"], dtype="i8"))
    size = len(kept["ids"]) if at_once and len(kept["ids"]) <= MOST_AT_ONCE else row_lists.PAGE
    listed = row_lists.listing(part, request.user, first=first, size=size)
    css = ["num" if head in NUMERIC else "" for head in listed.heads]
    rows = [[Cell(cell_words(cell), kind) for cell, kind in zip(cells, css, strict=True)] for cells, _ in listed.rows]
    return {
        "listing": listed,
        "rows": rows,
        "numeric": NUMERIC,
        "page_words": f"{first + 1:,} to {first + len(listed.rows):,} of {listed.total:,}",
        "later": f"?part={side}&first={first + size}" if listed.has_more else "",
        "earlier": f"?part={side}&first={max(first - size, 0)}" if first else "",
    }

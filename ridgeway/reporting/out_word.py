"""A composed report as a Word file: real headings, captions, tables and footnotes, in the council's own styles where it has given them."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from ridgeway.core.progress import Report as Tell
from ridgeway.core.progress import silence
from ridgeway.drawing import charts, svg, trees

from . import pictures
from .cover import cover_of
from .document import Block, Document, Piece, marked, widths_of
from .models import Report
from .selfcheck import Concern, spans_of, wrong_by_block

if TYPE_CHECKING:
    from .word import WordFile


def as_docx(
    report: Report, document: Document, concerns: list[Concern], *, at: dt.datetime, tell: Tell = silence
) -> bytes:
    """The report as bytes of a .docx; `tell` hears how far it is."""
    from .word import WordFile  # loaded only where a Word file is made

    template = bytes(report.template.word_file) if report.template.word_file else None
    word = WordFile(title=document.title, subject=str(report.council), made_at=at, template=template)
    cover = cover_of(report, document)
    word.head(cover.council, cover.body, cover.day, cover.item)
    for name, value in cover.facts:
        word.fact(name, value)
    _Body(word, report, document, concerns).write(tell)
    word.footer(footer_of(report, concerns, at))
    return word.content()


def footer_of(report: Report, concerns: list[Concern], at: dt.datetime) -> str:
    """When the figures were frozen, the reference, and how many do not add up."""
    wrong = sum(c.kind == "wrong" for c in concerns)
    when = report.published_at or at
    if not report.pk:
        return f"Ridgeway. Figures as they were on {timezone.localtime(at):%-d %B %Y, %H:%M}; they follow the rows."
    state = "Figures frozen" if report.is_published else "Draft; figures as they were on"
    flags = f" {wrong} {'figure does' if wrong == 1 else 'figures do'} not add up." if wrong else ""
    return f"{state} {timezone.localtime(when):%-d %B %Y, %H:%M}. Rows kept: {report.reference}.{flags}"


PAGE_CM = 17.4


class _Body:
    def __init__(self, word: "WordFile", report: Report, document: Document, concerns: list[Concern]) -> None:
        self.word, self.report, self.document = word, report, document
        self.noted: set[int] = set()
        self.tables = self.charts = 0
        self.concerns = wrong_by_block(concerns)

    def write(self, tell: Tell) -> None:
        for n, block in enumerate(self.document.blocks):
            tell("Parts written", n, len(self.document.blocks))
            if block.kind == "heading":
                self.word.heading(block.text, block.level)
            elif block.kind in ("table", "chart", "tree"):
                for concern in self.concerns.get(n, []):
                    self._answer(self.word.flag(*_said(concern), beside=False), concern)
                {"table": self._table, "chart": self._chart, "tree": self._tree}[block.kind](block)
            else:
                self._paragraph(block, self.concerns.get(n, []))

    def _paragraph(self, block: Block, concerns: list[Concern]) -> None:
        for concern in concerns:
            self.word.flag(*_said(concern), beside=True)
        paragraph = self.word.point("") if block.kind == "point" else self.word.paragraph("")
        if block.number:
            self.word.number(paragraph, block.number)
        for piece, is_wrong, is_end in marked(block, spans_of(concerns)):
            run = paragraph.add_run(piece.text)
            if is_wrong:
                self.word.mark_wrong(run)
            if is_end:
                self._note(paragraph, piece)
        for concern in concerns:
            self._answer(paragraph, concern)

    def _answer(self, paragraph, concern: Concern) -> None:
        """What was written to a finding, at the foot of the page."""
        if concern.answer:
            self.word.footnote(paragraph, f"{concern.answered_by}: {concern.answer}")

    def _note(self, paragraph, piece: Piece) -> None:
        """The definition at the foot of the page, where a figure stands for the first time."""
        if piece.figure and piece.figure not in self.noted:
            self.noted.add(piece.figure)
            figure = self.document.figures[piece.figure - 1]
            self.word.footnote(paragraph, f"{figure.name}: {figure.base}. {figure.definition}")

    def _table(self, block: Block) -> None:
        self.tables += 1
        if block.note:
            self.word.paragraph(block.note)
        self.word.caption(f"Table {self.tables}. {block.text}")
        self._ruled(block)

    def _ruled(self, block: Block) -> None:
        """The table with columns as wide as their words, in smaller print where there are many."""
        wanted = widths_of(block)
        widths = [PAGE_CM * width / sum(wanted) for width in wanted]
        size = 9.5 if sum(wanted) <= 85 else 8.5 if sum(wanted) <= 96 else 7.5
        self.word.table(
            block.heads, block.rows, numbers=block.numeric, footnotes=block.notes, has_total=block.has_total, widths_cm=widths, size=size,
        )  # fmt: skip

    def _tree(self, block: Block) -> None:
        self.charts += 1
        self.word.picture(png_of(block, self.report.council.accent), alternative=f"{block.text}. {block.note}")
        self.word.caption(f"Figure {self.charts}. {block.text}")
        for level, words in block.rows:
            self.word.point(words, int(level))

    def _chart(self, block: Block) -> None:
        self.charts += 1
        self.word.paragraph(block.note)
        self.word.picture(png_of(block, self.report.council.accent), alternative=f"{block.text}. {block.note}")
        self.word.caption(f"Figure {self.charts}. {block.text}")
        self.tables += 1
        self.word.caption(f"Table {self.tables}. {block.text}, the figures of the chart")
        self._ruled(block)


def _said(concern: Concern) -> tuple[str, str]:
    return "Does not add up", f"{concern.arithmetic}. {concern.reason}"


def drawing_of(block: Block, *, width: float = charts.WIDTH) -> str:
    """A chart's or a tree's drawing."""
    if block.kind == "tree":
        rows = [(int(level), words) for level, words in block.rows]
        return trees.drawn(block.text, rows, describe=block.note, key=f"tree-{block.section}")
    points = [(dt.date.fromisoformat(day), value) for day, value in block.points]
    phases = [(dt.date.fromisoformat(a), dt.date.fromisoformat(b), name) for a, b, name in block.phases]
    events = [(dt.date.fromisoformat(day), name) for day, name in block.events]
    return charts.line(
        block.text,
        [charts.Series("", points)],
        describe=block.note,
        unit=block.unit,
        events=events,
        phases=phases,
        width=width,
    )


def svg_of(block: Block, accent: str) -> str:
    """A chart as a document of its own."""
    return svg.standalone(drawing_of(block), accent=accent)


def png_of(block: Block, accent: str) -> bytes:
    """A chart as a picture."""
    return pictures.as_png(svg_of(block, accent), zoom=2)

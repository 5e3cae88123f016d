"""Composing: the words of a report with its figures, tables and charts put in, as they are now."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ridgeway.core.progress import Report as Tell
from ridgeway.core.progress import silence
from ridgeway.drawing import trees
from ridgeway.insight.figures import day_words

from . import tables_placed
from .document import Block, Document, Piece
from .figures_placed import Counted, Desk
from .models import Report, Section
from .tokens import TOKEN, CannotRead, Token, read

MOST_TOKENS = 400
PUTTING_IN = "Sections with their figures put in"
TREE = re.compile(r"\{\{\s*tree\s*:\s*(?P<title>[^{}\n]{1,120}?)\s*\}\}")
_NODE = re.compile(r"(?P<marks>(?:>\s*)+)(?P<words>[^>].*)")


class Composer:
    """Puts one report together; the counted rows stand in `counted`, in the order of the figures' numbers."""

    def __init__(self, report: Report, sections: Sequence[Section]) -> None:
        self.report, self.sections = report, sections
        self.desk = Desk(report.council, on=report.on, since=report.since, service=report.service)
        self.counted: list[Counted] = []
        self.troubles: list[tuple[int, str]] = []
        self._numbers: dict[str, int] = {}
        self._paragraph = 0

    def document(self, tell: Tell = silence) -> Document:
        """The whole report; `tell` hears how far it is."""
        tell(PUTTING_IN, 0, len(self.sections))
        self.desk.expect(self._tokens())
        blocks: list[Block] = []
        for n, section in enumerate(self.sections, start=1):
            blocks += self._section(section)
            tell(PUTTING_IN, n, len(self.sections))
        figures = tuple(replace(c.placed, number=n) for n, c in enumerate(self.counted, start=1))
        return Document(self.report.title, facts_of(self.report), tuple(blocks), figures, tuple(self.troubles))

    def _tokens(self) -> Iterator[Token]:
        found = 0
        for section in self.sections:
            for match in TOKEN.finditer(section.text):
                found += 1
                if found > MOST_TOKENS:
                    return
                try:
                    token = read(match["what"], match["rest"])
                except CannotRead:
                    continue
                yield from tables_placed.tokens_of(token) if token.what == "table" else (token,)

    def _section(self, section: Section) -> Iterator[Block]:
        if not section.text.strip():
            return
        yield Block("heading", section.order, section.heading)
        for part in re.split(r"\n\s*\n", section.text.replace("\r\n", "\n")):
            lines = [line.strip() for line in part.strip().split("\n") if line.strip()]
            yield from self._part(section, lines)

    def _part(self, section: Section, lines: list[str]) -> Iterator[Block]:
        if lines and (found := TREE.fullmatch(lines[0])):
            yield self._tree(section, found["title"], lines[1:])
            return
        words: list[str] = []
        for line in [*lines, ""]:
            apart = TOKEN.fullmatch(line)
            is_point = line.startswith(("- ", "* ", "• "))
            is_placed = apart is not None and apart["what"] != "figure"
            if (not line or is_point or is_placed or line.startswith("### ")) and words:
                yield self._paragraph_of(section, " ".join(words))
                words = []
            if is_placed and apart is not None:
                yield from self._placed(section, apart)
            elif is_point:
                yield Block("point", section.order, pieces=self._pieces(section, line[2:]))
            elif line.startswith("### "):
                yield Block("heading", section.order, line[4:], level=2)
            elif line:
                words.append(line)

    def _tree(self, section: Section, title: str, lines: list[str]) -> Block:
        """A tree told as lines: as many > before the words as the box lies deep."""
        rows = []
        for line in lines:
            node = _NODE.fullmatch(line)
            if node is None:
                self.troubles.append((section.order, f"“{line[:60]}” in the tree “{title}” does not begin with >."))
                continue
            rows.append((str(node["marks"].count(">") - 1), node["words"].strip()))
        told = trees.told([(int(level), words) for level, words in rows])
        return Block("tree", section.order, title, rows=tuple(rows), note=told)

    def _paragraph_of(self, section: Section, words: str) -> Block:
        if section.is_numbered:
            self._paragraph += 1
        number = self._paragraph if section.is_numbered else 0
        return Block("paragraph", section.order, number=number, pieces=self._pieces(section, words))

    def _pieces(self, section: Section, words: str) -> tuple[Piece, ...]:
        pieces, at = [], 0
        for found in TOKEN.finditer(words):
            if found.start() > at:
                pieces.append(Piece(words[at : found.start()]))
            pieces.append(self._figure(section, found))
            at = found.end()
        if at < len(words):
            pieces.append(Piece(words[at:]))
        return tuple(pieces)

    def _figure(self, section: Section, found: re.Match) -> Piece:
        """A figure in its place. The same figure asked for twice is one figure with one number."""
        try:
            if found["what"] != "figure":
                raise CannotRead(f"“{found[0]}” must stand on a line of its own.")
            token = read("figure", found["rest"])
            if token.text not in self._numbers:
                self.counted.append(self.desk.placed(token))
                self._numbers[token.text] = len(self.counted)
        except CannotRead as why:
            self.troubles.append((section.order, str(why)))
            return Piece(found[0])
        number = self._numbers[token.text]
        return Piece(self.counted[number - 1].placed.text, number)

    def _placed(self, section: Section, found: re.Match) -> Iterator[Block]:
        try:
            token = read(found["what"], found["rest"])
            make = tables_placed.chart if token.what == "chart" else tables_placed.table
            yield replace(make(self.desk, token), section=section.order)
        except CannotRead as why:
            self.troubles.append((section.order, str(why)))
            yield Block("paragraph", section.order, pieces=(Piece(found[0]),))


def facts_of(report: Report) -> tuple[tuple[str, str], ...]:
    """The head of the paper: what it is about, whom it concerns, and whether it is a key decision."""
    facts = (
        ("Subject", report.title),
        ("Members", report.members),
        ("Key decision", "Yes" if report.is_key_decision else "No"),
        ("Figures", f"{report.service or report.council}, {day_words(report.since)} to {day_words(report.on)}"),
    )
    return tuple((name, value) for name, value in facts if value)


def compose(
    report: Report, sections: Sequence[Section] | None = None, *, tell: Tell = silence
) -> tuple[Document, list[Counted]]:
    """The report as it is now, and the rows behind its figures."""
    composer = Composer(report, list(report.sections.all()) if sections is None else sections)
    return composer.document(tell), composer.counted

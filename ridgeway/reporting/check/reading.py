"""Reading pasted text into a paper: paragraphs however their lines were broken, lists, headings and tables."""

import html
import re

from .paper import Block, Paper, Table, table_of

LONGEST_TEXT = 2_000_000  # letters: some 600 pages


class CannotRead(Exception):
    """Why a paper cannot be read; a sentence."""


_HEADING = re.compile(r"^\s*#{1,6}\s+(.*)$")
_BOLD_LINE = re.compile(r"^\s*\*\*(.+?)\*\*:?\s*$")
_NUMBERED = re.compile(r"^\s*(?:[-*•]\s+)?(?:\*\*)?(\d{1,3}(?:\.\d{1,2}){0,3})[.)]?(?:\*\*)?\s+(?=[A-Z“\"'‘(£0-9])")
_POINT = re.compile(r"^\s*(?:[-*•●▪◦]|\(?[a-z]\)|\([ivx]+\)|[ivx]+\.)\s+")
_FOOTNOTE = re.compile(r"^\s*<sup>\s*\d+\s*</sup>")
_SUPERSCRIPT_NUMBER = re.compile(r"<sup>\s*\d+\s*</sup>|[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_RULE = re.compile(r"^\s*(?:[-_*=]\s*){3,}$|^\s*\\?_\s*$")


def paper_of(text: str) -> Paper:
    """Pasted text as a paper. Raises `CannotRead` where there is far too much of it."""
    if len(text) > LONGEST_TEXT:
        raise CannotRead("This is longer than 600 pages. Check it in parts.")
    text = text.replace("<sup>&</sup>lt;sup>", "<sup>")  # as converters of PDF write a footnote’s number
    return _Reader().read(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n"))


def clean(text: str) -> str:
    """Words without the marks of markdown and HTML, in single spaces; numbers of footnotes are left out."""
    text = _SUPERSCRIPT_NUMBER.sub("", text)
    text = (
        html.unescape(_TAG.sub("", text))
        .replace("**", "")
        .replace("__", "")
        .replace("\u00a0", " ")
        .replace("\u00ad", "")
    )
    return re.sub(r"\s+", " ", text).strip()


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block | Table] = []
        self.heading, self.where, self.point = "", "", 0
        self.lines: list[str] = []
        self.line, self.first = 0, 0
        self.table: list[list[str]] = []
        self.is_footnote = False
        self.footnotes: list[Block] = []

    def read(self, text: str) -> Paper:
        for self.line, line in enumerate(text.split("\n"), start=1):
            self._take(line)
        self._close()
        blocks = _joined(self.blocks) + self.footnotes
        for number, block in enumerate(blocks):
            block.number = number
        return Paper(blocks)

    def _take(self, line: str) -> None:
        cells = _cells(line)
        if cells is not None:
            if not self.table:
                self._close_paragraph()
                self.first = self.line
            self.table.append(cells)
            return
        if not line.strip() or _RULE.match(line):
            self._close()
        elif (found := _HEADING.match(line) or _BOLD_LINE.match(line)) is not None:
            self._close()
            self.heading, self.where, self.point = clean(found[1]).strip("#* "), "", 0
            self.blocks.append(Block(self.heading, f"line {self.line}", self.heading, is_heading=True))
        else:
            self._words(line)

    def _words(self, line: str) -> None:
        self._close_table()
        if _FOOTNOTE.match(line):
            self._close()
            self.is_footnote, self.first, self.lines = True, self.line, [line]
        elif (found := _NUMBERED.match(line)) and not _is_wrapped(self.lines, found[0]):
            self._close()
            self.where, self.point = f"paragraph {found[1]}", 0
            self.first, self.lines = self.line, [line[found.end() :]]
        elif _POINT.match(line):
            self._close()
            self.point += 1
            self.first, self.lines = self.line, [_POINT.sub("", line, count=1)]
        else:
            if not self.lines:
                self.first = self.line
            self.lines.append(line)

    def _place(self) -> str:
        if not self.where:
            return f"line {self.first}"
        return f"{self.where}, point {self.point}" if self.point else self.where

    def _close(self) -> None:
        self._close_paragraph()
        self._close_table()

    def _close_paragraph(self) -> None:
        text = clean(" ".join(self.lines))
        if text:
            block = Block(text, self._place(), self.heading)
            (self.footnotes if self.is_footnote else self.blocks).append(block)
        self.lines, self.is_footnote = [], False

    def _close_table(self) -> None:
        if not self.table:
            return
        before = self.blocks[-1] if self.blocks and isinstance(self.blocks[-1], Block) else None
        caption = before.text if before else ""
        made = table_of(self.table, f"table at line {self.first}", heading=self.heading, caption=caption)
        if made:
            self.blocks.append(made)
        self.table = []


def _is_wrapped(lines: list[str], number: str) -> bool:
    """Whether a number at the start of a line goes on with the line before: "… a total of / 12 Social workers"."""
    return bool(lines) and not re.search(r"[.:;!?]\s*$", lines[-1]) and not re.search(r"[.)]\s*$|^\s*[-*•]", number)


def _cells(line: str) -> list[str] | None:
    """The cells of a line of a table; None where it is not one. A line of dashes under a head is an empty row."""
    if line.strip().startswith("|"):
        parts = [clean(part) for part in line.strip().strip("|").split("|")]
        return [] if all(re.fullmatch(r":?-{2,}:?", part) for part in parts) else parts
    if "\t" in line.rstrip():
        return [clean(part) for part in line.split("\t")]
    if len(parts := re.split(r"\s{3,}", line.strip())) >= 3 and any(re.search(r"\d", part) for part in parts[1:]):
        return [clean(part) for part in parts]
    return None


def _joined(blocks: list[Block | Table]) -> list[Block | Table]:
    """Paragraphs that a page's end cut in two are one again: the second goes on in small letters, the first has no end."""
    joined: list[Block | Table] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, Block) and isinstance(last, Block) and _goes_on(last, block):
            last.text = f"{last.text} {block.text}"
        else:
            joined.append(block)
    return joined


def _goes_on(last: Block, block: Block) -> bool:
    if last.is_heading or block.is_heading or ", point" in block.where:
        return False
    return bool(re.search(r"[\w,]$", last.text)) and bool(re.match(r"[a-z]", block.text))

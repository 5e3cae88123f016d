"""Reading a .docx that somebody else made: nothing of it is trusted.

The package is opened without unpacking to disk; every part is read up to a bound; entities and document types are refused; what is
deleted in tracked changes is not read.
"""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from .paper import Block, Paper, Table, table_of
from .reading import CannotRead, clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST_FILE = 20_000_000
LARGEST_PART = 40_000_000  # bytes of one part once unpacked
MOST_ENTRIES = 3_000
MOST_BLOCKS = 20_000
_NOT_A_WORD_FILE = "This is not a Word file (.docx). Save it as .docx, or paste its words."


def paper_of_docx(content: bytes) -> Paper:
    """The paper in a .docx. Raises `CannotRead`."""
    if len(content) > LARGEST_FILE:
        raise CannotRead("This file is larger than 20 MB. Paste its words instead.")
    root = _document(content)
    body = root.find(f"{W}body")
    if body is None:
        raise CannotRead(_NOT_A_WORD_FILE)
    return _Walk().read(body)


def _document(content: bytes) -> etree._Element:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if len(package.infolist()) > MOST_ENTRIES:
                raise CannotRead(_NOT_A_WORD_FILE)
            with package.open("word/document.xml") as part:
                xml = part.read(LARGEST_PART + 1)
    except (
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zipfile.LargeZipFile,
    ) as why:
        raise CannotRead(_NOT_A_WORD_FILE) from why
    except Exception as why:  # a damaged stream: zlib and lzma have errors of their own
        raise CannotRead(_NOT_A_WORD_FILE) from why
    if len(xml) > LARGEST_PART:
        raise CannotRead("This file unpacks to more than a paper can be. Paste its words instead.")
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
        raise CannotRead(_NOT_A_WORD_FILE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        raise CannotRead(_NOT_A_WORD_FILE) from why


class _Walk:
    def __init__(self) -> None:
        self.blocks: list[Block | Table] = []
        self.heading, self.count, self.numbered = "", 0, 0
        self.tables = 0

    def read(self, body: etree._Element) -> Paper:
        for child in _children(body):
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            if len(self.blocks) > MOST_BLOCKS:
                raise CannotRead("This is longer than a paper can be. Check it in parts.")
        for number, block in enumerate(self.blocks):
            block.number = number
        return Paper(self.blocks)

    def _paragraph(self, element: etree._Element) -> None:
        text = _text(element)
        if not text:
            return
        if _is_heading(element):
            self.heading, self.count = text, 0
            self.blocks.append(Block(text, f"heading “{text}”", text, is_heading=True))
            return
        self.count += 1
        under = f" under “{self.heading}”" if self.heading else ""
        self.blocks.append(Block(text, f"paragraph {self.count}{under}", self.heading))

    def _table(self, element: etree._Element) -> None:
        rows = [[_cell(cell) for cell in row.findall(f"{W}tc")] for row in element.iter(f"{W}tr")]
        self.tables += 1
        before = self.blocks[-1].text if self.blocks and isinstance(self.blocks[-1], Block) else ""
        made = (
            table_of(rows, f"table {self.tables}", heading=self.heading, caption=before) if len(rows) <= 2000 else None
        )
        if made:
            self.blocks.append(made)
        else:  # a table for layout: its words are paragraphs
            for row in rows:
                for cell in filter(None, row):
                    self.count += 1
                    self.blocks.append(Block(cell, f"table {self.tables}", self.heading))


def _children(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in their order, also those inside content controls."""
    for child in body:
        if child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _children(content)
        elif child.tag in (f"{W}p", f"{W}tbl"):
            yield child


def _cell(cell: etree._Element) -> str:
    return " ".join(filter(None, (_text(p) for p in cell.iter(f"{W}p"))))


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph: no deleted ones, no raised numbers of footnotes."""
    words = []
    for run in paragraph.iter(f"{W}r"):
        raised = run.find(f"{W}rPr/{W}vertAlign")
        text = "".join(_pieces(run))
        if raised is not None and raised.get(f"{W}val") == "superscript" and text.strip().isdigit():
            continue
        if not any(parent.tag == f"{W}del" for parent in run.iterancestors(f"{W}del")):
            words.append(text)
    return clean("".join(words))


def _pieces(run: etree._Element) -> Iterator[str]:
    for piece in run:
        if piece.tag == f"{W}t":
            yield piece.text or ""
        elif piece.tag in (f"{W}tab", f"{W}br", f"{W}cr"):
            yield " "
        elif piece.tag == f"{W}noBreakHyphen":
            yield "-"


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = (style.get(f"{W}val") or "").lower() if style is not None else ""
    return name.startswith(("heading", "title", "subtitle")) or paragraph.find(f"{W}pPr/{W}outlineLvl") is not None

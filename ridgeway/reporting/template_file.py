"""A council's own Word template, looked through before it is taken: that it opens, holds no macros, and has the styles a report is set in."""

import io
import zipfile

from ridgeway.core import files

from .check.reading import CannotRead
from .check.word_file import paper_of_docx

LARGEST = 5_000_000
STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Caption", "List Bullet")
_OFF = ("vbaproject.bin", "activex")


class CannotTake(Exception):
    """Why a file cannot be a template; a sentence."""


def looked_through(content: bytes) -> tuple[str, ...]:
    """The names of its paragraph styles. Raises `CannotTake`."""
    if len(content) > LARGEST:
        raise CannotTake("This file is larger than 5 MB. Take large pictures out of it.")
    try:
        paper_of_docx(content)
    except CannotRead:
        raise CannotTake("This is not a Word file (.docx). Save the template as .docx.") from None
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name.lower() for name in package.namelist()]
        if any(mark in name for name in names for mark in _OFF):
            raise CannotTake("This file holds macros. Save it as .docx without them.")
    try:
        files.check_docx(content, 20 * LARGEST)
    except files.Refused:
        raise CannotTake(
            "This file unpacks to more than a template can be, or says of itself what is not so."
        ) from None
    styles = _styles(content)
    missing = [name for name in STYLES if name not in styles]
    if missing:
        raise CannotTake(f"This file lacks the style{'s' if len(missing) > 1 else ''} {', '.join(missing)}. A report is set in them.")  # fmt: skip
    return styles


def _styles(content: bytes) -> tuple[str, ...]:
    from docx import Document

    try:
        return tuple(style.name for style in Document(io.BytesIO(content)).styles if style.name)
    except Exception as why:  # whatever a damaged package breaks upon
        raise CannotTake("Word’s own reader cannot open this file.") from why


def headings_of(text: str) -> list[list]:
    """Headings as lines: one a line, a hint after a bar, a star before one whose paragraphs have no number. Raises `CannotTake`."""
    found: list[list] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        heading, _, hint = line.lstrip("* ").partition("|")
        heading, hint = heading.strip(), hint.strip()
        if not heading or len(heading) > 160 or len(hint) > 200:
            raise CannotTake(f"“{line[:60]}” is no heading: up to 160 letters, and up to 200 of a hint after a bar.")
        if any(heading == other[0] for other in found):
            raise CannotTake(f"“{heading}” stands there twice.")
        found.append([heading, hint, not line.startswith("*")])
    if not found:
        raise CannotTake("Write at least one heading.")
    if len(found) > 80:
        raise CannotTake("A report can have 80 headings at most.")
    return found


def as_lines(headings: list) -> str:
    """The headings of a template as one writes them."""
    return "\n".join(f"{'' if numbered else '* '}{heading}{f' | {hint}' if hint else ''}" for heading, hint, numbered in headings)  # fmt: skip

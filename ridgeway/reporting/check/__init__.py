"""Checking any council's paper against itself: figures are found, relations recognised, verdicts given with the arithmetic.

A verdict is "agrees", "contradicts" or "cannot tell". Precision goes before reach: what a careful reader could defend is not refused.
Nothing here knows a particular paper, and nothing touches the database.
"""

from collections.abc import Sequence

from .checking import Checked, check, check_together
from .findings import Finding, Verdict
from .paper import Paper
from .reading import CannotRead, paper_of
from .word_file import paper_of_docx

__all__ = [
    "CannotRead",
    "Checked",
    "Finding",
    "Verdict",
    "check",
    "check_file",
    "check_files",
    "check_text",
    "check_together",
    "paper_of",
    "read_file",
]


def check_text(text: str) -> Checked:
    """Check pasted text. Raises `CannotRead`."""
    return check(paper_of(text))


def check_file(content: bytes) -> Checked:
    """Check an uploaded file: a .docx, or text in UTF-8 (or as older Windows wrote it). Raises `CannotRead`."""
    return check(read_file(content))


def check_files(files: Sequence[tuple[str, bytes]]) -> Checked:
    """Check files by themselves and against one another, each with the name its findings bear. Raises `CannotRead`."""
    if len(files) == 1:
        return check_file(files[0][1])
    return check_together([(name, read_file(content)) for name, content in files])


def read_file(content: bytes) -> Paper:
    """The paper of a file. Raises `CannotRead`."""
    if content[:4] == b"PK\x03\x04":
        return paper_of_docx(content)
    if b"\x00" in content[:8192] or content[:5] == b"%PDF-":
        raise CannotRead("Only Word files (.docx) and plain text can be read. Paste the words of anything else.")
    try:
        return paper_of(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return paper_of(content.decode("cp1252", errors="replace"))

"""Checking any council's paper against itself: figures are found, relations recognised, verdicts given with the arithmetic.

A verdict is "agrees", "contradicts" or "cannot tell". Precision goes before reach: what a careful reader could defend is not refused.
Nothing here knows a particular paper, and nothing touches the database.
"""

from .checking import Checked, check
from .findings import Finding, Verdict
from .reading import CannotRead, paper_of
from .word_file import paper_of_docx

__all__ = ["CannotRead", "Checked", "Finding", "Verdict", "check", "check_file", "check_text", "paper_of"]


def check_text(text: str) -> Checked:
    """Check pasted text. Raises `CannotRead`."""
    return check(paper_of(text))


def check_file(content: bytes) -> Checked:
    """Check an uploaded file: a .docx, or text in UTF-8 (or as older Windows wrote it). Raises `CannotRead`."""
    if content[:4] == b"PK\x03\x04":
        return check(paper_of_docx(content))
    if b"\x00" in content[:8192] or content[:5] == b"%PDF-":
        raise CannotRead("Only Word files (.docx) and plain text can be read. Paste the words of anything else.")
    try:
        return check_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return check_text(content.decode("cp1252", errors="replace"))

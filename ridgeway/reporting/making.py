"""The files of a report: what they are called and which writer makes them."""

from . import out_pdf, out_word
from .choices import MakingUse
from .composing import compose
from .document import Document, from_values
from .models import Making, Report
from .selfcheck import concerns

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {MakingUse.WORD: (out_word.as_docx, DOCX), MakingUse.PDF: (out_pdf.as_pdf, "application/pdf")}


def name_of_file(report: Report, form: str) -> str:
    """A report's file, by its reference."""
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in report.reference) or "report"
    return f"{plain}.{form}"


def written(making: Making, *, at, tell) -> bytes:
    """The file that was asked for."""
    report = making.report
    document = _document(report, tell)
    tell("Held against itself", 0, 0)
    write, _ = FILES[MakingUse(making.use)]
    return write(report, document, concerns(report, document), at=at, tell=tell)


def _document(report: Report, tell) -> Document:
    if report.is_published and report.frozen:
        return from_values(report.frozen)
    return compose(report, tell=tell)[0]

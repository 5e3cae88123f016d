"""A report as files: Word, PDF, and its figures as CSV and XLSX."""

from django.http import HttpRequest, HttpResponse

from ridgeway.core import sheets
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting import out_pdf, out_sheets, out_word
from ridgeway.reporting.making import DOCX, name_of_file

from .. import downloads
from ..guards import works_in
from .finding import Shown, found


def _shown(request: HttpRequest, council: Council, report: int) -> tuple[Shown, str]:
    one = found(request, council, report)
    return Shown(one), name_of_file(one, "").removesuffix(".")


@works_in(Permission.FIGURES_VIEW)
def docx(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """The report as a Word file."""
    shown, name = _shown(request, council, report)
    content = out_word.as_docx(shown.report, shown.document, shown.concerns, at=request.at)
    return downloads.attachment(content, f"{name}.docx", DOCX)


@works_in(Permission.FIGURES_VIEW)
def pdf(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """The report as a tagged PDF."""
    shown, name = _shown(request, council, report)
    content = out_pdf.as_pdf(shown.report, shown.document, shown.concerns, at=request.at)
    return downloads.attachment(content, f"{name}.pdf", "application/pdf")


@works_in(Permission.FIGURES_VIEW)
def csv(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """Its figures as CSV."""
    shown, name = _shown(request, council, report)
    content = sheets.to_csv(out_sheets.HEADS, out_sheets.rows_of(shown.document))
    return downloads.attachment(content, f"{name}-figures.csv", "text/csv; charset=utf-8")


@works_in(Permission.FIGURES_VIEW)
def xlsx(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """Its figures as a workbook."""
    shown, name = _shown(request, council, report)
    content = sheets.to_xlsx(out_sheets.HEADS, out_sheets.rows_of(shown.document), title="Figures")
    return downloads.attachment(content, f"{name}-figures.xlsx", downloads.XLSX)

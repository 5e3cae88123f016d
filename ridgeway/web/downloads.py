"""Tables as files: `?format=csv` and `?format=xlsx` of any table page give exactly what it shows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from ridgeway.core import sheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wanted(request: HttpRequest) -> str | None:
    """The file format asked for, if any."""
    form = request.GET.get("format")
    return form if form in ("csv", "xlsx") else None


def table(form: str, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table as a file called `name`."""
    if form == "xlsx":
        return attachment(sheets.to_xlsx(heads, rows, title=name), f"{name}.xlsx", XLSX)
    return attachment(sheets.to_csv(heads, rows), f"{name}.csv", "text/csv; charset=utf-8")


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """Bytes to be saved as a file."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)

"""Tables out: CSV and XLSX in which no cell of ours can run as a formula."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is given a leading apostrophe; numbers and dates stay what they are."""
    if isinstance(value, str) and value.startswith(_RISKY):
        return "'" + value
    return value


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV text with a byte-order mark, so that a spreadsheet reads the accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(name) for name in header])
    for row in rows:
        writer.writerow([safe_cell("" if cell is None else cell) for cell in row])
    return "\ufeff" + out.getvalue()


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]], *, sheet: str = "Sheet1") -> bytes:
    """An XLSX workbook of one sheet, its header frozen and bold; every text cell is written as text, never as a formula."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet(sheet[:31])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        page.freeze_panes(1, 0)
        page.set_column(0, len(header) - 1, 22)
        for column, name in enumerate(header):
            page.write_string(0, column, str(safe_cell(name)), bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    page.write_datetime(number, column, cell, day)
                elif isinstance(cell, int | float) and not isinstance(cell, bool):
                    page.write_number(number, column, cell)
                elif cell not in (None, ""):
                    page.write_string(number, column, str(safe_cell(str(cell)))[:32000])
    return out.getvalue()

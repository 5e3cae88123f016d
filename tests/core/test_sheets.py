"""Tables out: nothing in them that a spreadsheet would run, and every value as it is."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from ridgeway.core import sheets


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"])
def test_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert sheets.harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["SW12345", "−8.9", "", -1, Decimal("-0.5"), None])
def test_everything_else_is_left_as_it_is(value):
    assert sheets.harmless(value) == value


def test_a_workbook_holds_no_formula_and_no_link():
    heads = ("Name", "From", "FTE")
    rows = [
        ("=HYPERLINK(1)", dt.date(1899, 12, 31), Decimal("0.5")),
        ("https://example.org", dt.date(2016, 3, 31), None),
    ]
    made = sheets.to_xlsx(heads, rows)
    read = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert read[1:] == [["=HYPERLINK(1)", "1899-12-31", 0.5], ["https://example.org", dt.date(2016, 3, 31), ""]]
    parts = zipfile.ZipFile(io.BytesIO(made))
    assert [name for name in parts.namelist() if name.startswith("xl/worksheets/_rels")] == []
    assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")

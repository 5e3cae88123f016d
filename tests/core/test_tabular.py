"""Other people's tables: dates, numbers, encodings, headers; and files that mean harm."""

import datetime as dt
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ridgeway.core.tabular import (
    CannotRead,
    FileKind,
    kind_of,
    kinds,
    read_date,
    read_fte,
    read_number,
    read_table,
    read_text,
)
from ridgeway.core.tabular.extent import Extent

D = dt.date(2016, 3, 31)


@pytest.mark.parametrize(
    "written",
    [
        "31/03/2016", "31.03.16", "31-Mar-2016", "2016-03-31", "31 March 2016", "Thu 31 Mar 2016", "31st March 2016", "42460",
        "42460.0", 42460, 42460.75, "31/03/2016 00:00", "2016-03-31T09:15:00", "20160331", "31/3/16", D,
        dt.datetime(2016, 3, 31, 9, 15), "\u00a031/03/2016 ",
    ],
)  # fmt: skip
def test_a_date_is_read_in_british_order(written):
    assert read_date(written) == D


@pytest.mark.parametrize(
    "written", ["03/31/2016", "31/02/2016", "soon", "0", "12", "99/99/9999", "1/2", True, "0.5", "999999"]
)
def test_what_is_not_a_date_is_refused(written):
    with pytest.raises(ValueError, match="is not"):
        read_date(written)


@pytest.mark.parametrize("empty", ["", None, "  ", "-", "n/a", "N/A", "–"])
def test_an_empty_cell_says_nothing(empty):
    assert (read_date(empty), read_number(empty), read_fte(empty)) == (None, None, None)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_every_way_of_writing_a_date_reads_back(day):
    serial = (day - dt.date(1899, 12, 30)).days
    ways = [
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day:%d-%b-%Y}",
        day.isoformat(),
        f"{day:%-d %B %Y}",
        str(serial),
        serial,
    ]
    assert [read_date(way) for way in ways] == [day] * len(ways)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,234.50", "1234.5"), ("£1 234", "1234"), ("£ 41,000.00", "41000"), ("60%", "0.6"), ("(12)", "-12"), ("−3", "-3"),
        ("1,234,567", "1234567"), ("0", "0"), (0.6, "0.6"), (37, "37"), (".5", "0.5"), ("+4", "4"),
    ],
)  # fmt: skip
def test_a_number_is_read(written, number):
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written", ["1,5", "12,34", "one", "1.2.3", "0x10", "1e5", "--1", "9" * 40, True, "NaN", "Infinity", float("inf")]
)
def test_what_is_not_a_number_is_refused(written):
    with pytest.raises(ValueError, match="is not a number"):
        read_number(written)


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_a_number_with_thousands_separators_reads_back(pounds, pence):
    value = abs(pounds) + Decimal(pence) / 100
    assert read_number(f"£{value:,.2f}") == value
    assert read_number(f"{value:,.2f}".replace(",", " ")) == value


@pytest.mark.parametrize(
    ("written", "hours", "fte"),
    [("0.6", None, "0.6"), ("60%", None, "0.6"), (1.0, None, "1"), ("0", None, "0"), ("18.5", "37", "0.5"), (37, "37", "1"), ("30", "37", "0.810811")],
)  # fmt: skip
def test_fte_is_a_share_or_hours_over_full_time(written, hours, fte):
    assert read_fte(written, standard_hours=Decimal(hours) if hours else None) == Decimal(fte)


@pytest.mark.parametrize(("written", "hours"), [("1.2", None), ("-0.1", None), ("40", "37"), ("120%", None)])
def test_an_fte_outside_0_to_1_is_refused(written, hours):
    with pytest.raises(ValueError, match="between 0 and 1"):
        read_fte(written, standard_hours=Decimal(hours) if hours else None)


def test_text_is_tidied():
    assert [read_text(c) for c in ("  a \u00a0 b ", 12.0, 1.5, D, True, None)] == [
        "a b",
        "12",
        "1.5",
        "2016-03-31",
        "Yes",
        "",
    ]


def csv_file(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "called"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found(tmp_path, encoding, called, delimiter):
    text = "\r\n".join(
        delimiter.join(cells) for cells in (["No", "Name", "FTE"], ["1", "Zoë Fenn–Hill", "1"], ["2", "José", "0.5"])
    )
    table = read_table(csv_file(tmp_path, text, encoding))
    assert (table.encoding, table.delimiter) == (called, delimiter)
    assert [list(row.cells.values()) for row in table.rows] == [["1", "Zoë Fenn–Hill", "1"], ["2", "José", "0.5"]]


def test_titles_blank_rows_blank_columns_and_totals_are_left_out(tmp_path):
    text = "Staff list as at 31 March 2016,,,,\n,,,,\nNo,,Name,Start,FTE\n1,,Ash,01/04/2014,1\n,,,,\n2,,Beech,02/04/2014,0.5\nNo,,Name,Start,FTE\nTotal,,,,1.5\n"
    table = read_table(csv_file(tmp_path, text))
    assert (table.columns, table.header_row) == (["No", "Name", "Start", "FTE"], 3)
    assert [(row.number, row.cells["Name"]) for row in table.rows] == [(4, "Ash"), (6, "Beech")]
    assert table.left_out == [(7, "the header again"), (8, "a row of totals")]


def test_a_header_that_goes_on_in_the_next_row_is_joined_and_a_first_row_of_words_is_not(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(
        "Staff,Family,Start,Contract\nnumber,name,date,hours\nE1,Larkrise,01/04/2015,37\nE2,Tamarisk,03/08/2015,18.5\n"
    )
    table = read_table(path)
    assert table.columns == ["Staff number", "Family name", "Start date", "Contract hours"]
    assert [row.number for row in table.rows] == [3, 4]
    path.write_text("Staff,Name,Start\nE0,Not yet named,\nE1,Larkrise,01/04/2015\nE2,Tamarisk,03/08/2015\n")
    table = read_table(path)
    assert (table.columns, [row.number for row in table.rows]) == (["Staff", "Name", "Start"], [2, 3, 4])


def test_a_header_over_two_rows_is_joined(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page, day = book.add_worksheet("Staff"), book.add_format({"num_format": "dd/mm/yyyy"})
        page.merge_range("A1:E1", "People in post", None)
        page.merge_range("A3:A4", "Staff number", None)
        page.merge_range("B3:C3", "Name", None)
        page.merge_range("D3:E3", "Contract", None)
        for column, name in enumerate(["Given", "Family", "Start", "FTE"], 1):
            page.write(3, column, name)
        page.write_row(4, 0, [7, "Ash", "Lowfield"])
        page.write_datetime(4, 3, dt.datetime(2016, 3, 31), day)
        page.write_formula(4, 4, "=1/2", None, 0.5)
    table = read_table(path)
    assert table.columns == ["Staff number", "Name Given", "Name Family", "Contract Start", "Contract FTE"]
    (row,) = table.rows
    assert (row.number, read_text(row.cells["Staff number"]), read_date(row.cells["Contract Start"])) == (5, "7", D)
    assert read_fte(row.cells["Contract FTE"]) == Decimal("0.5")


def test_columns_of_the_same_name_are_told_apart(tmp_path):
    assert read_table(csv_file(tmp_path, "No,Start,Start\n1,2,3\n")).columns == ["No", "Start", "Start (2)"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x00\x00", "empty"),
        (b"a,b\n1,\x002\n", "NUL"),
        (b"%PDF-1.7 and so on", "application/pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old .xls kind"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"only one column\nand\nanother\n", "No header"),
        (b"No,Name\n", "no rows"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_with_a_sentence(tmp_path, content, words):
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match=words):
        read_table(path)


def test_a_cell_of_ten_megabytes_is_refused(tmp_path):
    with pytest.raises(CannotRead, match="too long"):
        read_table(csv_file(tmp_path, "No,Name\n1," + "x" * 10_000_000 + "\n"))


def zipped(tmp_path, parts):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = zipped(tmp_path, {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000})
    with pytest.raises(CannotRead, match="unpacks to more than"):
        kind_of(path)


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(kinds, "UNPACKED_LIMIT_BYTES", 1_000_000)
    path = zipped(tmp_path, {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": b"ab" * 600_000})
    data = path.read_bytes().replace((1_200_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(data)
    with pytest.raises(CannotRead, match=r"unpacks to more than|damaged"):
        kind_of(path)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl/workbook.xml": "<w/>", "xl/vbaProject.bin": "x"}, "macros"),
        ({"readme.txt": "hello"}, "not an .xlsx"),
        ({"xl/workbook.xml": "<!DOCTYPE w [<!ENTITY a 'b'>]><w/>"}, "document type"),
    ],
)
def test_a_zip_that_is_no_plain_spreadsheet_is_refused(tmp_path, parts, words):
    with pytest.raises(CannotRead, match=words):
        kind_of(zipped(tmp_path, parts))


FAR = "reaches over 1,048,576 rows and 16,384 columns"
FOREIGN = "not written by a spreadsheet program"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', FAR),
        ("<x:row r='1048576'><x:c t='n' r='XFD1048576'><x:v>1</x:v></x:c></x:row>", FAR),
        (f'<row r="1048576"/><row r="1048576">{"<c><v>1</v></c>" * 16_384}</row>', FAR),
        ('<row><c r="XFE1"><v>1</v></c></row>', "larger than a spreadsheet can be"),
        (f'<row><c><v>1</v></c></row><row r="1048576">{"<c/>" * 16_383}<c><v>1</v></c></row>', FAR),
        ('<row r="1048576"><!--<row r="1">--><c><v>1</v></c></row>', FOREIGN),
        # what hides a cell from whoever looks for it in the usual way, and not from the reader
        ('<row><c x=">" r="XFD1048576"><v>1</v></c></row>', FOREIGN),
        ("""<row><c x=" r='A1'" r="XFD1048576"><v>1</v></c></row>""", FOREIGN),
        ('<row><c r="XFD1048576" x="/"><v>1</v></c><c r="A1048576"><v>1</v></c></row>', FOREIGN),
        ('<row><c r="XFD0001048576"><v>1</v></c></row>', FOREIGN),
        ('<a-b:row><a-b:c r="XFD1048576"><a-b:v>1</a-b:v></a-b:c></a-b:row>', FAR),
        ('<a/b:row><a/b:c r="XFD1048576"><v>1</v></a/b:c></a/b:row>', FOREIGN),
        ("<row><c><v x=\"<row r='1'>\">1</v></c></row>", FOREIGN),
        (f'<row><c x="{"a" * 2_000_000}" r="XFD1048576"><v>1</v></c></row>', FOREIGN),
    ],
)
def test_a_cell_far_away_is_refused_before_the_sheet_is_laid_out(tmp_path, cells, words):
    path = zipped(tmp_path, {"xl/workbook.xml": "<w/>", "xl/worksheets/sheet1.xml": f"<sheetData>{cells}</sheetData>"})
    with pytest.raises(CannotRead, match=words):
        kind_of(path)


@pytest.mark.parametrize("part", ["s.xml", "xl/media/s.png", "XL/worksheets/s.xml"])
def test_a_sheet_is_measured_wherever_in_the_file_it_stands(tmp_path, part):
    cells = '<sheetData><row><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(CannotRead, match=FAR):
        kind_of(zipped(tmp_path, {"xl/workbook.xml": "<w/>", part: cells}))


@pytest.mark.parametrize("name", ["xl/workbook.bin", "Content.xml"])
def test_a_file_that_could_be_read_as_another_kind_is_refused(tmp_path, name):
    with pytest.raises(CannotRead, match=r"not an \.xlsx spreadsheet"):
        kind_of(zipped(tmp_path, {"xl/workbook.xml": "<w/>", name: "<w/>"}))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="7"><c r="B7" s="1"><v>1</v></c><c r="XFD9" s="2"/></row><x:row r="9"><x:c  r=\'A9\'><x:v>1</x:v></x:c></x:row>',
        b'<row r="8"><c><v>1</v></c></row><row/><row/><row r="9"><c><v>1</v></c><c t="s"><v>2</v></c><c/></row>',
    ],
)
def test_how_far_a_sheet_reaches_is_told_across_its_pieces(rows):
    sheet = b'<c r="XFD1048576"><v>not yet</v></c><sheetData>' + rows + b"</sheetData>"
    for size in (1, 10, 1000):
        extent = Extent()
        for start in range(0, len(sheet), size):
            extent.feed(sheet[start : start + size])
        extent.end()
        assert (extent.rows, extent.columns) == (9, 2)


def test_a_sheet_of_notes_before_the_list_is_passed_over(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write(0, 0, "See the next sheet")
        page = book.add_worksheet("Staff")
        page.write_row(0, 0, ["No", "Name"])
        page.write_row(1, 0, [7, "Ash"])
    table = read_table(path)
    assert (table.sheet, table.columns, len(table.rows)) == ("Staff", ["No", "Name"], 1)


def test_xml_is_told_by_its_first_bytes(tmp_path):
    path = tmp_path / "census.csv"
    path.write_text("\ufeff<?xml version='1.0'?><Message/>", encoding="utf-8")
    assert kind_of(path) is FileKind.XML

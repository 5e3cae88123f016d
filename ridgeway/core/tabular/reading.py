"""A list out of a CSV or an XLSX file: encoding, delimiter, header and rows found; blank, repeated and total rows left out."""

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .kinds import FileKind, kind_of
from .refusal import CannotRead
from .values import Cell, is_empty, read_date, read_number, read_text

CELL_LIMIT = 100_000
ROW_LIMIT = 200_000
COLUMN_LIMIT = 300
_LOOK_AT = 40
TOTALS = "a row of totals"
_TOTALS = re.compile(r"^(grand |sub-?)?totals?\b", re.IGNORECASE)


class NoHeader(CannotRead):
    """There is no row of column names, so there is no list here."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list; `number` is where it stands in the file, counted from 1 as a spreadsheet does."""

    number: int
    cells: dict[str, Cell]


@dataclass
class Table:
    """A list: the names of its columns, its rows, and what was found on the way (said on the preview)."""

    columns: list[str]
    header_row: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    rows: list[Row] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)  # the file's own, to be held against the rows


def read_table(path: Path, *, sheet: str = "") -> Table:
    """Read the list in a CSV or XLSX file. Raises `CannotRead` with a sentence when there is none or the file is not safe."""
    table, rows = scan_table(path, sheet=sheet)
    table.rows = list(rows)
    return table


def scan_table(path: Path, *, sheet: str = "") -> tuple[Table, Iterator[Row]]:
    """The same, with the rows one by one: a long list is never all in memory. `left_out` and `totals` fill as they are read."""
    if kind_of(path) is FileKind.XLSX:
        return _first_list(_sheet_lines(path, sheet))
    if kind_of(path) is FileKind.XML:
        raise CannotRead("This is an XML file. A list comes as CSV or XLSX.")
    encoding, text = _decoded(path)
    delimiter = _delimiter(text)
    table, rows = _table_of(_csv_lines(text, delimiter))
    table.encoding, table.delimiter = encoding, delimiter
    return table, rows


def _first_list(sheets: Iterable[tuple[str, Iterable[list[Cell]]]]) -> tuple[Table, Iterator[Row]]:
    """The list on the first sheet that holds one: a sheet of notes in front of it is passed over."""
    refusal: NoHeader | None = None
    for name, lines in sheets:
        try:
            table, rows = _table_of(lines)
        except NoHeader as error:
            refusal = refusal or error
            continue
        table.sheet = name
        return table, rows
    raise refusal or CannotRead("The workbook has no sheet with anything on it.")


def _decoded(path: Path) -> tuple[str, str]:
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return encoding, text
    raise CannotRead("The file is not text that can be read (UTF-8 or Windows-1252). Export it again as CSV UTF-8.")


def _delimiter(text: str) -> str:
    """The delimiter that parts the first rows most evenly: the usual number of cells a row, highest wins."""
    sample = "\n".join([line for line in text[:200_000].splitlines() if line.strip()][:_LOOK_AT])
    best, most = ",", 1
    for candidate in (",", ";", "\t", "|"):
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=candidate)]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width) if width > 1 else 0, width), default=1)
        score = usual if widths.count(usual) * 3 >= len(widths) else 1
        if score > most:
            best, most = candidate, score
    return best


def _csv_lines(text: str, delimiter: str) -> Iterator[list[Cell]]:
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield list(cells)
    except csv.Error as error:
        raise CannotRead(
            f"The file cannot be read at line {reader.line_num}: a cell is too long or never ends."
        ) from error


def _sheet_lines(path: Path, wanted: str) -> Iterator[tuple[str, Iterable[list[Cell]]]]:
    """The visible sheets with anything on them, or the one that is wanted."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if wanted and wanted not in visible:
            raise CannotRead(f"There is no sheet called “{wanted[:60]}” in this workbook.")
        for name in [wanted] if wanted else visible:
            sheet = book.get_sheet_by_name(name)
            if sheet.width > 16_384 or sheet.height > 1_048_576:
                raise CannotRead("The sheet is larger than a spreadsheet can be.")
            if sheet.width and sheet.height:
                yield name, _calamine_lines(sheet)
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, calamine.PasswordError, OSError) as error:
        raise CannotRead("The spreadsheet cannot be opened: its file is damaged or has a password.") from error


def _calamine_lines(sheet) -> Iterator[list[Cell]]:
    """Every row as plain values; a formula is the value it was saved with."""
    try:
        for cells in sheet.iter_rows():
            yield [None if cell == "" else cell for cell in cells]
    except Exception as error:  # calamine raises its own and panics alike
        raise CannotRead("The spreadsheet cannot be read: one of its cells is damaged.") from error


def _table_of(lines: Iterable[list[Cell]]) -> tuple[Table, Iterator[Row]]:
    """The list within the lines, and its rows: titles above the header and totals below it left out."""
    numbered = enumerate(lines, 1)
    top: list[tuple[int, list[Cell]]] = []
    filled = 0
    for number, cells in numbered:
        _check_line(number, cells)
        top.append((number, cells))
        filled += any(not is_empty(cell) for cell in cells)
        if filled >= _LOOK_AT or number >= 500:
            break
    labels, header_row, after = _header(top)
    table = Table(columns=[label for label in labels if label], header_row=header_row)
    known = [(index, label) for index, label in enumerate(labels) if label]
    return table, _rows_of(table, known, _rest(top, after, numbered))


def _rows_of(table: Table, known: list[tuple[int, str]], lines: Iterable[tuple[int, list[Cell]]]) -> Iterator[Row]:
    count = 0
    for number, cells in lines:
        _check_line(number, cells)
        reason = _why_left_out(cells, known)
        if reason is None:
            continue
        row = Row(number, {label: cells[index] if index < len(cells) else None for index, label in known})
        if reason:
            table.left_out.append((number, reason))
            if reason == TOTALS:
                table.totals.append(row)
            continue
        count += 1
        if count > ROW_LIMIT:
            raise CannotRead(f"The list has more than {ROW_LIMIT:,} rows, which is more than Ridgeway takes at once.")
        yield row
    if not count:
        raise CannotRead("There are no rows under the header of this list.")


def _rest(top, after: int, numbered) -> Iterator[tuple[int, list[Cell]]]:
    yield from ((number, cells) for number, cells in top if number > after)
    yield from numbered


def _check_line(number: int, cells: list[Cell]) -> None:
    if len(cells) > COLUMN_LIMIT and any(not is_empty(cell) for cell in cells[COLUMN_LIMIT:]):
        raise CannotRead(
            f"Row {number} has more than {COLUMN_LIMIT} columns. Delete those that are not needed and upload the list again."
        )
    for cell in cells:
        if isinstance(cell, str) and len(cell) > CELL_LIMIT:
            raise CannotRead(f"A cell in row {number} is longer than {CELL_LIMIT:,} characters.")


def _why_left_out(cells: list[Cell], known: list[tuple[int, str]]) -> str | None:
    """Empty: keep it. None: blank, say nothing. Otherwise why it is left out."""
    texts = [read_text(cells[index]) if index < len(cells) else "" for index, _ in known]
    filled = [text for text in texts if text]
    if not filled:
        return None
    if _TOTALS.match(filled[0]) and (len(filled) == 1 or not texts[0] or any(map(_is_value, filled[1:]))):
        return TOTALS
    if all(text == "" or text == label or label.endswith(text) for text, (_, label) in zip(texts, known, strict=True)):
        return "the header again"
    return ""


def _is_value(cell: Cell) -> bool:
    """Whether a cell looks like data rather than a heading: a number or a date."""
    if isinstance(cell, bool | int | float | dt.date):
        return True
    if cell is None or is_empty(cell):
        return False
    for reader in (read_number, read_date):
        try:
            reader(cell)
        except ValueError:
            continue
        return True
    return False


def _header(top: list[tuple[int, list[Cell]]]) -> tuple[list[str], int, int]:
    """The labels by column (empty = no such column), the row they stand on, and the last row that belongs to the header.

    The header is the first row as wide as the list that holds words alone. A row of group headings above it, or a second
    row that fills its gaps or goes on with its names, is joined to it: "Contract" over "Start" is "Contract Start".
    """
    widths = [sum(not is_empty(cell) for cell in cells) for _, cells in top]
    usual = sorted(widths, reverse=True)[: max(1, len(widths) // 2)][-1] if widths else 0
    for place, (number, cells) in enumerate(top):
        if widths[place] < max(2, usual * 0.5) or any(map(_is_value, cells)):
            continue
        here = _texts(cells)
        if place + 1 < len(top) and _fills_gaps(here, top[place + 1 :]):
            return _labels(_under(here, _texts(top[place + 1][1]))), number, top[place + 1][0]
        if _goes_on(top[place + 1 :]):
            second = _texts(top[place + 1][1])
            names = [f"{_at(here, n)} {_at(second, n)}".strip() for n in range(max(len(here), len(second)))]
            return _labels(names), number, top[place + 1][0]
        above = _texts(top[place - 1][1]) if place else []
        if sum(map(bool, above)) >= 2 and not any(map(_is_value, top[place - 1][1])):
            return _labels(_under(above, here)), number, number
        return _labels(here), number, number
    raise NoHeader("No header was found: a row of column names, one to a column, above the list.")


def _texts(cells: list[Cell]) -> list[str]:
    return [read_text(cell)[:120] for cell in cells]


def _fills_gaps(here: list[str], below: list[tuple[int, list[Cell]]]) -> bool:
    """Whether the next row is the header's second: words alone, in every column that has data and no name yet."""
    second = _texts(below[0][1])
    if any(map(_is_value, below[0][1])) or not any(second):
        return False
    data = [_texts(cells) for _, cells in below[1:]]
    width = max([len(here), len(second), *map(len, data)])
    gaps = [
        column
        for column in range(width)
        if not _at(here, column) and (_at(second, column) or any(_at(row, column) for row in data))
    ]
    return bool(gaps) and all(_at(second, column) for column in gaps)


def _goes_on(below: list[tuple[int, list[Cell]]]) -> bool:
    """Whether the next row is the second half of the names, "Staff" over "number": words alone, also over every column
    that holds numbers or dates, and none of them stands under it again. Two rows under it are the least to tell by.
    """
    filled = [cells for _, cells in below if any(not is_empty(cell) for cell in cells)]
    if len(filled) < 3 or filled[0] is not below[0][1] or any(map(_is_value, filled[0])):
        return False
    words, data = _texts(filled[0]), filled[1:]
    columns = [[row[n] for row in data if n < len(row) and not is_empty(row[n])] for n in range(max(map(len, data)))]
    values = [n for n, cells in enumerate(columns) if cells and sum(map(_is_value, cells)) * 5 >= len(cells) * 4]
    again = any(word and word in _texts(columns[n]) for n, word in enumerate(words) if n < len(columns))
    return bool(values) and all(_at(words, n) for n in values) and not again


def _at(texts: list[str], column: int) -> str:
    return texts[column] if column < len(texts) else ""


def _under(groups: list[str], names: list[str]) -> list[str]:
    """Two header rows as one: a name stands under the last group heading to its left; a group without a name is a name."""
    joined, group = [], ""
    for column in range(max(len(groups), len(names))):
        group = _at(groups, column) or group
        name = _at(names, column)
        joined.append(f"{group} {name}".strip() if name else _at(groups, column))
    return joined


def _labels(names: list[str]) -> list[str]:
    """Names made different from one another: the second "Start" is "Start (2)"."""
    seen: dict[str, int] = {}
    labels = []
    for name in names:
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        labels.append(f"{name} ({seen[name.lower()]})" if name and seen[name.lower()] > 1 else name)
    return labels

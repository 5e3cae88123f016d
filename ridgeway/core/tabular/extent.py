"""How far a sheet reaches, told from its bytes before it is opened.

The reader lays a sheet out as a full rectangle up to its farthest cell, so one cell at XFD1048576 asks for half a terabyte, and
the process that asked is gone. The rectangle is therefore measured first.
"""

import re

from .kinds import CannotRead

CELLS_LIMIT = 8_000_000
"""Rows times columns of a sheet: 200,000 rows of 40 columns, a quarter of a gigabyte while it is read."""
_ROWS, _COLUMNS = 1_048_576, 16_384
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_USUAL = b'<c r="'  # as Excel and its like write a cell; one that holds nothing ends in "/>"
_PLACED = re.compile(rb"""<c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>""")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)((?:\s[^<>]*)?)(?<!/)>")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d{1,7})["']""")
_CELL_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")


class Extent:
    """The farthest row and column of the cells fed to it that hold anything."""

    def __init__(self) -> None:
        self._rest = b""
        self._row = self._column = 0
        self.rows = self.columns = 0

    def feed(self, data: bytes) -> None:
        """Take in the next bytes of a sheet. Raises `CannotRead` when its rectangle is past what may be laid out."""
        data = self._rest + data
        end = data.rfind(b"<")
        data, self._rest = (data[:end], data[end:][:100_000]) if end > 0 else (b"", data[:100_000])
        self._measure(data)

    def end(self) -> None:
        """Take in what is left."""
        self._measure(self._rest)
        self._rest = b""

    def _measure(self, data: bytes) -> None:
        placed = _PLACED.findall(data)
        if placed and data.count(_USUAL) == len(_CELL.findall(data)):
            for column in {letters for letters, _ in placed}:
                self._reach(0, _number(column))
            self._reach(max(int(row) for _, row in placed), 0)
            data = data[data.rfind(b"".join(placed[-1])) :]  # a row may begin behind the last cell
        self._walk(data)
        if self.rows > _ROWS or self.columns > _COLUMNS:
            raise CannotRead("The sheet is larger than a spreadsheet can be.")
        if self.rows * self.columns > CELLS_LIMIT:
            raise CannotRead(
                f"The sheet reaches over {self.rows:,} rows and {self.columns:,} columns, far more than a list needs: something stands "
                "far away from it. Copy the list alone to a new workbook, save it and upload that."
            )

    def _walk(self, data: bytes) -> None:
        """Cells that do not say where they stand follow one another, row by row."""
        is_plain = b"<!--" not in data and b"<![CDATA[" not in data
        for kind, said in _ROW_OR_CELL.findall(data):
            if kind == b"row":
                found = _ROW_NUMBER.search(said)
                self._row, self._column = int(found[1]) if found else self._row + 1, 0
            elif place := _CELL_PLACE.search(said):
                self._column, self._row = _number(place[1]), int(place[2])
            elif is_plain:
                self._column += 1
            else:
                raise CannotRead("The spreadsheet cannot be opened: it was not written by a spreadsheet program.")
            self._reach(self._row, self._column)

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def _number(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number

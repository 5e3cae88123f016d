"""How far a sheet reaches, told from its bytes before it is opened.

The reader lays a sheet out as a full rectangle up to its farthest cell, so one cell at XFD1048576 asks for half a terabyte, and
the process that asked is gone. The rectangle is therefore measured first. Whatever the reader might take for a cell and we might not is refused:
spreadsheet programs write cells in one way.
"""

import re

from .refusal import CannotRead

CELLS_LIMIT = 8_000_000
"""Rows times columns of a sheet: 200,000 rows of 40 columns, a quarter of a gigabyte while it is read."""
_ROWS, _COLUMNS = 1_048_576, 16_384
_TAG_LIMIT = 100_000
_BEGINS = b"sheetData"  # whichever part of the file holds this may be read as a sheet, whatever its name
_NAME = rb"[A-Za-z_][\w.-]*"
_ODD = re.compile(rb"<(?!/?(?:%b:)?%b[\s/>])" % (_NAME, _NAME))
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: [a-z]+="[\w.-]*")*(/?)>')  # as Excel and its like write a cell
_OPENED = re.compile(rb"</?(?:[\w.-]+:)?(?:row|c)[\s/>]")
_TAG = re.compile(rb"""<(/?)(?:[\w.-]+:)?(row|c)((?:\s+[\w:.-]+\s*=\s*(?:"[^"'<>/]*"|'[^"'<>/]*'))*)\s*(/?)>""")
_WHOLE = re.compile(rb"""</?[\w:.-]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_OF_CELL, _OF_ROW = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})"), re.compile(rb"\d{1,7}")


class Extent:
    """The farthest row and column of the cells fed to it that hold anything; of a part that is no sheet, none."""

    def __init__(self) -> None:
        self._rest = b""
        self._is_begun = False
        self._is_placed: bool | None = None  # whether its cells say where they stand
        self._row = self._column = 1  # where the next cell stands that does not say it
        self.rows = self.columns = 0

    def feed(self, data: bytes) -> None:
        """Take in the next bytes of a part. Raises `CannotRead` when its rectangle is past what may be laid out."""
        data = self._rest + data
        if not self._is_begun:
            begins = data.find(_BEGINS)
            if begins < 0:
                self._rest = data[-len(_BEGINS) :]
                return
            self._is_begun, data = True, data[begins:]
        end = max(data.rfind(b"<"), 0)
        data, self._rest = data[:end], data[end:]
        if len(self._rest) > _TAG_LIMIT:
            self._rest = self._rest[:_TAG_LIMIT]  # words without end; a tag without end is none of a program's
            if b"<" in self._rest and b">" not in self._rest:
                raise _foreign()
        self._measure(data)

    def end(self) -> None:
        """Take in what is left."""
        if self._is_begun:
            self._measure(self._rest)
        self._rest = b""

    def _measure(self, data: bytes) -> None:
        if _ODD.search(data):
            raise _foreign()
        usual = _USUAL.findall(data)
        if usual and len(usual) == len(_CELL.findall(data)):
            self._keep_to(is_placed=True)
            if held := [(letters, row) for letters, row, is_empty in usual if not is_empty]:
                self._reach(max(int(row) for _, row in held), max(map(_number, {letters for letters, _ in held})))
        else:
            self._walk(data)
        if self.rows > _ROWS or self.columns > _COLUMNS:
            raise CannotRead("The sheet is larger than a spreadsheet can be.")
        if self.rows * self.columns > CELLS_LIMIT:
            raise CannotRead(
                f"The sheet reaches over {self.rows:,} rows and {self.columns:,} columns, far more than a list needs: something stands "
                "far away from it. Copy the list alone to a new workbook, save it and upload that."
            )

    def _walk(self, data: bytes) -> None:
        """Cells that do not say where they stand follow one another, row by row, also those that hold nothing."""
        tags = _TAG.findall(data)
        if len(tags) != len(_OPENED.findall(data)):
            raise _foreign()
        if self._is_placed is not True and len(_WHOLE.findall(data)) != data.count(b"<"):
            raise _foreign()
        for closes, kind, said, is_empty in tags:
            place = _PLACE.search(said)
            if kind == b"row":
                self._begin_row(place, is_over=bool(closes or is_empty))
            elif not closes:
                self._keep_to(is_placed=place is not None)
                row, column = _of_cell(place[1]) if place else (self._row, self._column)
                if not is_empty:
                    self._reach(row, column)
                self._column += 1

    def _begin_row(self, place: re.Match[bytes] | None, *, is_over: bool) -> None:
        if place:
            if not _OF_ROW.fullmatch(place[1]):
                raise _foreign()
            self._row = int(place[1])
        if is_over:
            self._row, self._column = self._row + 1, 1

    def _keep_to(self, *, is_placed: bool) -> None:
        """All cells of a sheet say where they stand, or none does."""
        if self._is_placed not in (None, is_placed):
            raise _foreign()
        self._is_placed = is_placed

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


def _foreign() -> CannotRead:
    return CannotRead("The spreadsheet cannot be opened: it was not written by a spreadsheet program.")


def _of_cell(place: bytes) -> tuple[int, int]:
    found = _OF_CELL.fullmatch(place)
    if not found:
        raise _foreign()
    return int(found[2]), _number(found[1])


def _number(letters: bytes) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number

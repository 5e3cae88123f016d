"""Tables from other people's files (`core/sheets.py` writes ours): what kind of file it is, its header and rows, dates and numbers as people write them.

Everything that comes in is hostile until read: sizes are checked before anything is unpacked, and a refusal is a sentence.
"""

from .kinds import FileKind, kind_of
from .reading import Row, Table, read_table, scan_table
from .refusal import CannotRead
from .values import read_date, read_fte, read_number, read_text

__all__ = [
    "CannotRead",
    "FileKind",
    "Row",
    "Table",
    "kind_of",
    "read_date",
    "read_fte",
    "read_number",
    "read_table",
    "read_text",
    "scan_table",
]

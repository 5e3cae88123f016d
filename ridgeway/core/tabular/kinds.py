"""What a file is, told by its first bytes and not by its name; and whether it is safe to unpack."""

import codecs
import enum
import zipfile
from pathlib import Path

import filetype

from .extent import Extent
from .refusal import CannotRead

UNPACKED_LIMIT_BYTES = 200 * 1024 * 1024
"""What a spreadsheet may unpack to. A sheet of 35,000 people and 40 columns is about 60 MB."""
_SHARE_LIMIT = 200
_PARTS_LIMIT = 2000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FileKind(enum.Enum):
    XML = "xml"
    CSV = "csv"
    XLSX = "xlsx"


def kind_of(path: Path) -> FileKind:
    """The kind of a file by its first bytes. Raises `CannotRead` for an empty, unknown, old or password-protected file."""
    with path.open("rb") as file:
        start = file.read(8192)
    if not start.strip(b"\x00 \t\r\n"):
        raise CannotRead("The file is empty.")
    if start.startswith(_OLE):
        raise CannotRead(
            "This is a spreadsheet of the old .xls kind, or one with a password. Open it, save it as .xlsx without "
            "a password, and upload that."
        )
    if start.startswith(b"PK"):
        check_spreadsheet(path)
        return FileKind.XLSX
    if (guess := filetype.guess(start)) is not None:
        raise CannotRead(f"This is a file of type {guess.mime}. Upload a CSV, XLSX or XML file.")
    if start.startswith(_UTF16):
        text = start.decode("utf-16", "ignore").lstrip()
    else:
        if b"\x00" in start:
            raise CannotRead("The file holds bytes that are not text (NUL). Export it again as CSV, XLSX or XML.")
        text = start.removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip()
    return FileKind.XML if text.startswith("<") else FileKind.CSV


def check_spreadsheet(path: Path) -> None:
    """Stop a zip that is not a plain XLSX, or that unpacks to more than it should. Raises `CannotRead`.

    The sizes that the zip declares are checked first, then what really comes out, up to the limit and no further.
    """
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            names = {part.filename for part in parts}
            _check_parts(parts, names)
            _check_declared(parts, path.stat().st_size)
            _check_real(book, parts)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise CannotRead("The spreadsheet cannot be opened: its file is damaged or cut short.") from error


def _check_parts(parts: list[zipfile.ZipInfo], names: set[str]) -> None:
    if len(parts) > _PARTS_LIMIT or len(names) != len(parts):
        raise CannotRead("This zip file is not a spreadsheet.")
    if any(part.flag_bits & 1 for part in parts):
        raise CannotRead("The file has a password. Save it without one and upload it again.")
    if any("vbaproject" in name.lower() or name.lower().startswith("xl/macrosheets") for name in names):
        raise CannotRead("The spreadsheet holds macros. Save it as .xlsx, which has none, and upload that.")
    others = {"xl/workbook.bin", "content.xml"}  # of kinds whose sheets are not measured
    if "xl/workbook.xml" not in names or any(name.lower().replace("\\", "/") in others for name in names):
        raise CannotRead("This zip file is not an .xlsx spreadsheet. Save the list as .xlsx or CSV and upload that.")


def _too_big() -> CannotRead:
    return CannotRead(
        f"The spreadsheet unpacks to more than {UNPACKED_LIMIT_BYTES // 1024 // 1024} MB and is refused. "
        "Keep only the sheet with the list and save it again."
    )


def _check_declared(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT_BYTES or (unpacked > 20 * 1024 * 1024 and unpacked > packed * _SHARE_LIMIT):
        raise _too_big()


def _check_real(book: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    total = 0
    for part in parts:
        tail, extent = b"", Extent()
        with book.open(part) as file:
            while chunk := file.read(1024 * 1024):
                total += len(chunk)
                if total > UNPACKED_LIMIT_BYTES:
                    raise _too_big()
                is_text = part.filename.endswith((".xml", ".rels"))
                if is_text and (b"<!DOCTYPE" in (tail + chunk) or b"\x00" in chunk):  # in UTF-16 it could not be seen
                    raise CannotRead("The spreadsheet defines a document type, which no spreadsheet program writes.")
                tail = chunk[-16:]
                extent.feed(chunk)
        extent.end()

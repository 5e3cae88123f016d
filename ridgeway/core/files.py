"""Files from strangers: what they really are, made harmless where that can be done, scanned where a scanner is configured.

A file is known by its first bytes and never by its name. Pictures are drawn anew, which drops whatever was hidden in them. A PDF or Word
file cannot be drawn anew without losing what it says: it is kept as it came, opened by nothing of ours but to count its pages, and only
ever offered as a download.
"""

import io
import secrets
import socket
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath

import filetype
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MOST_PAGES = 60
MOST_PIXELS = 40_000_000
MOST_SIDE = 4_000  # a picture is made smaller to this
MOST_UNPACKED = (
    100 * 1024 * 1024
)  # counted while unpacking: what an archive says of itself is only believed where it is true
MOST_PARTS = 2_000
PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMES = {PDF: ".pdf", DOCX: ".docx", "image/jpeg": ".jpg", "image/png": ".png"}
ACCEPTED = ".pdf, .docx, .jpg, .jpeg, .png"
_CHUNK = 64 * 1024


class Refused(Exception):
    """Why a file is not taken: a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Safe:
    """A file that may be kept: its bytes, its real type, its pages where it has any."""

    content: bytes
    content_type: str
    pages: int | None = None


def examine(content: bytes, *, most_bytes: int) -> Safe:
    """What a file really is, within bounds. Raises `Refused` with the reason."""
    if not content:
        raise Refused(_("The file is empty."))
    if len(content) > most_bytes:
        raise Refused(_("The file is larger than {most} MB.").format(most=most_bytes // (1024 * 1024)))
    kind = filetype.guess_mime(content)
    if kind == PDF:
        return Safe(content, PDF, _pdf_pages(content))
    if kind in ("image/jpeg", "image/png"):
        return _drawn_anew(content, kind)
    if kind in (DOCX, "application/zip"):
        check_docx(content)
        return Safe(content, DOCX)
    raise Refused(_("Send a PDF, a Word file (.docx), or a picture (JPEG or PNG)."))


def _pdf_pages(content: bytes) -> int:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise Refused(_("The PDF is locked with a password. Send one that opens without."))
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise Refused(_("The PDF cannot be read. Save it again and send that.")) from error
    if not 0 < pages <= MOST_PAGES:
        raise Refused(_("Send a PDF of at most {most} pages.").format(most=MOST_PAGES))
    return pages


def check_docx(content: bytes, most_unpacked: int = MOST_UNPACKED) -> None:
    """A Word file without macros, that does not unpack into more than it may. Raises `Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused(_(_UNREADABLE)) from error
    names = {entry.filename.lower() for entry in entries}
    if not {"[content_types].xml", "word/document.xml"} <= names:
        raise Refused(_("Send a PDF, a Word file (.docx), or a picture (JPEG or PNG)."))
    if any("vbaproject" in name for name in names):
        raise Refused(_("The Word file holds macros. Save it without them, or as a PDF."))
    if len(entries) > MOST_PARTS:
        raise Refused(_("The Word file has too many parts. Send a PDF."))
    left = most_unpacked
    for entry in entries:
        left -= _unpacked(content, entry, left)


_UNREADABLE = gettext_noop("The Word file cannot be read. Save it again and send that.")


def _unpacked(content: bytes, entry: zipfile.ZipInfo, most: int) -> int:
    """How many bytes a part really unpacks to, whatever the archive says of it; unpacks no further than `most`, and keeps nothing.

    Raises `Refused` past that, for another packing than the two that Word writes, and where the archive says something else.
    """
    try:
        (head,) = struct.unpack_from("<I", content, entry.header_offset)
        names = sum(struct.unpack_from("<HH", content, entry.header_offset + 26))
    except struct.error as error:
        raise Refused(_(_UNREADABLE)) from error
    start = entry.header_offset + 30 + names
    packed: bytes | memoryview = memoryview(content)[start : start + entry.compress_size]
    if head != 0x04034B50 or len(packed) != entry.compress_size or entry.flag_bits & 1:
        raise Refused(_(_UNREADABLE))
    if entry.compress_type == zipfile.ZIP_STORED:
        size = len(packed)
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        size = _inflated(packed, most)
    else:
        raise Refused(_(_UNREADABLE))
    if size > most:
        raise Refused(_("The Word file is too large once it is unpacked. Send a PDF."))
    if size != entry.file_size:
        raise Refused(_(_UNREADABLE))
    return size


def _inflated(packed: bytes | memoryview, most: int) -> int:
    """How many bytes a deflated stream comes to, counted until it ends or goes past `most`. Raises `Refused` where it is broken."""
    inflate, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        while not inflate.eof and size <= most:
            part = inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
            if not part and not packed and not inflate.eof:
                raise Refused(_(_UNREADABLE))
            size += len(part)
    except zlib.error as error:
        raise Refused(_(_UNREADABLE)) from error
    return size


def _drawn_anew(content: bytes, kind: str) -> Safe:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("The picture has too many pixels. Send a smaller one."))
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise Refused(_("The picture cannot be read. Save it again and send that.")) from error
    drawn.thumbnail((MOST_SIDE, MOST_SIDE))
    fresh = Image.new("RGB", drawn.size)
    fresh.paste(drawn)
    out = io.BytesIO()
    fresh.save(out, format="JPEG" if kind == "image/jpeg" else "PNG", quality=88)
    return Safe(out.getvalue(), kind)


def name_for(name: str, safe: Safe) -> str:
    """The sender's name for a file, as a header and a page can bear it, with the ending of what it is."""
    stem = "".join(c for c in PurePath(name.replace("\\", "/")).stem if c.isalnum() or c in " -_()").strip()
    return f"{stem[:80] or 'file'}{NAMES[safe.content_type]}"


def keep(folder: str, safe: Safe) -> str:
    """Write a file under a random name below the data folder; returns where, relative to it."""
    place = f"{folder}/{secrets.token_hex(2)}/{secrets.token_hex(20)}{NAMES[safe.content_type]}"
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(safe.content)
    path.chmod(0o600)
    return place


def read(stored: str) -> bytes:
    """The bytes of a kept file. Raises `FileNotFoundError`."""
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / stored).resolve()
    if not stored or root not in path.parents:
        raise FileNotFoundError(stored)
    return path.read_bytes()


def remove(stored: str) -> None:
    """Take a kept file from the disk; one that is gone already is fine."""
    if stored:
        (Path(settings.MEDIA_ROOT) / stored).unlink(missing_ok=True)


def scan(content: bytes) -> bool:
    """Ask the virus scanner, by ClamAV's INSTREAM. False: no scanner is configured.

    Raises `Refused` when it finds something, and when it is configured and cannot be asked: nothing is let through unseen.
    """
    if not settings.CLAMAV:
        return False
    try:
        answer = _asked(settings.CLAMAV, content)
    except OSError as error:
        raise Refused(_("Files cannot be checked for viruses just now. Try again later, or go on without.")) from error
    if answer == "stream: OK":
        return True
    if answer.endswith("FOUND"):
        raise Refused(_("The virus scanner found something in this file. It is not kept."))
    raise Refused(_("Files cannot be checked for viruses just now. Try again later, or go on without."))


def _asked(place: str, content: bytes) -> str:
    """What the scanner answers. `place` is host:port, or the path of a socket."""
    with _connected(place) as talk:
        talk.settimeout(30)
        talk.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            part = content[start : start + _CHUNK]
            talk.sendall(struct.pack("!I", len(part)) + part)
        talk.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 4096:
            if not (more := talk.recv(4096)):
                break
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connected(place: str) -> socket.socket:
    if place.startswith("/"):
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(10)
        talk.connect(place)
        return talk
    host, _, port = place.rpartition(":")
    return socket.create_connection((host.strip("[]") or "localhost", int(port or 3310)), timeout=10)

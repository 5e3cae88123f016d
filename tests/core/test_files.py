"""Files from strangers: known by what they are, within bounds, made harmless, scanned or refused."""

import io
import socketserver
import struct
import threading
import zipfile
import zlib

import pytest
from PIL import Image
from pypdf import PdfWriter

from ridgeway.core import files

MB = 1024 * 1024


def pdf(pages: int = 1, password: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def docx(*more: str, size: int = 10) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            archive.writestr(name, "x" * size)
    return out.getvalue()


def picture(kind: str, size=(60, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, format=kind, **options)
    return out.getvalue()


def refusal(content: bytes, most_bytes: int = 8 * MB) -> str:
    with pytest.raises(files.Refused) as refused:
        files.examine(content, most_bytes=most_bytes)
    return str(refused.value)


def test_what_is_taken_is_known_by_its_bytes():
    found = [files.examine(content, most_bytes=8 * MB) for content in (pdf(3), docx(), picture("PNG"), picture("JPEG"))]
    assert [(one.content_type, one.pages) for one in found] == [
        (files.PDF, 3), (files.DOCX, None), ("image/png", None), ("image/jpeg", None),
    ]  # fmt: skip


def test_what_is_too_large_locked_broken_or_something_else_is_refused_with_its_reason():
    kinds = "Send a PDF, a Word file (.docx), or a picture (JPEG or PNG)."
    assert refusal(b"") == "The file is empty."
    assert refusal(pdf(), most_bytes=100) == "The file is larger than 0 MB."
    assert refusal(pdf(files.MOST_PAGES + 1)) == f"Send a PDF of at most {files.MOST_PAGES} pages."
    assert refusal(pdf(password="x")) == "The PDF is locked with a password. Send one that opens without."
    assert refusal(b"%PDF-1.7 nothing") == "The PDF cannot be read. Save it again and send that."
    assert refusal(docx("word/vbaProject.bin")) == "The Word file holds macros. Save it without them, or as a PDF."
    assert refusal(docx(size=60 * MB)) == "The Word file is too large once it is unpacked. Send a PDF."
    assert refusal(picture("JPEG")[:300]) == "The picture cannot be read. Save it again and send that."
    assert refusal(picture("PNG", (9000, 5000))) == "The picture has too many pixels. Send a smaller one."
    assert [refusal(content) for content in (b"MZ\x90\x00" * 20, b"<html></html>", picture("GIF"))] == [kinds] * 3


def lying(content: bytes, size: int) -> bytes:
    """A Word file whose parts unpack to more than it says: `size` bytes, with the checksum of so many."""
    crc = zlib.crc32(b"x" * size)
    out = bytearray(content)
    for mark, crc_at, size_at in ((b"PK\x03\x04", 14, 22), (b"PK\x01\x02", 16, 24)):
        at = out.find(mark)
        while at >= 0:
            struct.pack_into("<I", out, at + crc_at, crc)
            struct.pack_into("<I", out, at + size_at, size)
            at = out.find(mark, at + 4)
    return bytes(out)


def test_what_a_word_file_says_of_its_size_is_not_believed():
    unreadable = "The Word file cannot be read. Save it again and send that."
    bomb = lying(docx(size=101 * MB), 10)
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:  # a reader that believes it is content
        assert archive.testzip() is None
    assert refusal(bomb) == "The Word file is too large once it is unpacked. Send a PDF."
    assert refusal(lying(docx(size=1000), 10)) == unreadable
    cut = bytearray(docx(size=1000))
    cut[60:64] = b"\xff\xff\xff\xff"
    assert refusal(bytes(cut)) == unreadable


def test_a_picture_is_drawn_anew_and_no_larger_than_needed():
    hidden = picture("JPEG", (5000, 100), comment=b"<?php hidden ?>")
    made = files.examine(hidden + b"PK trailing", most_bytes=8 * MB)
    assert (b"php" in hidden, b"php" in made.content, b"trailing" in made.content) == (True, False, False)
    assert Image.open(io.BytesIO(made.content)).size == (4000, 80)


def test_a_name_bears_no_path_and_ends_as_the_file_is():
    safe = files.Safe(b"", files.PDF)
    names = ["../../etc/passwd", "C:\\x\\my cv.exe", '"><script>.pdf', "", "é ü.docx"]
    assert [files.name_for(name, safe) for name in names] == [
        "passwd.pdf",
        "my cv.pdf",
        "script.pdf",
        "file.pdf",
        "é ü.pdf",
    ]


def test_a_file_is_kept_under_a_random_name_and_nothing_outside_is_read(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "secret").write_text("secret")
    stored = files.keep("applications", files.Safe(b"content", files.PDF))
    assert (files.read(stored), oct((tmp_path / "files" / stored).stat().st_mode)[-3:]) == (b"content", "600")
    for wrong in ("../secret", "", "/etc/passwd"):
        with pytest.raises(FileNotFoundError):
            files.read(wrong)
    files.remove(stored)
    files.remove(stored)
    with pytest.raises(FileNotFoundError):
        files.read(stored)


class Daemon(socketserver.BaseRequestHandler):
    """Speaks ClamAV's INSTREAM."""

    def handle(self):
        talk = self.request.makefile("rb")
        assert talk.read(10) == b"zINSTREAM\0"
        received = b""
        while length := struct.unpack("!I", talk.read(4))[0]:
            received += talk.read(length)
        answer = b"stream: Eicar-Test-Signature FOUND" if b"EICAR" in received else b"stream: OK"
        self.request.sendall((b"INSTREAM size limit exceeded. ERROR" if len(received) > MB else answer) + b"\0")


@pytest.fixture
def daemon(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Daemon) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMAV = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def test_the_scanner_lets_through_what_it_finds_clean_and_nothing_else(daemon):
    assert files.scan(b"x" * 200_000) is True
    with pytest.raises(files.Refused, match="found something"):
        files.scan(b"EICAR")
    with pytest.raises(files.Refused, match="cannot be checked"):
        files.scan(b"x" * (MB + 1))


def test_without_a_scanner_files_are_not_scanned_and_with_a_dead_one_none_is_taken(settings):
    settings.CLAMAV = ""
    assert files.scan(b"x") is False
    settings.CLAMAV = "127.0.0.1:1"
    with pytest.raises(files.Refused, match="cannot be checked"):
        files.scan(b"x")

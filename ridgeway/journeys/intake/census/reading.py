"""The file, streamed: header, the council's own totals, and one record at a time. Whatever is hostile in it stops the reading."""

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from ridgeway.core.tabular import CannotRead

TEXT_LIMIT = 4000
_NAME_LIMIT = 400
_ELEMENTS_LIMIT = 200
_RECORDS_LIMIT = 500_000
_STRANGERS_LIMIT = 1000
_PROLOG_BYTES = 65_536
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "utf-16"}
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|apos|quot);)([A-Za-z_][\w.-]{0,40});")
_ENTITY_WORDS = "an entity that XML does not know, &{name};. Only &amp; &lt; &gt; &apos; and &quot; may stand there: write the character itself."
# what the parser says of a file that is whole and yet no XML, and what somebody can do about it
_REASONS = {
    "declaration allowed only at the start": (
        "something stands before the XML declaration, which must come first. Take it away, a blank line too."
    ),
    "entityref: no name": "a bare & stands in a text. Write &amp; in its place.",
    "invalid element name": "a bare < stands in a text. Write &lt; in its place.",
    "not proper utf-8": "a byte is not in the encoding that the file names. Save it as UTF-8 and upload it again.",
    "invalid bytes": "a byte is not in the encoding that the file names. Save it as UTF-8 and upload it again.",
    "extra content": "the file goes on after its end. It may hold two files, one behind the other: upload them one by one.",
}
_HEADER = {
    "Collection",
    "Year",
    "ReferenceDate",
    "SourceLevel",
    "LEA",
    "SoftwareCode",
    "DateTime",
    "Release",
    "SerialNo",
}
TOTALS = ("LALevel", "LALevelVacancies")
RECORD, RECORDS = "CSWWWorker", "CSWWWorkers"  # the specification of 2025 names both (its 4.3 and 4.5)
NO_DTD = (
    "The file defines a document type or entities. A census file needs neither, and they can do harm, so it is refused. "
    "Export it again without them."
)


@dataclass(slots=True)
class Record:
    """One CSWWWorker: `row` counts them from 1; `line` is where it begins; `repeated` names elements that came twice."""

    row: int
    line: int
    values: dict[str, str]
    repeated: tuple[str, ...] = ()


@dataclass
class Head:
    """What stands before the records, or after them: order is not relied on."""

    header: dict[str, str] = field(default_factory=dict)
    totals: dict[str, str] = field(default_factory=dict)
    totals_name: str = ""
    totals_count: int = 0
    strangers: int = 0
    unknown: dict[str, int] = field(default_factory=dict)


def refuse_document_types(path: Path) -> None:
    """Stop a file with a document type or entity declaration before any parser sees it. Raises `CannotRead`."""
    tail = b""
    with path.open("rb") as file:
        start = file.read(_PROLOG_BYTES)
        _check_encoding(start)
        file.seek(0)
        while chunk := file.read(1024 * 1024):
            seen = (tail + chunk).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise CannotRead(NO_DTD)
            tail = chunk[-24:]


def _check_encoding(start: bytes) -> None:
    declared = re.search(
        rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']", start.replace(b"\x00", b"")
    )
    if declared and declared[1].decode().lower() not in _ENCODINGS:
        raise CannotRead(f"The file is in the encoding {declared[1].decode()}. Save it as UTF-8 and upload it again.")
    if declared and declared[1].lower() == b"utf-16" and b"\x00" not in start[:200]:
        raise CannotRead("The file says that it is in UTF-16 and is not. Save it as UTF-8 and upload it again.")


def read_records(path: Path, head: Head) -> Iterator[Record]:
    """The records one by one; `head` is filled on the way and is whole when they are exhausted.

    Nothing is fetched, no entity is expanded, no text over `TEXT_LIMIT` is kept, and each record is dropped once read.
    Raises `CannotRead` with a sentence and the line for a file that is not this census or is not well formed.
    """
    refuse_document_types(path)
    parser = etree.iterparse(
        str(path),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _records(parser, head)
    except etree.XMLSyntaxError as error:
        raise CannotRead(_syntax_sentence(error, path)) from error


def _syntax_sentence(error: etree.XMLSyntaxError, path: Path) -> str:
    line, said = error.lineno or 1, str(error).lower()
    if "huge" in said or "too long" in said or "excessive depth" in said:
        return f"At line {line} the file holds a value far longer than any census item. It is refused."
    if reason := next((words for sign, words in _REASONS.items() if sign in said), None):
        return f"The file is not well-formed XML. At line {line} {reason}"
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        entity = _ENTITY.search(content) if "no element found" in said else None  # the parser does not say so itself
        name = entity[1].decode() if entity else ""
        line = content[: entity.start()].count(b"\n") + 1 if entity else line
        whole = b"Message>" in content[-200:].replace(b"\x00", b"")
    if entity:
        return f"At line {line} stands {_ENTITY_WORDS.format(name=name)}"
    if not whole or "premature end" in said:
        return f"The file is cut short: it breaks off at line {line}. Export it again, whole."
    return f"The file is not well-formed XML: it breaks at line {line}. Export it again from your system."


def _check_names(element) -> None:
    """Stop at a name, namespace or attribute that no census file has: read with every record, a long one fills the memory."""
    if len(element.tag) > _NAME_LIMIT or any(len(n) + len(t) > TEXT_LIMIT for n, t in element.attrib.items()):
        raise CannotRead(
            f"At line {element.sourceline} the file holds a name, namespace or attribute far longer than any in a census. "
            "The file is refused."
        )


def _local(element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _records(parser, head: Head) -> Iterator[Record]:
    depth = count = inside = 0
    root = None
    for event, element in parser:
        if event == "start":
            depth += 1
            inside += 1
            _check_names(element)
            if root is None:
                root = element
                _check_root(element)
            elif depth > 8 or inside > _ELEMENTS_LIMIT:
                raise CannotRead(f"At line {element.sourceline} the file holds more elements than a census record can.")
            continue
        depth -= 1
        if element.text is not None and len(element.text) > TEXT_LIMIT:
            raise CannotRead(
                f"At line {element.sourceline} {_local(element)[:40]} holds {len(element.text):,} characters, "
                "far more than any census item. The file is refused."
            )
        name = _local(element)
        if depth != 1 and not (depth == 2 and name == RECORD):
            continue
        if _is_record(element, name):
            count += 1
            if count > _RECORDS_LIMIT:
                raise CannotRead(
                    f"The file has more than {_RECORDS_LIMIT:,} records, more than all of England's social workers."
                )
            yield _record(element, count)
        elif depth == 1:
            _keep_head(element, name, head)
        inside = 0
        _drop(element)


def _is_record(element, name: str) -> bool:
    """Whether it is somebody's record: by its name, or by the other name that the specification gives it."""
    if name == RECORD:
        return True
    return name == RECORDS and any(_local(child) == "SWENo" for child in element)


def _check_root(root) -> None:
    if root.getroottree().docinfo.doctype:
        raise CannotRead(NO_DTD)
    if _local(root) != "Message":
        raise CannotRead(
            f"The file begins with “{_local(root)[:60]}”. A Children's Social Work Workforce census file begins with “Message”."
        )


def _record(element, row: int) -> Record:
    values: dict[str, str] = {}
    repeated = []
    for child in element:
        name = _local(child)
        if name in values:
            repeated.append(name)
            continue
        values[name] = (child.text or "").strip()
    return Record(row, element.sourceline, values, tuple(repeated))


def _keep_head(element, name: str, head: Head) -> None:
    if name == "Header":
        for child in element.iter():
            if len(child) == 0 and _local(child) in _HEADER:
                head.header.setdefault(_local(child), (child.text or "").strip())
    elif name in TOTALS:
        head.totals_name = name
        head.totals_count += 1
        if head.totals_count == 1:
            head.totals = {_local(child): (child.text or "").strip() for child in element}
    elif name != RECORDS:
        head.strangers += 1
        if head.strangers > _STRANGERS_LIMIT:
            raise CannotRead(f"At line {element.sourceline} the file holds far more than a census file can.")
        head.unknown.setdefault(name[:60], element.sourceline)


def _drop(element) -> None:
    """Forget an element that has been read, and what stood before it, so that memory stays level."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]

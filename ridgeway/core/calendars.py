"""Calendars out: days as an iCalendar file (RFC 5545), which any calendar reads."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST = 75  # octets of a line, RFC 5545 section 3.1


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day, or on all the days up to `last`. `uid` is the same each time the same thing is written."""

    uid: str
    first: dt.date
    last: dt.date
    title: str
    category: str = ""
    url: str = ""


def to_ics(name: str, entries: Iterable[Entry], *, at: dt.datetime) -> bytes:
    """A calendar of whole days, made at a moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ridgeway//Ridgeway//EN", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{escaped(name)}"]  # fmt: skip
    stamp = f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(entry: Entry, stamp: str) -> Iterator[str]:
    after = entry.last + dt.timedelta(days=1)  # the end of whole days is the day after
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.category:
        yield f"CATEGORIES:{escaped(entry.category)}"
    if entry.url:
        yield "URL:" + "".join(letter for letter in entry.url if letter.isprintable())
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text as a value: commas, semicolons, strokes and line ends do not end it, and control letters are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter == "\n" or letter.isprintable())
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, never inside a letter; each after the first begins with a space."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece

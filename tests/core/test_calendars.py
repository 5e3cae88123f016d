"""iCalendar files: what RFC 5545 asks of lines, text and days."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ridgeway.core.calendars import Entry, folded, to_ics

AT = dt.datetime(2016, 4, 1, 8, 0, tzinfo=dt.UTC)


def test_whole_days_end_the_day_after_the_last():
    entry = Entry(
        "a@b", dt.date(2016, 3, 15), dt.date(2016, 3, 16), "Half page; World Social Work Day, in print", "Print"
    )
    assert to_ics("Ours", [entry], at=AT).decode().split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ridgeway//Ridgeway//EN", "CALSCALE:GREGORIAN", "X-WR-CALNAME:Ours",
        "BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20160401T080000Z", "DTSTART;VALUE=DATE:20160315", "DTEND;VALUE=DATE:20160317",
        "SUMMARY:Half page\\; World Social Work Day\\, in print", "CATEGORIES:Print", "TRANSP:TRANSPARENT", "END:VEVENT",
        "END:VCALENDAR", "",
    ]  # fmt: skip


@given(st.text(max_size=300))
def test_no_text_breaks_out_of_its_line_or_makes_it_too_long(text):
    day = dt.date(2016, 3, 15)
    lines = to_ics(text, [Entry("a@b", day, day, text, text)], at=AT).decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    assert len(unfolded) in (14, 15, 16)
    assert [line.split(":")[0].split(";")[0] for line in unfolded[5:11]] == [
        "BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
    ]  # fmt: skip


@given(st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=300))
def test_folding_loses_nothing(text):
    first, *rest = folded(text)
    assert first + "".join(piece[1:] for piece in rest) == text

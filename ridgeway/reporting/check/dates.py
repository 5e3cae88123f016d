"""Days, months and financial years as they are printed."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
MONTHS["sept"] = 9
_MONTH = "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE = re.compile(
    rf"(?P<weekday>{_WEEKDAY},? (?:the )?)?(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})\b\.?(?:,? (?P<y1>(?:19|20)\d\d)\b)?"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)\b"
    rf"|(?P<m3>{_MONTH})\.? (?P<y3>(?:19|20)\d\d)\b"
    r"|(?P<d4>\d{1,2})/(?P<m4>\d{1,2})/(?P<y4>(?:19|20)\d\d)\b"
    r"|(?P<y5>(?:19|20)\d\d)-(?P<m5>\d\d)-(?P<d5>\d\d)\b)"
)
FINANCIAL = re.compile(r"\b(?P<first>20\d\d|\d\d) ?[/–-] ?(?P<second>20\d\d|\d\d)\b(?![/–-]?\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A printed day: without a day of the month it is a month; `is_real` says whether the calendar has it."""

    year: int | None
    month: int
    day: int | None
    weekday: str = ""

    @property
    def is_real(self) -> bool:
        if self.day is None:
            return True
        last = calendar.monthrange(self.year or 2024, self.month)[1]
        return 1 <= self.day <= last

    @property
    def first(self) -> dt.date | None:
        """The first day it may mean; none without a year, or where there is no such day."""
        if self.year is None or not self.is_real:
            return None
        return dt.date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> dt.date | None:
        """The last day it may mean."""
        if self.year is None or not self.is_real:
            return None
        return dt.date(self.year, self.month, self.day or calendar.monthrange(self.year, self.month)[1])


def day_of(found: re.Match) -> Day | None:
    """The day a match of `DATE` prints; none where no month has that number."""
    groups = found.groupdict()
    weekday = (groups["weekday"] or "").split("day")[0] + "day" if groups["weekday"] else ""
    for n in "12345":
        month = groups.get(f"m{n}")
        if month:
            number = int(month) if month.isdigit() else MONTHS[month.lower()]
            year, day = groups.get(f"y{n}"), groups.get(f"d{n}")
            if not 1 <= number <= 12:
                return None
            return Day(int(year) if year else None, number, int(day) if day else None, weekday)
    return None


def financial_year_of(found: re.Match) -> int | None:
    """The year in which a printed financial year begins (2015/16 or 15/16); none for other pairs of numbers."""
    first, second = found["first"], found["second"]
    if len(first) == 2 and len(second) == 4:
        return None
    begins = int(first) if len(first) == 4 else 2000 + int(first)
    ends = int(second) if len(second) == 4 else begins // 100 * 100 + int(second)
    return begins if ends == begins + 1 else None


def words(day: dt.date) -> str:
    """31 March 2016."""
    return f"{day.day} {day:%B %Y}"

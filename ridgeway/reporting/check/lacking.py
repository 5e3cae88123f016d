"""Figures that lack something: the day of a height, the kind of a quarter's rate, the cost of clicks, the year of an event.

None of them is wrong, but none can be tested; the verdict is "cannot tell", with what is missing.
"""

import datetime as dt
import re
from collections.abc import Iterator

from .across import MEASURE
from .dates import Day, words
from .figures import Sentence
from .findings import Verdict
from .numbers import Figure, Kind, shown
from .paper import Block, Paper
from .remarks import Remark, mark, matches


def look(paper: Paper) -> Iterator[tuple[Block, Sentence, Remark]]:
    """Everything that a paper leaves out beside a figure."""
    own = _day_of_paper(paper)
    is_priced = any(_PRICED.search(block.text) for block in paper.paragraphs)
    for block in paper.paragraphs:
        for sentence in block.sentences:
            yield from ((block, sentence, remark) for remark in _of_sentence(sentence))
            if not is_priced:
                yield from ((block, sentence, remark) for remark in _clicks(block, sentence))
            if own is not None:
                yield from ((block, sentence, remark) for remark in _no_year(block, sentence, own))


# --- what one sentence lacks

_QUARTER = re.compile(
    rf"{mark('p', 'p')} (?:during|in|for|over) (?:⟦c\d+⟧|a|any|the (?:first|second|third|fourth|last)) (?:single )?quarter\b"
)
_PEAK = re.compile(
    rf"\b(?:at the (?:height|peak)|at its (?:height|peak|highest|lowest|worst)|at (?:the )?worst)\b[^⟦⟧.;]{{0,160}}{mark('pcl', 'p')}",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    r"\b(?:higher|lower|greater|smaller|more|less|above|below)(?: than(?: the)?)? (?:[a-z]+ ){0,2}average\b (?:percentage|proportion|share|number|rate|level)?",
    re.IGNORECASE,
)


def _of_sentence(sentence: Sentence) -> Iterator[Remark]:
    """A quarter's rate of which kind, a height without its day, an average without its figure."""
    if found := _QUARTER.search(sentence.shape):
        figure = sentence.figure(found["p"])
        if MEASURE.search(sentence.text) and not re.search(
            r"annuali|twelve months|12 months|in-quarter", sentence.text
        ):
            yield Remark(
                (figure,), Verdict.CANNOT_TELL, f"{figure.text} a quarter would be about {shown(figure.value * 4)}% a year",
                "It is not said whether this is the quarter's own rate, the same made annual, or the twelve months to it.",
            )  # fmt: skip
    if found := _PEAK.search(sentence.shape):
        figure = sentence.figure(found["p"])
        if MEASURE.search(sentence.text) and not any(f.kind in (Kind.DATE, Kind.YEAR) for f in sentence.figures):
            yield Remark(
                (figure,),
                Verdict.CANNOT_TELL,
                "no date is given",
                f"{figure.text} is said of a height or a depth without saying when it was, or of whom.",
            )
    found = _AVERAGE.search(sentence.text)
    if found and not any(f.kind is Kind.PERCENT for f in sentence.figures) and "percentage" in sentence.text.lower():
        yield Remark(
            (),
            Verdict.CANNOT_TELL,
            "no figure is given",
            "A percentage is compared with an average, but neither is printed.",
        )


# --- clicks of several channels together

_CHANNELS = re.compile(
    r"\b(?:Facebook|Google|LinkedIn|Twitter|Instagram|Indeed|YouTube|TikTok|Snapchat|Bing|Reed|Totaljobs|Jobsgopublic|"
    r"The Guardian|Guardian|Community Care|Spotify|Glassdoor)\b"
)
_CLICKS = re.compile(rf"{mark('c', 'n')} (?:[a-z]+ )?(?:clicks|click-throughs|impressions|page views)\b")
_BOUGHT = re.compile(
    r"\b(?:paid|paid-for|sponsored|purchased|bought|adverts?|ads|ad ?words|advertising)\b", re.IGNORECASE
)
_PRICED = re.compile(
    r"\bcosts? (?:per|of a|for each|for every) (?:click|application|applicant|enquiry|hire)\b", re.IGNORECASE
)


def _clicks(block: Block, sentence: Sentence) -> Iterator[Remark]:
    """One count of clicks for what was bought in several places, where the paper prints no price for them."""
    for found in matches(_CLICKS, sentence):
        figure = sentence.figure(found["n"])
        channels = list(dict.fromkeys(_CHANNELS.findall(sentence.text[: figure.start])))
        counts = [
            f
            for f in sentence.figures
            if f.kind is Kind.COUNT and re.match(r" (?:[a-z]+ )?click", sentence.text[f.end :])
        ]
        if (
            len(channels) < 2
            or len(counts) > 1
            or not _BOUGHT.search(sentence.text)
            or any(f.kind is Kind.POUNDS for s in block.sentences for f in s.figures)
        ):
            continue
        yield Remark(
            (figure,), Verdict.CANNOT_TELL, f"{figure.text} of {', '.join(channels[:-1])} and {channels[-1]} together, no price, no applications",
            "What each cost and how many applied through it is not printed, so that neither a click nor an application can be priced.",
        )  # fmt: skip


# --- an event on a day without a year

_OWN_DAY = re.compile(
    rf"(?:^(?:Date|Report date|Meeting date)|\bDate of (?:the )?(?:report|meeting)):? (?:[A-Z][a-z]+day,? )?{mark('d', 'd')}(?=\.?$)"
)
_HELD = re.compile(
    rf"\b(?:held|hosted|opened|took place|launched|attended)\b[^⟦⟧.;]{{0,60}}?\bon (?:the )?{mark('d', 'd')}"
)
SUNDAY = 6  # as Python counts the days of a week; many an event is on a Saturday


def _day_of_paper(paper: Paper) -> dt.date | None:
    """The day that a paper says it bears; none where it says none, or two."""
    days = set()
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in matches(_OWN_DAY, sentence):
                day = sentence.figure(found["d"]).day
                if isinstance(day, Day) and day.day and day.first:
                    days.add(day.first)
    return days.pop() if len(days) == 1 else None


def _no_year(block: Block, sentence: Sentence, own: dt.date) -> Iterator[Remark]:
    """An event on a day of no year: pointed at where the last such day before the paper was a Sunday."""
    if any(_has_year(figure) for s in block.sentences for figure in s.figures):
        return
    for found in matches(_HELD, sentence):
        figure = sentence.figure(found["d"])
        last = _last_before(figure, own)
        if last is not None and last.weekday() == SUNDAY:
            yield Remark(
                (figure,), Verdict.CANNOT_TELL, f"the last {last.day} {last:%B} before {words(own)} was a {last:%A}",
                f"{figure.text} is printed without its year. Say which year is meant.",
            )  # fmt: skip


def _has_year(figure: Figure) -> bool:
    return figure.kind is Kind.YEAR or (isinstance(figure.day, Day) and figure.day.year is not None)


def _last_before(figure: Figure, own: dt.date) -> dt.date | None:
    day = figure.day
    if not isinstance(day, Day) or day.day is None or not day.is_real or day.weekday or (day.month, day.day) == (2, 29):
        return None
    this = dt.date(own.year, day.month, day.day)
    return this if this <= own else this.replace(year=own.year - 1)

"""Dates: days the calendar does not have, weekdays that are another, periods that end before they begin, causes that come late."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

from .dates import words
from .figures import WORD_NUMBERS, Sentence
from .findings import Verdict
from .numbers import Figure, Kind
from .paper import Block, Paper
from .remarks import Remark, mark, matches

_FROM_TO = re.compile(
    rf"\b[Ff]rom (?:the )?{mark('d', 'x')} (?:to|until|till|up to)(?: and including)? (?:the )?{mark('d', 'y')}"
)
_LENGTH = re.compile(
    rf"{mark('d', 'x')} ?(?:to|until|and|–|-)(?: the)? ?{mark('d', 'y')},? ?(?:\(|–|, a period of |, that is |, )(?:a period of )?{mark('c', 'n')} (?P<unit>months?|years?|weeks?)\b"
)
_RUNS = re.compile(
    rf"\b(?:for|lasted|lasting|over) (?:a period of )?{mark('c', 'n')} (?P<unit>months?|years?|weeks?),? \(?(?:from|between) {mark('d', 'x')} (?:to|until|and) {mark('d', 'y')}"
)
_NAMED = re.compile(rf"\b(?P<n>\d{{1,2}}|{'|'.join(WORD_NUMBERS)})[- ](?P<unit>month|week|year)\b", re.IGNORECASE)
_RUN_OF = re.compile(
    rf"\b(?:runs?|ran|lasts?|lasted|covers?|covered) (?:from )?{mark('d', 'x')} (?:to|until) {mark('d', 'y')}"
)
_YEAR = re.compile(rf"{mark('y', 'year')} \((?:from )?{mark('d', 'x')} (?:to|until|–|-) {mark('d', 'y')}\)")
_BEGAN = re.compile(
    rf"\b(?:launched|began|begun|started|opened|introduced|commenced)\b[^⟦⟧.;]{{0,40}}{mark('d', 'day')}"
)
_ENDED = re.compile(rf"\b(?:ended|closed|finished|until|concluded)\b[^⟦⟧.;]{{0,30}}{mark('d', 'day')}")
_ACT = "(?:decision|meeting|report|inspection|review|visit|agreement|approval|letter|vote|election|vacancy|resignation|departure)"
_THEN = re.compile(
    rf"^(?:At (?:that|this|the) (?:stage|point|time)|By (?:then|that time))\b.*\b(?:following|after) (?:the|a|an|its|their) (?:[a-z]+ )?{_ACT}\b[^⟦⟧.;]{{0,200}}(?:⟦[c]\d+⟧[^⟦⟧.;]{{0,120}})?{mark('d', 'cause')}"
)
_BEFORE = re.compile(
    rf"{mark('d', 'effect')}[^⟦⟧.;()]{{0,60}}\b(?:following|after|as a result of|in response to|prompted by|because of) (?:the|a|an|its|their) (?:[A-Za-z]+ ){{0,2}}?{_ACT}\b[^⟦⟧.;()]{{0,40}}{mark('d', 'cause')}"
)

_BEGUN = "(?:launch|introduction|opening|start|appointment|award|restructure|reorganisation|closure|announcement|ruling|judgment|transfer)"
_CAUSE = rf"(?:the|a|an|its|their) (?:[A-Za-z’'-]+ ){{0,3}}?(?:{_ACT}|{_BEGUN})\b[^⟦⟧.;()]{{0,60}}\b(?:in|on|of) (?:the )?{mark('d', 'cause')}"
_BECAUSE = "(?:following|after|as a result of|because of|thanks to|owing to|due to|prompted by|in response to)"
_MOVED = r"\b(?:fell|rose|dropped|increased|decreased|improved|declined|grew|began|started|halved|doubled|opened)\b(?:[^⟦⟧.;]|⟦[cpl]\d+⟧){0,80}?\b(?:in|on) (?:the )?"
# "vacancies fell in March 2015, thanks to the launch of the campaign in June 2015", and the same the other way about
_MOVED_BEFORE = re.compile(rf"{_MOVED}{mark('d', 'effect')},? {_BECAUSE} {_CAUSE}")
_CAUSED_BEFORE = re.compile(rf"(?i:\b{_BECAUSE}) {_CAUSE}, [^⟦⟧.;]{{0,60}}?{_MOVED}{mark('d', 'effect')}(?=[ ,.]*$)")
_TO_COME = re.compile(
    r"\b(?P<what>[A-Z]{2,6}|[a-z]+)\b[^.;]{0,160}\b(?:hop(?:ing|ed|es)|due|expected|planned|intended|scheduled)\b[^.;]{0,20}\bto be (?:officially |formally |fully )?(?:launched|introduced|adopted|agreed|signed|in place)\b(?P<when>[^.;]{0,60}?(?:19|20)\d\d)",
)
_AT_ONCE = re.compile(r"\b(?:with|takes?|has|have|is in|are in) immediate effect\b")
_FOR_YEAR = re.compile(
    rf"\b(?:places?|cohorts?|intakes?|programmes?|schemes?|courses?|applications)\b[^.;]{{0,120}}?\bfor (?:the year )?{mark('y', 'year')}"
)
_PUT_OFF = re.compile(
    rf"\b(?:delayed|postponed|deferred|put back|put off|moved back)\b[^⟦⟧.;]{{0,60}}\b(?:until|till|to|start|begin|starting|beginning)(?: in| on)? (?:the )?{mark('d', 'day')}"
)


def look(sentence: Sentence) -> Iterator[Remark]:
    """Everything that one sentence says of days."""
    for figure in sentence.figures:
        if figure.day is not None:
            yield from _of_day(figure)
    yield from _periods(sentence)
    for found in (f for pattern in (_BEFORE, _MOVED_BEFORE, _CAUSED_BEFORE) for f in matches(pattern, sentence)):
        effect, cause = sentence.figure(found["effect"]), sentence.figure(found["cause"])
        if _last(effect) and _first(cause) and _first(cause) > _last(effect):  # type: ignore[operator]
            yield Remark(
                (effect, cause), Verdict.CONTRADICTS, f"{cause.text} is after {effect.text}",
                "What is said to follow comes before its cause.",
            )  # fmt: skip


def _first(figure: Figure) -> dt.date | None:
    return getattr(figure.day, "first", None)


def _last(figure: Figure) -> dt.date | None:
    return getattr(figure.day, "last", None)


def _of_day(figure: Figure) -> Iterator[Remark]:
    day = figure.day
    if not day.is_real:  # type: ignore[attr-defined]
        yield Remark((figure,), Verdict.CONTRADICTS, "the calendar has no such day", f"There is no {figure.text}.")
        return
    first, weekday = _first(figure), getattr(day, "weekday", "")
    if not weekday or first is None or getattr(day, "day", None) is None:
        return
    truly = f"{first:%A}"
    if truly.lower() == weekday.lower().strip():
        yield Remark((figure,), Verdict.AGREES, f"{words(first)} was a {truly}", "The weekday is right.")
    else:
        yield Remark((figure,), Verdict.CONTRADICTS, f"{words(first)} is a {truly}", f"{weekday.strip()} is printed.")


def _periods(sentence: Sentence) -> Iterator[Remark]:
    for found in matches(_FROM_TO, sentence):
        x, y = sentence.figure(found["x"]), sentence.figure(found["y"])
        begins, ends = _first(x), _last(y)
        if begins and ends and ends < begins:
            yield Remark(
                (x, y), Verdict.CONTRADICTS, f"{y.text} is before {x.text}", "The period ends before it begins."
            )
    for found in matches(_LENGTH, sentence):
        if remark := _length(sentence, found):
            yield remark
    for found in matches(_RUNS, sentence):
        if remark := _length(sentence, found):
            yield remark
    yield from _named_length(sentence)
    for found in matches(_YEAR, sentence):
        year, x = sentence.figure(found["year"]), sentence.figure(found["x"])
        begins = _first(x)
        if begins and begins.month == 4:
            right = begins.year == int(year.value)
            yield Remark(
                (year, x), Verdict.AGREES if right else Verdict.CONTRADICTS,
                f"{words(begins)} begins {begins.year}/{(begins.year + 1) % 100:02d}",
                "The financial year is that of its dates." if right else f"{year.text} is printed.",
            )  # fmt: skip


def _length(sentence: Sentence, found: re.Match) -> Remark | None:
    x, y, n = (sentence.figure(found[name]) for name in ("x", "y", "n"))
    return _spell(x, y, n, found["unit"].rstrip("s"))


def _spell(x: Figure, y: Figure, n: Figure, unit: str) -> Remark | None:
    """A length in weeks, months or years against its first and last day."""
    begins, ends = _first(x), _last(y)
    if not begins or not ends or n.hedge or ends < begins:
        return None
    days = (ends - begins).days + 1
    size = {"week": 7.0, "month": 30.4375, "year": 365.25}[unit]
    length = days / size
    first_to_first = max(0, ((_first(y) or ends) - begins).days) / size
    near = [v for v in (length, first_to_first) if abs(v - float(n.value)) < 0.6]
    verdict = Verdict.AGREES if near else Verdict.CONTRADICTS
    reason = "The length is that of its dates." if near else f"{n.text} {unit}s are printed."
    return Remark((x, y, n), verdict, f"{words(begins)} to {words(ends)} is {length:.1f} {unit}s", reason)


def _named_length(sentence: Sentence) -> Iterator[Remark]:
    """ "The 12-month scheme runs from … to …"."""
    for found in matches(_RUN_OF, sentence):
        x, y = sentence.figure(found["x"]), sentence.figure(found["y"])
        named = [n for n in _NAMED.finditer(sentence.text, 0, x.start) if x.start - n.end() < 60]
        if len(named) != 1:
            continue
        words_of = named[0]["n"].lower()
        value = Decimal(words_of) if words_of.isdigit() else Decimal(WORD_NUMBERS[words_of])
        n = Figure(Kind.COUNT, value, named[0]["n"], named[0].start("n"), named[0].end("n"))
        if remark := _spell(x, y, n, named[0]["unit"].lower()):
            yield remark


def put_off(block: Block) -> Iterator[tuple[Sentence, Remark]]:
    """Places "for 2016/17" of something whose start is put off to a month of another financial year."""
    years = [s.figure(found["year"]) for s in block.sentences for found in matches(_FOR_YEAR, s)]
    years = [year for year in years if "/" in year.text or "-" in year.text]
    for sentence in block.sentences:
        for found in matches(_PUT_OFF, sentence):
            day = sentence.figure(found["day"])
            first = _first(day)
            if first is None:
                continue
            begins = first.year - (first.month < 4)
            for year in {y.text: y for y in years}.values():
                if int(year.value) != begins:
                    yield sentence, Remark(
                        (day,), Verdict.CANNOT_TELL, f"{day.text} is in {begins}/{(begins + 1) % 100:02d}",
                        f"It is said to be for {year.text}. By financial years {day.text} is another; say which year is meant.",
                    )  # fmt: skip


def at_once(paper: Paper) -> Iterator[tuple[Block, Sentence, Remark]]:
    """Something still to be launched, and beside it what it brings "with immediate effect"."""
    blocks = paper.paragraphs
    for n, block in enumerate(blocks):
        for sentence in block.sentences:
            coming = _TO_COME.search(sentence.text)
            if not coming:
                continue
            for later in blocks[n : n + 2]:
                for other in later.sentences:
                    if (
                        later.heading == block.heading
                        and (other.start > sentence.start or later is not block)
                        and _AT_ONCE.search(other.text)
                    ):
                        yield later, other, Remark(
                            (), Verdict.CANNOT_TELL, f"to come: {coming['when'].strip(' ,')} ({block.where}); in force: at once",
                            "What is still to be launched is followed by what has immediate effect. If the one brings the other, say from which day.",
                        )  # fmt: skip


def causes(block: Block) -> Iterator[tuple[Sentence, Remark]]:
    """A state "at that stage" said to follow something that came later than the stage."""
    for before, sentence in zip(block.sentences, block.sentences[1:], strict=False):
        began, then = _BEGAN.search(before.shape), _THEN.search(sentence.shape)
        if not began or not then:
            continue
        start, cause = before.figure(began["day"]), sentence.figure(then["cause"])
        ended = _ENDED.search(before.shape, began.end())
        at, due = _last(start), _first(cause)
        if not at or not due or due <= at:
            continue
        arithmetic = f"{cause.text} is after {start.text}"
        if ended and (_last(before.figure(ended["day"])) or at) >= due:
            end = before.figure(ended["day"])
            yield sentence, Remark(
                (cause,), Verdict.CANNOT_TELL, arithmetic,
                f"If “that stage” is the start on {start.text}, its cause came after it; if it is the end on {end.text}, it did not. Say which.",
            )  # fmt: skip
        else:
            yield (
                sentence,
                Remark(
                    (cause,), Verdict.CONTRADICTS, arithmetic, "The cause comes after what it is said to have caused."
                ),
            )

"""Dates: days the calendar does not have, weekdays that are another, periods that end before they begin, causes that come late."""

import datetime as dt
import re
from collections.abc import Iterator

from .dates import words
from .figures import Sentence
from .findings import Verdict
from .numbers import Figure
from .paper import Block
from .remarks import Remark, mark, matches

_FROM_TO = re.compile(
    rf"\b[Ff]rom (?:the )?{mark('d', 'x')} (?:to|until|till|up to)(?: and including)? (?:the )?{mark('d', 'y')}"
)
_LENGTH = re.compile(
    rf"{mark('d', 'x')} ?(?:to|until|and|–|-)(?: the)? ?{mark('d', 'y')},? ?(?:\(|–|, a period of |, that is |, )(?:a period of )?{mark('c', 'n')} (?P<unit>months?|years?|weeks?)\b"
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
    rf"{mark('d', 'effect')}[^⟦⟧.;()]{{0,60}}\bfollowing (?:the|a|an|its|their) (?:[a-z]+ )?{_ACT}\b[^⟦⟧.;()]{{0,80}}{mark('d', 'cause')}"
)


def look(sentence: Sentence) -> Iterator[Remark]:
    """Everything that one sentence says of days."""
    for figure in sentence.figures:
        if figure.day is not None:
            yield from _of_day(figure)
    yield from _periods(sentence)
    for found in matches(_BEFORE, sentence):
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
    begins, ends = _first(x), _last(y)
    if not begins or not ends or n.hedge or ends < begins:
        return None
    unit = found["unit"].rstrip("s")
    days = (ends - begins).days + 1
    size = {"week": 7.0, "month": 30.4375, "year": 365.25}[unit]
    length = days / size
    first_to_first = max(0, ((_first(y) or ends) - begins).days) / size
    near = [v for v in (length, first_to_first) if abs(v - float(n.value)) < 0.6]
    verdict = Verdict.AGREES if near else Verdict.CONTRADICTS
    reason = "The length is that of its dates." if near else f"{n.text} {unit}s are printed."
    return Remark((x, y, n), verdict, f"{words(begins)} to {words(ends)} is {length:.1f} {unit}s", reason)


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

"""Shares in words beside their percentage (two in five, 40%; a third, 35%), and changes by a share in words (by a quarter, from 64 to 48)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .figures import Sentence
from .findings import Verdict
from .numbers import HUNDRED, shown
from .remarks import Remark, mark, matches

NEAR = Decimal(5)  # points by which a share in words may miss the percentage beside it
NEAR_HEDGED = Decimal(9)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_HEDGED = r"(?P<hedge>(?:just |slightly |well )?(?:over|under|more than|less than|about|around|nearly|almost|approximately|roughly|some) )?"
_WORDED = rf"{_HEDGED}(?:(?P<many>an?|⟦c\d+⟧)[ -])?(?P<part>half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)"
_BESIDE = re.compile(rf"\b{_WORDED}(?: [^⟦⟧.;:(),]{{0,40}})? ?\({mark('p', 'p')}\)", re.IGNORECASE)
_IN = re.compile(rf"{mark('c', 'n')} in (?:every )?{mark('c', 'm')}(?: [^⟦⟧.;:(),]{{0,40}})? ?\({mark('p', 'p')}\)")
_BY = re.compile(
    rf"\bby {_WORDED},?(?: [^⟦⟧.;:(),]{{0,40}})? from {mark('clp', 'x')}(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,40}}? to {mark('clp', 'y')}",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"^(?:year|month|financial|calendar|first|second|last|in|end|on)\b", re.IGNORECASE)


def look(sentence: Sentence) -> Iterator[Remark]:
    """Every share in words that stands beside a figure of its own."""
    for found in _BESIDE.finditer(sentence.shape):
        share = _share(sentence, found)
        after = sentence.shape[found.end("part") :].strip()
        if share is not None and not _PERIOD.match(after):
            yield _beside(sentence, found, share, _words(sentence, found))
    for found in matches(_IN, sentence):
        n, m = sentence.figure(found["n"]), sentence.figure(found["m"])
        if 0 < n.value < m.value:
            yield _beside(sentence, found, n.value / m.value * HUNDRED, f"{n.text} in {m.text}")
    for found in _BY.finditer(sentence.shape):
        if remark := _by(sentence, found):
            yield remark


def _words(sentence: Sentence, found: re.Match) -> str:
    many = found["many"] or ""
    return f"{sentence.figure(many).text if '⟦' in many else many} {found['part']}".strip()


def _share(sentence: Sentence, found: re.Match) -> Decimal | None:
    """The share as a percentage; none for more than the whole."""
    if found["part"].lower().endswith("s") and not found["many"]:
        return None  # "by quarters" is no share
    many = int(sentence.figure(found["many"]).value) if "⟦" in (found["many"] or "") else 1
    parts = _PARTS[found["part"].lower().rstrip("s").replace("halve", "half")]
    return Decimal(many * 100) / parts if 0 < many < parts else None


def _beside(sentence: Sentence, found: re.Match, share: Decimal, words: str) -> Remark:
    printed = sentence.figure(found["p"])
    room = NEAR_HEDGED if found.groupdict().get("hedge") or printed.hedge else NEAR
    agrees = abs(printed.value - share) <= room
    reason = "The words are near the percentage." if agrees else f"{printed.text} is printed beside “{words}”."
    verdict = Verdict.AGREES if agrees else Verdict.CONTRADICTS
    return Remark((printed,), verdict, f"{words} is {shown(share)}%", reason)


def _by(sentence: Sentence, found: re.Match) -> Remark | None:
    x, y = sentence.figure(found["x"]), sentence.figure(found["y"])
    share = _share(sentence, found)
    if share is None or not x.value or x.kind != y.kind or x.hedge or y.hedge:
        return None
    truly = abs(y.value - x.value) / abs(x.value) * HUNDRED
    agrees = abs(truly - share) <= (NEAR_HEDGED if found["hedge"] else NEAR)
    words = _words(sentence, found)
    return Remark(
        (x, y), Verdict.AGREES if agrees else Verdict.CONTRADICTS, f"{x.text} to {y.text} is a change of {shown(truly)}% of {x.text}",
        "The figures bear it out." if agrees else f"“{words}” is {shown(share)}%.",
    )  # fmt: skip

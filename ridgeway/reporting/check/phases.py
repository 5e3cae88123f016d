"""Phases that are said to run without a gap, where the days printed for them leave one."""

import re
from collections.abc import Iterator

from .dates import MONTHS, Day, words
from .figures import WORD_NUMBERS, Sentence
from .findings import Verdict
from .paper import Block, Paper
from .remarks import Remark, mark, matches

Found = tuple[Block, Sentence, Remark]
_KIND = r"(?P<kind>[Pp]hase|[Ss]tage|[Ww]ave|[Tt]ranche)"
_NUMBER = rf"\d{{1,2}}|{'|'.join(list(WORD_NUMBERS)[1:11])}"
_ONE = rf"\b{_KIND} (?P<n>{_NUMBER})\b"
_WORDS = rf"(?:(?!\b{_KIND.replace('?P<kind>', '?:')}\b)[^⟦⟧.;])"
_BEGAN = re.compile(
    rf"{_ONE}{_WORDS}{{0,40}}?\b(?:launched|started|began|commenced|opened)(?: (?:on|in))?(?: the)? {mark('d', 'd')}"
)
_ENDED = re.compile(
    rf"{_ONE}(?:{_WORDS}|⟦d\d+⟧){{0,60}}?\b(?:ended|finished|closed|concluded)(?: (?:on|in|at the end of))?(?: the)? {mark('d', 'd')}"
)
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
# Phase 1 and Phase 2 (August 2014 to March 2015)
_TOGETHER = re.compile(
    rf"\b{_KIND}s? (?P<n>{_NUMBER}) (?:and|to|&|–|-) (?:{_KIND.replace('?P<kind>', '?:')} )?(?P<m>{_NUMBER})\b[^().;]{{0,30}}"
    rf"\((?:from )?(?P<from>{_MONTH}\.? (?:20)?\d\d),? ?(?:to|until|–|-)? ?(?P<to>{_MONTH}\.? (?:20)?\d\d)\)",
    re.IGNORECASE,
)  # fmt: skip


def look(paper: Paper) -> Iterator[Found]:
    """Two phases in a row that are given one period together, and days of their own that leave days between."""
    began, ended = _days(paper, _BEGAN), _days(paper, _ENDED)
    for block in paper.paragraphs:
        for sentence in block.sentences if began and ended else ():
            for found in _TOGETHER.finditer(sentence.text):
                kind, n, m = found["kind"].lower(), _number(found["n"]), _number(found["m"])
                end, start = ended.get((kind, n)), began.get((kind, m))
                if m != n + 1 or end is None or start is None:
                    continue
                (closes, _), (opens, where) = end, start
                last, first = closes.last, opens.first
                if last is None or first is None or (first - last).days <= 1:
                    continue
                yield block, sentence, Remark(
                    (), Verdict.CANNOT_TELL, f"{words(last)} to {words(first)}: {(first - last).days - 1} days between ({where.where})",
                    f"The two are given one period, {found['from']} to {found['to']}; by their own days neither ran in between. Say what did.",
                )  # fmt: skip


def _days(paper: Paper, pattern: re.Pattern) -> dict[tuple[str, int], tuple[Day, Block]]:
    """The day of each phase; phases that are given two are left out."""
    told: dict[tuple[str, int], tuple[Day, Block]] = {}
    twice = set()
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in matches(pattern, sentence):
                day, key = sentence.figure(found["d"]).day, (found["kind"].lower(), _number(found["n"]))
                if isinstance(day, Day):
                    known = told.setdefault(key, (day, block))
                    if known[0] != day:
                        twice.add(key)
    return {key: one for key, one in told.items() if key not in twice}


def _number(text: str) -> int:
    return int(text) if text.isdigit() else WORD_NUMBERS[text.lower()]

"""Whom a scheme is for: said to be for one group only here and told of another there, or of two places that share half their name.

A paper may speak of a scheme in as many places as it likes; what is asked is only where the two cannot both be the whole of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from .figures import Sentence
from .filled import words_of
from .findings import Verdict
from .paper import Block, Paper
from .remarks import Remark

Found = tuple[Block, Sentence, Remark]
_SCHEME = re.compile(
    r"\b(?P<name>(?:\d+[ -])?caseload (?:promise|guarantee|cap|limit)|market supplement|retention (?:payment|bonus|premium)|"
    r"recruitment (?:payment|bonus)|golden hello|welcome payment|relocation (?:package|payment)|bursary|sabbatical)(?:e?s)?\b",
    re.IGNORECASE,
)
_PLACE = r"(?P<one>[A-Za-z]{3,}) (?:and|&) (?P<other>[A-Za-z]{3,})"
_AFTER = re.compile(rf"^[^.;()]{{0,70}}?\b(?:in|within|across) (?:the )?(?:area of )?{_PLACE}\b")
_BEFORE = re.compile(
    rf"\b(?:in|within|across) (?:the )?(?:area of )?{_PLACE} (?:teams? |services? )?(?:with|by|through|has|have|where) (?:the |its |our |an? )?['‘“\"]?$"
)
_ONLY = re.compile(
    r"\b(?:appl(?:y|ies|ied)|available|paid|offered|open|limited|restricted|extends?)\b[^.;,]{0,20}?\bonly (?:to|for) (?P<group>[a-z][a-z -]{3,50}?)(?= but\b| and\b| until\b|[,.;()]|$)"
    r"|\bonly (?:applies|apply|available|paid|offered|open) (?:to|for) (?P<same>[a-z][a-z -]{3,50}?)(?= but\b| and\b| until\b|[,.;()]|$)"
)
_IT = re.compile(r"^(?:It|This|These|They|The (?:scheme|promise|payment|supplement)s?)\b")
_SMALL = frozenset(
    {"children", "adult", "family", "familie", "england", "wale", "recruitment", "retention", "work", "health"}
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A scheme said of a place of two names, or of one group only."""

    block: Block
    sentence: Sentence
    place: str
    words: frozenset[str]
    is_only: bool


def look(paper: Paper) -> Iterator[Found]:
    """Every scheme that is told of two groups which cannot both be all of it."""
    told: dict[str, list[_Told]] = defaultdict(list)
    for block in paper.paragraphs:
        for n, sentence in enumerate(block.sentences):
            for scheme in _SCHEME.finditer(sentence.text):
                if place := _place(sentence.text, scheme):
                    told[_name(scheme)].append(_Told(block, sentence, place, words_of(place), is_only=False))
            told_only = _only(block, n)
            if told_only:
                told[told_only[0]].append(_Told(block, sentence, told_only[1], words_of(told_only[1]), is_only=True))
    for name, places in told.items():
        yield from _two_places(name, [p for p in places if not p.is_only])
        yield from _only_here(name, places)


def _name(scheme: re.Match) -> str:
    return re.sub(r"^\d+[ -]", "", scheme["name"].lower())


def _place(text: str, scheme: re.Match) -> str:
    """The place of two names that stands nearest to a scheme; empty where none does, or where they are no teams."""
    found = _BEFORE.search(text[: scheme.start()]) or _AFTER.search(text[scheme.end() :])
    if not found or {found["one"].lower().rstrip("s"), found["other"].lower().rstrip("s")} & _SMALL:
        return ""
    return f"{found['one']} and {found['other']}"


def _only(block: Block, n: int) -> tuple[str, str] | None:
    """The scheme that a sentence says is for one group only, named in it or in one of the two before, and the group."""
    sentence = block.sentences[n]
    found = _ONLY.search(sentence.text)
    if not found:
        return None
    before = "".join(s.text for s in block.sentences[max(0, n - 2) : n]) if _IT.match(sentence.text) else ""
    names = {_name(scheme) for scheme in _SCHEME.finditer(before + sentence.text[: found.start()])}
    return (names.pop(), found["group"] or found["same"]) if len(names) == 1 else None


def _two_places(scheme: str, places: list[_Told]) -> Iterator[Found]:
    first: dict[frozenset[str], _Told] = {}
    for place in places:
        for words, other in first.items():
            if len(words & place.words) == 1 and len(words) == len(place.words) == 2 and not _apart(place, other):
                yield place.block, place.sentence, Remark(
                    (), Verdict.CANNOT_TELL, f"“{other.place}” ({other.block.where}), “{place.place}”",
                    f"The {scheme} is told of two places that share half their name. If they are one, name it one way; if not, say which has it.",
                )  # fmt: skip
        first.setdefault(place.words, place)


def _only_here(scheme: str, places: list[_Told]) -> Iterator[Found]:
    for only in (p for p in places if p.is_only):
        for other in places:
            if other.is_only or other.block is only.block or other.words & only.words or _apart(other, only):
                continue
            yield only.block, only.sentence, Remark(
                (), Verdict.CANNOT_TELL, f"only {only.place} here; “{other.place}” in {other.block.where}",
                f"Who has the {scheme}, and from when, is told in two ways. Say which.",
            )  # fmt: skip
            break


def _apart(one: _Told, other: _Told) -> bool:
    """Whether the two are told of different days: then both may be right."""
    days = [{f.text for f in told.sentence.figures if f.day is not None} for told in (one, other)]
    return all(days) and not days[0] & days[1]

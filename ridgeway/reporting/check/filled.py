"""Done and still to do: a share printed as filled beside how many were filled and how many remain, of one part of the council.

The share and the two counts may stand in different sentences; what ties them is the part they are said of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .figures import Sentence
from .findings import Verdict
from .numbers import HUNDRED, Figure, Kind, Span, shown
from .paper import Block
from .remarks import Remark, mark, matches

_PART = r"(?P<part>(?:[A-Za-z’'&-]+ ){0,5}?[A-Za-z’'&-]+)"
_END = r"(?= (?:were|was|have|has|had|is|are|and|with|to|from|by|during|at|since|until|up|down|remain\w*|filled|that|which|where|compared|as)\b|[,.;:()]|$)"
_IN = rf"(?:in|within|across|for) (?:the )?{_PART}{_END}"
_THINGS = r"(?:vacancies|posts|roles|positions|vacant posts)"
_FILLED = r"(?:filled|recruited to|appointed to)"
# a percentage of vacancies filled in a part; "with 80% in …" goes on from it
SHARES = (
    re.compile(
        rf"{mark('p', 'p')} of (?:all )?(?:the |our |its )?{_THINGS} (?:have been {_FILLED} |were {_FILLED} )?{_IN}"
    ),
    re.compile(rf"(?:,| and| with|,? while) {mark('p', 'p')} {_IN}"),
    re.compile(rf"(?:,| and| with|,? while) {mark('p', 'p')} of (?:all )?(?:the )?{_THINGS} {_IN}"),
)
_DONE = r"(?:appointments?|appointed|filled|recruited|starters|appointees)"
_LEFT = r"(?:vacancies (?:that )?(?:remain(?:ing|ed)?|left|outstanding)|remaining vacancies|remain(?:ing|ed)? (?:vacant|unfilled)|still vacant|unfilled|left vacant|vacancies still open|vacancies)"
PAIRS = (
    re.compile(
        rf"{mark('c', 'done')} (?:[a-z]+ ){{0,2}}{_DONE}[^⟦⟧.;]{{0,40}}? and {mark('c', 'left')} (?:[a-z]+ ){{0,2}}{_LEFT} {_IN}"
    ),
)
_HAS_FILLED = re.compile(r"\b(?:filled|recruited to|appointed to)\b")
# one sentence that holds everything: "73% were filled, with 123 appointments and 38 vacancies remaining"
_WHOLE = re.compile(
    rf"{mark('p', 'p')} of [^⟦⟧.;]{{0,60}}\b{_FILLED}\b[^⟦⟧.;]{{0,40}}[,:(–-] ?(?:with |this is |that is )?(?:[a-z]+ ){{0,3}}{mark('c', 'done')} (?:[a-z]+ ){{0,2}}{_DONE}[^⟦⟧.;]{{0,40}}? and {mark('c', 'left')} (?:[a-z]+ ){{0,2}}{_LEFT}"
)
_IDLE = {"the", "of", "and", "all", "s"}


@dataclass(frozen=True, slots=True)
class _Share:
    block: Block
    sentence: Sentence
    figure: Figure
    part: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Pair:
    block: Block
    sentence: Sentence
    done: Figure
    left: Figure
    part: frozenset[str]


def words_of(part: str) -> frozenset[str]:
    """The words that tell one part of a council from another, without endings."""
    found = re.findall(r"[a-z]+", part.lower().replace("’", "'").replace("'s", ""))
    return frozenset(word.rstrip("s") for word in found if word not in _IDLE)


def same_part(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names are of one part: three in four of their words are shared, and neither is empty."""
    return bool(one and other) and len(one & other) * 4 >= len(one | other) * 3


def look(blocks: list[Block]) -> Iterator[tuple[Block, Sentence, Remark]]:
    """Every share filled that the paper's own counts can test. A share is held against counts beside it; elsewhere
    it is confirmed where it agrees, and refused where the same share of the same part was refused before."""
    shares = [share for block in blocks for share in _shares(block)]
    pairs = [pair for block in blocks for pair in _pairs(block)]
    refused: list[_Share] = []
    for block in blocks:
        yield from _in_one_sentence(block)
    for own in (True, False):
        for share in shares:
            fitting = [p for p in pairs if same_part(p.part, share.part) and _is_near(p, share) == own]
            if not own and any(_is_near(p, share) and same_part(p.part, share.part) for p in pairs):
                continue
            if len({(p.done.value, p.left.value) for p in fitting}) != 1:
                continue
            if own and _apart(share, fitting[0]):
                continue
            remark = _compare(share.figure, fitting[0].done, fitting[0].left, "" if own else fitting[0].block.where)
            again = any(r.figure.value == share.figure.value and same_part(r.part, share.part) for r in refused)
            if own and remark.verdict is Verdict.CONTRADICTS:
                refused.append(share)
            if own or remark.verdict is Verdict.AGREES or (again and remark.verdict is Verdict.CONTRADICTS):
                yield share.block, share.sentence, remark


def _shares(block: Block) -> Iterator[_Share]:
    for sentence in block.sentences:
        if not _HAS_FILLED.search(sentence.text):
            continue
        taken = set()
        for pattern in SHARES:
            for found in matches(pattern, sentence):
                figure = sentence.figure(found["p"])
                if figure not in taken and not _is_of_else(sentence.shape[found.end() :]):
                    taken.add(figure)
                    yield _Share(block, sentence, figure, words_of(found["part"]))


def _is_of_else(after: str) -> bool:
    """Whether the clause goes on to say something else of the share than that it was filled."""
    clause = re.split(r"[.;,⟦]", after)[0]
    return bool(re.search(r"\b(?:were|was|are|is|have|had|has)\b", clause)) and not _HAS_FILLED.search(clause)


def _is_near(pair: "_Pair", share: "_Share") -> bool:
    """Whether the counts stand in the share's own sentence, or in one beside it."""
    sentences = share.block.sentences
    return pair.block is share.block and abs(sentences.index(pair.sentence) - sentences.index(share.sentence)) <= 1


def _apart(share: "_Share", pair: "_Pair") -> bool:
    """Whether the two are said of different days."""
    one, other = (
        {f.text for f in s.figures if f.kind in (Kind.DATE, Kind.YEAR)} for s in (share.sentence, pair.sentence)
    )
    return bool(one and other) and not one & other


def _pairs(block: Block) -> Iterator[_Pair]:
    for sentence in block.sentences:
        for pattern in PAIRS:
            for found in matches(pattern, sentence):
                yield _Pair(
                    block,
                    sentence,
                    sentence.figure(found["done"]),
                    sentence.figure(found["left"]),
                    words_of(found["part"]),
                )


def _in_one_sentence(block: Block) -> Iterator[tuple[Block, Sentence, Remark]]:
    for sentence in block.sentences:
        for found in matches(_WHOLE, sentence):
            share, done, left = (sentence.figure(found[name]) for name in ("p", "done", "left"))
            if sum(f.kind == share.kind for f in sentence.figures) == 1:
                yield block, sentence, _compare(share, done, left, "")


def _compare(share: Figure, done: Figure, left: Figure, elsewhere: str) -> Remark:
    whole = done.span + left.span
    ratio = done.span.over(whole)
    computed = Span(ratio.low * HUNDRED, ratio.high * HUNDRED) if ratio else Span(HUNDRED, HUNDRED)
    exact = done.value / (done.value + left.value) * HUNDRED
    verdict = share.against(computed)
    total = done.value + left.value
    arithmetic = f"{done.text} of {shown(total)} ({done.text} + {left.text}) is {shown(exact)}%"
    at = f" The counts are in {elsewhere}." if elsewhere else ""
    if verdict is Verdict.CONTRADICTS:
        return Remark((share,), verdict, arithmetic, f"{share.text} is printed. {_needed(share, done, left)}{at}")
    reason = (
        "The share is what was filled over that and what remains."
        if verdict is Verdict.AGREES
        else "Cut off, not rounded."
    )
    return Remark((share,), verdict, arithmetic, reason + at)


def _needed(share: Figure, done: Figure, left: Figure) -> str:
    """What would have to remain for the printed share to be right."""
    fits = [
        n for n in range(int(done.value) * 20 + 1)
        if share.span.low <= done.value / (done.value + n) * HUNDRED < share.span.high
    ]  # fmt: skip
    if not fits:
        return f"No number of vacancies beside {done.text} gives it."
    few = (
        f"{fits[0]} or {fits[-1]}" if len(fits) == 2 else str(fits[0]) if len(fits) == 1 else f"{fits[0]} to {fits[-1]}"
    )
    return f"It would need {few} vacant, not {left.text}."

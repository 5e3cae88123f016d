"""A part of a whole and the percentage printed with it: 94 of 98 (95.9%)."""

import re
from collections.abc import Iterator

from .figures import Sentence
from .findings import Verdict
from .numbers import HUNDRED, Figure, Kind, Span, amount, exacted, shown
from .remarks import Remark, mark, matches, noun_after

_THE = r"(?:(?:the|all|our|its|their|these|those|a total of|about|around|approximately|some|nearly|over|just) )*"
_WORDS = r"[^⟦⟧.;:()]{0,70}?"
_OF = rf"(?:{_WORDS} )?(?:out of|of|from among|/) ?{_THE}"
_IS = (
    r"(?:or|which is|which was|that is|is|was|equal to|equivalent to|equating to|which equates to|representing|i\.e\.|a rate of|"
    r"at a rate of|giving|making|a fill rate of|a response rate of|a vacancy rate of|a return rate of|=|–|-)"
)
_NOT_ON = r"(?=[,.;:)]|$| and\b| (?:were|have|had|are) (?:been )?(?:filled|met|kept|seen|done)\b)"
_N, _M, _P = mark("cl", "n"), mark("cl", "m"), mark("p", "p")
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_N}{_OF}{_M}{_WORDS} ?\({_P}\)",
        rf"{_N} ?/ ?{_M}{_WORDS} ?\({_P}\)",
        rf"{_N}{_OF}{_M}(?: [^⟦⟧.;:(),]{{0,50}}?)?,? ?{_IS} (?:an? (?:rate|share|proportion) of )?{_P}{_NOT_ON}",
        rf"{_P}{_WORDS} ?\({_N}(?: {_WORDS})?(?: out of | of |/| / | from ){_THE}{_M}{_WORDS}\)",
        rf"{_P},? (?:or|which is|i\.e\.|that is|being|–) {_N} (?:out )?of {_THE}{_M}",
        rf"{_N}{_WORDS} ?\({_P} of {_THE}{_M}{_WORDS}\)",
        rf"{_N}{_WORDS}, (?:or |which is |that is )?{_P} of {_THE}{_M}",
        rf"{_P} of {_THE}{_M}{_WORDS} \({_N}(?: [a-z]+)?\)",
        rf"{_P} \({_N}\) of {_THE}{_M}",
        rf"{_P} of [^⟦⟧.;:()]{{0,40}}?{_M}(?: [a-z]+){{0,2}}, (?:about|or|which is|some|i\.e\.) {_N}(?=[.,;]|$)",
        rf"{_N} \({_P}\) of {_THE}{_M}",
        rf"{_M} [^⟦⟧.;:()]{{3,70}}?,? (?:of which|of whom),? {_THE}{_N}(?: {_WORDS})? ?\({_P}\)",
        rf"\b[Oo]f {_THE}(?:[a-z’'-]+ ){{0,4}}(?:of )?{_M}(?: [^⟦⟧.;:()]{{0,60}})?, {_N}(?: [^⟦⟧.;:()]{{0,40}})? ?\({_P}\)",
        rf"{_M} (?:[a-z-]+ ){{0,4}}posts?\b[^⟦⟧.;:()]{{0,30}}? and {_N} (?:[a-z-]+ ){{0,2}}(?:vacancies|vacant|unfilled)\b[^⟦⟧.;:]{{0,20}}?(?:,|\(|–) ?(?:which is |giving )?(?:an? )?(?:[a-z]+ )?(?:rate of )?{_P}",
        rf"{_M} [^⟦⟧.;:()]{{3,60}}?(?:,| and) {_N} of (?:them|these|which|whom)(?: [^⟦⟧.;:()]{{0,40}})? ?\({_P}\)",
        rf"{_P}\)? of {_THE}{_M}[^⟦⟧.;:()]{{3,80}}[;,] {_N} (?:of them|did|said so|do so|were|was)\b",
        rf"{_P}\)? (?:[^⟦⟧.;:()]|⟦c\d+⟧ (?:year|month|week|day)){{3,90}}[:;] {_N} (?:out )?of {_THE}{_M}",
    )
)
_NO_NOUNS = {
    "in",
    "at",
    "on",
    "for",
    "were",
    "was",
    "are",
    "is",
    "have",
    "had",
    "who",
    "that",
    "eligible",
    "to",
    "by",
    "from",
}
FEW = 20  # below so many a percentage says little


def look(sentence: Sentence) -> Iterator[Remark]:
    """Every part, whole and percentage that a sentence ties together."""
    told = set()
    for pattern in PATTERNS:
        for found in matches(pattern, sentence):
            part, whole, share = (sentence.figure(found[name]) for name in "nmp")
            if share in told or not _is_share(part, whole, share):
                continue
            told.add(share)
            remark = compare(part, whole, share)
            if remark.verdict is Verdict.AGREES or _is_plain(sentence, part, whole):
                yield remark


def _is_share(part: Figure, whole: Figure, share: Figure) -> bool:
    return part.kind == whole.kind and whole.value > 0 and part.value <= whole.value and share.value <= HUNDRED


def _is_plain(sentence: Sentence, part: Figure, whole: Figure) -> bool:
    """Whether the part can only be one of the whole: nothing else is named between them, or the same thing."""
    between = sentence.text[part.end : whole.start]
    if part.start > whole.start or re.match(r" ?\)? ?(?:\(|of |out of |from |/)", between) or " out of " in between:
        return True
    one, other = noun_after(sentence, part), noun_after(sentence, whole)
    return not other or one == other or other in _NO_NOUNS


def compare(part: Figure, whole: Figure, share: Figure, among: tuple[Figure, ...] = ()) -> Remark:
    """The printed share against the one that its part and whole give."""
    part, whole = exacted(part, whole)
    computed = share_of(part.span, whole.span)
    exact = part.value / whole.value * HUNDRED
    places = max(1, -int(share.unit.as_tuple().exponent)) if share.unit else 1
    arithmetic = f"{plain(part)} of {plain(whole)} is {shown(exact, places)}%"
    verdict = share.against(computed) if computed else Verdict.CANNOT_TELL
    return Remark((part, whole, share, *among), verdict, arithmetic, _reason(verdict, share, whole, exact))


def share_of(part: Span, whole: Span) -> Span | None:
    found = part.over(whole)
    return found.times(Span(HUNDRED, HUNDRED)) if found else None


def plain(figure: Figure) -> str:
    """A figure as it stands in arithmetic."""
    return amount(figure.kind, figure.value, 2)


def _reason(verdict: Verdict, share: Figure, whole: Figure, exact) -> str:
    few = (
        f" Of only {shown(whole.value)}, a percentage says little."
        if whole.kind is Kind.COUNT and whole.value < FEW
        else ""
    )
    if verdict is Verdict.AGREES:
        return f"The percentage is what its part and its whole give.{few}"
    if verdict is Verdict.CANNOT_TELL:
        return f"{share.text} is {shown(exact, 2)}% cut off, not rounded.{few}"
    return f"{share.text} is printed, but its own part and whole give {shown(exact)}%.{few}"

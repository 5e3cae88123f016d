"""A total and its parts in a sentence; a price for each and the price of all."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .figures import Sentence
from .findings import Verdict
from .numbers import Figure, Kind, Span, amount, exacted
from .remarks import Remark, mark, matches, noun_after

_PART = r"⟦[cl]\d+⟧"
GAP = r"(?:[^⟦⟧.;:()]|⟦[dy]\d+⟧){0,80}?"
LIST = rf"(?P<parts>{_PART}(?:{GAP}(?:,|,? and|,? plus|;)(?: [a-z’'-]+){{0,4}} {_PART})+)"
_MADE_OF = r"(?:made up of|comprising|comprised of|consisting of|consists of|split (?:into|between|as)|being)"
PATTERNS = tuple(
    (re.compile(pattern), is_whole)
    for pattern, is_whole in (
        # the total first: 176 appointed: 123 in one and 53 in the other
        (rf"{mark('cl', 'total')}{GAP}(?:,|:| –|:? ?\()? ?{_MADE_OF} (?:of )?{LIST}", True),
        (rf"{mark('cl', 'total')}{GAP}(?::| –) {LIST}(?=[^⟦⟧]*$)", False),
        (rf"{mark('cl', 'total')}{GAP} \({LIST}[^⟦⟧()]{{0,60}}\)", False),
        # the parts first: 123 in one and 53 in the other, 176 in all
        (rf"{LIST}{GAP}(?:,|–|;| which| and)? ?(?:a (?:combined )?total of|totalling|in total,?|making (?:a total of )?|giving a total of|bringing the total to|which (?:totals|makes)) {mark('cl', 'total')}", True),
        (rf"{LIST}{GAP}(?:,|–|:) ?(?:or )?{mark('cl', 'total')}(?: [a-z]+){{0,2}} (?:in total|in all|altogether|overall)(?=[.,;)]|$)", True),
    )
)  # fmt: skip
_BRACKETED = re.compile(
    rf"{mark('cl', 'total')}(?P<between>[^⟦⟧.;:()]{{0,160}})(?P<list>\(⟦[cl]\d+⟧\)(?:[^⟦⟧.;:()]{{0,60}}\(⟦[cl]\d+⟧\))+)"
)
_MADE = re.compile(_MADE_OF)
_PLACES = {"in", "for", "at", "from", "with", "to", "acro", "within"}
_SPLIT = re.compile(r"\b(?:across|between|split|divided|made up|comprising|both)\b")
_EACH = re.compile(
    rf"{mark('c', 'n')}{GAP}(?:\bat\b|@|costing|\bof\b|paid)(?: [a-z]+){{0,4}} {mark('l', 'price')} (?:each|per [a-z]+|apiece|a (?:year|month|week|day) each)"
    rf"[^⟦⟧.;()]{{0,60}}?(?:,|=|\(|totalling|total|comes to|costs?|is|giving|making|at a cost of)[^⟦⟧.;()]{{0,40}} {mark('l', 'total')}"
)


def look(sentence: Sentence) -> Iterator[Remark]:
    """Every total that a sentence prints with its parts."""
    told: set[Figure] = set()
    for pattern, is_whole in PATTERNS:
        for found in matches(pattern, sentence):
            total = sentence.figure(found["total"])
            parts = [sentence.figure(m) for m in re.findall(r"⟦([cl]\d+)⟧", found["parts"])]
            yield from _told(sentence, total, parts, told, is_whole=is_whole)
    for found in matches(_BRACKETED, sentence):
        total = sentence.figure(found["total"])
        parts = [sentence.figure(m) for m in re.findall(r"⟦([cl]\d+)⟧", found["list"])]
        yield from _told(sentence, total, parts, told, is_whole=bool(_SPLIT.search(found["between"])))
    yield from _prices(sentence)


def _told(
    sentence: Sentence, total: Figure, parts: list[Figure], told: set[Figure], *, is_whole: bool
) -> Iterator[Remark]:
    if (
        total in told
        or any(part.kind != total.kind for part in parts)
        or any(part.value == 1 and part.text.isalpha() for part in parts)
    ):
        return
    if re.search(r"\b(?:includ|among|such as|e\.g\.|at least|respectively|each|both \w+ and|also)\w*\b", sentence.text):
        is_whole = False
    remark = compare(total, parts, is_whole=is_whole and _is_plain(sentence, total, parts))
    if remark is None and not is_whole and _is_by_place(sentence, total, parts):
        remark = _nearly(total, parts)
    if remark is not None:
        told.add(total)
        yield remark


def _is_plain(sentence: Sentence, total: Figure, parts: list[Figure]) -> bool:
    """Whether the parts can only be parts of the total: no other figure is about, and all count the same thing."""
    others = [f for f in sentence.figures if f.kind is total.kind and f is not total and f not in parts]
    if others or (total.text.isalpha() and total.value == 1):
        return False
    if total.kind is Kind.POUNDS:
        return True
    names = {noun_after(sentence, part) for part in parts} - {noun_after(sentence, total), "", *_PLACES}
    whole = sum(part.value for part in parts)
    return not names or (
        (len(names) == 1 or bool(_MADE.search(sentence.text))) and total.value * 2 < whole * 3 < total.value * 5
    )


def _is_by_place(sentence: Sentence, total: Figure, parts: list[Figure]) -> bool:
    """Whether a list behind a colon tells where all of a total are: so many in one place and so many in another."""
    is_listed = bool(re.search(r"[:(] ?$", sentence.text[: parts[0].start]))
    others = [f for f in sentence.figures if f.kind is total.kind and f is not total and f not in parts]
    return is_listed and not others and all(noun_after(sentence, part) == "in" for part in parts)


def _nearly(total: Figure, parts: list[Figure]) -> Remark | None:
    """Parts that come within a tenth of the total: some may not be named, and then it ought to be said."""
    value = sum((part.value for part in parts), Decimal(0))
    left = total.value - value
    if any(f.hedge or f.unit for f in (total, *parts)) or not 0 < left * 10 <= total.value:
        return None
    arithmetic = f"{' + '.join(amount(p.kind, p.value, 2) for p in parts)} = {amount(total.kind, value, 2)}"
    return Remark(
        (total, *parts), Verdict.CANNOT_TELL, arithmetic, f"{amount(total.kind, left, 2)} of the {total.text} are in none of those named. Say where, or mend it.",
    )  # fmt: skip


def compare(total: Figure, parts: list[Figure], *, is_whole: bool) -> Remark | None:
    """The total against the sum. Parts that do not claim to be all of it are held against it by nothing but agreement."""
    total, *parts = exacted(total, *parts)
    span = parts[0].span
    for part in parts[1:]:
        span = span + part.span
    value = sum((part.value for part in parts), start=total.value * 0)
    names = " + ".join(amount(p.kind, p.value, 2) for p in parts)
    arithmetic = f"{names} = {amount(total.kind, value, 2)}"
    if total.span.meets(span):
        return Remark((total, *parts), Verdict.AGREES, arithmetic, "The parts make the total.")
    if not is_whole:
        return None
    return Remark(
        (total, *parts), Verdict.CONTRADICTS, arithmetic, f"The parts do not make the {total.text} that is printed."
    )


def _prices(sentence: Sentence) -> Iterator[Remark]:
    for found in matches(_EACH, sentence):
        n, price, total = (sentence.figure(found[name]) for name in ("n", "price", "total"))
        computed = n.span.times(price.span)
        value = n.value * price.value
        verdict = total.against(Span(computed.low, computed.high))
        arithmetic = (
            f"{amount(Kind.COUNT, n.value)} × {amount(Kind.POUNDS, price.value)} = {amount(Kind.POUNDS, value)}"
        )
        if verdict is Verdict.AGREES:
            yield Remark(
                (n, price, total), verdict, arithmetic, "The price of all is the price of each times how many."
            )
        elif verdict is Verdict.CONTRADICTS and not re.search(
            r"\b(?:months?|weeks?|days?|years?|hours?|on-costs?)\b", sentence.text
        ):
            yield Remark((n, price, total), verdict, arithmetic, f"{total.text} is printed for them all.")

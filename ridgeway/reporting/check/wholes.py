"""Lists that say of themselves that they are all of it: so many cohorts with a number each, women and men, accepted and declined;
and a price for each where the number or the whole comes first.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .figures import Sentence
from .findings import Verdict
from .numbers import Figure, Kind, Span, amount
from .remarks import Remark, mark, matches, noun_after
from .sums import GAP, LIST, compare

END = r"(?=(?:[^⟦⟧]|⟦[dy]\d+⟧)*$)"
# 72 people in three cohorts: 20 in one, 24 in the next and 28 in the last
_SO_MANY = re.compile(rf"{mark('cl', 'total')}{GAP} {mark('c', 'n')} [a-z]+(?: [a-z]+)?(?::| –) {LIST}{END}")
_IN_TOTAL = re.compile(rf"{mark('cl', 'total')}(?: [a-z]+){{0,3}} (?:in total|in all|altogether|overall): {LIST}{END}")
_TOTAL_OF = re.compile(
    rf"\b(?:[Ii]n (?:total|all),?|[Aa] total of) {mark('cl', 'total')}[^⟦⟧.;:()]{{0,60}}(?::| –) {LIST}{END}"
)
_OF_WHOM = re.compile(rf"{mark('c', 'total')}{GAP},? (?:of whom|of which|:) ?{LIST}{END}")
_OFFERS = re.compile(
    rf"{mark('c', 'total')} (?:job )?(?:offers?|invitations?)\b[^⟦⟧.;:()]{{0,30}}[,:] {mark('c', 'a')} (?:[a-z]+ )?accepted(?: and|,) {mark('c', 'b')} (?:[a-z]+ )?(?:declined|rejected|refused|withdrawn|turned down)\b"
)
_BOTH = (
    frozenset({"women", "men"}), frozenset({"woman", "man"}), frozenset({"female", "male"}), frozenset({"permanent", "temporary"}),
    frozenset({"filled", "vacant"}), frozenset({"internal", "external"}), frozenset({"qualified", "unqualified"}),
)  # fmt: skip
_PAIR = re.compile(
    rf"{mark('cl', 'total')}(?: [a-z’'-]+){{1,9}}(?:,|:| –|;|,? of whom| \()? {mark('cl', 'a')} (?P<one>[a-z]+)(?: and|,) {mark('cl', 'b')} (?P<other>[a-z]+)\)?(?=[.,;]|$)"
)
_SHARES = re.compile(
    rf"{mark('p', 'a')} (?:were |are |is )?(?P<one>female|women|male|men|permanent|temporary|full[- ]time|part[- ]time)\b[^⟦⟧.;]{{0,30}}?(?: and|,|;) {mark('p', 'b')} (?:were |are |is )?(?P<other>female|women|male|men|permanent|temporary|full[- ]time|part[- ]time)\b"
)
_OPPOSITES = {"female": "male", "women": "men", "male": "female", "men": "women", "permanent": "temporary", "temporary": "permanent", "full": "part", "part": "full"}  # fmt: skip
_EACH = r"(?:each|apiece|a head|per (?:[a-z]+ ){0,2}?[a-z]+|for each)"
_PRICES = (
    # £3,000 to 62 workers at a cost of £186,000
    re.compile(rf"{mark('l', 'price')}[^⟦⟧.;()]{{0,60}}?\b(?:to|for) (?:each of )?(?:the |our )?{mark('c', 'n')} [a-z][^⟦⟧.;()]{{0,50}}?(?:at a (?:total )?cost of|costing|totalling|,? a total of|which cost) {mark('l', 'total')}"),
    # £412,000 a year: 103 workers at £4,000 each
    re.compile(rf"{mark('l', 'total')}[^⟦⟧.;()]{{0,30}}(?::| –|,) ?{mark('c', 'n')} [a-z][^⟦⟧.;()]{{0,40}}? at {mark('l', 'price')} {_EACH}"),
    # 12 posts, saving £312,000 a year (£26,000 each)
    re.compile(rf"{mark('c', 'n')} [a-z][^⟦⟧.;()]{{0,60}}{mark('l', 'total')}[^⟦⟧.;()]{{0,25}}\({mark('l', 'price')} {_EACH}"),
    # £96,400, £1,460 for each of the 66
    re.compile(rf"{mark('l', 'total')}[^⟦⟧.;()]{{0,50}}?(?:,|\(| –| or) ?(?:which is )?{mark('l', 'price')} {_EACH} (?:of |for )(?:the |its |our )?{mark('c', 'n')}"),
)  # fmt: skip
# 18 applications for six places, three for each place
_RATIO = re.compile(
    rf"{mark('c', 'a')} [a-z][^⟦⟧.;()]{{0,50}}? for (?:the |our )?{mark('c', 'b')} [a-z]+[^⟦⟧.;()]{{0,30}}?, (?:or |which is |about )?{mark('c', 'r')} (?:[a-z]+ )?(?:for|per|to) (?:each|every|a)?"
)


def look(sentence: Sentence) -> Iterator[Remark]:
    """Everything that a sentence says to be all of a whole."""
    for pattern in (_SO_MANY, _IN_TOTAL, _TOTAL_OF):
        for found in matches(pattern, sentence):
            total, parts = sentence.figure(found["total"]), _parts(sentence, found["parts"])
            many = sentence.figure(found["n"]).value if "n" in found.groupdict() else Decimal(len(parts))
            if many == len(parts) and all(part.kind is total.kind for part in parts):
                yield from _said(compare(total, parts, is_whole=True))
    yield from _disjoint(sentence)
    for found in matches(_PAIR, sentence):
        if {found["one"], found["other"]} in _BOTH:
            total, one, other = (sentence.figure(found[n]) for n in ("total", "a", "b"))
            if one.kind is other.kind is total.kind:
                yield from _said(compare(total, [one, other], is_whole=True))
    for found in matches(_SHARES, sentence):
        one, other = found["one"].split("-")[0].split()[0], found["other"].split("-")[0].split()[0]
        if _OPPOSITES.get(one) == other:
            yield _hundred(sentence.figure(found["a"]), sentence.figure(found["b"]))
    for pattern in _PRICES:
        for found in matches(pattern, sentence):
            yield _price(*(sentence.figure(found[name]) for name in ("n", "price", "total")))
    for found in matches(_RATIO, sentence):
        yield from _ratio(*(sentence.figure(found[name]) for name in "abr"))


def _parts(sentence: Sentence, words: str) -> list[Figure]:
    return [sentence.figure(m) for m in re.findall(r"⟦([cl]\d+)⟧", words)]


def _said(remark: Remark | None) -> Iterator[Remark]:
    if remark is not None:
        yield remark


def _disjoint(sentence: Sentence) -> Iterator[Remark]:
    """Parts that cannot be one another come to more than the whole; less may be right, where not all are named."""
    for found in matches(_OFFERS, sentence):
        total = sentence.figure(found["total"])
        yield from _too_many(total, [sentence.figure(found["a"]), sentence.figure(found["b"])])
    for found in matches(_OF_WHOM, sentence):
        parts = _parts(sentence, found["parts"])
        does = {noun_after(sentence, part) for part in parts}
        if len(does) == 1 and does - {"", "in", "at", "are", "were", "have", "had", "of"}:
            yield from _too_many(sentence.figure(found["total"]), parts)


def _too_many(total: Figure, parts: list[Figure]) -> Iterator[Remark]:
    if sum(part.value for part in parts) >= total.value and not any(part.hedge for part in parts):
        yield from _said(compare(total, parts, is_whole=True))


def _hundred(one: Figure, other: Figure) -> Remark:
    span = one.span + other.span
    agrees = span.meets(Span(Decimal(100), Decimal(100)))
    arithmetic = f"{one.text} + {other.text} = {amount(Kind.PERCENT, one.value + other.value)}"
    reason = "The two make the whole." if agrees else "The two should make 100%."
    return Remark((one, other), Verdict.AGREES if agrees else Verdict.CONTRADICTS, arithmetic, reason)


def _price(n: Figure, price: Figure, total: Figure) -> Remark:
    value = n.value * price.value
    verdict = Verdict.AGREES if _is_price_of(n, price, total) else Verdict.CONTRADICTS
    arithmetic = f"{amount(Kind.COUNT, n.value)} × {amount(Kind.POUNDS, price.value)} = {amount(Kind.POUNDS, value)}"
    reason = "The price of all is the price of each times how many." if verdict is Verdict.AGREES else f"{total.text} is printed for them all."  # fmt: skip
    return Remark((n, price, total), verdict, arithmetic, reason)


def _is_price_of(n: Figure, price: Figure, total: Figure) -> bool:
    """Whether so many at that price make the total, of which either may be rounded; a round price is taken at its word."""
    half = price.unit / 2 if price.unit <= price.value / 50 else Decimal(0)
    if not half and price.value >= 1000 and price.value % 10 == 0 and price.value % 100:
        half = Decimal(5)
    low, high = n.value * (price.value - half), n.value * (price.value + half)
    return total.span.meets(Span(low, high)) or bool(n.hedge or price.hedge)


def _ratio(one: Figure, other: Figure, ratio: Figure) -> Iterator[Remark]:
    if other.value <= 0 or one.value <= other.value:
        return
    truly = one.value / other.value
    agrees = abs(truly - ratio.value) <= (Decimal("0.6") if not ratio.unit or ratio.unit >= 1 else ratio.unit)
    yield Remark(
        (one, other, ratio), Verdict.AGREES if agrees else Verdict.CONTRADICTS, f"{one.text} / {other.text} = {amount(Kind.COUNT, truly)}",
        "So many there are for each." if agrees else f"{ratio.text} is printed for each.",
    )  # fmt: skip

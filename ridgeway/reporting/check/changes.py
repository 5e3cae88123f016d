"""Changes: from one figure to another, and by how much; percent where percentage points are meant; up where it went down."""

import re
from collections.abc import Iterator

from .figures import Sentence
from .findings import Verdict
from .numbers import HUNDRED, Figure, Kind, Span, amount, exacted, shown
from .remarks import DOWN, TIMES, UP, WAY, Remark, mark, matches, same_unit

_FROM_TO = re.compile(
    rf"\bfrom [^⟦⟧.;,]{{0,25}}?{mark('clpt', 'x')}(?:{TIMES}){{0,120}}?\bto [^⟦⟧.;,]{{0,30}}?{mark('clpt', 'y')}"
)
_BRACKET = re.compile(rf"\({mark('clp', 'x')} ?(?:to|–|-|→|down to|up to|rising to|falling to) ?{mark('clp', 'y')}\)")
_BY_BEFORE = re.compile(
    rf"\b{WAY}\w*\b[^⟦⟧.;,]{{0,30}}?\b(?:by |of )?(?:[a-z]+ ){{0,2}}{mark('clpt', 'd')}(?:{TIMES}){{0,110}}?$"
)
_NOUN_BEFORE = re.compile(
    rf"{mark('clpt', 'd')} (?:[a-z]+ ){{0,1}}(?:{DOWN}|{UP}|improvement|change)\w*\b(?:{TIMES}){{0,130}}?$"
)
_AFTER = re.compile(
    rf"^(?:[^⟦⟧.;()]{{0,60}}?)?(?:,|–|-|\(|\bor\b|which (?:is|was|represents)|representing|equating to) ?(?:this (?:is|was) |or |which is |representing |i\.e\.,? )?"
    rf"(?:an? )?(?:(?!before\b|and\b|then\b)[a-z]+ )?(?P<way>{WAY}\w*)(?: of| by)? (?:(?!to\b|from\b|than\b)[a-z]+ ){{0,2}}{mark('clpt', 'd')}(?! (?:from|to)\b)"
)
_AFTER_BARE = re.compile(
    rf"^(?: [^⟦⟧.;,()]{{0,50}})? ?\((?:[+−–-] ?)?{mark('clpt', 'd')}(?: (?:{WAY})\w*| change| (?:up|down))?\)"
)
_AFTER_NOUN = re.compile(
    rf"^(?:[^⟦⟧.;()]{{0,60}}?)?(?:,|–|-|\() ?(?:this (?:is|was) |or |which is |representing |i\.e\.,? )?(?:an? |the )?(?:[a-z]+ )?{mark('clpt', 'd')} (?:[a-z]+ )?(?P<way>{DOWN}|{UP})\w*"
)
_VERB = re.compile(
    r"\b(?:(?P<down>reduc(?:e[sd]?|ing|tion)|decreas(?:e[sd]?|ing)|fell|fall|fallen|falling|dropped|drop|declin(?:e[sd]?|ing)|lowered|cut|down)"
    r"|(?P<up>increas(?:e[sd]?|ing)|rose|risen|rise|rises|rising|grew|grown|growing|raised|climbed|jumped|up))\b(?P<between>(?: [a-z’'-]+){0,4}) $",
    re.IGNORECASE,
)
_TURNS_AWAY = re.compile(
    r"\b(?:\w+ing|by|while|and|but|when|as|with|through|if|to|on|was|were|is|are)\b", re.IGNORECASE
)
_OTHERWISE = re.compile(
    r"\b(?:a|per|each|every) (?:year|annum|month|week|quarter)|annual|on average|an average (?:of|increase|reduction|rise|fall|change)|average (?:yearly|increase|reduction|rise|fall)|averaging|real terms|inflation|adjusted|like[- ]for[- ]like|seasonal",
    re.IGNORECASE,
)
_DOWN_WORD = re.compile(rf"^{DOWN}", re.IGNORECASE)
_MORE_THAN = re.compile(rf"{mark('pt', 'd')} (?P<way>more|higher|lower|less|fewer|better|worse)\b(?! than)")
_TIMES_WORD = re.compile(
    r"\b(?P<hedge>more than |nearly |almost |over )?(?P<word>doubl|halv|trebl|tripl|quadrupl)\w*\b[^⟦⟧.;,]{0,50},?[^⟦⟧.;,]{0,12}$",
    re.IGNORECASE,
)
_RATIOS = {"doubl": 2.0, "halv": 0.5, "trebl": 3.0, "tripl": 3.0, "quadrupl": 4.0}
_NOT_A_CHANGE = re.compile(
    r"\b(?:rang\w*|vary\w*|varie\w*|between|anywhere|rather|instead|away|aged?|ages|transfer\w*|span\w*|grades?|scales?|open(?:s|ed|ing)?)\b[^⟦⟧]{0,40}$",
    re.IGNORECASE,
)


def look(sentence: Sentence) -> Iterator[Remark]:
    """Every change that a sentence prints with its two ends, and comparisons of two percentages."""
    yield from _pairs(sentence)
    yield from _comparison(sentence)


def _pairs(sentence: Sentence) -> Iterator[Remark]:
    seen = set()
    for pattern in (_FROM_TO, _BRACKET):
        for found in matches(pattern, sentence):
            x, y = sentence.figure(found["x"]), sentence.figure(found["y"])
            if x.kind != y.kind or (x, y) in seen or not (same_unit(sentence, x, y) or _is_bare(sentence, y)):
                continue
            seen.add((x, y))
            before, after = sentence.shape[: found.start()], sentence.shape[found.end() :]
            if _NOT_A_CHANGE.search(before):
                continue
            yield from _of_pair(sentence, x, y, before, after)


def _is_bare(sentence: Sentence, y: Figure) -> bool:
    """Whether the second figure names nothing of its own, so that it counts what the first does: from 31 working days to 22."""
    return bool(re.match(r"[,.;)]|$", sentence.text[y.end :]))


def _of_pair(sentence: Sentence, x: Figure, y: Figure, before: str, after: str) -> Iterator[Remark]:
    backwards = _backwards(x, y, before)
    if backwards:
        yield backwards
        return
    if found := _TIMES_WORD.search(before):
        if remark := _times(x, y, found):
            yield remark
        return
    size, is_sure = _size(sentence, x, before, after)
    is_sure = is_sure and not _OTHERWISE.search(sentence.text)
    if size is not None and (remark := compare(x, y, size)) and (is_sure or remark.verdict is Verdict.AGREES):
        yield remark


def _size(sentence: Sentence, x: Figure, before: str, after: str) -> tuple[Figure | None, bool]:
    """How much the change is said to be, and whether the words leave no doubt that this is what is meant."""
    for pattern, text in ((_BY_BEFORE, before), (_NOUN_BEFORE, before), (_AFTER, after), (_AFTER_NOUN, after)):
        if found := pattern.search(text):
            size = sentence.figure(found["d"])
            return (size, True) if _comparable(sentence, x, size) else (None, False)
    if found := _AFTER_BARE.search(after):
        size = sentence.figure(found["d"])
        return (size, False) if _comparable(sentence, x, size) else (None, False)
    return None, False


def _comparable(sentence: Sentence, x: Figure, size: Figure) -> bool:
    if size.kind in (Kind.PERCENT, Kind.POINTS):
        return size.kind is Kind.PERCENT or x.kind is Kind.PERCENT
    return same_unit(sentence, x, size) or same_unit(sentence, size, x)


def _backwards(x: Figure, y: Figure, before: str) -> Remark | None:
    """A fall that rises, or a rise that falls."""
    verbs = [v for n in range(len(before)) if (v := _VERB.match(before, n))] if _VERB.search(before) else []
    verb = verbs[-1] if verbs else None
    if (
        not verb
        or _TURNS_AWAY.search(verb["between"])
        or (len({bool(v["down"]) for v in verbs}) > 1 and verb["between"])
    ):
        return None
    if x.hedge or y.hedge or x.value == y.value or re.search(r"\b(?:not|never|target|limit|than)\b", before[-80:]):
        return None
    rises = abs(y.value) > abs(x.value)
    if rises != bool(verb["down"]):
        return None
    word = "rises" if rises else "falls"
    return Remark(
        (x, y), Verdict.CONTRADICTS, f"{x.text} to {y.text} {word}",
        f"The words say {'down' if verb['down'] else 'up'}, the figures go {'up' if rises else 'down'}.",
    )  # fmt: skip


def _times(x: Figure, y: Figure, found: re.Match) -> Remark | None:
    if not x.value or x.hedge or y.hedge:
        return None
    wanted, ratio = _RATIOS[found["word"].lower()], float(y.value / x.value)
    hedge = (found["hedge"] or "").strip().lower()
    low, high = (wanted, wanted * 1.6) if hedge in ("more than", "over") else (wanted * 0.8, wanted * 1.2)
    verdict = Verdict.AGREES if low <= ratio <= high else Verdict.CONTRADICTS
    reason = "The figures bear it out." if verdict is Verdict.AGREES else f"The second is {ratio:.2f} times the first."
    return Remark((x, y), verdict, f"{y.text} / {x.text} = {ratio:.2f}", reason)


def compare(x: Figure, y: Figure, size: Figure) -> Remark:
    """A printed change against its two ends."""
    x, y = exacted(x, y)
    points = (y.span - x.span).size
    relative = _relative(x.span, y.span)
    low = abs(y.value - x.value)
    share = low / abs(x.value) * HUNDRED if x.value else None
    in_percent = f" ({shown(share)}% of {x.text})" if share is not None else ""
    unit = Kind.POINTS if x.kind is Kind.PERCENT else x.kind
    arithmetic = f"{x.text} to {y.text} is a change of {amount(unit, low, _places(x, y))}{in_percent}"
    if size.kind is not Kind.PERCENT:
        verdict = size.against(points)
        return Remark((size, x, y), verdict, arithmetic, _said(verdict, size))
    by_ratio = size.against(relative) if relative else Verdict.CANNOT_TELL
    if x.kind is not Kind.PERCENT:
        return Remark((size, x, y), by_ratio, arithmetic, _said(by_ratio, size))
    return Remark((size, x, y), *_of_percentages(size, points, by_ratio, arithmetic))


def _of_percentages(size: Figure, points: Span, by_ratio: Verdict, arithmetic: str) -> tuple[Verdict, str, str]:
    """Percent of a percentage: the classical confusion with percentage points."""
    by_points = size.against(points)
    if by_points is Verdict.AGREES and by_ratio is Verdict.AGREES:
        return Verdict.CANNOT_TELL, arithmetic, f"{size.text} fits as points and as a percentage. Say which is meant."
    if by_points is Verdict.AGREES:
        return (
            Verdict.CONTRADICTS,
            arithmetic,
            f"{size.text} is printed for a change in percentage points. Write “points”.",
        )
    if Verdict.CANNOT_TELL in (by_ratio, by_points):
        return Verdict.CANNOT_TELL, arithmetic, f"{size.text} is near, but cut off, not rounded."
    return by_ratio, arithmetic, _said(by_ratio, size)


def _relative(x: Span, y: Span) -> Span | None:
    change = (y - x).size
    found = change.over(x.size)
    return found.times(Span(HUNDRED, HUNDRED)) if found else None


def _places(*figures: Figure) -> int:
    return max([1, *(-int(f.unit.as_tuple().exponent) for f in figures if f.unit and f.unit < 1)])


def _said(verdict: Verdict, size: Figure) -> str:
    if verdict is Verdict.AGREES:
        return "The change is what its two ends give."
    if verdict is Verdict.CANNOT_TELL:
        return f"{size.text} is near, but cut off, not rounded."
    return f"{size.text} is printed, but the two ends give another change."


def _comparison(sentence: Sentence) -> Iterator[Remark]:
    """Two percentages compared, and by how much the one is said to be more: three percentages in all."""
    shares = [f for f in sentence.figures if f.kind in (Kind.PERCENT, Kind.POINTS)]
    if len(shares) != 3 or not re.search(r"\b(?:than|compared|against)\b", sentence.text):
        return
    for found in _MORE_THAN.finditer(sentence.shape):
        size = sentence.figure(found["d"])
        x, y = (f for f in shares if f is not size)
        if size is shares[-1] and x.kind is y.kind is Kind.PERCENT:
            remark = compare(y, x, size)
            if remark.verdict is not Verdict.CONTRADICTS or "points" in remark.reason:
                yield remark


_WITHOUT_BASE = re.compile(
    rf"(?:⟦p(?P<a>\d+)⟧ (?:[a-z]+ )?(?:reduction|decrease|fall|cut|increase|rise|drop|saving|improvement)\b|\b(?:{DOWN}|{UP})\w* by (?:[a-z]+ )?⟦p(?P<b>\d+)⟧)"
)


def without_base(sentence: Sentence) -> Iterator[Remark]:
    """A change in percent where neither end is printed."""
    if any(f.kind in (Kind.COUNT, Kind.POUNDS) for f in sentence.figures):
        return
    if sum(f.kind in (Kind.PERCENT, Kind.POINTS) for f in sentence.figures) != 1:
        return
    if found := _WITHOUT_BASE.search(sentence.shape):
        size = sentence.figures[int(found["a"] or found["b"])]
        yield Remark(
            (size,), Verdict.CANNOT_TELL, "no base is given",
            f"{size.text} is a change of something, but neither what it was nor what it is now is printed with it.",
        )  # fmt: skip

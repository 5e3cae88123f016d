"""Finding the figures of a sentence, and its shape: the sentence with each figure replaced by a mark such as ⟦p0⟧.

Rules are written against shapes, so that they read what stands between figures and never the digits themselves.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from . import dates
from .numbers import Figure, Kind

LONGEST = 1500  # letters; a longer sentence is not a sentence, and is not read
MOST_FIGURES = 40

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORD_NUMBERS = {word: n for n, word in enumerate(_SMALL.split())}
WORD_NUMBERS |= {word: n for n, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = "|".join(sorted(WORD_NUMBERS, key=len, reverse=True))
_WORD_NUMBER = rf"(?:{_TENS.replace(' ', '|')})[- ](?:{'|'.join(_SMALL.split()[1:10])})|{_WORDS}"
_HEDGE = re.compile(
    r"(?:\b(?P<about>about|around|approximately|approx\.?|circa|c\.|roughly|some|nearly|almost|close to|just under|just over|"
    r"estimated(?: at)?|in the region of)|(?P<over>over|more than|at least|exceed(?:s|ed|ing)?|in excess of|upwards of|above|"
    r"no (?:fewer|less) than|greater than|a minimum of|minimum)|(?P<under>under|less than|fewer than|below|up to|at most|"
    r"no more than|within|a maximum of|maximum|as (?:many|much) as))(?: (?:a|an|the|just))? ?$",
    re.IGNORECASE,
)
# numbers that name something and count nothing
_LABEL = re.compile(
    r"\b(?:paragraphs?|paras?\.?|sections?|ss?\.|appendix|appendices|annex(?:es)?|tables?|figures?|fig\.|charts?|phases?|stages?|steps?|"
    r"pages?|pp?\.|items?|agenda item|minutes?|no\.|nos\.|number|numbers|ref\.?|version|v|part|chapter|schedule|regulations?|articles?|rule|"
    r"clauses?|act|key stage|ks|year|years|y|quarter|q|wave|round|tier|level|band|grade|scale point|scp|spinal point|points?|scp|"
    r"priority|objective|option|recommendation|proposal|outcome|standard|requirement|week|day|aged?|ages|under|over|room|unit|"
    r"type|category|group|class|cohort|lot|project|block|zone|ward|route|form|note|footnote|covid|mosaic|office|windows|"
    r"question|q\.|theme|pillar|domain|indicator|measure|ni|ofsted|cllrs?|id|case|file|job|post|contract|order|band|pod|team)"
    r"s?:? ?#?$",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:aged?|ages|under|over)(?: the age of| between)? ?$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:Stage|Item|Case|Team|Post) $")  # with a capital: a name, and the number is a part of it
_NAMED_SPELL = re.compile(r"\b(?:year|stage|week|day|month|phase|tier|level) $", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    r"^(?:(?:st|nd|rd|th)\b|[-–](?:year|month|week|day|hour|minute|point|bed|page|mile|tier|stage|strong|fold|way|plus|to)\b|"
    r" ?(?:am|pm|a\.m|p\.m|GB|MB|Mbps|km|kg|cm|mm|m2|sqm|kWh|°|x\b|miles?\b|litres?|tonnes?|acres?|hectares?)|"
    r"[A-Za-z]\d|[A-Za-z]{1,2}\b|:\d\d|(?:\.\d+){2,}|\+)"
)
_PATTERN = re.compile(
    rf"(?P<pounds>(?P<sign>[-−–] ?)?£ ?(?P<inner>[-−])?(?P<pn>{_DIGITS})(?: ?(?P<scale>million|m|bn|billion|k|thousand))?\b)"
    rf"|(?P<points>(?P<tn>(?<![\w.,/-]){_DIGITS}|\b(?:{_WORD_NUMBER})) ?(?:percentage[- ]points?|per cent points?|% points?|ppts?|pps?)\b)"
    rf"|(?P<percent>(?P<cn>(?<![\w,/.]){_DIGITS}|\b(?:{_WORD_NUMBER})) ?(?:%|per cent\b|percent\b))"
    rf"|(?P<bare_points>(?P<bn>(?<![\w.,/-]){_DIGITS}) points?\b)"
    rf"|(?P<count>(?P<number>(?<![\w.,/:£#&@+-])(?:{_DIGITS})(?![\d%])))"
    rf"|(?P<word>\b(?:{_WORD_NUMBER})\b)",
    re.IGNORECASE,
)
_SCALES = {"million": 6, "m": 6, "bn": 9, "billion": 9, "k": 3, "thousand": 3}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: its text, where it begins in the block, its figures, and its shape."""

    text: str
    start: int
    figures: tuple[Figure, ...]
    shape: str

    def figure(self, mark: str) -> Figure:
        """The figure of a mark, say `p0` or ⟦p0⟧."""
        return self.figures[int(mark.strip("⟦⟧")[1:])]


def sentence_of(text: str, start: int = 0) -> Sentence:
    """Read one sentence."""
    if len(text) > LONGEST:
        return Sentence(text, start, (), text)
    figures = _figures(text)[:MOST_FIGURES]
    return Sentence(text, start, tuple(figures), _shape(text, figures))


def _shape(text: str, figures: list[Figure]) -> str:
    parts, at = [], 0
    for number, figure in enumerate(figures):
        parts += [text[at : figure.start], f"⟦{figure.kind}{number}⟧"]
        at = figure.end
    return "".join([*parts, text[at:]])


def _figures(text: str) -> list[Figure]:
    taken: list[Figure] = _days(text)
    blocked = [(f.start, f.end) for f in taken]
    for found in _PATTERN.finditer(text):
        if any(found.start() < end and start < found.end() for start, end in blocked):
            continue
        figure = _figure(text, found)
        if figure is not None:
            taken.append(figure)
    return sorted(taken, key=lambda f: f.start)


def _days(text: str) -> list[Figure]:
    found = []
    for match in dates.DATE.finditer(text):
        if (day := dates.day_of(match)) is not None:
            value = Decimal(day.first.toordinal()) if day.first else Decimal(0)
            found.append(Figure(Kind.DATE, value, match[0], match.start(), match.end(), day=day))
    for match in dates.FINANCIAL.finditer(text):
        inside = any(match.start() < f.end and f.start < match.end() for f in found)
        year = dates.financial_year_of(match)
        if year is not None and not inside:
            found.append(Figure(Kind.YEAR, Decimal(year), match[0], match.start(), match.end()))
    return found


def _figure(text: str, found: re.Match) -> Figure | None:
    before, after = text[: found.start()], text[found.end() :]
    if found["pounds"]:
        return _pounds(found, before)
    for group, number, kind in (
        ("points", "tn", Kind.POINTS), ("percent", "cn", Kind.PERCENT), ("bare_points", "bn", Kind.POINTS),
    ):  # fmt: skip
        if found[group]:
            value = _value(found[number])
            return _made(kind, value, found, before, unit=_last_digit(found[number]))
    return _count(text, found, before, after)


def _count(text: str, found: re.Match, before: str, after: str) -> Figure | None:
    """A plain number, unless it names something (paragraph 12), measures something, or is a year."""
    if _UNIT_AFTER.match(after) or (_LABEL.search(before) and not _is_counted(before, after)):
        return None
    if _AGED.search(before) and re.match(r"[\s,.;)]|$", after) and re.match(r" ?(?:[,.;)]|$|and|to|years?)", after):
        return None
    if found["word"]:
        return _made(Kind.COUNT, _value(found["word"]), found, before)
    number = found["number"]
    if re.fullmatch(r"(?:19|20)\d\d", number) and not re.match(r" [a-z]+s\b", after):
        return Figure(Kind.YEAR, Decimal(number), found[0], found.start(), found.end())
    return _made(Kind.COUNT, _value(number), found, before, unit=_rounding(number))


def _is_counted(before: str, after: str) -> bool:
    """Whether "over 40 people" counts people though "over" may also stand before an age."""
    if _NAMED.search(before):
        return False
    if _NAMED_SPELL.search(before) and re.match(r" (?:and|or|to)\b", after):
        return False  # year two and …
    return bool(re.search(r"\b(?:over|under|number|points?|post|team|minutes?|cases?|stages?|items?|days?|years?|weeks?):? ?$|\b[a-z]+s: ?$", before, re.IGNORECASE)) and bool(
        re.match(r" (?!years?\b|months?\b)[a-z]", after)
    )  # fmt: skip


def _pounds(found: re.Match, before: str) -> Figure:
    value = _value(found["pn"])
    scale = _SCALES.get((found["scale"] or "").lower(), 0)
    unit = _last_digit(found["pn"]).scaleb(scale) if scale else _rounding(found["pn"], 3)
    if (found["sign"] and not re.search(r"[\w£%] ?$", before)) or found["inner"]:
        value = -value
    return _made(Kind.POUNDS, value.scaleb(scale), found, before, unit=unit)


def _made(kind: Kind, value: Decimal, found: re.Match, before: str, *, unit: Decimal = Decimal(0)) -> Figure:
    hedge = _HEDGE.search(before)
    words = next((name for name in ("about", "over", "under") if hedge and hedge[name]), "") if hedge else ""
    return Figure(kind, value, found[0], found.start(), found.end(), unit=unit, hedge=words)


def _value(text: str) -> Decimal:
    text = text.strip().lower()
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    return Decimal(sum(WORD_NUMBERS[part] for part in re.split("[- ]", text)))


def _last_digit(text: str) -> Decimal:
    """The size of the last printed digit."""
    return Decimal(1).scaleb(-len(text.split(".")[1])) if "." in text else Decimal(1)


def _rounding(text: str, coarsest: int = 2) -> Decimal:
    """How coarsely a plain number may have been rounded: one that ends in two noughts or more may be, others are exact."""
    digits = text.replace(",", "")
    if "." in digits:
        return _last_digit(digits)
    noughts = len(digits) - len(digits.rstrip("0"))
    return Decimal(1).scaleb(min(noughts, coarsest)) if noughts >= 2 else Decimal(0)

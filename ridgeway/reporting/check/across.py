"""What only the whole paper shows: one amount told as two things, one measure defined two ways, stocks without their flows.

Most of these are not wrong, but cannot be tested; the verdict then is "cannot tell", with what is missing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from .figures import Sentence
from .filled import same_part, words_of
from .findings import Verdict
from .numbers import HUNDRED, Figure, Kind, money, shown
from .paper import Block, Paper
from .remarks import PART, Remark, mark, matches

Found = tuple[Block, Sentence, Remark]
MEASURES = "turnover|vacancy rate|retention(?: rate)?|sickness(?: absence)?|agency rate|caseloads?|stability|fill rate|absence rate"
MEASURE = re.compile(rf"\b(?P<voluntary>voluntary )?(?P<name>{MEASURES})\b", re.IGNORECASE)
_SAY = Verdict.CANNOT_TELL


def look(paper: Paper) -> Iterator[Found]:
    """Everything that is read across paragraphs."""
    yield from _one_amount_two_meanings(paper)
    yield from _two_values(paper)
    yield from _named_bases(paper)
    yield from _turnover_and_retention(paper)
    yield from _not_complements(paper)
    yield from _low_rate(paper)
    yield from _stock_without_flows(paper)


def between(paper: Paper) -> Iterator[Found]:
    """What only two papers together show: those rules that cannot mistake one paper's period for the other's."""
    yield from _one_amount_two_meanings(paper)
    yield from _two_values(paper)
    yield from _low_rate(paper)


# --- one amount told as two things

_ALL_OF = re.compile(
    r"\b(?:across|for|on|in) all (?:of )?(?:the )?(?P<group>[a-z][a-z -]{3,40}? (?:roles|posts|staff|workers|teams|services))\b",
    re.IGNORECASE,
)


def _one_amount_two_meanings(paper: Paper) -> Iterator[Found]:
    """An exact amount that is said to be all of a group's here, where elsewhere that group has a smaller share of the same amount."""
    places: dict[object, list[tuple[Block, Sentence, Figure]]] = defaultdict(list)
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for figure in sentence.figures:
                if figure.kind is Kind.POUNDS and figure.is_exact and figure.value >= 1000:
                    places[figure.value].append((block, sentence, figure))
    for told in places.values():
        for block, sentence, figure in told:
            group = _ALL_OF.search(sentence.text)
            for other_block, other, same in told if group else ():
                part = _part_of_group(other, same, group["group"]) if other_block is not block else None  # type: ignore[index]
                if part is not None:
                    yield block, sentence, Remark(
                        (figure,), Verdict.CONTRADICTS, f"{figure.text} here; {part.text} of {figure.text} in {other_block.where}",
                        f"{figure.text} is said to be of all {group['group']}; {other_block.where} gives them {part.text} of it.",  # type: ignore[index]
                    )  # fmt: skip


def _part_of_group(sentence: Sentence, whole: Figure, group: str) -> Figure | None:
    """The smaller amount that a sentence gives the group, beside the whole."""
    at = sentence.text.lower().find(group.lower(), whole.end)
    if at < 0:
        return None
    later = [f for f in sentence.figures if f.kind is Kind.POUNDS and f.start > at and f.value < whole.value]
    return later[0] if later else None


# --- one measure, one part, one day, two values

_VALUE_ON = re.compile(
    rf"(?P<words>(?:[a-z]+ )?(?:{MEASURES})) (?:rate |rates )?(?:in|for|across) (?:the )?(?P<part>(?:[A-Za-z’'-]+ ){{0,4}}[A-Za-z’'-]+?) (?:was|were|is|stood at|stands at|reached) {mark('pc', 'v')}[^⟦⟧.;,]{{0,20}}?\b(?:on|at|by|as at|in)(?: the end of)? {mark('d', 'on')}",
    re.IGNORECASE,
)


def _two_values(paper: Paper) -> Iterator[Found]:
    told: list[tuple[str, frozenset[str], str, Figure, Block]] = []
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in _VALUE_ON.finditer(sentence.shape):
                value, day = sentence.figure(found["v"]), sentence.figure(found["on"])
                key = found["words"].lower(), words_of(found["part"]), day.text.lower()
                for name, part, on, other, where in told:
                    if (name, on) == (key[0], key[2]) and part == key[1] and not value.span.meets(other.span):
                        yield block, sentence, Remark(
                            (value,), Verdict.CONTRADICTS, f"{value.text} here, {other.text} in {where.where}",
                            f"{found['words'].strip().capitalize()} on {day.text} is printed with two values.",
                        )  # fmt: skip
                told.append((*key, value, block))


# --- shares whose base is named differently

_BASE = re.compile(
    r"\b(?:share|proportion|percentage) of (?:the )?(?P<base>(?:[a-z]+ ){0,4}(?:budgets?|spend|spending|expenditure|costs?|pay ?bill|outturn))\b(?P<rest>[^.;]{0,80})",
    re.IGNORECASE,
)


def _named_bases(paper: Paper) -> Iterator[Found]:
    told: list[tuple[frozenset[str], str, Block, Sentence]] = []
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in _BASE.finditer(sentence.text):
                if "agency" in sentence.text.lower():
                    told.append((words_of(found["base"]), found["base"].strip(), block, sentence))
    names = list(dict.fromkeys(name for _, name, _, _ in told))
    if len({words for words, _, _, _ in told}) > 1:
        _, _, block, sentence = told[-1]
        listed = ", ".join(f"“{name}”" for name in names)
        yield block, sentence, Remark(
            (), _SAY, f"{len(names)} names: {listed}",
            "The agency share is said to be of different things. Budget, outturn and costs are not the same; name one.",
        )  # fmt: skip


# --- turnover and retention of one part

_RATE_OF = re.compile(
    rf"{mark('p', 'p')} (?:retention|turnover)|(?:turnover|retention)[^⟦⟧.;]{{0,60}}(?:to|of|at|was|is) {mark('p', 'q')}",
    re.IGNORECASE,
)


def _turnover_and_retention(paper: Paper) -> Iterator[Found]:
    """Leavers counted in two ways within one paragraph: turnover of all here, voluntary turnover there."""
    for block in paper.paragraphs:
        kinds: dict[bool, tuple[Sentence, re.Match]] = {}
        for sentence in block.sentences:
            if not any(f.kind is Kind.PERCENT for f in sentence.figures):
                continue
            for found in MEASURE.finditer(sentence.text):
                if found["name"].lower() == "turnover":
                    kinds.setdefault(bool(found["voluntary"]), (sentence, found))
        if len(kinds) == 2 and re.search(r"\b(?:similar|same|likewise|both|also|compar\w+)\b", block.text):
            sentence, _ = kinds[True]
            yield block, sentence, Remark(
                (), _SAY, "turnover beside voluntary turnover",
                "All leavers are counted in one figure, those who chose to go in the other. The two cannot be compared.",
            )  # fmt: skip


_KEPT = re.compile(
    rf"{mark('p', 'p')} retention\b[^⟦⟧.;]{{0,60}}? in (?:the )?{PART}(?= (?:and|during|with|while)\b|[,.;]|$)"
)
_LOST = re.compile(
    rf"\b[Tt]urnover(?: rates?)? (?:in|for) (?:the )?{PART} (?:has|have|was|were|is|fell|rose|reduced)\b(?P<rest>(?:[^.;]|\.(?=\d)){{0,160}})"
)


def _not_complements(paper: Paper) -> Iterator[Found]:
    """Retention and turnover of one part that do not make the whole: they are of other people, leavers or days."""
    lost = {}
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in _LOST.finditer(sentence.shape):
                last = re.findall(r"\b(?:to|at|was|of) ⟦(p\d+)⟧", found["rest"].split("⟦c")[0])
                if last:
                    lost[words_of(found["part"])] = sentence.figure(last[-1]), block
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in _KEPT.finditer(sentence.shape):
                kept = sentence.figure(found["p"])
                for part, (figure, where) in lost.items():
                    whole = kept.value + figure.value
                    if same_part(part, words_of(found["part"])) and abs(whole - HUNDRED) > 1:
                        yield block, sentence, Remark(
                            (kept,), _SAY, f"{kept.text} kept and {figure.text} turnover ({where.where}) make {shown(whole)}%",
                            "Retention and turnover of one part should make 100%, unless they are of other people, leavers or days. Say which.",
                        )  # fmt: skip


# --- a low rate beside counts

_LOW_RATE = re.compile(
    rf"\bvacancy rate\b[^⟦⟧.;]{{0,60}}?(?:from ⟦p\d+⟧(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,40}}? to )?{mark('p', 'p')}",
    re.IGNORECASE,
)
_VACANT = re.compile(rf"{mark('c', 'n')} (?:[a-z]+ ){{0,2}}vacancies\b", re.IGNORECASE)
_POSTS = re.compile(
    r"\b(?:funded posts|posts in total|establishment of|FTE posts|posts? (?:are )?funded)\b", re.IGNORECASE
)


def _low_rate(paper: Paper) -> Iterator[Found]:
    rates = [(b, s, s.figure(f["p"])) for b in paper.paragraphs for s in b.sentences for f in matches(_LOW_RATE, s)]
    counts = [(b, s.figure(f["n"])) for b in paper.paragraphs for s in b.sentences for f in matches(_VACANT, s)]
    if not rates or not counts or any(_POSTS.search(b.text) for b in paper.paragraphs):
        return
    where, most = max(counts, key=lambda c: c[1].value)
    for block, sentence, rate in rates:
        if rate.value and where is not block:
            posts = most.value / rate.value * HUNDRED
            yield block, sentence, Remark(
                (rate,), _SAY, f"{most.text} vacancies at {rate.text} are {shown(posts, 0)} posts",
                "How many posts there are is not printed, so the rate cannot be tested against the vacancies.",
            )  # fmt: skip


# --- a stock that goes from one count to another

_STARTED = re.compile(
    rf"\b(?:start(?:ed|s)?|beg[au]n|opened) with {mark('c', 'n')} (?:[a-z]+ ){{0,2}}vacancies in (?:the )?(?P<part>[a-z’' ]+?)(?= and\b|[,.;]|$)",
    re.IGNORECASE,
)
_ENDED = re.compile(
    rf"\b(?:end|close)\b[^⟦⟧.;]{{0,40}}{mark('c', 'n')} (?:[a-z]+ ){{0,2}}(?:vacancies remaining|vacancies|remaining) in (?:the )?(?P<part>[a-z’' ]+?)(?= and\b|[,.;]|$)",
    re.IGNORECASE,
)


def _stock_without_flows(paper: Paper) -> Iterator[Found]:
    for block in paper.paragraphs:
        started = [(s, f) for s in block.sentences for f in matches(_STARTED, s)]
        ended = [(s, f) for s in block.sentences for f in matches(_ENDED, s)]
        for before, first in started:
            for sentence, last in ended:
                x, y = before.figure(first["n"]), sentence.figure(last["n"])
                if not same_part(words_of(first["part"]), words_of(last["part"])):
                    continue
                yield block, sentence, Remark(
                    (y,), _SAY, f"{x.text} + new posts + leavers − starters = {y.text}: new posts and leavers less starters are {shown(y.value - x.value)}",
                    "The flows between the two counts are not all printed, so they cannot be tested.",
                )  # fmt: skip


# --- money that was not to grow

_NO_MORE = re.compile(
    rf"\b(?:no|without) (?:additional|extra|further|new) (?:funding|money|investment|budget)\b[^⟦⟧.;]{{0,60}}{mark('y', 'year')}"
)


def funding(paper: Paper) -> Iterator[Found]:
    """ "No additional funding" in a year in which a table's budget grows."""
    for block in paper.paragraphs:
        for sentence in block.sentences:
            for found in matches(_NO_MORE, sentence):
                year = sentence.figure(found["year"])
                for grown in _growth(paper, int(year.value)):
                    yield (
                        block,
                        sentence,
                        Remark(
                            (year,),
                            _SAY,
                            grown,
                            f"No additional funding is said of {year.text}; a budget in this paper grew in that year. Say whether it is the same posts'.",
                        ),
                    )


def _growth(paper: Paper, year: int) -> Iterator[str]:
    from .tables import grid_of

    for table in paper.tables:
        grid = grid_of(table)
        labels = [grid.label(r) for r in range(len(grid.cells))]
        wanted = {f"{year}/{(year + 1) % 100:02d}", f"{year}-{(year + 1) % 100:02d}"}
        rows = [r for r, label in enumerate(labels) if label in wanted]
        for c in grid.numeric:
            if not rows or rows[0] == 0 or not re.search("budget", grid.head[c], re.IGNORECASE):
                continue
            now, then = grid.cells[rows[0]][c], grid.cells[rows[0] - 1][c]
            if now and then and now.value > then.value * 11 / 10:
                yield f"{grid.head[c]}: {money(then.value)} to {money(now.value)}, {money(now.value - then.value)} more"

"""Two figures beside each other: lower or higher than, more or fewer than, the difference, the net of two, over or under budget."""

import re
from collections.abc import Iterator

from .changes import compare
from .figures import Sentence
from .findings import Verdict
from .numbers import Figure, Kind, Span, amount, exacted
from .remarks import FELL, MOVED, ROSE, Remark, mark, matches, same_unit

_NOT = r"(?:(?!\b(?:not|no|never|nor|neither|target|would|should|could|if|unless)\b)[^⟦⟧.;:])"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|quarter \w+|Q\d|⟦[dy]\d+⟧)"
# our turnover, at 15.8%, is lower than the average of 17.1%
_THAN = re.compile(
    rf"{mark('p', 'x')},?(?: [^⟦⟧.;:(),]{{0,50}})?,? (?:is|was|are|were|remains?|stands?|stood) (?:now |still |also |slightly |much |well |significantly |considerably |just |far )?(?P<way>lower|less|below|higher|more|greater|above)(?: than)? (?P<between>(?:(?!,){_NOT}){{0,70}}?){mark('p', 'y')}(?! (?:points?|higher|lower|more|less|above|below))"
)
# 54 days, 11 fewer than last year (65)
_FEWER = re.compile(
    rf"{mark('clp', 'y')}(?: (?:[^⟦⟧.;:(),]|⟦[dy]\d+⟧){{0,60}})?(?:,| –| -| \() ?(?:which is )?{mark('clt', 'd')}(?: \({mark('p', 'p')}\))? (?:[a-z]+ )?(?P<way>fewer|less|lower|more|higher|better|worse) than (?:[^⟦⟧.;:()]|⟦[dy]\d+⟧){{2,60}}\({mark('clp', 'x')}\)"
)
# 71%, up 6 points from 65%
_UP_FROM = re.compile(
    rf"{mark('clp', 'y')}(?: \([^()]{{0,40}}\)| [^⟦⟧.;:(),]{{0,40}})?,? \(?(?P<way>up|down)(?: by)? {mark('clt', 'd')}(?: [a-z]+)? (?:from|on) (?:[^⟦⟧.;:()]|⟦[dy]\d+⟧){{0,40}}?{mark('clp', 'x')}"
)
# 14 started and 9 left, a net gain of five
_NET = re.compile(
    rf"{mark('c', 'came')} [^⟦⟧.;:()]{{0,40}}?\b(?:start(?:ed|ers)|join(?:ed|ers)|appointed|recruited|arrived|new starters)\b[^⟦⟧.;:()]{{0,40}}?(?:and|but|while|,) {mark('c', 'went')} [^⟦⟧.;:()]{{0,30}}?\b(?:left|leavers|resigned|departed)\b[^⟦⟧.;:()]{{0,40}}?\bnet (?P<way>gain|increase|growth|loss|reduction|decrease)[^⟦⟧.;:()]{{0,12}} {mark('c', 'd')}"
)
_RECRUITED = re.compile(
    rf"\b(?:recruited|appointed|hired|gained) {mark('c', 'came')} [^⟦⟧.;:()]{{0,40}}?(?:and|but) (?:we )?(?:lost|saw) {mark('c', 'went')}[^⟦⟧.;:()]{{0,40}}?\bnet (?P<way>gain|increase|growth|loss|reduction|decrease)[^⟦⟧.;:()]{{0,12}} {mark('c', 'd')}"
)
# £58,000 … and … £84,000, a difference of £26,000
_APART = re.compile(
    rf"{mark('clp', 'x')}(?P<between>[^⟦⟧.;:()]{{1,90}}){mark('clp', 'y')}[^⟦⟧.;:()]{{0,40}}, ?(?:which is )?a (?:difference|gap) of (?:[a-z]+ )?{mark('clpt', 'd')}"
)
_GAP = re.compile(
    rf"\b(?:gap|difference) between [^⟦⟧.;:()]{{1,40}}\(?{mark('cp', 'x')}\)? and [^⟦⟧.;:()]{{1,40}}\(?{mark('cp', 'y')}\)?[^⟦⟧.;:()]{{0,30}} (?:is|was) (?:[a-z]+ )?{mark('ct', 'd')}"
)
# a budget of £12.64m and an outturn of £12.98m, an overspend of £0.34m
_SPENT = re.compile(
    rf"\bbudgets?\b(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,60}}?{mark('l', 'budget')}(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,80}}?\b(?:outturn|spen[dt]|spending|expenditure|forecast)\b(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,40}}?{mark('l', 'spent')}[^⟦⟧.;]{{0,25}}?\b(?P<way>over|under)[ -]?(?:spend|spent|spending)\b[^⟦⟧.;]{{0,12}} {mark('l', 'd')}",
    re.IGNORECASE,
)
# since 2019, when it stood at 22%, it has fallen by 9 points to 13%
_BY_TO = re.compile(
    rf"\b(?:stood at|was|were|of|at) {mark('p', 'x')}(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{1,80}}?\b{MOVED} by {mark('t', 'd')} to {mark('p', 'y')}"
)
# by £0.4m to £3.3m (2021: £2.9m)
_BY_TO_FROM = re.compile(
    rf"\b{MOVED} by {mark('clt', 'd')} to {mark('clp', 'y')}(?:(?: [a-z]+){{0,3}} \((?:[^⟦⟧()]|⟦[dy]\d+⟧){{0,25}}{mark('clp', 'x')}\)|,? from {mark('clp', 'z')})"
)
_SPENT_BY = re.compile(
    rf"\bbudgets?\b(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,40}}?{mark('l', 'budget')}[^⟦⟧.;]{{0,20}}\b(?P<way>over|under)[ -]?spent by {mark('l', 'd')}[^⟦⟧.;]{{0,30}}\b(?:outturn|spending|spend|expenditure) (?:of|was|at) {mark('l', 'spent')}",
    re.IGNORECASE,
)
# the outturn was £10.86m against a budget of £10.64m, an overspend of £0.22m
_AGAINST = re.compile(
    rf"\b(?:outturn|spend|spending|expenditure|forecast)\b(?:[^⟦⟧.;]|⟦[dy]\d+⟧){{0,40}}?{mark('l', 'spent')} (?:compared (?:with|to)|against|on) (?:a|the|its) (?:[a-z]+ )?budget of {mark('l', 'budget')},? ?\(?(?:which is |giving |leaving |resulting in |representing )?an? (?:[a-z]+ )?(?P<way>over|under)[ -]?spend(?:ing)? of (?:[a-z]+ )?{mark('l', 'd')}",
    re.IGNORECASE,
)
# 98 in April, 91 in July and 77 in October, a fall of 21
_RUN = re.compile(
    rf"{mark('clp', 'x')}(?: [^⟦⟧.;:(),]{{0,30}})? in {_MONTH}(?:, ⟦[clp]\d+⟧ in {_MONTH})*,? and {mark('clp', 'y')} in {_MONTH}, (?:a|an) (?:[a-z]+ )?(?P<way>fall|rise|reduction|increase|drop|decrease) of (?:[a-z]+ )?{mark('clpt', 'd')}"
)
# has fallen to 16.9%, and is now lower than the average of 15.2%
_NOW_THAN = re.compile(
    rf"\bto {mark('p', 'x')}(?:,[^⟦⟧.;:()]{{0,30}}⟦[pt]\d+⟧[^⟦⟧.;:()]{{0,40}})?,? (?:and|which) (?:is|are|it is) (?:now |still |also |much |well )?(?P<way>lower|less|below|higher|more|greater|above)(?: than)? (?P<between>(?:(?!,){_NOT}){{0,70}}?){mark('p', 'y')}(?! (?:points?|higher|lower|more|less|above|below))"
)
# turnover was 13.8%, down from 17.5% in 2022, a fall of 3.7 percentage points
_FROM_BY = re.compile(
    rf"{mark('clp', 'y')}(?: [^⟦⟧.;:(),]{{0,40}})?,? \(?(?P<way>up|down) (?:from|on) (?:[^⟦⟧.;:()]|⟦[dy]\d+⟧){{0,20}}?{mark('clp', 'x')}(?:[^⟦⟧.;:()]|⟦[dy]\d+⟧){{0,30}}?,? (?:a|an) (?:[a-z]+ )?(?:fall|rise|reduction|increase|drop|decrease|improvement) of (?:[a-z]+ )?{mark('clpt', 'd')}(?= ?[.,;()]|$)"
)
_UP_WORDS = ("up", "more", "higher", "greater", "above", "rise", "increase", *ROSE)
_DOWN_WORDS = ("down", "fewer", "less", "lower", "below", "fall", "reduction", "drop", "decrease", *FELL)


def look(sentence: Sentence) -> Iterator[Remark]:
    """Everything that a sentence says of two figures beside each other."""
    yield from _than(sentence)
    for pattern in (_FEWER, _UP_FROM, _BY_TO, _FROM_BY):
        for found in matches(pattern, sentence):
            yield from _changed(sentence, found)
    for found in matches(_BY_TO_FROM, sentence):
        yield from _changed(sentence, found)
    if run := _RUN.search(sentence.shape):  # from its first figure on, never from one within
        yield from _changed(sentence, run)
    for pattern in (_APART, _GAP):
        for found in matches(pattern, sentence):
            yield from _apart(sentence, found)
    for found in (*matches(_NET, sentence), *matches(_RECRUITED, sentence)):
        if sum(f.kind is Kind.COUNT for f in sentence.figures) > 3:
            continue  # the net of more than the two
        came, went, size = (sentence.figure(found[name]) for name in ("came", "went", "d"))
        yield _net(came, went, size, found["way"])
    for found in (*matches(_SPENT, sentence), *matches(_SPENT_BY, sentence), *matches(_AGAINST, sentence)):
        budget, spent, size = (sentence.figure(found[name]) for name in ("budget", "spent", "d"))
        yield _spent(budget, spent, size, found["way"].lower())


def _than(sentence: Sentence) -> Iterator[Remark]:
    for found in (*matches(_THAN, sentence), *matches(_NOW_THAN, sentence)):
        x, y = sentence.figure(found["x"]), sentence.figure(found["y"])
        if x.hedge or y.hedge == "about" or re.search(r"\b(?:points?|times|twice)\b", found["between"]):
            continue
        is_lower = found["way"] in _DOWN_WORDS
        agrees = x.value < y.value if is_lower else x.value > y.value
        arithmetic = f"{x.text} is {'less than' if x.value < y.value else 'more than' if x.value > y.value else 'the same as'} {y.text}"
        reason = "The words say what the figures say." if agrees else f"The words say “{found['way']}”."
        yield Remark((x, y), Verdict.AGREES if agrees else Verdict.CONTRADICTS, arithmetic, reason)


def _changed(sentence: Sentence, found: re.Match) -> Iterator[Remark]:
    """Now, by how much, and before: the size and the direction."""
    before = found["x"] or found.groupdict().get("z")
    if not before:
        return
    x, y, size = sentence.figure(before), sentence.figure(found["y"]), sentence.figure(found["d"])
    if x.kind != y.kind or (not same_unit(sentence, x, size) and size.kind is not Kind.POINTS and size.kind != x.kind):
        return
    if size.kind is Kind.COUNT and x.kind is not Kind.COUNT:
        return
    way = found["way"]
    if way in ("better", "worse"):
        yield compare(x, y, size)
        return
    if (y.value > x.value and way in _DOWN_WORDS) or (y.value < x.value and way in _UP_WORDS):
        yield Remark(
            (x, y, size), Verdict.CONTRADICTS, f"{x.text} to {y.text} {'rises' if y.value > x.value else 'falls'}",
            f"The words say “{way}”, the figures go the other way.",
        )  # fmt: skip
        return
    yield compare(x, y, size)
    if share := found.groupdict().get("p"):
        yield compare(x, y, sentence.figure(share))


def _apart(sentence: Sentence, found: re.Match) -> Iterator[Remark]:
    x, y, size = (sentence.figure(found[name]) for name in ("x", "y", "d"))
    if x.kind == y.kind and (size.kind == x.kind or size.kind is Kind.POINTS) and not x.hedge and not y.hedge:
        yield compare(x, y, size)


def _net(came: Figure, went: Figure, size: Figure, way: str) -> Remark:
    net = came.value - went.value
    arithmetic = f"{came.text} − {went.text} = {amount(Kind.COUNT, net)}"
    is_right = size.against((came.span - went.span).size) is Verdict.AGREES and (
        (net >= 0) == (way in ("gain", "increase", "growth"))
    )
    reason = "The net is right." if is_right else f"A net {way} of {size.text} is printed."
    return Remark((came, went, size), Verdict.AGREES if is_right else Verdict.CONTRADICTS, arithmetic, reason)


def _spent(budget: Figure, spent: Figure, size: Figure, way: str) -> Remark:
    budget, spent = exacted(budget, spent)
    over: Span = spent.span - budget.span
    value = spent.value - budget.value
    arithmetic = f"{spent.text} − {budget.text} = {amount(Kind.POUNDS, value)}"
    if value and (value > 0) != (way == "over") and over.low * over.high > 0:
        return Remark((budget, spent, size), Verdict.CONTRADICTS, arithmetic, f"“{way.capitalize()}spend” is printed.")
    verdict = size.against(over.size)
    reason = "The variance is right." if verdict is Verdict.AGREES else f"{size.text} is printed."
    return Remark((budget, spent, size), verdict, arithmetic, reason)

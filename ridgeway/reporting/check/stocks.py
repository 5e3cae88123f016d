"""A whole, what was done of it and what is left; and a stock with its flows: opening, new, left, started, closing."""

import re
from collections.abc import Iterator

from .figures import Sentence
from .findings import Verdict
from .numbers import Figure, Kind, Span, amount
from .paper import Block
from .remarks import Remark, mark, matches

_LEFT = r"(?:remain(?:s|ed|ing)?|are left|is left|left|to (?:find|fill|go|do)|outstanding|still (?:vacant|open|to)|(?:are |is |were )?(?:vacant|unfilled|empty|undelivered))\b"
# 17 of the 40 vacancies were filled; 23 remain
_OF = re.compile(
    rf"{mark('c', 'part')} (?:out )?of (?:the |our |all |its )?{mark('c', 'whole')} (?P<what>[a-z-]+)[^⟦⟧.;:()]{{0,50}}? (?:filled|appointed to|completed|delivered|recruited to|closed|resolved)\b[^⟦⟧.:()]{{0,20}}?(?:;|,| and| leaving) ?(?:leaving |with )?{mark('c', 'rest')} (?:[a-z]+ ){{0,2}}?{_LEFT}"
)
# 146.5 posts … 121.3 are filled, leaving 25.2 vacant
_LEAVING = re.compile(
    rf"{mark('cl', 'part')}[^⟦⟧.;:]{{0,60}}\b(?:filled|occupied|delivered|achieved|spent|saved|recruited|held|secured|completed|covered|allocated)\b[^⟦⟧.;:()]{{0,20}},? (?:leaving|with) {mark('cl', 'rest')}(?: [a-z]+){{0,3}} (?:vacant|unfilled|uncovered|unallocated|empty|to (?:find|fill|deliver|save|spend|achieve)|outstanding|remaining|left)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:posts?|establishment|FTE|savings?|target|plan(?:ned)?|budget|vacanc(?:y|ies))\b", re.IGNORECASE
)
_OPENING = re.compile(
    rf"(?:(?:start|beginning|began|opened|begin|opening)\b[^⟦⟧.;]{{0,60}}(?:⟦[dy]\d+⟧[^⟦⟧.;]{{0,40}})?{mark('c', 'n')} (?:[a-z]+ ){{0,2}}vacan|{mark('c', 'm')} (?:[a-z]+ ){{0,2}}vacanc(?:y|ies) (?:at the (?:start|beginning)|on opening))",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"(?:{mark('c', 'n')} (?:[a-z]+ ){{0,2}}vacanc(?:y|ies) (?:remain|were left|are left|at the (?:end|close))|\b(?:ended|closed|finished|closing|end of)\b[^⟦⟧.;]{{0,50}}{mark('c', 'm')} (?:[a-z]+ ){{0,2}}vacan)",
    re.IGNORECASE,
)
_NEW = re.compile(
    rf"(?:{mark('c', 'n')} (?:new |additional |more |extra |further )?(?:[a-z]+ )?posts? (?:were |was )?(?:created|added|funded|established)|{mark('c', 'm')} (?:new|additional|extra) (?:[a-z]+ )?posts?)",
    re.IGNORECASE,
)
_LEAVERS = re.compile(
    rf"{mark('c', 'n')} (?:[a-z]+ ){{0,2}}?(?:leavers|left|resigned|resignations|departures)\b", re.IGNORECASE
)
_STARTERS = re.compile(
    rf"{mark('c', 'n')} (?:[a-z]+ ){{0,2}}?(?:starters|started|joined|joiners|appointments|were appointed|appointed|recruited|were recruited)\b",
    re.IGNORECASE,
)


def look(block: Block) -> Iterator[tuple[Sentence, Remark]]:
    """Everything that a paragraph says of stocks."""
    before: Sentence | None = None
    for sentence in block.joined:
        for found in matches(_OF, sentence):
            whole, part, rest = (sentence.figure(found[n]) for n in ("whole", "part", "rest"))
            yield sentence, _rest(whole, part, rest)
        for found in matches(_LEAVING, sentence):
            part, rest = sentence.figure(found["part"]), sentence.figure(found["rest"])
            all_of_it = _whole(sentence, before, part, rest)
            if all_of_it is not None:
                yield sentence, _rest(all_of_it, part, rest)
        before = sentence
    yield from _flows(block)


def _whole(sentence: Sentence, before: Sentence | None, part: Figure, rest: Figure) -> Figure | None:
    """The one figure before the part that it can be a part of: in its own sentence, or alone in the one before."""
    own = [f for f in sentence.figures if f.kind is part.kind and f.start < part.start]
    if own:
        return own[0] if len(own) == 1 and own[0].value > part.value and _WHOLE.search(sentence.text) else None
    earlier = [f for f in before.figures if f.kind is part.kind] if before else []
    is_whole = before is not None and len(earlier) == 1 and bool(_WHOLE.search(before.text))
    return earlier[0] if is_whole and earlier[0].value > part.value and part.kind is rest.kind else None


def _rest(whole: Figure, part: Figure, rest: Figure) -> Remark:
    verdict = rest.against(whole.span - part.span)
    arithmetic = f"{amount(whole.kind, whole.value, 2)} − {amount(part.kind, part.value, 2)} = {amount(rest.kind, whole.value - part.value, 2)}"
    reason = (
        "What is left is the whole less the part."
        if verdict is Verdict.AGREES
        else f"{rest.text} is printed as what is left."
    )
    return Remark((part, rest), verdict, arithmetic, reason)


def _flows(block: Block) -> Iterator[tuple[Sentence, Remark]]:
    """A paragraph that prints the whole balance once: opening + new + left − started = closing."""
    told = {name: _only(block, pattern) for name, pattern in _PARTS.items()}
    opening, closing, left, started, new = (told[n] for n in ("opening", "closing", "left", "started", "new"))
    if not (opening and closing and left and started):
        return
    figures = [found[1] for found in (opening, new, left, started, closing) if found]
    if any(f.hedge for f in figures) or len(set(figures)) != len(figures):
        return
    span: Span = opening[1].span + left[1].span - started[1].span
    value = opening[1].value + left[1].value - started[1].value
    words = [opening[1].text, left[1].text]
    if new:
        span, value = span + new[1].span, value + new[1].value
        words.insert(1, new[1].text)
    arithmetic = f"{' + '.join(words)} − {started[1].text} = {amount(Kind.COUNT, value)}"
    verdict = closing[1].against(span)
    if verdict is Verdict.AGREES:
        yield closing[0], Remark((closing[1],), verdict, arithmetic, "The flows explain the stock.")
    elif new:
        yield closing[0], Remark((closing[1],), verdict, arithmetic, f"{closing[1].text} is printed as the closing stock.")  # fmt: skip
    else:
        yield closing[0], Remark(
            (closing[1],), Verdict.CANNOT_TELL, arithmetic, f"{closing[1].text} is printed. Posts that were created or ended would have to explain the rest.",
        )  # fmt: skip


_PARTS = {"opening": _OPENING, "closing": _CLOSING, "new": _NEW, "left": _LEAVERS, "started": _STARTERS}


def _only(block: Block, pattern: re.Pattern) -> tuple[Sentence, Figure] | None:
    """The one figure of a paragraph that a pattern finds; none where there are several."""
    found = {}
    for sentence in block.sentences:
        for match in matches(pattern, sentence):
            figure = sentence.figure(match["n"] or match["m"] if "m" in match.groupdict() else match["n"])
            found[sentence.start + figure.start] = sentence, figure
    return next(iter(found.values())) if len(found) == 1 else None

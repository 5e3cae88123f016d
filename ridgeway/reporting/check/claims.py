"""A change in pounds that the words claim for a part, against the one that a table of amounts and a table of its shares give."""

import re
from collections.abc import Iterator

from .figures import Sentence
from .findings import Verdict
from .numbers import HUNDRED, Figure, Kind, Span, money
from .paper import Block, Paper, Table
from .remarks import PART, Remark, mark, matches
from .series import TOPIC, paired
from .tables import grid_of

_DOWN = r"(?P<down>reduc|decreas|f[ae]ll|drop|sav|cut)"
_UP = r"(?:increas|ris[ei]|rose|gr[eo]w)"
_WAY = rf"(?:{_DOWN}|{_UP})[a-z]*"
_CLAIMS = (
    # in adult care operations there was a reduction of £158,722
    re.compile(rf"\b(?:in|within|for|across) (?:the )?{PART},? there (?:was|has been|were) an? (?:[a-z]+ )?{_WAY} of {mark('l', 'claim')}", re.IGNORECASE),
    # agency spend in adult care operations fell by £158,722; (from) operational children's services (decreased by £333,918)
    re.compile(rf"\b(?:in|within|for|across|from|on) (?:the )?{PART},? \(?(?:has |have |had |was |were )?{_WAY} by {mark('l', 'claim')}", re.IGNORECASE),
)  # fmt: skip
_NO_WHOLE = re.compile(r"varian|differen|change|over.?spend|under.?spend|%", re.IGNORECASE)
MOST = 2  # so many times the pounds that the tables give, or the other way about: then it is pointed at


def look(paper: Paper) -> Iterator[tuple[Block, Sentence, Remark]]:
    """Every claimed change of pounds of which the paper prints the whole and the share, two years running."""
    tables = [(amounts, shares, _topics(words)) for amounts, shares, words in paired(paper)]
    for block in paper.paragraphs if tables else ():
        for sentence in block.sentences:
            years = {f.text for f in sentence.figures if f.kind is Kind.YEAR}
            if len(years) != 1:
                continue
            year, topics = years.pop(), _topics(sentence.text)
            for found in (f for pattern in _CLAIMS for f in matches(pattern, sentence)):
                fitting = [(a, s) for a, s, topic in tables if topic & topics]
                if pair := _of_part(found["part"], fitting):
                    claim = sentence.figure(found["claim"])
                    remark = _held(claim, bool(found["down"]), *pair, year)
                    if remark is not None:
                        yield block, sentence, remark


def _topics(text: str) -> set[str]:
    return {topic.lower().rstrip("s") for topic in TOPIC.findall(text)}


def _stems(text: str) -> set[str]:
    """The words of a name by their first letters: "operations" and "operational" are one."""
    found = re.findall(r"[a-z]+", text.lower().replace("’", "'").replace("'s", ""))
    return {word[:6].rstrip("s") for word in found if len(word) > 3}


def _of_part(part: str, tables: list[tuple[Table, Table]]) -> tuple[Table, Table] | None:
    """The one pair of tables that is of a part: two in three of its words are in its caption or heads, and no other has as many."""
    wanted = _stems(part)
    if len(wanted) < 2:
        return None
    scored = sorted(
        ((len(wanted & _stems(f"{amounts.caption} {' '.join(amounts.head)}")), n) for n, (amounts, _) in enumerate(tables)),
        reverse=True,
    )  # fmt: skip
    if not scored or scored[0][0] * 3 < len(wanted) * 2 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return tables[scored[0][1]]


def _held(claim: Figure, is_down: bool, amounts: Table, shares: Table, year: str) -> Remark | None:
    """The claim against what the share was of each total in that year and the one before."""
    whole, part = grid_of(amounts), grid_of(shares)
    labels = [whole.label(r) for r in range(len(whole.cells))]
    if year not in labels or not labels.index(year):
        return None
    now = labels.index(year)
    given = [part.cells[r][part.numeric[0]] for r in (now - 1, now)]
    changes: list[tuple[str, Span, str]] = []
    for c in (n for n in whole.numeric if not _NO_WHOLE.search(whole.head[n])):
        ends = [whole.cells[r][c] for r in (now - 1, now)]
        if all(ends) and all(cell.value > 0 for cell in ends if cell):
            before, after = (
                cell.span.times(share.span).times(Span(1 / HUNDRED, 1 / HUNDRED))
                for cell, share in zip(ends, given, strict=True)
                if cell and share
            )
            changes.append((whole.head[c], after - before, f"{money(before.middle)} to {money(after.middle)}"))
    claimed = -claim.value if is_down else claim.value
    if not changes or any(_is_near(claimed, change) for _, change, _ in changes):
        return None
    told = "; ".join(f"{pounds} of {head}" for head, _, pounds in changes)
    return Remark(
        (claim,), Verdict.CANNOT_TELL, f"by its share, {labels[now - 1]} to {year}: {told}",
        f"{claim.text} {'less' if is_down else 'more'} is claimed. The tables of this paper do not bear it out; say of which teams and of which total it is.",
    )  # fmt: skip


def _is_near(claimed, change: Span) -> bool:
    """Whether a claim goes the way that the tables go and is at most twice as much, or within their rounding."""
    if change.low <= claimed <= change.high:
        return True
    middle = change.middle
    return middle * claimed > 0 and abs(claimed) <= abs(middle) * MOST

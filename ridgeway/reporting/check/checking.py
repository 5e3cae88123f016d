"""Checking a paper: every rule over every block, the findings in the order of the paper."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from . import (
    across,
    beside,
    changes,
    claims,
    days,
    filled,
    fractions,
    lacking,
    names,
    phases,
    schemes,
    series,
    shares,
    stocks,
    sums,
    tables,
    wholes,
)
from .figures import Sentence
from .findings import Finding, Verdict
from .numbers import Kind
from .paper import Block, Paper, Table
from .remarks import Remark

SENTENCE_RULES: tuple[tuple[str, Callable[[Sentence], Iterable[Remark]]], ...] = (
    ("share", shares.look),
    ("change", changes.look),
    ("sum", sums.look),
    ("words", fractions.look),
    ("beside", beside.look),
    ("whole", wholes.look),
    ("day", days.look),
    ("no base", changes.without_base),
)


@dataclass(frozen=True)
class Checked:
    """A paper with what was found in it."""

    paper: Paper
    findings: tuple[Finding, ...]

    @cached_property
    def figures(self) -> int:
        """How many figures were read in the paragraphs; years and dates are not counted."""
        counted = (Kind.COUNT, Kind.POUNDS, Kind.PERCENT, Kind.POINTS)
        return sum(f.kind in counted for b in self.paper.paragraphs for s in b.sentences for f in s.figures)

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.verdict is verdict)

    @property
    def contradicted(self) -> tuple[Finding, ...]:
        return self.of(Verdict.CONTRADICTS)

    @property
    def agreed(self) -> tuple[Finding, ...]:
        return self.of(Verdict.AGREES)

    @property
    def untold(self) -> tuple[Finding, ...]:
        return self.of(Verdict.CANNOT_TELL)


def check(paper: Paper) -> Checked:
    """Hold every rule against a paper."""
    found = [*_in_paragraphs(paper), *_in_tables(paper), *_across(paper)]
    unique = {(f.block, f.start, f.end, f.rule, f.arithmetic): f for f in found}
    return Checked(paper, tuple(sorted(unique.values(), key=lambda f: (f.block, f.start, f.end))))


def check_together(papers: Sequence[tuple[str, Paper]]) -> Checked:
    """Papers held each against itself, and against one another; the place of a finding says in which paper it stands."""
    blocks: list[Block | Table] = []
    found: list[Finding] = []
    left_out: list[str] = []
    for name, paper in papers:
        offset = len(blocks)
        found += [replace(f, where=f"{name}, {f.where}", block=f.block + offset) for f in check(paper).findings]
        blocks += [replace(b, where=f"{name}, {b.where}", number=b.number + offset) for b in paper.blocks]
        left_out += [f"{name}: {what}" for what in paper.left_out]
    whole = Paper(blocks, left_out)
    known = {(f.block, f.start, f.end, f.rule) for f in found}
    for rule, look in (("across", across.between(whole)), ("scheme", schemes.look(whole)), ("name", names.look(whole))):
        more = (_finding(block, sentence, remark, rule) for block, sentence, remark in look)
        found += [f for f in more if (f.block, f.start, f.end, f.rule) not in known]
    return Checked(whole, tuple(sorted(found, key=lambda f: (f.block, f.start, f.end))))


def _in_paragraphs(paper: Paper) -> Iterator[Finding]:
    for block in paper.paragraphs:
        for sentence in block.sentences:
            if sum(f.kind is not Kind.YEAR for f in sentence.figures) == 0:
                continue
            for rule, look in SENTENCE_RULES:
                yield from (_finding(block, sentence, remark, rule) for remark in look(sentence))
        for sentence in block.joined:
            if sentence not in block.sentences:
                yield from (_finding(block, sentence, remark, "share") for remark in shares.look(sentence))
        yield from (_finding(block, sentence, remark, "cause") for sentence, remark in days.causes(block))
        yield from (_finding(block, sentence, remark, "year") for sentence, remark in days.put_off(block))
        yield from (_finding(block, sentence, remark, "stock") for sentence, remark in stocks.look(block))


def _across(paper: Paper) -> Iterator[Finding]:
    for rule, look in (
        ("filled", filled.look(paper.paragraphs)),
        ("across", across.look(paper)),
        ("funding", across.funding(paper)),
        ("at once", days.at_once(paper)),
        ("share and pounds", series.prose(paper)),
        ("claim", claims.look(paper)),
        ("lacking", lacking.look(paper)),
        ("phases", phases.look(paper)),
        ("scheme", schemes.look(paper)),
        ("name", names.look(paper)),
    ):
        yield from (_finding(block, sentence, remark, rule) for block, sentence, remark in look)


def _finding(block: Block, sentence: Sentence, remark: Remark, rule: str) -> Finding:
    begin = min((f.start for f in remark.about), default=0)
    end = max((f.end for f in remark.about), default=len(sentence.text))
    return Finding(
        block.where, _quote(sentence.text, begin, end), remark.verdict, remark.arithmetic, remark.reason, rule,
        block.number, sentence.start + begin, sentence.start + end,
    )  # fmt: skip


def _quote(text: str, begin: int, end: int) -> str:
    """The figures with some words about them, cut between words."""
    left, right = max(0, begin - 40), min(len(text), end + 40)
    left = text.rfind(" ", 0, left) + 1 if left else 0
    cut = text.find(" ", right)
    right = cut if cut >= 0 else len(text)
    quote = text[left:right]
    if len(quote) > 320:
        quote = f"{quote[:200]} … {quote[-100:]}"
    return ("… " if left else "") + quote + (" …" if right < len(text) else "")


def _in_tables(paper: Paper) -> Iterator[Finding]:
    for table in paper.tables:
        yield from (_cell_finding(table, remark, "table") for remark in tables.look(table))
    yield from (_cell_finding(table, remark, "share and pounds") for table, remark in series.look(paper))


def _cell_finding(table: Table, remark: tables.CellRemark, rule: str) -> Finding:
    row = table.rows[remark.row]
    head = table.head[remark.column] if table.head else f"column {remark.column + 1}"
    label = re.sub(r"\s+", " ", row[0]) or f"row {remark.row + 1}"
    return Finding(
        table.where, f"{label}, {head}: {row[remark.column]}", remark.verdict, remark.arithmetic, remark.reason, rule,
        table.number, remark.row, remark.column,
    )  # fmt: skip

"""A report checked against itself before it is signed: the paper's own arithmetic, and what only its figures know."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .check import Verdict, check
from .check.paper import Block as PaperBlock
from .check.paper import Paper, Table
from .document import Block, Document
from .models import Report


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that must be mended or answered in writing. `key` stays the same while its words and its arithmetic do."""

    key: str
    section: int
    where: str
    quote: str
    arithmetic: str
    reason: str
    kind: str  # wrong, untold, figure
    answer: str = ""
    answered_by: str = ""
    block: int = -1
    start: int = 0
    end: int = 0

    @property
    def is_open(self) -> bool:
        return not self.answer


def wrong_by_block(found: Iterable[Concern]) -> dict[int, list[Concern]]:
    """What does not add up, by the number of the block it stands in."""
    wrong: dict[int, list[Concern]] = defaultdict(list)
    for concern in found:
        if concern.kind == "wrong" and concern.block >= 0:
            wrong[concern.block].append(concern)
    return dict(wrong)


def spans_of(found: Iterable[Concern]) -> list[tuple[int, int]]:
    """Where in their paragraph the contradicted words stand."""
    return [(c.start, c.end) for c in found if c.kind == "wrong" and c.end > c.start]


def key_of(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def concerns(report: Report, document: Document) -> list[Concern]:
    """Every concern in the order of the report, with its answer where one was written."""
    answers = {a.key: a for a in report.answers.all()} if report.pk else {}
    found = [*_of_paper(document), *_of_figures(document), *_of_definitions(document), *_of_troubles(document)]
    told = []
    for concern in found:
        answer = answers.get(concern.key)
        told.append(_answered(concern, answer.answer, answer.by_name) if answer else concern)
    return sorted(told, key=lambda c: (c.section, c.block, c.start))


def _answered(c: Concern, answer: str, by: str) -> Concern:
    return Concern(
        c.key, c.section, c.where, c.quote, c.arithmetic, c.reason, c.kind, answer, by, c.block, c.start, c.end
    )


def paper_of(document: Document) -> Paper:
    """The report as the checker reads it; its blocks keep their places."""
    blocks: list[PaperBlock | Table] = []
    heading = ""
    for n, block in enumerate(document.blocks):
        if block.kind == "heading":
            heading = block.text
        if block.kind == "tree":
            blocks.append(PaperBlock(block.text, _where(block, heading), heading, True, n))
        elif block.kind in ("table", "chart"):
            blocks.append(
                Table([list(r) for r in block.rows], f"table “{block.text}”", heading, block.text, list(block.heads), n)
            )
        else:
            blocks.append(PaperBlock(block.words, _where(block, heading), heading, block.kind == "heading", n))
    return Paper(blocks)


def _where(block: Block, heading: str) -> str:
    return f"paragraph {block.number}" if block.number else f"under “{heading}”"


def _of_paper(document: Document) -> Iterator[Concern]:
    for f in check(paper_of(document)).findings:
        if f.verdict is Verdict.AGREES:
            continue
        block = document.blocks[f.block]
        kind = "wrong" if f.verdict is Verdict.CONTRADICTS else "untold"
        key = key_of(f.rule, f.quote, f.arithmetic)
        yield Concern(
            key, block.section, f.where, f.quote, f.arithmetic, f.reason, kind, "", "", f.block, f.start, f.end
        )


def _of_figures(document: Document) -> Iterator[Concern]:
    """Figures that are not known, flagged by their own measure, or on a base too small."""
    placed = {piece.figure: (n, b) for n, b in enumerate(document.blocks) for piece in b.pieces if piece.figure}
    for figure in document.figures:
        if figure.trouble:
            n, block = placed[figure.number]
            yield Concern(
                key_of("figure", figure.token, figure.trouble), block.section, figure.name, figure.text, figure.base, figure.trouble,
                "figure", block=n,
            )  # fmt: skip


def _of_definitions(document: Document) -> Iterator[Concern]:
    """Two measures of one thing beside each other: they are not to be compared without a word."""
    families: dict[str, dict[str, int]] = defaultdict(dict)
    placed = {piece.figure: b for b in document.blocks for piece in b.pieces if piece.figure}
    for figure in document.figures:
        family = figure.key.split("_")[0]
        if family in ("turnover", "retention"):
            families[family].setdefault(figure.name, placed[figure.number].section)
    for family, names in families.items():
        if len(names) > 1:
            listed = " and ".join(f"“{name}”" for name in names)
            yield Concern(
                key_of("definitions", family, *sorted(names)), max(names.values()), f"figures of {family}", listed,
                f"{len(names)} definitions", f"{family.capitalize()} is given by {len(names)} definitions. Say that they cannot be compared.",
                "figure",
            )  # fmt: skip


def _of_troubles(document: Document) -> Iterator[Concern]:
    for section, sentence in document.troubles:
        yield Concern(
            key_of("token", str(section), sentence),
            section,
            "a figure that says nothing",
            sentence,
            "",
            sentence,
            "wrong",
        )

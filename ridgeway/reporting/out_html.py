"""A composed report as one accessible web page that stands by itself: no script, no request, footnotes as links."""

import itertools
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ridgeway.drawing import trees

from . import out_word
from .cover import cover_of
from .document import Block, Document, Piece, marked
from .models import Report
from .selfcheck import Concern, spans_of, wrong_by_block

STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Arial, sans-serif; color: #17211f; background: #fff; }
header { border-bottom: 2px solid; margin-bottom: 1rem; } .top { display: flex; justify-content: space-between; align-items: flex-end; gap: 1rem; } .top p { margin: 0 0 .3rem; } .when { text-align: right; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.25rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .2rem 1rem; } dt { font-weight: 700; } dd { margin: 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; } caption { text-align: left; font-weight: 700; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid #dadddd; } thead th { border-bottom: 2px solid #17211f; } .n { text-align: right; }
.wrong { color: #8a2765; } mark { color: inherit; background: #f7e9f1; text-decoration: underline wavy #8a2765 1px; font-weight: 700; }
.line { display: grid; grid-template-columns: minmax(0, 1fr) 11rem; gap: 0 1.5rem; } .flag { color: #8a2765; font-size: .85rem; margin: 1rem 0; padding-top: .7rem; background: repeating-linear-gradient(135deg, #8a2765 0 1.5px, transparent 1.5px 6px) top / 100% 7px no-repeat; }
@media (max-width: 40rem) { .line { display: block; } .flag { margin: 0 0 1rem; } dl { grid-template-columns: 1fr; } }
aside { font-size: .85rem; border-top: 1px solid; margin-top: 2rem; } svg { max-width: 100%; height: auto; }
"""


def as_html(report: Report, document: Document, concerns: list[Concern], *, at) -> bytes:
    """The report as bytes of an HTML file."""
    page = _Page(report, document, concerns)
    body, cover = page.body(), cover_of(report, document)
    left, right = (
        format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))
        for lines in ((cover.body,), (cover.day, cover.item))
    )
    return format_html(
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>{}</title><style>{}</style></head><body><main><header><div class="top"><div><h1>{}</h1>{}</div><div class="when">{}</div></div></header><dl>{}</dl>{}{}<p>{}</p></main></body></html>',
        document.title,
        mark_safe(STYLE),  # noqa: S308  ours
        cover.council,
        left,
        right,
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", cover.facts),
        body,
        page.notes(),
        out_word.footer_of(report, concerns, at),
    ).encode()


class _Page:
    def __init__(self, report: Report, document: Document, concerns: list[Concern]) -> None:
        self.report, self.document = report, document
        self.told: list[SafeString] = []
        self.noted: dict[int, int] = {}
        self.count = 0
        self.wrong = wrong_by_block(concerns)

    def body(self) -> SafeString:
        made: list[SafeString] = []
        for is_list, blocks in itertools.groupby(
            enumerate(self.document.blocks), key=lambda one: one[1].kind == "point"
        ):
            parts = [(self._flagged(n, block),) for n, block in blocks]
            one = format_html_join("\n", "<li>{}</li>" if is_list else "{}", parts)
            made.append(format_html("<ul>{}</ul>", one) if is_list else one)
        return format_html_join("\n", "{}", ((one,) for one in made))

    def _flagged(self, n: int, block: Block) -> SafeString:
        """A block, with what does not add up beside it; below it where the page is narrow."""
        made, wrong = self._block(n, block), self.wrong.get(n, [])
        if not wrong:
            return made
        flags = format_html_join(
            "",
            '<div class="flag"><b>Does not add up.</b> {}. {}{}</div>',
            ((c.arithmetic, c.reason, self._answer(c)) for c in wrong),
        )
        return format_html('<div class="line"><div>{}</div><div>{}</div></div>', made, flags)

    def _answer(self, concern: Concern) -> SafeString | str:
        return self._note(format_html("{}: {}", concern.answered_by, concern.answer)) if concern.answer else ""

    def _block(self, n: int, block: Block) -> SafeString:
        if block.kind == "heading":
            return format_html("<h2>{}</h2>" if block.level == 1 else "<h3>{}</h3>", block.text)
        if block.kind == "table":
            return self._table(block)
        if block.kind == "tree":
            drawn = mark_safe(out_word.svg_of(block, self.report.council.accent))  # noqa: S308  drawn by us
            return format_html(
                '<div role="img" aria-label="{}">{}</div>{}', f"{block.text}. {block.note}", drawn, _nested(block)
            )
        if block.kind == "chart":
            drawn = mark_safe(out_word.svg_of(block, self.report.council.accent))  # noqa: S308  drawn by us
            return format_html(
                '<p>{}</p><div role="img" aria-label="{}">{}</div>{}',
                block.note,
                f"{block.text}. {block.note}",
                drawn,
                self._table(block, with_note=False),
            )
        number = f"{block.number}. " if block.number else ""
        cut = marked(block, spans_of(self.wrong.get(n, []))) if block.pieces else ()
        words = format_html_join(
            "",
            "{}{}",
            (
                (self._words(piece, is_wrong), self._mark(piece.figure) if is_end else "")
                for piece, is_wrong, is_end in cut
            ),
        )
        return words if block.kind == "point" else format_html("<p>{}{}</p>", number, words)

    @staticmethod
    def _words(piece: Piece, is_wrong: bool) -> SafeString | str:
        return format_html("<mark>{}</mark>", piece.text) if is_wrong else piece.text

    def _mark(self, figure: int) -> SafeString | str:
        if not figure or figure in self.noted:
            return ""
        placed = self.document.figures[figure - 1]
        self.noted[figure] = len(self.told) + 1
        return self._note(format_html("{}: {}. {}", placed.name, placed.base, placed.definition))

    def _note(self, words: SafeString) -> SafeString:
        self.told.append(words)
        n = len(self.told)
        return format_html('<sup><a id="mark-{}" href="#note-{}">{}</a></sup>', n, n, n)

    def _table(self, block: Block, *, with_note: bool = True) -> SafeString:
        self.count += 1
        heads = format_html_join(
            "",
            '<th scope="col" class="{}">{}</th>',
            (("n" if c in block.numeric else "", h) for c, h in enumerate(block.heads)),
        )
        rows = format_html_join("", "<tr>{}</tr>", ((self._row(block, n, row),) for n, row in enumerate(block.rows)))
        said = format_html("<p>{}</p>", block.note) if with_note and block.note else ""
        return format_html(
            '{}<div class="wide" tabindex="0" role="group" aria-label="{}"><table><caption>Table {}. {}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
            said, f"{block.text}, table {self.count}", self.count, block.text, heads, rows,
        )  # fmt: skip

    def _row(self, block: Block, n: int, row: tuple[str, ...]) -> SafeString:
        mark = self._note(format_html("{}", block.notes[n])) if n < len(block.notes) and block.notes[n] else ""
        cells = format_html_join(
            "",
            '<td class="{}">{}</td>',
            (("n" if c in block.numeric else "", cell) for c, cell in enumerate(row[1:], start=1)),
        )
        return format_html('<th scope="row">{}{}</th>{}', row[0], mark, cells)

    def notes(self) -> SafeString:
        listed = format_html_join(
            "",
            '<li id="note-{}">{} <a href="#mark-{}" aria-label="Back to the text">↑</a></li>',
            ((n, w, n) for n, w in enumerate(self.told, start=1)),
        )
        return format_html('<aside aria-label="Notes"><ol>{}</ol></aside>', listed) if self.told else mark_safe("")


def _nested(block: Block) -> SafeString:
    """A tree as lists within lists."""
    return _listed(trees.grown([(int(level), words) for level, words in block.rows]))


def _listed(nodes: Sequence[trees.Node]) -> SafeString:
    if not nodes:
        return mark_safe("")
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}{}</li>", ((n.words, _listed(n.children)) for n in nodes))
    )

"""A composed report as one accessible web page that stands by itself: no script, no request, footnotes as links."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import out_word
from .document import Block, Document
from .models import Report
from .selfcheck import Concern

STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 Arial, sans-serif; color: #17211f; background: #fff; }
h1 { font-size: 1.7rem; border-bottom: 2px solid; padding-bottom: .5rem; } h2 { font-size: 1.25rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .2rem 1rem; } dt { font-weight: 700; } dd { margin: 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; } caption { text-align: left; font-weight: 700; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid #dadddd; } thead th { border-bottom: 2px solid #17211f; } .n { text-align: right; }
.wrong { color: #8a2765; } aside { font-size: .85rem; border-top: 1px solid; margin-top: 2rem; } svg { max-width: 100%; height: auto; }
"""


def as_html(report: Report, document: Document, concerns: list[Concern], *, at) -> bytes:
    """The report as bytes of an HTML file."""
    page = _Page(report, document, concerns)
    body = page.body()
    return format_html(
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{}</title><style>{}</style></head><body><main><h1>{}</h1><dl>{}</dl>{}{}<p>{}</p></main></body></html>",
        document.title,
        mark_safe(STYLE),  # noqa: S308  ours
        report.council,
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", document.facts),
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
        self.wrong: dict[int, list[Concern]] = {}
        for concern in concerns:
            if concern.kind == "wrong":
                self.wrong.setdefault(concern.block, []).append(concern)

    def body(self) -> SafeString:
        return format_html_join("\n", "{}", ((self._block(n, b),) for n, b in enumerate(self.document.blocks)))

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
        number = f"{block.number}. " if block.number else "– " if block.kind == "point" else ""
        words = format_html_join("", "{}{}", ((piece.text, self._mark(piece.figure)) for piece in block.pieces))
        return format_html("<p>{}{}{}</p>", number, words, self._flags(n))

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

    def _flags(self, n: int) -> SafeString:
        flags = [
            self._note(
                format_html(
                    '<span class="wrong"><b>Does not add up.</b> {}. {} {}</span>', c.arithmetic, c.reason, c.answer
                )
            )
            for c in self.wrong.get(n, [])
        ]
        return format_html_join("", "{}", ((flag,) for flag in flags))

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
    """A tree as a list; how deep each stands is said by the space before it, and by its number."""
    return format_html(
        "<ul>{}</ul>",
        format_html_join(
            "", '<li style="margin-left: {}rem">{}</li>', ((int(level) * 1.5, words) for level, words in block.rows)
        ),
    )

"""A composed report as a tagged PDF with bookmarks, by Typst: the report is handed over as data, never as markup."""

import datetime as dt
import itertools
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.contrib.staticfiles import finders

from ridgeway.core.progress import Report as Tell
from ridgeway.core.progress import silence
from ridgeway.drawing import trees

from . import out_word
from .cover import cover_of
from .document import Block, Document, marked, widths_of
from .models import Report
from .selfcheck import Concern, spans_of, wrong_by_block

TEMPLATE = Path(__file__).with_name("report.typ")


def as_pdf(
    report: Report, document: Document, concerns: list[Concern], *, at: dt.datetime, tell: Tell = silence
) -> bytes:
    """The report as bytes of a PDF (PDF/UA-1); `tell` hears how far it is."""
    import typst  # loaded only where a PDF is made

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "report.typ").write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        (place / "report.json").write_text(
            json.dumps(_data(report, document, concerns, at, place, tell)), encoding="utf-8"
        )
        tell("Pages set", 0, 0)
        made = typst.compile(
            str(place / "report.typ"),
            root=folder,
            font_paths=fonts(),
            pdf_standards=["ua-1"],
            timestamp=int(at.timestamp()),
        )
    return bytes(made)


def fonts() -> list[str]:
    """The folder of our own typeface, where it was built."""
    found = finders.find("built/fonts")
    return [str(found)] if found else []


def _data(
    report: Report, document: Document, concerns: list[Concern], at: dt.datetime, place: Path, tell: Tell
) -> dict:
    wrong, cover = wrong_by_block(concerns), cover_of(report, document)
    noted: set[int] = set()
    blocks = []
    for n, block in enumerate(document.blocks):
        tell("Parts drawn", n, len(document.blocks))
        blocks.append(_block(n, block, document, wrong.get(n, []), noted, report.council.accent, place))
    return {
        "council": cover.council,
        "body": cover.body,
        "day": cover.day,
        "item": cover.item,
        "flagged": bool(wrong),
        "title": document.title,
        "accent": report.council.accent,
        "facts": [list(fact) for fact in cover.facts],
        "footer": out_word.footer_of(report, concerns, at),
        "blocks": _in_lists(blocks),
    }


def _in_lists(blocks: list[dict]) -> list[dict]:
    """Points that follow one another as one list, with what does not add up in any of them beside it."""
    made: list[dict] = []
    for is_list, run in itertools.groupby(blocks, key=lambda block: block["kind"] == "point"):
        items = list(run)
        wrong = [words for item in items for words in item["wrong"]]
        made += [{"kind": "list", "items": items, "wrong": wrong}] if is_list else items
    return made


def _tree(nodes: Sequence[trees.Node]) -> list[dict]:
    return [{"words": node.words, "children": _tree(node.children)} for node in nodes]


def _block(
    n: int, block: Block, document: Document, wrong: list[Concern], noted: set[int], accent: str, place: Path
) -> dict:
    made: dict = {
        "kind": block.kind,
        "text": block.text,
        "level": block.level,
        "number": block.number,
        "note": block.note,
        "wrong": [f"{c.arithmetic}. {c.reason}" for c in wrong],
        "answers": [f"{c.answered_by}: {c.answer}" for c in wrong if c.answer],
    }
    if block.kind in ("table", "chart"):
        made |= {
            "heads": list(block.heads),
            "rows": [list(r) for r in block.rows],
            "numeric": list(block.numeric),
            "widths": widths_of(block),
            "total": block.has_total,
            "notes": [*block.notes, *[""] * (len(block.rows) - len(block.notes))],
        }
    if block.kind == "tree":
        made["nodes"] = _tree(trees.grown([(int(level), words) for level, words in block.rows]))
    if block.kind in ("chart", "tree"):
        (place / f"chart-{n}.svg").write_text(out_word.svg_of(block, accent), encoding="utf-8")
        made["picture"] = f"chart-{n}.svg"
    pieces = []
    for piece, is_wrong, is_end in marked(block, spans_of(wrong)) if block.pieces else ():
        note = ""
        if is_end and piece.figure and piece.figure not in noted:
            noted.add(piece.figure)
            figure = document.figures[piece.figure - 1]
            note = f"{figure.name}: {figure.base}. {figure.definition}"
        pieces.append({"text": piece.text, "note": note, "wrong": is_wrong})
    made["pieces"] = pieces
    return made

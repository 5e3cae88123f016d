"""State of the service as a file: the page's own figures as a document, each footnoted with its definition and its base."""

import datetime as dt
from pathlib import Path
from typing import Any

from ridgeway.core.periods import months_before
from ridgeway.insight import answers
from ridgeway.insight.figures import Figure, Status, Unit, day_words
from ridgeway.insight.state import State, state_of

from . import out_html, out_pdf, out_word
from .document import Block, Document, Piece
from .figures_placed import definition
from .models import Report, ReportTemplate

TITLE = "State of the service"
WRITERS = {"docx": out_word.as_docx, "pdf": out_pdf.as_pdf, "html": out_html.as_html}


class CannotBuild(Exception):
    """Why a report cannot be built; a sentence."""


def build(
    council_code: str,
    *,
    on: dt.date,
    out: Path,
    made_at: dt.datetime,
    against: dt.date | None = None,
    service: str | None = None,
    team: str | None = None,
) -> dict[str, Any]:
    """Write the report to `out`, whose ending says the format, and give the file and its figures.

    Raises `CannotBuild` for a format there is none of, and `answers.CannotAnswer` for an unknown council or scope.
    """
    form = out.suffix.removeprefix(".").lower()
    if form not in WRITERS:
        raise CannotBuild(f"A report is written as .html, .docx or .pdf; “{out.name}” ends otherwise.")
    scope = answers.scope_named(council_code, service, team)
    state = state_of(scope, on, against or months_before(on, 12))
    out.write_bytes(written(state, form, made_at=made_at))
    return {"file": str(out), "figures": [answers.as_values(tile.figure) for tile in state.tiles]}


def written(state: State, form: str, *, made_at: dt.datetime) -> bytes:
    """The report as bytes; `form` is html, docx or pdf."""
    scope = state.scope
    report = Report(
        council=scope.council, service=scope.service, template=ReportTemplate(council=scope.council, name=TITLE),
        title=TITLE, on=state.on, since=state.against,
    )  # fmt: skip
    return WRITERS[form](report, document_of(state), [], at=made_at)


def document_of(state: State) -> Document:
    """The page as a document."""
    scope, day = state.scope, day_words(state.on)
    facts = [("Subject", TITLE), ("Figures", f"As at {day}, against {day_words(state.against)}")]
    if not scope.is_council:
        facts.insert(1, ("Speaks of", scope.name))
    blocks = [
        _words(state.sentence),
        _head("Figures"),
        _figures(state),
        _head("Turnover over three years"),
        *_turnover(state),
    ]
    blocks += [_head("Leavers by part of the service"), _leavers(state)]
    return Document(f"{TITLE}, {day}", tuple(facts), tuple(blocks), ())


def _head(text: str) -> Block:
    return Block("heading", text=text)


def _words(text: str, kind: str = "paragraph") -> Block:
    return Block(kind, pieces=(Piece(text),))


def _figures(state: State) -> Block:
    figures = [tile.figure for tile in state.tiles]
    return Block(
        "table", text=f"Figures as at {day_words(state.on)}", heads=("Figure", "Value", "Base", "Change"), numeric=(1,),
        rows=tuple((t.figure.measure.name, _value(t.figure), _base(t.figure), t.change) for t in state.tiles),
        notes=tuple(f"{definition(f)} Source: {f.measure.source} {f.measure.caveat}".strip() for f in figures),
    )  # fmt: skip


def _turnover(state: State) -> list[Block]:
    """What was decided meanwhile, and the line with its figures; a sentence where it is not known."""
    if not any(figure.value is not None for figure in state.turnover):
        return [_words("Turnover is not known here for these years.")]
    quarters = [figure for figure in state.turnover[::-3][::-1] if figure.value is not None]
    chart = Block(
        "chart", text="Turnover, all leavers, twelve months to each day", note=state.turnover_reading, unit="%",
        points=tuple((f.on.isoformat(), f.value) for f in state.turnover),
        events=tuple((e.on.isoformat(), e.words) for e in state.events),
        heads=("Twelve months to", "Turnover", "Leavers", "Average in post"), numeric=(1, 2, 3),
        rows=tuple((day_words(f.on), _value(f), _part(f.numerator), _part(f.denominator)) for f in quarters),
    )  # fmt: skip
    return [*(_words(f"{day_words(e.on)}: {e.words}", "point") for e in state.events), chart]


def _leavers(state: State) -> Block:
    rows = [(share.name, *_leaving(share.figure)) for share in state.leavers] + [("All", *_leaving(state.total))]
    return Block(
        "table", text=f"Leavers in the twelve months to {day_words(state.on)}", rows=tuple(rows), has_total=True, numeric=(1, 2, 3, 4),
        heads=("Part", "Leavers", "Average in post", "Turnover", "Likely range"),
        note=f"{state.leavers_reading} A rate whose likely range spans more than 25 points is too few to say.",
    )  # fmt: skip


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "Not known"
    return f"{figure.text}%" if figure.unit is Unit.PERCENT else f"{figure.text} {figure.unit_text}"


def _base(figure: Figure) -> str:
    return f"{figure.base}. {figure.answer.flag}" if figure.answer.flag else figure.base


def _part(part) -> str:
    return part.text if part else "–"


def _leaving(figure: Figure) -> tuple[str, str, str, str]:
    low, high = figure.range or (0, 100)
    rate = "too few to say" if figure.status is Status.TOO_FEW else _value(figure)
    return _part(figure.numerator), _part(figure.denominator), rate, f"{low:.0f} to {high:.0f}%"

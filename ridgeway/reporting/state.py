"""State of the service as a Word file: the page's own figures, each footnoted with its definition and its base."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils import timezone

from ridgeway.core.periods import months_before
from ridgeway.drawing import charts, svg
from ridgeway.insight import answers
from ridgeway.insight.figures import Figure, Status, day_words
from ridgeway.insight.state import State, state_of

from . import pictures
from .word import WordFile


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
    if out.suffix != ".docx":
        raise CannotBuild(f"State of the service is written as .docx; “{out.name}” ends otherwise.")
    scope = answers.scope_named(council_code, service, team)
    state = state_of(scope, on, against or months_before(on, 12))
    out.write_bytes(as_docx(state, made_at=made_at))
    return {"file": str(out), "figures": [answers.as_values(tile.figure) for tile in state.tiles]}


def as_docx(state: State, *, made_at: dt.datetime) -> bytes:
    """The report as bytes of a .docx file."""
    scope, day = state.scope, day_words(state.on)
    where = f"{scope.council.name}: {scope.name}" if not scope.is_council else scope.council.name
    word = WordFile(title=f"State of the service, {day}", subject=where, made_at=made_at)
    word.title("State of the service")
    word.paragraph(f"{where}. As at {day}, against {day_words(state.against)}.")
    word.paragraph(state.sentence)
    word.heading("Figures")
    word.caption(f"Table 1. Figures as at {day}")
    word.table(
        ("Figure", "Value", "Base", "Change"),
        [(t.figure.measure.name, _value(t.figure), _base(t.figure), t.change) for t in state.tiles],
        numbers=(1,),
        footnotes=[definition(t.figure) for t in state.tiles],
        widths_cm=(4.6, 2.4, 6.2, 4.2),
    )
    word.heading("Turnover over three years")
    word.paragraph(state.turnover_reading)
    for event in state.events:
        word.paragraph(f"{day_words(event.on)}: {event.words}", style="List Bullet")
    word.caption("Figure 1. Turnover, all leavers, twelve months to each day")
    word.picture(_turnover_chart(state), alternative=f"Turnover over three years. {state.turnover_reading}")
    word.caption("Table 2. Turnover, all leavers, twelve months to each day")
    quarters = [figure for figure in state.turnover[::-3][::-1] if figure.value is not None]
    word.table(
        ("Twelve months to", "Turnover", "Leavers", "Average in post"),
        [(day_words(f.on), _value(f), _part(f.numerator), _part(f.denominator)) for f in quarters],
        numbers=(1, 2, 3),
    )
    word.heading("Leavers by part of the service")
    word.paragraph(f"{state.leavers_reading} A rate whose likely range spans more than 25 points is too few to say.")
    word.caption(f"Table 3. Leavers in the twelve months to {day}")
    word.table(
        ("Part", "Leavers", "Average in post", "Turnover", "Likely range"),
        [(s.name, *_leaving(s.figure)) for s in state.leavers] + [("All", *_leaving(state.total))],
        numbers=(1, 2, 3, 4),
        widths_cm=(6.2, 2.2, 3.2, 3.0, 2.8),
        has_total=True,
    )
    word.footer(f"Ridgeway. {where}, as at {day}. Made {timezone.localtime(made_at):%-d %B %Y, %H:%M}.")
    return word.content()


def _turnover_chart(state: State) -> bytes:
    """The page's own chart as a PNG, in the council's accent."""
    points = [(figure.on, figure.value) for figure in state.turnover]
    drawn = charts.line(
        "Turnover", [charts.Series("", points)], events=[(event.on, event.words) for event in state.events]
    )
    return pictures.as_png(svg.standalone(drawn, accent=state.scope.council.accent), zoom=2)


def definition(figure: Figure) -> str:
    """A figure's footnote: what it is, its numerator and denominator with their values, and where it comes from."""
    m, n, d = figure.measure, figure.numerator, figure.denominator
    parts = [m.words, f"Numerator: {m.numerator}" + (f", {n.text}." if n else ".")]
    if m.denominator:
        parts.append(f"Denominator: {m.denominator}" + (f", {d.text}." if d else "."))
    return " ".join([*parts, f"Source: {m.source}", m.caveat])


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "Not known"
    return f"{figure.text}%" if figure.unit_text == "%" else f"{figure.text} {figure.unit_text}"


def _base(figure: Figure) -> str:
    return f"{figure.base}. {figure.answer.flag}" if figure.answer.flag else figure.base


def _part(part) -> str:
    return part.text if part else "–"


def _leaving(figure: Figure) -> tuple[str, str, str, str]:
    low, high = figure.range or (0, 100)
    rate = "too few to say" if figure.status is Status.TOO_FEW else _value(figure)
    return _part(figure.numerator), _part(figure.denominator), rate, f"{low:.0f} to {high:.0f}%"

"""How figures become parts of a page: what the figure part and the charts are given."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from ridgeway.insight.figures import Figure, Status
from ridgeway.web.guards import Asked


@dataclass(frozen=True, slots=True)
class FigurePart:
    """A figure as the `figure` tag draws it."""

    name: str
    value: str
    unit: str
    base: str
    state: str
    change: str = ""
    reason: str = ""
    line: list[float | None] = field(default_factory=list)
    definition_url: str = ""
    rows_url: str = ""


def figure_part(
    asked: Asked, figure: Figure, *, change: str = "", line: Iterable[float | None] = (), may_see_rows=True
) -> FigurePart:
    """A figure with its links: the definition, and the rows where there are any and they may be seen."""
    measure = figure.measure
    has_rows = may_see_rows and figure.numerator is not None and bool(figure.numerator.kind)
    return FigurePart(
        name=measure.name,
        value=figure.text,
        unit=figure.unit_text,
        base=figure.base if figure.value is not None else "",
        state=str(figure.status),
        change=change,
        reason=reason_of(figure),
        line=list(line),
        definition_url=link("measure", asked, key=measure.key),
        rows_url=rows_link(asked, figure) if has_rows else "",
    )


def reason_of(figure: Figure) -> str:
    """Why a figure is flagged, not known, or not to be ranked."""
    if figure.status is Status.TOO_FEW and figure.range:
        low, high = figure.range
        return f"Too few to say: likely {low:.0f} to {high:.0f}%"
    return figure.answer.flag or figure.answer.reason


def rows_link(asked: Asked, figure: Figure, part: str = "numerator") -> str:
    """Where the rows of a part are listed. The address says all that the figure was asked with."""
    extra = {"part": part, "since": asked.against.isoformat() if "since" in figure.measure.window else None}
    return link("rows", asked, key=figure.measure.key, **extra)


def link(name: str, asked: Asked, *, key: str | None = None, **changes) -> str:
    """The address of another page of the same question."""
    args = {"council": asked.council.slug, **({"key": key} if key else {})}
    query = asked.query(**changes)
    return reverse(name, kwargs=args) + (f"?{query}" if query else "")

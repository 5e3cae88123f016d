"""How figures become parts of a page: what the figure part and the charts are given."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from ridgeway.insight.figures import Figure, Status
from ridgeway.web.guards import Asked

_STATES = {
    Status.IN_ORDER: "in-order",
    Status.FLAGGED: "flagged",
    Status.TOO_FEW: "few",
    Status.NOT_KNOWN: "unknown",
    Status.PROVISIONAL: "provisional",
}


@dataclass(frozen=True, slots=True)
class FigurePart:
    """A figure as the `figure` tag draws it, and as a table lists it."""

    name: str
    value: str
    unit: str
    base: str
    state: str
    flag: str = ""
    change: str = ""
    direction: str = ""
    line: list[float | None] = field(default_factory=list)
    definition_url: str = ""
    rows_url: str = ""

    @property
    def text(self) -> str:
        """The value with its unit, as a table prints it."""
        return f"{self.value}%" if self.unit == "%" else f"{self.value} {self.unit}".strip()


def figure_part(
    asked: Asked, figure: Figure, *, change: str = "", line: Iterable[float | None] = (), sees_rows: bool = True
) -> FigurePart:
    """A figure with its links: the definition, and the rows where there are any and they may be seen."""
    has_rows = sees_rows and figure.numerator is not None and bool(figure.numerator.kind)
    return FigurePart(
        name=figure.measure.name,
        value=figure.text,
        unit=figure.unit_text,
        base=base_of(figure),
        state=_STATES[figure.status],
        flag=figure.answer.flag or figure.note,
        change=change,
        direction={"Up": "up", "Down": "down"}.get(change.split(" ", 1)[0], ""),
        line=list(line),
        definition_url=link("measure", asked, key=figure.measure.key),
        rows_url=rows_link(asked, figure) if has_rows else "",
    )


def figure_text(figure: Figure) -> str:
    """A figure's value with its unit, as a table prints it."""
    return f"{figure.text}%" if figure.unit_text == "%" else f"{figure.text} {figure.unit_text}".strip()


def base_of(figure: Figure) -> str:
    """The base, or why there is none; of a few people, also how far the share may lie."""
    if figure.status is Status.TOO_FEW and figure.range:
        low, high = figure.range
        return f"{figure.base}: likely {low:.0f} to {high:.0f}%"
    return figure.base


def rows_link(asked: Asked, figure: Figure, part: str = "numerator") -> str:
    """Where the rows of a part are listed. The address says all that the figure was asked with."""
    extra = {"part": part, "since": asked.against.isoformat() if "since" in figure.measure.window else None}
    return link("rows", asked, key=figure.measure.key, **extra)


def link(name: str, asked: Asked, *, key: str | None = None, **changes) -> str:
    """The address of another page of the same question."""
    args = {"council": asked.council.slug, **({"key": key} if key else {})}
    query = asked.query(**changes)
    return reverse(name, kwargs=args) + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One part of a scope in a table of rates with their ranges."""

    name: str
    left: float
    of: str
    rate: float
    low: float
    high: float
    few: bool
    rows_url: str = ""


def share_row(name: str, figure: Figure, rows_url: str = "") -> ShareRow:
    """A part's leavers, of whom, and the rate with its likely range."""
    low, high = figure.range or (0.0, 100.0)
    n, d = figure.numerator, figure.denominator
    few = figure.status is Status.TOO_FEW
    return ShareRow(name, n.value if n else 0, d.text if d else "–", figure.value or 0, low, high, few, rows_url)

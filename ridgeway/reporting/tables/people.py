"""Who leaves and who stays, quarter by quarter beside the campaigns; and ours beside what was published."""

from ridgeway.core.periods import month_days
from ridgeway.insight import comparison
from ridgeway.insight.figures import day_words
from ridgeway.insight.measures import MEASURES

from ..counted.books import Where
from ..document import Block
from ..tokens import CannotRead, Token

STAYING = ("turnover", "turnover_voluntary", "retention_qualified")
COMPARED_KEYS = tuple(m.key for m in comparison.COMPARED)
MONTHS = 24


def staying(desk, token: Token) -> Block:
    """A row a quarter: the day, the phase that ran, and each rate with its base."""
    where = desk.where(token)
    measures = [MEASURES[key] for key in STAYING]
    rows, first = [], None
    for day in month_days(where.on, MONTHS)[::3]:
        figures = [measure.on(where.question, day) for measure in measures]
        if all(figure.value is None for figure in figures):
            continue
        first = first or figures
        cells = [
            cell for f in figures for cell in ((f"{f.text}%", _of(f)) if f.value is not None else ("not known", "–"))
        ]
        rows.append((day_words(day), _phase(desk, day), *cells))
        last = figures
    if not rows or first is None:
        raise CannotRead(f"Neither turnover nor retention is known of {where.scope.name} in these years.")
    heads = ["Twelve months to", "Phase of the campaign"]
    for measure in measures:
        heads += [measure.name.replace(", 12 months", ""), "of"]
    said = [f"{m.name}: {a.text}%, then {b.text}%" for m, a, b in zip(measures, first, last, strict=True) if a.value is not None and b.value is not None]  # fmt: skip
    return Block(
        "table", text=f"{desk.name_of(token)}: turnover and retention", heads=tuple(heads), rows=tuple(rows), numeric=(2, 4, 6),
        note=". ".join(said) + ".",
    )  # fmt: skip


def _of(figure) -> str:
    n, d = figure.numerator, figure.denominator
    return f"{n.text} of {d.text}" if n and d else "–"


def _phase(desk, day) -> str:
    names = [p.name for p in desk.books.phases if p.starts_on <= day and (p.ends_on is None or day < p.ends_on)]
    return ", ".join(names) or "–"


def benchmarks(desk, token: Token) -> Block:
    """Ours on the last census day published by then, beside the council's own published figure, the region's and England's."""
    where: Where = desk.where(token)
    years = [year for year in comparison.years() if year <= comparison.census_year(where.on)]
    found = comparison.published(desk.council, years[0]) if years else None
    if found is None:
        raise CannotRead(f"No published figures of {day_words(where.on)} or before are here to compare with.")
    region = found.region.area_name if found.region else "Region"
    rows = []
    for measure in comparison.COMPARED:
        ours = measure.on(where.question, found.on)
        cells = (comparison.cell(row, measure).text for row in (found.council, found.region, found.england))
        rows.append((measure.name, "not known" if ours.value is None else ours.text, ours.base, *cells))
    return Block(
        "table", text=f"Children’s social workers on {day_words(found.on)}, beside others", heads=("Measure", "Ours, computed", "From", "Ours, published", region, "England"),
        rows=tuple(rows), numeric=(1, 3, 4, 5), note=f"Published by the Department for Education on {day_words(found.released_on)}.",
    )  # fmt: skip

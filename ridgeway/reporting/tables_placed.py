"""Tables and charts that a report places: positions by service, vacancies by role, a measure over time, applications by role."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from ridgeway.core import words
from ridgeway.domains.campaigns.models import Phase
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.insight import series
from ridgeway.insight.balance import Tally, balance
from ridgeway.insight.figures import Figure, Measure, Unit, day_words
from ridgeway.insight.measures import MEASURES

from .document import Block
from .figures_placed import Desk
from .tables import TABLES
from .tokens import CannotRead, Token

POSITION = (
    "vacancies",
    "vacancy_share",
    "fill_rate",
    "turnover",
    "turnover_voluntary",
    "retention_qualified",
    "agency_cover",
)
OWN = {
    "position": "Each service’s figures on the day, with their bases",
    "vacancies": "Vacancies by team and role: from opening to closing",
}
MONTHS = 36


def tokens_of(token: Token) -> Iterator[Token]:
    """The figures that a table is made of, so that their rows are loaded with the others."""
    if token.key == "position":
        for key in POSITION:
            yield Token("figure", key, token.scope, token.on, token.since)
    elif token.key in TABLES:
        for key in TABLES[token.key].measures or ("vacancies",):
            yield replace(token, what="figure", key=key)
    else:
        yield token


def table(desk: Desk, token: Token) -> Block:
    """A table as a block. Raises `CannotRead`."""
    on = token.on or desk.on
    if token.key == "position":
        return _position(desk, token, on)
    if token.key == "vacancies":
        return _vacancies(desk, token, on)
    if token.key in TABLES:
        return TABLES[token.key].make(desk, token)
    if token.key in MEASURES:
        return _over_time(desk, token, on)
    raise CannotRead(
        f"There is no table “{token.key}”. There are: {', '.join([*OWN, *TABLES])}, and the name of any measure."
    )


def _position(desk: Desk, token: Token, on: dt.date) -> Block:
    service = desk.service
    paths = (
        [token.scope]
        if token.scope
        else [service.slug]
        if service
        else [s.slug for s in sorted(desk.tree.services, key=lambda s: s.kind != ServiceKind.CHILDREN)]
    )
    columns = [(desk.scope(Token("figure", "vacancies", path)), path) for path in paths]
    rows = []
    for key in POSITION:
        cells = [
            MEASURES[key].name
            if key != "fill_rate"
            else f"Vacancies filled since {day_words(token.since or desk.since)}"
        ]
        for _, path in columns:
            figure = desk.figure(Token("figure", key, path, on, token.since))
            cells += [_value(figure), figure.base]
        rows.append(tuple(cells))
    notes = tuple(" ".join(filter(None, _definition(MEASURES[key]))) for key in POSITION)
    heads = ["Measure"]
    for scope, _ in columns:
        heads += [scope.name, "from"]
    numeric = tuple(range(1, len(heads), 2))
    return Block(
        "table", text=f"Position on {day_words(on)}", heads=tuple(heads), rows=tuple(rows), numeric=numeric, notes=notes
    )


def _definition(measure: Measure) -> tuple[str, ...]:
    of = f"Numerator: {measure.numerator}." + (f" Denominator: {measure.denominator}." if measure.denominator else "")
    return measure.words, of, measure.caveat


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "not known"
    return f"{figure.text}%" if figure.unit is Unit.PERCENT else figure.text


def _vacancies(desk: Desk, token: Token, on: dt.date) -> Block:
    since = token.since or desk.since
    found = balance(desk.question(token), since, on)
    rows = []
    for group in found.groups:
        rows += [_tally(line.name, line.tally) for line in group.lines if _says(line.tally)]
    rows.append(_tally("Total", found.total))
    heads = ("Team and role", "Funded", "Vacant at start", "New posts", "Ended", "Left", "Moved", "Appointed", "Vacant")
    return Block(
        "table", text=f"{desk.scope(token).name}: vacancies from {day_words(since)} to {day_words(on)}", heads=heads, rows=tuple(rows),
        numeric=tuple(range(1, 9)), has_total=True,
        note="Vacant at start + new − ended + left + moved − appointed = vacant.",
    )  # fmt: skip


def _says(tally: Tally) -> bool:
    return any((tally.funded, tally.opening, tally.closing, tally.left, tally.started))


def _tally(name: str, t: Tally) -> tuple[str, ...]:
    amounts = (t.funded, t.opening, t.new, t.ended, t.left, t.moved, t.started, t.closing)
    return (name, *(words.dash(words.number(a, 0) if a else 0) for a in amounts))


def _over_time(desk: Desk, token: Token, on: dt.date) -> Block:
    measure = MEASURES[token.key]
    line = [f for f in series.over_months(measure, desk.question(token), on, MONTHS, every=3) if f.value is not None]
    rows = tuple((day_words(f.on), _value(f), f.base) for f in line)
    if not rows:
        raise CannotRead(f"{measure.name} is not known in these years.")
    return Block(
        "table", text=f"{measure.name}, {token.group or desk.scope(token).name}", heads=("Twelve months to" if measure.months == 12 else "On", measure.name, "From"),
        rows=rows, numeric=(1,), note=series.reading(line),
    )  # fmt: skip


def chart(desk: Desk, token: Token) -> Block:
    """A measure over three years, with the phases of the campaigns behind it. Raises `CannotRead`."""
    if token.key not in MEASURES:
        raise CannotRead(f"There is no measure “{token.key}”.")
    on, measure = token.on or desk.on, MEASURES[token.key]
    line = series.over_months(measure, desk.question(token), on, MONTHS)
    if not any(f.value is not None for f in line):
        raise CannotRead(f"{measure.name} is not known in these years.")
    quarters = [f for f in line[::3] if f.value is not None]
    return Block(
        "chart", text=f"{measure.name}, {token.group or desk.scope(token).name}", note=series.reading(line),
        points=tuple((f.on.isoformat(), f.value) for f in line), unit="%" if measure.unit is Unit.PERCENT else "",
        phases=_phases(desk, line[0].on, on), heads=("Day", measure.name, "From"),
        rows=tuple((day_words(f.on), _value(f), f.base) for f in quarters), numeric=(1,),
    )  # fmt: skip


def _phases(desk: Desk, after: dt.date, until: dt.date) -> tuple[tuple[str, str, str], ...]:
    found = Phase.objects.filter(council=desk.council, starts_on__lte=until).order_by("starts_on")
    shown = [p for p in found if (p.ends_on or until) > after]
    return tuple(
        (max(p.starts_on, after).isoformat(), min(p.ends_on or until, until).isoformat(), p.name) for p in shown
    )

"""Figures computed for a report: one load of the rows for each scope, however many figures ask for it."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.domains.organisation.queries import NoSuchScope, Scope, Tree, whole_tree
from ridgeway.insight.figures import Figure, Part, Status, Unit, day_words
from ridgeway.insight.measures import MEASURES
from ridgeway.insight.question import Question, ask, looked_back
from ridgeway.insight.state import filled_since

from .tokens import CannotRead, Token

ONLY_SINCE = ("fill_rate",)


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure as the text prints it, with everything it stands on. `trouble` says why it must not be printed as it is."""

    token: str
    key: str
    name: str
    text: str
    value: float | None
    unit: str
    base: str
    numerator: str
    denominator: str
    definition: str
    scope: str
    scope_path: str
    on: str
    since: str
    status: str
    trouble: str = ""
    fingerprint: str = ""
    number: int = 0
    group: str = ""


@dataclass(frozen=True)
class Counted:
    """A placed figure with the rows it counted."""

    placed: Placed
    rows: dict[str, dict] = field(default_factory=dict)


class Desk:
    """Answers the figures of one report. Two queries at most for a scope."""

    def __init__(self, council: Council, *, on: dt.date, since: dt.date, service: Service | None = None) -> None:
        self.council, self.on, self.since, self.service = council, on, since, service
        self.tree: Tree = whole_tree(council)
        self._questions: dict[str, Question] = {}
        self._first: dict[str, dt.date] = {}

    def expect(self, tokens: Iterable[Token]) -> None:
        """Say beforehand what will be asked, so that the rows of a scope are loaded once."""
        needs: dict[str, set[str]] = {}
        days: dict[str, set[dt.date]] = {}
        for token in tokens:
            try:
                scope = self.scope(token)
            except CannotRead:
                continue
            wanted = MEASURES[token.key].needs if token.key in MEASURES else frozenset()
            needs.setdefault(scope.path, set()).update(wanted)
            days.setdefault(scope.path, set()).update({token.on or self.on, token.since or self.since})
        for path, asked in days.items():
            back = months_before(min(asked), 37)
            self._questions[path] = ask(
                self.tree.find(path), sorted(asked), frozenset(needs[path]), since=looked_back(back)
            )
            self._first[path] = back

    def scope(self, token: Token) -> Scope:
        """The scope a token names, within the report's own. Raises `CannotRead`."""
        own = self.service.slug if self.service else ""
        path = own if token.scope is None else token.scope
        if own and path != own and not path.startswith(f"{own}/"):
            raise CannotRead(f"This report speaks of {self.service}; “{path or 'all'}” lies outside it.")
        try:
            return self.tree.find(path)
        except NoSuchScope:
            raise CannotRead(f"{self.council} has no service or team “{path}”.") from None

    def question(self, token: Token) -> Question:
        """The rows a token speaks of. Raises `CannotRead`."""
        scope = self.scope(token)
        if scope.path not in self._questions:
            self.expect([token])
        question = self._questions[scope.path]
        if not token.group:
            return question
        teams = [team.pk for team in scope.teams if team.group == token.group]
        if not teams:
            raise CannotRead(f"{scope.name} has no group of teams “{token.group}”.")
        return question.narrowed(teams=teams)

    def figure(self, token: Token) -> Figure:
        """The figure of a token. Raises `CannotRead`."""
        if token.key not in MEASURES:
            raise CannotRead(f"There is no measure “{token.key}”.")
        since = token.since or (self.since if token.key in ONLY_SINCE else None)
        measure = filled_since(since) if token.key in ONLY_SINCE and since else MEASURES[token.key]
        return measure.on(self.question(token), token.on or self.on)

    def placed(self, token: Token) -> Counted:
        """The figure as it is printed, with its rows. Raises `CannotRead`."""
        figure = self.figure(token)
        rows = {
            name: _rows(part)
            for name, part in (("numerator", figure.numerator), ("denominator", figure.denominator))
            if part
        }
        return Counted(
            Placed(
                token=token.text,
                key=token.key,
                name=figure.measure.name,
                text=_text(figure, token.shown),
                value=None if figure.value is None else round(figure.value, 6),
                unit=str(figure.unit),
                base=figure.base,
                numerator=figure.numerator.sentence if figure.numerator else "",
                denominator=figure.denominator.sentence if figure.denominator else "",
                definition=definition(figure),
                scope=token.group or figure.scope.name,
                scope_path=figure.scope.path,
                on=figure.on.isoformat(),
                since=(token.since or self.since).isoformat() if token.key in ONLY_SINCE else "",
                status=str(figure.status),
                trouble=_trouble(figure, token.shown),
                fingerprint=fingerprint(rows, figure.value),
                group=token.group,
            ),
            rows,
        )


def _rows(part: Part) -> dict:
    return {"kind": part.kind, "ids": sorted(int(pk) for pk in part.ids)}


def fingerprint(rows: dict[str, dict], value: float | None) -> str:
    """SHA-256 over the rows counted and the value: the same rows and the same value give the same fingerprint."""
    lines = [f"{name} {part['kind']} {','.join(map(str, part['ids']))}" for name, part in sorted(rows.items())]
    return hashlib.sha256("\n".join([*lines, f"{value!r}" if value is None else f"{value:.6f}"]).encode()).hexdigest()


def _text(figure: Figure, shown: str) -> str:
    if figure.value is None:
        return "not known"
    if shown in ("numerator", "denominator"):
        part = figure.numerator if shown == "numerator" else figure.denominator
        return part.text if part else "not known"
    value = f"{figure.text}%" if figure.unit is Unit.PERCENT else figure.text
    return f"{value} ({figure.base})" if shown == "base" else value


def _trouble(figure: Figure, shown: str) -> str:
    if figure.status is Status.NOT_KNOWN:
        return f"It is not known. {figure.answer.reason}"
    if figure.status is Status.FLAGGED:
        return figure.answer.flag
    if figure.status is Status.TOO_FEW and shown in ("value", "base"):
        low, high = figure.range or (0, 100)
        return f"The base is small: {figure.base}, likely {low:.0f} to {high:.0f}%."
    return ""


def definition(figure: Figure) -> str:
    """What the figure is, its numerator and denominator with their values, and where it comes from."""
    m, n, d = figure.measure, figure.numerator, figure.denominator
    parts = [m.words, f"Numerator: {m.numerator}" + (f", {n.text}." if n else ".")]
    if m.denominator:
        parts.append(f"Denominator: {m.denominator}" + (f", {d.text}." if d else "."))
    return " ".join([*parts, f"{figure.scope.name}, {day_words(figure.on)}."])


def as_said(placed: Placed) -> dict:
    return asdict(placed)

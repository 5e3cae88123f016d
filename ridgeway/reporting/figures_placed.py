"""Figures computed for a report: one load of the rows for each scope, however many figures ask for it."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

import numpy as np

from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.domains.organisation.queries import NoSuchScope, Scope, Tree, whole_tree
from ridgeway.insight.figures import Figure, Part, Status, Unit, day_words
from ridgeway.insight.measures import MEASURES
from ridgeway.insight.question import Question, ask, looked_back
from ridgeway.insight.state import filled_since

from .counted import COUNTED, Books, Where
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

    @property
    def days(self) -> str:
        """The day it is of, and since when it counts, in words."""
        on = day_words(dt.date.fromisoformat(self.on))
        return f"{on}, since {day_words(dt.date.fromisoformat(self.since))}" if self.since else on


@dataclass(frozen=True)
class Counted:
    """A placed figure with the rows it counted."""

    placed: Placed
    rows: dict[str, dict] = field(default_factory=dict)


def needs_of(token: Token) -> frozenset[str]:
    """What of a council's rows a figure wants loaded besides posts and people."""
    if token.key in MEASURES:
        return MEASURES[token.key].needs
    return COUNTED[token.key].needs if token.key in COUNTED else frozenset()


class Desk:
    """Answers the figures of one report. Two queries at most for a scope."""

    def __init__(self, council: Council, *, on: dt.date, since: dt.date, service: Service | None = None) -> None:
        self.council, self.on, self.since, self.service = council, on, since, service
        self.tree: Tree = whole_tree(council)
        self.books = Books(council)
        self._questions: dict[str, Question] = {}
        self._first: dict[str, dt.date] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self._expected: list[Token] = []

    def expect(self, tokens: Iterable[Token]) -> None:
        """Say beforehand what will be asked, so that the rows of a scope are loaded once."""
        needs: dict[str, set[str]] = {}
        days: dict[str, set[dt.date]] = {}
        for token in tokens:
            try:
                scope = self.scope(token)
            except CannotRead:
                continue
            self._expected.append(token)
            wanted = needs_of(token)
            needs.setdefault(scope.path, set()).update(wanted)
            days.setdefault(scope.path, set()).update({token.on or self.on, token.since or self.since})
        self._needs |= {path: frozenset(wanted) for path, wanted in needs.items()}
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
        if scope.path not in self._questions or needs_of(token) - self._needs[scope.path]:
            expected, self._expected = self._expected, []
            self.expect([*expected, token])
        question = self._questions[scope.path]
        teams = self._teams(scope, token.group) if token.group else None
        roles = self._roles(question, token) if token.role or token.without else None
        return question if teams is None and roles is None else question.narrowed(teams=teams, roles=roles)

    def _teams(self, scope: Scope, groups: str) -> list[int]:
        """The teams of the groups named. Raises `CannotRead`."""
        wanted = [name.strip() for name in groups.split("+")]
        for name in wanted:
            if not any(team.group == name for team in scope.teams):
                raise CannotRead(f"{scope.name} has no group of teams “{name}”.")
        return [team.pk for team in scope.teams if team.group in wanted]

    def _roles(self, question: Question, token: Token) -> list[int]:
        """The roles named, or all but those. Raises `CannotRead`."""
        names = [name.strip().lower() for name in (token.role or token.without).split("+")]
        known = {name.lower(): pk for pk, (_, name) in question.facts.role_names.items()}
        for name in names:
            if name not in known:
                raise CannotRead(f"There is no role “{name}”. There are: {', '.join(sorted(known))}.")
        chosen = {known[name] for name in names}
        return sorted(chosen if token.role else set(known.values()) - chosen)

    def figure(self, token: Token) -> Figure:
        """The figure of a token. Raises `CannotRead`."""
        if token.key in COUNTED:
            return self._counted(token)
        if token.key not in MEASURES:
            raise CannotRead(f"There is no measure “{token.key}”.")
        since = token.since or (self.since if token.key in ONLY_SINCE else None)
        measure = filled_since(since) if token.key in ONLY_SINCE and since else MEASURES[token.key]
        return measure.on(self.question(token), token.on or self.on)

    def _counted(self, token: Token) -> Figure:
        """A figure from the books."""
        where, counted = self.where(token), COUNTED[token.key]
        return Figure(counted.measure, where.scope, where.on, counted.compute(self.books, where))

    def where(self, token: Token) -> Where:
        """What a figure or a table from the books is asked of. Raises `CannotRead`."""
        scope, question = self.scope(token), self.question(token)
        teams = self._teams(scope, token.group) if token.group else [team.pk for team in scope.teams]
        roles = frozenset(self._roles(question, token)) if token.role or token.without else None
        return Where(
            scope, frozenset(teams), roles, token.on or self.on, token.since or self.since, token.named, question,
            is_narrowed=bool(token.group),
        )  # fmt: skip

    def where_of_teams(self, token: Token, teams: list[int]) -> Where:
        """The same of some of its teams."""
        where = self.where(token)
        return replace(where, teams=frozenset(teams), question=where.question.narrowed(teams=teams), is_narrowed=True)

    def groups(self, token: Token) -> list[tuple[str, list[int]]]:
        """The groups of teams of a token's scope, in the order of the teams. Raises `CannotRead`."""
        found: dict[str, list[int]] = {}
        mine = self.where(token).teams
        for team in self.scope(token).teams:
            if team.pk in mine:
                found.setdefault(team.group or team.name, []).append(team.pk)
        return list(found.items())

    def name_of(self, token: Token) -> str:
        """What a token speaks of, as a caption says it. Raises `CannotRead`."""
        parts = (token.group or self.scope(token).name, token.role and f"({token.role})", token.without and f"(without {token.without})")  # fmt: skip
        return " ".join(filter(None, parts))

    def is_since(self, token: Token) -> bool:
        """Whether a figure counts from one day to another."""
        return token.key in ONLY_SINCE or (token.key in COUNTED and COUNTED[token.key].is_since)

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
                scope=self.name_of(token),
                scope_path=figure.scope.path,
                on=figure.on.isoformat(),
                since=(token.since or self.since).isoformat() if self.is_since(token) else "",
                status=str(figure.status),
                trouble=_trouble(figure, token.shown),
                fingerprint=fingerprint(rows, figure.value),
                group=token.group,
            ),
            rows,
        )


def _rows(part: Part) -> dict:
    return {"kind": part.kind, "ids": np.sort(part.ids).tolist()}


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
    if shown == "said":
        return figure.base
    value = f"{figure.text}%" if figure.unit is Unit.PERCENT else figure.text
    return f"{value} ({figure.base})" if shown == "base" else value


def _trouble(figure: Figure, shown: str) -> str:
    if figure.status is Status.NOT_KNOWN:
        return f"It is not known. {figure.answer.reason}"
    if figure.status is Status.FLAGGED:
        return figure.answer.flag
    if figure.status is Status.TOO_FEW and shown in ("value", "base", "said"):
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

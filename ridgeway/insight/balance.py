"""The stock-flow of vacancies, printed for every team and role: opening + new + left - started = closing."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from ridgeway.calc import flows, stocks
from ridgeway.domains.organisation.models import Team

from .question import Question, as64


@dataclass(frozen=True, slots=True)
class Tally:
    """One line's sums, in posts or FTE. `moved` is what people moving between posts here left empty, net."""

    funded: float
    in_post: float
    opening: float
    new: float
    ended: float
    left: float
    moved: float
    started: float
    closing: float
    unexplained: float
    covered: float
    longest_empty: int | None
    opening_funded: float = 0.0

    @property
    def rate(self) -> float | None:
        return self.closing / self.funded * 100 if self.funded else None

    @property
    def balances(self) -> bool:
        return abs(self.unexplained) < 0.005

    @property
    def not_covered(self) -> float:
        return self.closing - self.covered


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a team group, or a team with a kind of role."""

    name: str
    tally: Tally
    team_id: int | None = None
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A team group with its lines."""

    name: str
    tally: Tally
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A post whose rows do not balance: by how much, and what is odd about it."""

    post_id: int
    amount: float
    reason: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The whole table for a scope between two days."""

    after: dt.date
    until: dt.date
    in_fte: bool
    total: Tally
    groups: list[Group]
    unexplained: list[Unexplained]
    starters_without_post: int
    new_by_role: dict[str, float]
    started_by_role: dict[str, float]


def balance(question: Question, after: dt.date, until: dt.date, *, in_fte: bool = False) -> Balance:
    """The identity for every team and role of the question's scope, from `after` (closing) to `until` (closing)."""
    flow, keys = _flow(question, after, until, in_fte)
    table = _Table(question, flow, keys, after, until, in_fte)
    return Balance(
        after,
        until,
        in_fte,
        table.tally(np.ones(len(flow.post), dtype=bool)),
        table.groups(),
        table.unexplained(),
        _starters_without_post(question, after, until),
        table.by_role(flow.new),
        table.by_role(flow.started),
    )


def flow_of(
    question: Question, after: dt.date, until: dt.date, name: str
) -> tuple[list[int], list[list[int]], list[float]]:
    """One flow, post by post: the posts, the team and role of each, and how much of the flow is theirs."""
    flow, keys = _flow(question, after, until, False)
    line = np.where(flow.line_after >= 0, flow.line_after, flow.line_before)
    return flow.post.tolist(), keys[line].tolist() if len(line) else [], getattr(flow, name).tolist()


def _flow(question: Question, after: dt.date, until: dt.date, in_fte: bool):
    """The flow of every post, and the team and role of each line of the table."""
    terms, placed = question.terms, question.facts.placed
    keys, line = np.unique(np.stack([terms.team, terms.role], axis=1), axis=0, return_inverse=True)
    flow = flows.vacancy_flow(
        flows.Terms(terms.post, line.reshape(-1), terms.fte, terms.starts, terms.ends),
        flows.Places(
            placed.post,
            placed.fte,
            placed.starts,
            placed.ends,
            placed.starts == placed.first_day,
            placed.ends == placed.last_day,
        ),
        as64(after),
        as64(until),
        in_fte=in_fte,
    )
    return flow, keys


class _Table:
    """Sums a flow into lines and groups."""

    def __init__(
        self, question: Question, flow: flows.Flow, keys, after: dt.date, until: dt.date, in_fte: bool
    ) -> None:
        self.question, self.flow, self.keys, self.after, self.until = question, flow, keys, after, until
        self.in_fte = in_fte
        # a post that ended stands in the line it was last in
        self.line = np.where(flow.line_after >= 0, flow.line_after, flow.line_before)
        funded = question.funded(until)
        size = funded.fte if in_fte else np.ones(len(funded))
        self.funded = stocks.sum_by(funded.post, size, flow.post)
        before = question.funded(after)
        self.was_funded = stocks.sum_by(before.post, before.fte if in_fte else np.ones(len(before)), flow.post)
        self.covered = np.isin(flow.post, question.covered(until).post) & (flow.closing > 0)
        self.empty_since = self._empty_since()

    def tally(self, mask) -> Tally:
        flow = self.flow

        def total(amounts) -> float:
            return round(float(amounts[mask].sum()), 6)

        empty = self.empty_since[mask & (flow.closing > 0) & (flow.closing == self.funded)]
        longest = int((as64(self.until) - empty.min()).astype(int)) if len(empty) else None
        funded, closing = total(self.funded), total(flow.closing)
        return Tally(
            funded=funded,
            in_post=funded - closing,
            opening=total(flow.opening),
            new=total(flow.new),
            ended=total(flow.ended),
            left=total(flow.left),
            moved=total(flow.moved),
            started=total(flow.started),
            closing=closing,
            unexplained=total(flow.unexplained),
            covered=total(flow.closing * self.covered),
            longest_empty=longest,
            opening_funded=total(self.was_funded),
        )

    def groups(self) -> list[Group]:
        teams = {team.pk: team for team in self.question.scope.teams}
        names = self.question.facts.role_names
        by_group: dict[str, list[tuple[tuple, int]]] = {}
        for number, (team_id, role_id) in enumerate(self.keys.tolist()):
            team = teams.get(team_id)
            order = (team.order, team.name) if team else (10_000, "")
            role = names.get(role_id, (0, "Role not stated"))
            by_group.setdefault(_group_name(team), []).append(((order, role), number))
        made = [(min(lines)[0], self._group(name, [n for _, n in sorted(lines)])) for name, lines in by_group.items()]
        return [group for _, group in sorted(made, key=lambda pair: pair[0]) if group is not None]

    def _group(self, name: str, numbers: list[int]) -> Group | None:
        teams = {team.pk: team for team in self.question.scope.teams}
        lines = []
        for number in numbers:
            mask = self.line == number
            if not mask.any():
                continue
            team_id, role_id = self.keys[number].tolist()
            role = self.question.facts.role_names.get(role_id, (0, "Role not stated"))[1]
            team = teams[team_id].name if team_id in teams else "No team"
            lines.append(Line(f"{team}, {role[:1].lower()}{role[1:]}", self.tally(mask), team_id, role_id))
        if not lines:
            return None
        return Group(name, self.tally(np.isin(self.line, numbers)), lines)

    def by_role(self, amounts) -> dict[str, float]:
        """How much of a flow is of each role, the largest first."""
        found: dict[str, float] = {}
        for number, (_, role_id) in enumerate(self.keys.tolist()):
            amount = float(amounts[self.line == number].sum())
            if amount:
                name = self.question.facts.role_names.get(role_id, (0, "Role not stated"))[1]
                found[name] = found.get(name, 0) + amount
        return dict(sorted(((k, round(v, 1)) for k, v in found.items()), key=lambda pair: pair[1], reverse=True))

    def unexplained(self) -> list[Unexplained]:
        odd = np.flatnonzero(np.abs(self.flow.unexplained) > 0.005)
        return [
            Unexplained(int(self.flow.post[i]), float(self.flow.unexplained[i]), self._reason(int(self.flow.post[i])))
            for i in odd
        ]

    def _reason(self, post_id: int) -> str:
        rows = self.question.facts.holdings
        mine = rows.where(rows.post == post_id)
        for day in (self.until, self.after):
            here = mine.where(stocks.on(mine.starts, mine.ends, as64(day)))
            if len(here) > 1:
                return f"{len(here)} people hold it on {day:%-d %B %Y}"
        return "somebody held it while it was not funded, or two people held it in between"

    def _empty_since(self):
        """The first day of each post's present emptiness: when its last holder left, or it was first funded."""
        posts, placed, terms = self.flow.post, self.question.facts.placed, self.question.terms
        since = np.full(len(posts), np.datetime64("0001-01-01", "D"))
        until = as64(self.until)
        for rows, days in ((placed, "ends"), (terms, "first_day")):
            when = getattr(rows, days)
            known = (when <= until) & np.isin(rows.post, posts)
            place = np.searchsorted(posts, rows.post[known])
            if days == "ends":
                np.maximum.at(since, place, when[known])
            else:
                first = np.full(len(posts), np.datetime64("9999-12-31", "D"))
                np.minimum.at(first, place, when[known])
                since = np.maximum(since, np.where(first == np.datetime64("9999-12-31", "D"), since, first))
        return since


def _group_name(team: Team | None) -> str:
    return (team.group or team.name) if team else "No team"


def _starters_without_post(question: Question, after: dt.date, until: dt.date) -> int:
    rows = question.started(after, until)
    return len(np.unique(rows.employment[rows.post == 0]))

"""A question: a scope, perhaps a role, and the facts to answer it from. Stocks asked twice are computed once."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

import numpy as np

from ridgeway.calc import stocks
from ridgeway.core.periods import month_days
from ridgeway.domains.organisation.queries import Scope

from . import facts as fact_rows
from .facts import Facts, Rows


def as64(day: dt.date) -> np.datetime64:
    return np.datetime64(day, "D")


class Question:
    """The rows of a scope (and of some roles, and teams of it), with the stocks that measures share."""

    def __init__(
        self,
        scope: Scope,
        facts: Facts,
        *,
        roles: Iterable[int] | None = None,
        teams: Iterable[int] | None = None,
        role_words: str = "",
    ) -> None:
        self.scope, self.facts, self.role_words = scope, facts, role_words
        self._roles = None if roles is None else np.array(sorted(roles), dtype="i8")
        self._teams = None if teams is None else np.array(sorted(teams), dtype="i8")
        self._headcounts: dict[dt.date, int] = {}
        self._in_post: dict[dt.date, Rows] = {}

    def narrowed(self, *, teams: Iterable[int] | None = None, roles: Iterable[int] | None = None) -> "Question":
        """The same question of fewer teams or roles, from the same facts."""
        return Question(self.scope, self.facts, roles=roles, teams=teams, role_words=self.role_words)

    @property
    def is_whole(self) -> bool:
        """Whether nothing narrows the question below its scope."""
        return self._roles is None and self._teams is None

    def _mine(self, rows: Rows) -> Rows:
        if self._teams is not None:
            rows = rows.where(np.isin(rows.team, self._teams))
        if self._roles is not None:
            rows = rows.where(np.isin(rows.role, self._roles))
        return rows

    @cached_property
    def holdings(self) -> Rows:
        return self._mine(self.facts.holdings)

    @cached_property
    def terms(self) -> Rows:
        return self._mine(self.facts.terms)

    @cached_property
    def covers(self) -> Rows:
        return self._mine(self.facts.covers)

    def in_post(self, day: dt.date) -> Rows:
        """The places held on a day."""
        if day not in self._in_post:
            rows = self.holdings
            self._in_post[day] = rows.where(stocks.on(rows.starts, rows.ends, as64(day)))
        return self._in_post[day]

    def headcount(self, day: dt.date) -> int:
        """The people in post on a day."""
        if day not in self._headcounts:
            self._headcounts[day] = len(np.unique(self.in_post(day).worker))
        return self._headcounts[day]

    def average_headcount(self, day: dt.date, months: int) -> float:
        """The mean of the headcounts a month apart over the `months` up to a day, both ends counted."""
        return float(np.mean([self.headcount(d) for d in month_days(day, months)]))

    def left(self, after: dt.date, until: dt.date) -> Rows:
        """The last places of employments that ended in `after < day <= until`; one person may have held two."""
        rows = self.holdings
        return rows.where((rows.ends == rows.last_day) & stocks.between(rows.last_day, as64(after), as64(until)))

    def started(self, after: dt.date, until: dt.date) -> Rows:
        """The first places of employments that began in `after < day <= until`."""
        rows = self.holdings
        return rows.where((rows.starts == rows.first_day) & stocks.between(rows.first_day, as64(after), as64(until)))

    def funded(self, day: dt.date) -> Rows:
        """The terms of posts funded on a day."""
        rows = self.terms
        return rows.where(stocks.on(rows.starts, rows.ends, as64(day)))

    def covered(self, day: dt.date) -> Rows:
        """The agency workers here on a day."""
        rows = self.covers
        return rows.where(stocks.on(rows.starts, rows.ends, as64(day)))

    def vacant(self, day: dt.date) -> tuple[Rows, np.ndarray]:
        """The funded posts that nobody holds on a day, and, for every funded post, the FTE of it that nobody holds.

        Whoever holds a post holds it whatever team their own record names.
        """
        funded = self.funded(day)
        everyone = self.facts.holdings
        here = stocks.on(everyone.starts, everyone.ends, as64(day)) & (everyone.post > 0)
        held_posts, held_fte = everyone.post[here], everyone.fte[here]
        nobody = ~np.isin(funded.post, held_posts)
        order = np.argsort(funded.post, kind="stable")
        held = np.zeros(len(funded))
        held[order] = stocks.sum_by(held_posts, held_fte, funded.post[order])
        return funded.where(nobody), np.maximum(funded.fte - held, 0)


def ask(scope: Scope, days: list[dt.date], needs: frozenset[str] | set[str] = frozenset(), **narrowing) -> Question:
    """Load what the measures need for the days asked, and nothing more. Two queries at most."""
    facts = fact_rows.add_dated(fact_rows.load(scope), scope, days, frozenset(needs))
    return Question(scope, facts, **narrowing)

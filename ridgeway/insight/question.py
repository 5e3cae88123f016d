"""A question: a scope, perhaps a role, and the facts to answer it from. Stocks asked twice are computed once."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ridgeway.calc import stocks
from ridgeway.core.periods import month_days, months_before
from ridgeway.domains.organisation.queries import Scope

from .facts import Facts, Rows
from .figures import Figure
from .loading import load


@lru_cache(maxsize=4096)
def as64(day: dt.date) -> np.datetime64:
    """A day as arrays hold it."""
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
        posts: Iterable[int] | None = None,
        employments: Iterable[int] | None = None,
        role_words: str = "",
    ) -> None:
        self.scope, self.facts, self.role_words = scope, facts, role_words
        self._roles = None if roles is None else np.array(sorted(roles), dtype="i8")
        self._teams = None if teams is None else np.array(sorted(teams), dtype="i8")
        self._posts = None if posts is None else np.array(sorted(posts), dtype="i8")
        self._employments = None if employments is None else np.array(sorted(employments), dtype="i8")
        self.figures: dict[tuple[Callable, dt.date], Figure] = {}
        self._stocks: dict[tuple[dt.date, str], Rows] = {}
        self._vacant: dict[dt.date, tuple[Rows, NDArray]] = {}

    def narrowed(self, **narrowing: Iterable[int] | None) -> "Question":
        """The same question of fewer teams, roles, posts or employments, from the same facts."""
        return Question(self.scope, self.facts, role_words=self.role_words, **narrowing)

    @property
    def is_whole(self) -> bool:
        """Whether nothing narrows the question below its scope."""
        return all(one is None for one in (self._roles, self._teams, self._posts, self._employments))

    def _mine(self, rows: Rows) -> Rows:
        if self._teams is not None:
            rows = rows.where(np.isin(rows.team, self._teams))
        if self._roles is not None:
            rows = rows.where(np.isin(rows.role, self._roles))
        if self._posts is not None:
            rows = rows.where(np.isin(rows.post, self._posts))
        if self._employments is not None:
            rows = rows.where(np.isin(rows.employment, self._employments))
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
        return self._on(day, "holdings")

    def funded(self, day: dt.date) -> Rows:
        """The terms of posts funded on a day."""
        return self._on(day, "terms")

    def covered(self, day: dt.date) -> Rows:
        """The agency workers here on a day."""
        return self._on(day, "covers")

    def _on(self, day: dt.date, name: str) -> Rows:
        if (day, name) not in self._stocks:
            rows: Rows = getattr(self, name)
            self._stocks[day, name] = rows.where(stocks.on(rows.starts, rows.ends, as64(day)))
        return self._stocks[day, name]

    def headcount(self, day: dt.date) -> int:
        """The people in post on a day."""
        return int(self._headcounts([day])[0])

    def average_headcount(self, day: dt.date, months: int) -> float:
        """The mean of the headcounts a month apart over the `months` up to a day, both ends counted."""
        return float(np.mean(self._headcounts(month_days(day, months))))

    def _headcounts(self, days: list[dt.date]) -> NDArray:
        return stocks.present(*self._presence, np.array([as64(day) for day in days]))

    @cached_property
    def _presence(self) -> tuple[NDArray, NDArray]:
        return stocks.presence(self.holdings.worker, self.holdings.starts, self.holdings.ends)

    @cached_property
    def _last_places(self) -> Rows:
        return self.holdings.where(self.holdings.ends == self.holdings.last_day)

    @cached_property
    def _first_places(self) -> Rows:
        return self.holdings.where(self.holdings.starts == self.holdings.first_day)

    def left(self, after: dt.date, until: dt.date) -> Rows:
        """The last places of employments that ended in `after < day <= until`; one person may have held two."""
        rows = self._last_places
        return rows.where(stocks.between(rows.last_day, as64(after), as64(until)))

    def started(self, after: dt.date, until: dt.date) -> Rows:
        """The first places of employments that began in `after < day <= until`."""
        rows = self._first_places
        return rows.where(stocks.between(rows.first_day, as64(after), as64(until)))

    def vacant(self, day: dt.date) -> tuple[Rows, NDArray]:
        """The funded posts that nobody holds on a day, and, for every funded post, the FTE of it that nobody holds.

        Whoever holds a post holds it whatever team their own record names.
        """
        if day not in self._vacant:
            funded = self.funded(day)
            people, fte = self.facts.held(as64(day))
            place = np.searchsorted(self.facts.post_ids, funded.post)
            self._vacant[day] = funded.where(people[place] == 0), np.maximum(funded.fte - fte[place], 0)
        return self._vacant[day]


def ask(
    scope: Scope,
    days: list[dt.date],
    needs: frozenset[str] | set[str] = frozenset(),
    *,
    since: dt.date | None = None,
    **narrowing,
) -> Question:
    """Load what the measures need for the days asked, and nothing more. One query.

    `since`: places that ended by that day are left out. Name it only where no figure looks further back (`looked_back`).
    """
    return Question(scope, load(scope, days, frozenset(needs), since=since), **narrowing)


def looked_back(first: dt.date) -> dt.date:
    """The day to load places since, when the earliest figure asked for is that of the day `first`: no measure looks further
    behind its day than twelve months."""
    return months_before(first, 13)

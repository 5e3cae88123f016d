"""A council's rows as arrays, loaded once for a page (`loading`).

Everything a measure needs stands here in columns, so that one function answers for any day, and a line over ten years
costs no more queries than one figure.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ridgeway.calc import stocks

NOBODY = 0  # a missing id: ids of rows start at one


class Rows:
    """Rows of one kind over periods, as columns of equal length n. Ids are int64 with 0 for none; days `datetime64[D]`.

    Narrowed rows (`where`) share the arrays of the rows they come from and take out of them only the columns asked for.
    """

    id: NDArray
    worker: NDArray
    post: NDArray
    team: NDArray
    role: NDArray
    fte: NDArray
    starts: NDArray
    ends: NDArray
    employment: NDArray
    first_day: NDArray  # of the employment; of a cover or a term, its own
    last_day: NDArray  # the employment's end, exclusive
    code: NDArray  # the reason for leaving; of a cover, "c" covers a vacancy, "x" beside, "s" a census day
    kind: NDArray  # of the role
    qualified: NDArray  # 1 where the role is a qualified social worker's

    def __init__(self, columns: Mapping[str, NDArray], taken: NDArray | None = None) -> None:
        self._columns, self._taken = columns, taken

    def __getattr__(self, name: str) -> NDArray:
        """A column, taken out when it is first asked for; then it is an attribute like any other."""
        columns = self.__dict__.get("_columns", {})
        if name not in columns:
            raise AttributeError(name)
        column = columns[name] if self._taken is None else columns[name][self._taken]
        self.__dict__[name] = column
        return column

    def __len__(self) -> int:
        return len(self._columns["id"] if self._taken is None else self._taken)

    def where(self, mask: NDArray) -> "Rows":
        """The rows where `mask` (bool, shape (n,)) is true."""
        taken = np.flatnonzero(mask)
        return Rows(self._columns, taken if self._taken is None else self._taken[taken])


@dataclass(frozen=True, slots=True)
class Stated:
    """What a census return states of its day: vacant FTE, and agency FTE covering vacancies."""

    id: int
    on: dt.date
    vacancies_fte: float
    agency_cover_fte: float


@dataclass(frozen=True, slots=True)
class Cases:
    """Case counts: row id, worker, cases, day. Shape (n,)."""

    id: NDArray
    worker: NDArray
    cases: NDArray
    day: NDArray


@dataclass(frozen=True, slots=True)
class Absences:
    """Sickness: row id, employment, first day, working days lost, and whether it is a census year's total. Shape (n,)."""

    id: NDArray
    employment: NDArray
    starts: NDArray
    days: NDArray
    is_total: NDArray


@dataclass(frozen=True, slots=True)
class Adverts:
    """Posts with the days on which somebody is looked for: from an advert's publication until its outcome is known. Shape (n,)."""

    post: NDArray
    starts: NDArray
    ends: NDArray


@dataclass
class Facts:
    """All that is known of a council (or the teams of it that may be seen)."""

    terms: Rows
    holdings: Rows
    covers: Rows
    role_names: dict[int, tuple[int, str]]
    knows_agency_every_day: bool  # some agency worker is recorded over a period, and not on a census day alone
    cases: Cases
    absences: Absences
    stated: list[Stated] = field(default_factory=list)
    adverts: Adverts | None = None
    _held: dict[np.datetime64, tuple[NDArray, NDArray]] = field(default_factory=dict)

    @cached_property
    def placed(self) -> Rows:
        """The places whose post is known."""
        return self.holdings.where(self.holdings.post > NOBODY)

    @cached_property
    def post_ids(self) -> NDArray:
        """Every post, ascending."""
        return stocks.distinct(np.concatenate([self.terms.post, self.placed.post]))

    @cached_property
    def _placed_in(self) -> NDArray:
        return np.searchsorted(self.post_ids, self.placed.post)

    def held(self, day: np.datetime64) -> tuple[NDArray, NDArray]:
        """For each of `post_ids`, how many people hold it on a day, and the FTE of it that they hold."""
        if day not in self._held:
            rows, count = self.placed, len(self.post_ids)
            here = stocks.on(rows.starts, rows.ends, day)
            posts = self._placed_in[here]
            held = np.bincount(posts, minlength=count), np.bincount(posts, weights=rows.fte[here], minlength=count)
            self._held[day] = held
        return self._held[day]

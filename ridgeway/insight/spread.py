"""How many people hold how many cases: the picture behind an average, without anybody's name."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ridgeway.domains.establishment.choices import RoleKind
from ridgeway.domains.organisation.queries import Scope

from .measures.caseload import latest_counts
from .question import ask, looked_back

FEWEST = 5
Columns = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Spread:
    """(cases, people who hold as many), by the latest count of each in the month up to a day.

    `first` are those in their first year (in a newly qualified worker's role on the day), `others` everybody else.
    """

    first: Columns
    others: Columns

    @property
    def people(self) -> int:
        return sum(people for _, people in self.first + self.others)

    def apart(self) -> tuple[Columns, Columns]:
        """Both groups to be drawn; all as one, in the second, where either is of fewer than five: a few would be somebody."""
        if min(sum(people for _, people in group) for group in (self.first, self.others)) >= FEWEST:
            return self.first, self.others
        counts: dict[int, int] = {}
        for cases, people in self.first + self.others:
            counts[cases] = counts.get(cases, 0) + people
        return [], sorted(counts.items())

    def within(self, most: float, most_first: float) -> int:
        """How many people hold no more than `most`, in their first year `most_first`."""
        return sum(people for cases, people in self.others if cases <= most) + sum(
            people for cases, people in self.first if cases <= most_first
        )


NOBODY = Spread([], [])


def caseload_spread(scope: Scope, on: dt.date) -> Spread:
    """Everybody of a scope who holds a case. `NOBODY` where fewer than five people hold any. One query."""
    question = ask(scope, [on], frozenset({"cases"}), since=looked_back(on))
    found = latest_counts(question, on)
    if found is None or len(found[1]) < FEWEST:
        return NOBODY
    workers, counts = found
    here = question.in_post(on)
    is_first = np.isin(workers, here.worker[here.kind == RoleKind.NEWLY_QUALIFIED])
    return Spread(_columns(counts[is_first]), _columns(counts[~is_first]))


def _columns(counts: NDArray) -> Columns:
    cases, people = np.unique(counts, return_counts=True)
    return [(int(number), int(count)) for number, count in zip(cases, people, strict=True)]

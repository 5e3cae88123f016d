"""How many people hold how many cases: the picture behind an average, without anybody's name."""

import datetime as dt

import numpy as np

from ridgeway.domains.organisation.queries import Scope

from .measures.caseload import latest_counts
from .question import ask, looked_back

FEWEST = 5


def caseload_spread(scope: Scope, on: dt.date) -> list[tuple[int, int]]:
    """(cases, people who hold as many) of everybody who holds a case, by their latest count of the month up to a day.

    Empty where fewer than five people hold any: a few would be somebody.
    """
    question = ask(scope, [on], frozenset({"cases"}), since=looked_back(on))
    found = latest_counts(question, on)
    if found is None or len(found) < FEWEST:
        return []
    cases, people = np.unique(found, return_counts=True)
    return [(int(number), int(count)) for number, count in zip(cases, people, strict=True)]

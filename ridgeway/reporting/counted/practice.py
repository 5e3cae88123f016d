"""The promise of cases, held person by person: who is within it and who is over.

How many cases were promised is said in the figure (`named 18`, or `named 18 + 16` where those in their first year have fewer); where it
is not, it is what the council promises on its careers site.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import numpy as np

from ridgeway.domains.establishment.choices import RoleKind
from ridgeway.domains.organisation.models import Council, Service
from ridgeway.insight.figures import Answer, Part, Unit, day_words
from ridgeway.insight.measures.caseload import latest_rows

from .books import Books, Where
from .defined import defined

SOURCE = "Case counts: each person’s latest of the 31 days up to the day."
FEWEST = 5
_CASES = re.compile(r"\s*(\d{1,3}(?:\.\d{1,2})?)\s*(?:\+\s*(\d{1,3}(?:\.\d{1,2})?)\s*)?", re.ASCII)
Promised = tuple[Decimal, Decimal]  # to anybody, and in the first year

PROMISES: list[Callable[[Council, Service | None], Promised | None]] = []  # filled by the layer that keeps promises


def promised(books: Books, where: Where) -> Promised | None:
    """How many cases at most. Raises `ValueError` for words that are no numbers."""
    if where.named:
        typed = _CASES.fullmatch(where.named)
        if typed is None:
            raise ValueError(where.named)
        return Decimal(typed[1]), Decimal(typed[2] or typed[1])
    return next((said for find in PROMISES if (said := find(books.council, where.scope.service))), None)


def _held(books: Books, where: Where, is_over: bool) -> Answer:
    try:
        most = promised(books, where)
    except ValueError:
        return Answer(reason=f"“{where.named}” is not a number of cases; say it as: named 18, or: named 18 + 16.")
    if most is None:
        return Answer(reason="No number of cases is promised here; say it as: named 18.")
    found = latest_rows(where.question, where.on)
    if found is None or len(found[0]) < FEWEST:
        return Answer(reason=f"Fewer than {FEWEST} people have a case count of the month up to {day_words(where.on)}.")
    rows, workers, counts = found
    here = where.question.in_post(where.on)
    is_first = np.isin(workers, here.worker[here.kind == RoleKind.NEWLY_QUALIFIED])
    over = counts > np.where(is_first, float(most[1]), float(most[0]))
    wanted = over if is_over else ~over
    words = f"{float(most[0]):g} cases" + (f", {float(most[1]):g} in the first year" if most[1] != most[0] else "")
    return Answer(
        Part(int(wanted.sum()), f"{'person' if wanted.sum() == 1 else 'people'} with {'more than' if is_over else 'at most'} {words},", "case counts", rows[wanted]),
        Part(len(rows), "people with a case", "case counts", rows),
        value=float(wanted.sum()) if is_over else float(wanted.mean() * 100),
    )  # fmt: skip


def _of(key: str, name: str, unit: Unit, words: str, is_over: bool):
    def compute(books: Books, where: Where) -> Answer:
        return _held(books, where, is_over)

    return defined(
        key, name, unit, words, compute, numerator=name.lower(), denominator="people with at least one case", source=SOURCE,
        caveat="Agency workers with cases are counted too. A newly qualified worker’s role on the day makes the first year.",
        needs=frozenset({"cases"}),
    )  # fmt: skip


def _promise(key: str, name: str, words: str, which: int):
    def compute(books: Books, where: Where) -> Answer:
        said = promised(books, replace(where, named=""))
        if said is None:
            return Answer(reason="No number of cases is promised here.")
        return Answer(Part(float(said[which]), name.lower(), "promises"), value=float(said[which]))

    return defined(
        key, name, Unit.COUNT, words, compute, numerator=name.lower(), source="What the council promises on its careers site.",
        caveat="As it is promised now, whatever the day.",
    )  # fmt: skip


ALL = (
    _promise("promise_cases", "Cases promised at most", "The most cases that the council promises anybody.", 0),
    _promise("promise_cases_first", "Cases promised at most, first year", "The most cases that it promises those in their first year.", 1),
    _of("promise_kept", "Within the promise of cases", Unit.PERCENT, "People who hold no more cases than were promised, of those who hold any.", False),
    _of("promise_over", "Over the promise of cases", Unit.COUNT, "People who hold more cases than were promised.", True),
)  # fmt: skip

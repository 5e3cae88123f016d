"""Average caseload."""

import datetime as dt

import numpy as np

from ridgeway.calc import stocks

from ..figures import Answer, Measure, Part, Unit
from ..question import Question, as64


def compute(question: Question, day: dt.date) -> Answer:
    cases = question.facts.cases
    if cases is None or not len(cases.id):
        return Answer(reason="No case counts are recorded for this day or the month before it.")
    rows, workers, counts = _latest(cases, day)
    known = _fte_of(question, day, workers)
    held = (counts > 0) & (known > 0)
    if not held.any():
        return Answer(reason="Nobody here on this day has a case count of the month before it.")
    total, fte = float(counts[held].sum()), float(known[held].sum())
    return Answer(
        Part(total, "cases", "case counts", rows[held]),
        Part(fte, "FTE of those with a case", "case counts", rows[held]),
        total / fte,
    )


def latest_counts(question: Question, day: dt.date):
    """The workers here on a day who hold any case, and how many each holds; None where there are no counts."""
    found = latest_rows(question, day)
    return None if found is None else found[1:]


def latest_rows(question: Question, day: dt.date):
    """The same with the rows counted: row, worker and cases of each; None where there are no counts."""
    cases = question.facts.cases
    if cases is None or not len(cases.id):
        return None
    rows, workers, counts = _latest(cases, day)
    held = (counts > 0) & (_fte_of(question, day, workers) > 0)
    return rows[held], workers[held], counts[held]


def _latest(cases, day: dt.date):
    near = stocks.between(cases.day, as64(day) - np.timedelta64(31, "D"), as64(day))
    order = np.lexsort((cases.day[near], cases.worker[near]))
    rows, workers, counts = (column[near][order] for column in (cases.id, cases.worker, cases.cases))
    last = np.append(workers[1:] != workers[:-1], True) if len(workers) else np.zeros(0, dtype=bool)
    return rows[last], workers[last], counts[last]


def _fte_of(question: Question, day: dt.date, workers):
    """The FTE of each worker on the day, in post or agency."""
    here = question.in_post(day), question.covered(day)
    who = np.concatenate([rows.worker for rows in here])
    return stocks.sum_by(who, np.concatenate([rows.fte for rows in here]), workers)


MEASURE = Measure(
    key="caseload",
    name="Average caseload",
    unit=Unit.CASES,
    words="Cases held on the day by everybody with an FTE, agency workers too, over the FTE of those who hold at least one.",
    numerator="cases held",
    denominator="FTE of people with at least one case",
    source="Department for Education, children's social work workforce statistics: average caseload.",
    caveat="Uses each person's latest count of the 31 days up to the day. Cases of somebody whose FTE is 0 or not known are in "
    "neither part. A change in who holds cases moves it without any change in work.",
    compute=compute,
    published="caseload_fte",
    needs=frozenset({"cases"}),
)

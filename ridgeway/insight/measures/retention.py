"""Retention over twelve months."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question
from .cohort import kept


def compute(question: Question, day: dt.date) -> Answer:
    return kept(question, day, "still employed")


MEASURE = Measure(
    key="retention",
    name="Retention, 12 months",
    unit=Unit.PERCENT,
    words="Of the people in post twelve months before the day, the share still employed by the council on it.",
    numerator="of them, people still employed on the day, in whatever post",
    denominator="people in post twelve months before",
    source="Cohort retention; the papers print retention without a definition (report, paragraph 22).",
    caveat="Not one minus turnover: people who started within the year and left again are in turnover alone.",
    compute=compute,
    window="12 months",
)

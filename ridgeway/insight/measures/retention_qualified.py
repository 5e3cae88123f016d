"""Retention of qualified social workers."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question
from .cohort import kept


def compute(question: Question, day: dt.date) -> Answer:
    return kept(question, day, "qualified social workers still employed", only=lambda rows: rows.qualified == 1)


MEASURE = Measure(
    key="retention_qualified",
    name="Retention of qualified staff, 12 months",
    unit=Unit.PERCENT,
    words="Of the people in a qualified social worker role twelve months before the day, the share still employed by the "
    "council on it.",
    numerator="of them, people still employed on the day, in whatever post",
    denominator="people in a qualified social worker role twelve months before",
    source="Report, paragraph 22: 89.5% and 87.5% for 2015/16, without a definition; this one is ours.",
    caveat="The role decides, not the qualification held: a qualified person in another role is not counted.",
    compute=compute,
    window="12 months",
)

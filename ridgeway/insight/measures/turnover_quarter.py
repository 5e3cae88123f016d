"""Turnover in the quarter, as a yearly rate, and marked so."""

import datetime as dt

from ridgeway.core.periods import months_before

from ..figures import Answer, Measure, Unit
from ..question import Question
from .parts import leavers_over_average


def compute(question: Question, day: dt.date) -> Answer:
    left = question.left(months_before(day, 3), day)
    return leavers_over_average(question, left, day, 3, "leavers in three months", times=4)


MEASURE = Measure(
    key="turnover_quarter",
    name="Turnover in the quarter, times four",
    unit=Unit.PERCENT,
    words="Everybody who left in the three months to the day, over the average number in post in them (the mean of four "
    "headcounts a month apart), times four to read as a year.",
    numerator="employments ended in the three months",
    denominator="average people in post",
    source="The reading under which “as low as 7.2% during one quarter” (report, paragraph 20) can stand.",
    caveat="A quarter's few leavers swing it; leaving is seasonal and rises from January to March. Never compare it with a "
    "twelve-month figure unmarked.",
    compute=compute,
    window="quarter",
)

"""Turnover, all leavers, rolling twelve months."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question
from .parts import leavers_over_average, year_to


def compute(question: Question, day: dt.date) -> Answer:
    return leavers_over_average(question, question.left(year_to(day), day), day, 12, "leavers")


MEASURE = Measure(
    key="turnover",
    name="Turnover, all leavers, 12 months",
    unit=Unit.PERCENT,
    words="Everybody who left in the twelve months to the day, over the average number in post: the mean of the thirteen "
    "headcounts a month apart from the day twelve months before.",
    numerator="employments ended in the twelve months",
    denominator="average people in post",
    source="The usual local definition; the papers print 21.1% and 12.2% without one (report, paragraph 20).",
    caveat="Not the published turnover, which divides by those in post at the end. Moves within the council are not leavers.",
    compute=compute,
    window="12 months",
)

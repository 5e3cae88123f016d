"""Voluntary turnover, rolling twelve months."""

import datetime as dt

import numpy as np

from ridgeway.domains.establishment.rules import VOLUNTARY

from ..figures import Answer, Measure, Unit
from ..question import Question
from .parts import leavers_over_average, year_to


def compute(question: Question, day: dt.date) -> Answer:
    left = question.left(year_to(day), day)
    chose = left.where(np.isin(left.code, sorted(VOLUNTARY)))
    return leavers_over_average(question, chose, day, 12, "voluntary leavers")


MEASURE = Measure(
    key="turnover_voluntary",
    name="Voluntary turnover, 12 months",
    unit=Unit.PERCENT,
    words="Those who resigned or retired in the twelve months to the day, over the average number in post.",
    numerator="employments ended by resignation or retirement in the twelve months",
    denominator="average people in post",
    source="Report, paragraph 20, gives adult care's figures as voluntary turnover (14.8% and 9.8%) and no definition; "
    "this one is ours.",
    caveat="Redundancy, dismissal, death, moves within the council and reasons not known are left out.",
    compute=compute,
    window="12 months",
)

"""Stability: who is still in the same part of the council."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question
from .cohort import stayed


def compute(question: Question, day: dt.date) -> Answer:
    return stayed(question, day)


MEASURE = Measure(
    key="stability",
    name="Stability, 12 months",
    unit=Unit.PERCENT,
    words="Of the people in post in this scope twelve months before the day, the share in post in it on the day: whom a "
    "child or an adult would still find there.",
    numerator="of them, people in post in the same scope on the day",
    denominator="people in post in the scope twelve months before",
    source="The stability index of personnel practice, applied to a scope.",
    caveat="Somebody who moved to another team is retained by the council and lost to the team: they differ for a team.",
    compute=compute,
    window="12 months",
)

"""Leavers in twelve months."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question
from .parts import spells, year_to


def compute(question: Question, day: dt.date) -> Answer:
    part = spells(question.left(year_to(day), day), "left")
    return Answer(part, value=part.value)


MEASURE = Measure(
    key="leavers",
    name="Leavers, 12 months",
    unit=Unit.PEOPLE,
    words="Employments that ended in the twelve months to the day, for any reason.",
    numerator="employments ended",
    denominator="",
    source="Establishment records.",
    caveat="Moves between posts of the council are not leavers. A leaver belongs to the team last worked in.",
    compute=compute,
    window="12 months",
)

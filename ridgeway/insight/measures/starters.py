"""Starters in twelve months."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question
from .parts import spells, year_to


def compute(question: Question, day: dt.date) -> Answer:
    part = spells(question.started(year_to(day), day), "started")
    return Answer(part, value=part.value)


MEASURE = Measure(
    key="starters",
    name="Starters, 12 months",
    unit=Unit.PEOPLE,
    words="Employments that began in the twelve months to the day.",
    numerator="employments begun",
    denominator="",
    source="Establishment records.",
    caveat="Moves between posts of the council are not starts. The published figure also leaves out people who started "
    "and left within the same year.",
    compute=compute,
    window="12 months",
)

"""Vacant posts."""

import datetime as dt

import numpy as np

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .parts import no_posts, stated_on


def compute(question: Question, day: dt.date) -> Answer:
    funded = question.funded(day)
    if not len(funded):
        if stated := stated_on(question, day):
            value = stated.vacancies_fte
            return Answer(
                Part(value, "FTE vacant (the census return's own total)", "stated", np.array([stated.id], dtype="i8")),
                value=value,
                unit=Unit.FTE,
            )
        return no_posts(question)
    vacant, _ = question.vacant(day)
    part = Part(float(len(vacant)), "vacant", "posts", vacant.post)
    return Answer(part, Part(float(len(funded)), "funded posts", "posts", funded.post), part.value)


MEASURE = Measure(
    key="vacancies",
    name="Vacancies",
    unit=Unit.POSTS,
    words="Funded posts that nobody holds on the day, whether or not an agency worker covers them and whether or not they are advertised.",
    numerator="funded posts nobody holds",
    denominator="funded posts",
    source="Establishment records. Where no posts are recorded: the census return's own total, in FTE.",
    caveat="A post held for part of its hours is not vacant here; the vacant part of it counts in the vacancy rate by FTE.",
    compute=compute,
    needs=frozenset({"stated"}),
)

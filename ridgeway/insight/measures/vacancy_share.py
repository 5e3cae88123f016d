"""Vacant posts as a share of funded posts."""

import datetime as dt

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .parts import no_posts, share


def compute(question: Question, day: dt.date) -> Answer:
    funded = question.funded(day)
    if not len(funded):
        return no_posts(question)
    vacant, _ = question.vacant(day)
    return share(
        Part(float(len(vacant)), "vacant", "posts", vacant.post),
        Part(float(len(funded)), "funded posts", "posts", funded.post),
    )


MEASURE = Measure(
    key="vacancy_share",
    name="Vacant posts",
    unit=Unit.PERCENT,
    words="The share of funded posts that nobody holds on the day.",
    numerator="funded posts nobody holds",
    denominator="funded posts",
    source="Establishment records.",
    caveat="Counts posts, not FTE, so it is not the published vacancy rate.",
    compute=compute,
)

"""Funded posts that nobody holds and no agency worker covers."""

import datetime as dt

import numpy as np

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .parts import no_posts, share


def compute(question: Question, day: dt.date) -> Answer:
    funded = question.funded(day)
    if not len(funded):
        return no_posts(question)
    vacant, _ = question.vacant(day)
    open_posts = vacant.post[~np.isin(vacant.post, question.covered(day).post)]
    return share(
        Part(float(len(open_posts)), "vacant and not covered", "posts", open_posts),
        Part(float(len(funded)), "funded posts", "posts", funded.post),
    )


MEASURE = Measure(
    key="vacancy_rate_uncovered",
    name="Posts nobody covers",
    unit=Unit.PERCENT,
    words="The share of funded posts that on the day nobody holds and no agency worker covers.",
    numerator="vacant posts without agency cover",
    denominator="funded posts",
    source="The reading under which the case study's “less than four per cent” can stand beside 38 vacancies.",
    caveat="Lower than every published vacancy rate by construction: a post an agency worker covers is still vacant there.",
    compute=compute,
)

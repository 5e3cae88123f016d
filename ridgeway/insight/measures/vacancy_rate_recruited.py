"""The vacancy rate as Skills for Care defines it: only vacancies being recruited to."""

import datetime as dt

import numpy as np

from ridgeway.calc import stocks

from ..figures import Answer, Measure, Part, Unit
from ..question import Question, as64
from .parts import no_posts, people, share

VACANT_TOO = "These are the people employed; the posts counted with them are the numerator's rows."


def compute(question: Question, day: dt.date) -> Answer:
    adverts = question.facts.adverts
    if not len(question.funded(day)):
        return no_posts(question)
    if adverts is None or not (adverts.starts <= as64(day)).any():
        return Answer(
            reason="No advert for a post had been published by this day, so which vacancies were being recruited to is not known."
        )
    open_now = stocks.on(adverts.starts, adverts.ends, as64(day))
    vacant, _ = question.vacant(day)
    looked_for = vacant.post[np.isin(vacant.post, adverts.post[open_now])]
    employed = people(question.in_post(day), "employed")
    count = float(len(looked_for))
    return share(
        Part(count, "vacant and being recruited to", "posts", looked_for),
        Part(employed.value + count, "people employed or posts being recruited to", "places", employed.ids, VACANT_TOO),
    )


MEASURE = Measure(
    key="vacancy_rate_recruited",
    name="Vacancy rate, being recruited",
    unit=Unit.PERCENT,
    words="Posts being actively recruited to on the day over people employed and those posts together. A vacant post is being "
    "recruited to from the day its advert is published until the day the advert's outcome is known.",
    numerator="vacant posts being recruited to",
    denominator="people employed and vacant posts being recruited to",
    source="Skills for Care, adult social care workforce data set: vacancies are roles currently actively recruited; "
    "bank and agency workers are left out.",
    caveat="Never comparable with the Department for Education's rate, which counts every vacant FTE. An advert that names no post "
    "adds nothing.",
    compute=compute,
    needs=frozenset({"adverts"}),
)

"""What became of those who were in post a year ago."""

import datetime as dt

import numpy as np

from ridgeway.calc.stocks import distinct

from ..facts import Rows
from ..figures import Answer, Part
from ..question import Question, as64
from .parts import share, year_to


def kept(question: Question, day: dt.date, words: str, only=None) -> Answer:
    """Of the people in post twelve months before, those whose employment goes on. `only` picks rows of the first day."""
    then = cohort(question, day, only)
    still = then.where(then.last_day > as64(day))
    return _answer(still, then, words, day)


def cohort(question: Question, day: dt.date, only=None) -> Rows:
    then = question.in_post(year_to(day))
    return then if only is None else then.where(only(then))


def _answer(still: Rows, then: Rows, words: str, day: dt.date) -> Answer:
    before = year_to(day)
    return share(
        Part(float(len(distinct(still.worker))), words, "places", still.id),
        Part(float(len(distinct(then.worker))), f"in post on {before:%-d %B %Y}", "places", then.id),
        is_event_rate=True,
        nothing=f"Nobody was in post on {before:%-d %B %Y}.",
    )


def stayed(question: Question, day: dt.date) -> Answer:
    """Of the people in post twelve months before, those in post in the same scope on the day."""
    then = cohort(question, day)
    still = then.where(np.isin(then.worker, question.in_post(day).worker))
    return _answer(still, then, "still here", day)

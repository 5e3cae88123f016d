"""Vacancies filled over a period."""

import datetime as dt

from ridgeway.core.periods import months_before

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .parts import no_posts, share, spells


def between(question: Question, after: dt.date, until: dt.date) -> Answer:
    """Starters in `after < day <= until` over those starters and the vacancies still there on `until`."""
    if not len(question.funded(until)):
        return no_posts(question)
    started = spells(question.started(after, until), "appointed")
    vacant, _ = question.vacant(until)
    besides = f"{started.text} people appointed are counted besides; their rows are those of the numerator."
    whole = Part(
        started.value + len(vacant), f"({len(vacant)} still vacant)", "posts", vacant.post, besides=besides if started.value else "",
    )  # fmt: skip
    return share(started, whole, nothing="Nobody started and no post is vacant.")


def compute(question: Question, day: dt.date) -> Answer:
    return between(question, months_before(day, 12), day)


MEASURE = Measure(
    key="fill_rate",
    name="Vacancies filled, 12 months",
    unit=Unit.PERCENT,
    words="People who started in the period over those people and the vacancies that remain at its end.",
    numerator="employments begun in the period",
    denominator="employments begun in the period and posts vacant at its end",
    source="Cabinet report of May 2016, paragraph 15: 123 appointments and 38 vacancies remaining.",
    caveat="The report prints 73% for 123 and 38, which give 76.4%. Takes turnover and new posts into account only through the "
    "vacancies that remain.",
    compute=compute,
    window="12 months",
)

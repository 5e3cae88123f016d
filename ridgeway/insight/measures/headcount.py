"""People in post."""

import datetime as dt

from ridgeway.calc.stocks import distinct

from ..figures import Answer, Measure, Unit
from ..question import Question
from .parts import people


def compute(question: Question, day: dt.date) -> Answer:
    rows = question.in_post(day)
    return Answer(people(rows, "in post"), value=float(len(distinct(rows.worker))))


MEASURE = Measure(
    key="headcount",
    name="People in post",
    unit=Unit.PEOPLE,
    words="Different people who hold a place on the day. Somebody who holds two places counts once.",
    numerator="people in post on the day",
    denominator="",
    source="Department for Education, children's social work workforce statistics: headcount.",
    caveat="Agency workers are not in post. People on parental or sick leave are.",
    compute=compute,
    published="inpost_headcount",
)

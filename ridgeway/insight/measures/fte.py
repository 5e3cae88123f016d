"""FTE in post."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question
from .parts import fte_of


def compute(question: Question, day: dt.date) -> Answer:
    part = fte_of(question.in_post(day), "FTE in post")
    return Answer(part, value=part.value)


MEASURE = Measure(
    key="fte",
    name="FTE in post",
    unit=Unit.FTE,
    words="The full-time equivalent of everybody in post on the day: contracted hours over standard hours, summed.",
    numerator="FTE of places held on the day",
    denominator="",
    source="Department for Education, children's social work workforce statistics: FTE.",
    caveat="Agency workers are not in post.",
    compute=compute,
    published="inpost_fte",
)

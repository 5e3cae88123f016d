"""Turnover as the Department for Education publishes it."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question, as64
from .parts import fte_of, share, year_to


def compute(question: Question, day: dt.date) -> Answer:
    after = year_to(day)
    left = question.left(after, day)
    stayed_in_year = left.where(left.first_day <= as64(after))
    return share(
        fte_of(stayed_in_year, "FTE left"),
        fte_of(question.in_post(day), "FTE in post at the end"),
        is_event_rate=True,
        nothing="Nobody is in post on the day.",
    )


MEASURE = Measure(
    key="turnover_published",
    name="Turnover, published definition",
    unit=Unit.PERCENT,
    words="FTE of those who left in the twelve months to the day, over FTE in post at the end of them.",
    numerator="FTE of leavers in the twelve months, without those who also started in them",
    denominator="FTE in post on the day",
    source="Department for Education, children's social work workforce statistics: turnover rate (FTE); the denominator "
    "is the stock at 30 September, not an average.",
    caveat="The published figure is for the year to 30 September; asked on another day it is the same sum for the twelve "
    "months to that day.",
    compute=compute,
    window="12 months",
    published="turnover_rate_fte",
)

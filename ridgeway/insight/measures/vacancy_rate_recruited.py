"""The vacancy rate as Skills for Care defines it: only vacancies being recruited to."""

import datetime as dt

from ..figures import Answer, Measure, Unit
from ..question import Question


def compute(question: Question, day: dt.date) -> Answer:
    return Answer(
        reason="Which vacancies are being recruited to is recorded with adverts, which are not kept here yet."
    )


MEASURE = Measure(
    key="vacancy_rate_recruited",
    name="Vacancy rate, being recruited",
    unit=Unit.PERCENT,
    words="Posts being actively recruited to on the day over people employed and those posts together.",
    numerator="vacant posts being recruited to",
    denominator="people employed and vacant posts being recruited to",
    source="Skills for Care, adult social care workforce data set: vacancies are roles currently actively recruited; "
    "bank and agency workers are left out.",
    caveat="Never comparable with the Department for Education's rate, which counts every vacant FTE. Not known until "
    "adverts are kept here.",
    compute=compute,
)

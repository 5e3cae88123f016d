"""Vacancies covered by agency workers."""

import datetime as dt

import numpy as np

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .parts import no_posts, share, stated_on


def compute(question: Question, day: dt.date) -> Answer:
    if not len(question.funded(day)):
        stated = stated_on(question, day)
        if stated is None:
            return no_posts(question)
        row = np.array([stated.id], dtype="i8")
        return share(
            Part(stated.agency_cover_fte, "FTE of agency cover (the return's own total)", "stated", row),
            Part(stated.vacancies_fte, "FTE vacant (the return's own total)", "stated", row),
            nothing="The census return states no vacancies.",
        )
    vacant, _ = question.vacant(day)
    covered = vacant.post[np.isin(vacant.post, question.covered(day).post)]
    return share(
        Part(float(len(covered)), "covered by agency", "posts", covered),
        Part(float(len(vacant)), "vacant posts", "posts", vacant.post),
        nothing="No post is vacant.",
    )


MEASURE = Measure(
    key="vacancies_covered",
    name="Vacancies covered by agency",
    unit=Unit.PERCENT,
    words="The share of vacant posts in whose place an agency worker stands on the day.",
    numerator="vacant posts with agency cover",
    denominator="vacant posts",
    source="Department for Education, children's social work workforce statistics: vacancies covered by agency workers (FTE).",
    caveat="By posts here, by FTE in the published figure and wherever only a census return is known. Cover can exceed vacancies.",
    compute=compute,
    published="vacancy_agency_cover_rate_fte",
    needs=frozenset({"stated"}),
)

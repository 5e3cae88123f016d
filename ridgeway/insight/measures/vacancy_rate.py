"""The vacancy rate as the Department for Education defines it."""

import datetime as dt

import numpy as np

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .parts import no_posts, share, stated_on

VACANT_TOO = "These are the places held; the vacancies counted with them are the numerator's rows."


def compute(question: Question, day: dt.date) -> Answer:
    in_post = question.in_post(day)
    held = float(in_post.fte.sum())
    funded = question.funded(day)
    stated = stated_on(question, day)
    if not len(funded):
        if stated is None:
            return no_posts(question)
        vacant = stated.vacancies_fte
        part = Part(vacant, "FTE vacant (the census return's own total)", "stated", np.array([stated.id], dtype="i8"))
        return share(part, Part(held + vacant, "FTE in post or vacant", "places", in_post.id, VACANT_TOO))
    _, empty = question.vacant(day)
    vacant = float(empty.sum())
    flag = ""
    if stated is not None and abs(stated.vacancies_fte - vacant) >= 0.05:
        flag = f"The census return for this day states {stated.vacancies_fte:,.1f} FTE vacant; the posts give {vacant:,.1f}"
    return share(
        Part(vacant, "FTE vacant", "posts", funded.post[empty > 0]),
        Part(held + vacant, "FTE in post or vacant", "places", in_post.id, VACANT_TOO),
        flag=flag,
    )


MEASURE = Measure(
    key="vacancy_rate",
    name="Vacancy rate, FTE",
    unit=Unit.PERCENT,
    words="Vacant FTE on the day over vacant FTE and FTE in post together. A vacancy counts whether or not it is advertised "
    "and whether or not an agency worker covers it.",
    numerator="vacant FTE",
    denominator="vacant FTE and FTE in post",
    source="Department for Education, children's social work workforce statistics: vacancy rate (FTE). Agency workers are "
    "not in the denominator.",
    caveat="Without recorded posts the vacant FTE is the census return's own total, known for 30 September only.",
    compute=compute,
    published="vacancy_rate_fte",
    needs=frozenset({"stated"}),
)

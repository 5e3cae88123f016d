"""The share of agency workers who cover a vacancy."""

import datetime as dt

import numpy as np

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .agency import unknown
from .parts import fte_of, share, stated_on


def compute(question: Question, day: dt.date) -> Answer:
    if reason := unknown(question, day):
        return Answer(reason=reason)
    agency = question.covered(day)
    nothing = "No agency worker is here."
    if (stated := stated_on(question, day)) and not (agency.code == "c").any():
        row = np.array([stated.id], dtype="i8")
        part = Part(stated.agency_cover_fte, "FTE covering vacancies (the census return's own total)", "stated", row)
        return share(part, fte_of(agency, "FTE of agency workers", "covers"), nothing=nothing)
    covering = agency.where(agency.code == "c")
    return share(
        fte_of(covering, "FTE covering vacancies", "covers"),
        fte_of(agency, "FTE of agency workers", "covers"),
        nothing=nothing,
    )


MEASURE = Measure(
    key="agency_cover",
    name="Agency workers covering vacancies",
    unit=Unit.PERCENT,
    words="FTE of agency workers who cover a vacancy on the day over the FTE of all agency workers here.",
    numerator="FTE of agency workers covering a vacancy",
    denominator="FTE of agency workers",
    source="Department for Education, children's social work workforce statistics: agency workers covering vacancies (FTE).",
    caveat="A census file does not say which of its agency workers cover a vacancy; then its stated total is used.",
    compute=compute,
    published="agency_cover_rate_fte",
    needs=frozenset({"stated"}),
)

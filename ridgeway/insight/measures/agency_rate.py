"""Agency workers as a share of everybody working."""

import datetime as dt

from ..figures import Answer, Measure, Part, Unit
from ..question import Question
from .agency import unknown
from .parts import fte_of, share

AGENCY_TOO = "These are the places held; the agency workers counted with them are the numerator's rows."


def compute(question: Question, day: dt.date) -> Answer:
    if reason := unknown(question, day):
        return Answer(reason=reason)
    agency, in_post = question.covered(day), question.in_post(day)
    whole = float(agency.fte.sum() + in_post.fte.sum())
    return share(
        fte_of(agency, "FTE agency", "covers"),
        Part(whole, "FTE in post or agency", "places", in_post.id, AGENCY_TOO),
        nothing="Nobody is in post and no agency worker is here.",
    )


MEASURE = Measure(
    key="agency_rate",
    name="Agency rate, FTE",
    unit=Unit.PERCENT,
    words="FTE of agency workers here on the day over their FTE and the FTE in post together.",
    numerator="FTE of agency workers",
    denominator="FTE of agency workers and FTE in post",
    source="Department for Education, children's social work workforce statistics: agency worker rate (FTE).",
    caveat="Counts agency workers beside the establishment too, not only those who cover a vacancy.",
    compute=compute,
    published="agency_rate_fte",
    needs=frozenset({"stated"}),
)

"""When agency workers are known at all."""

import datetime as dt

import numpy as np

from ..question import Question, as64


def unknown(question: Question, day: dt.date) -> str:
    """The reason why agency workers are not known on a day, or nothing.

    Census files say who was here on 30 September and nothing of other days.
    """
    if question.facts.knows_agency_every_day:
        return ""
    covers = question.facts.covers
    stated = {s.on for s in question.facts.stated}
    is_census_day = covers.code == "s"
    if day in stated or (covers.starts[is_census_day] == as64(day)).any():
        return ""
    days = sorted({str(d) for d in np.unique(covers.starts[is_census_day])} | {d.isoformat() for d in stated})
    if not days:
        return "No agency workers are recorded for this scope."
    return f"Agency workers are known only on {', '.join(f'{dt.date.fromisoformat(d):%-d %B %Y}' for d in days)}."

"""Sickness absence."""

import calendar
import datetime as dt

import numpy as np

from ridgeway.calc import stocks

from ..figures import Answer, Measure, Part, Unit
from ..question import Question, as64
from .parts import share, year_to


def working_days(until: dt.date) -> int:
    """The working days of the twelve months up to a day: 253, or 254 when they hold a 29 February."""
    after = year_to(until)
    leaps = [y for y in (after.year, until.year) if calendar.isleap(y)]
    return 254 if any(after < dt.date(y, 2, 29) <= until for y in leaps) else 253


def compute(question: Question, day: dt.date) -> Answer:
    absences = question.facts.absences
    if absences is None or not len(absences.id):
        return Answer(reason="No sickness is recorded for this scope.")
    after = year_to(day)
    rows = question.holdings
    here = rows.employment[(rows.starts <= as64(day)) & (rows.ends > as64(after))]
    mine = stocks.between(absences.starts, as64(after), as64(day)) & np.isin(absences.employment, here)
    if (absences.is_total & mine).any() and (day.month, day.day) != (9, 30):
        return Answer(reason="Census files give sickness for years to 30 September only.")
    if not mine.any():
        return Answer(reason="No sickness is recorded for these twelve months.")
    in_post = question.in_post(day)
    days, lost = working_days(day), absences.days[mine]
    unknown = int(np.isnan(lost).sum())
    words = "working days lost" + (f" ({unknown} absences without their days not counted)" if unknown else "")
    return share(
        Part(float(np.nansum(lost)), words, "absences", absences.id[mine]),
        Part(float(in_post.fte.sum()) * days, f"working days (FTE in post × {days})", "places", in_post.id),
    )


MEASURE = Measure(
    key="sickness",
    name="Sickness absence, 12 months",
    unit=Unit.PERCENT,
    words="Working days lost to sickness in the twelve months to the day, over FTE in post on the day times the working "
    "days of a year.",
    numerator="working days lost to sickness that began in the twelve months",
    denominator="FTE in post on the day × 253 (254 where the twelve months hold a 29 February)",
    source="Department for Education, children's social work workforce statistics: absence rate; 253 and 254 fit every "
    "published year best.",
    caveat="An absence counts in the twelve months in which it began.",
    compute=compute,
    window="12 months",
    published="absence_rate_fte",
    needs=frozenset({"absences"}),
)

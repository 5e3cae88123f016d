"""The parts that measures share: counts of people, FTE and posts with the rows they count."""

import datetime as dt

from ridgeway.calc import rates
from ridgeway.calc.stocks import distinct
from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.choices import ServiceKind

from ..facts import Rows
from ..figures import Answer, Part
from ..question import Question


def people(rows: Rows, words: str) -> Part:
    """Different people, with the places they hold."""
    return Part(float(len(distinct(rows.worker))), words, "places", rows.id)


def spells(rows: Rows, words: str) -> Part:
    """Different employments, with their rows: people who started or left."""
    employments = distinct(rows.employment)
    return Part(float(len(employments)), words, "employments", employments)


def fte_of(rows: Rows, words: str, kind: str = "places") -> Part:
    """The sum of FTE."""
    return Part(float(rows.fte.sum()), words, kind, rows.id)


def share(
    numerator: Part, denominator: Part, *, is_event_rate: bool = False, nothing: str = "", flag: str = ""
) -> Answer:
    """The answer numerator over denominator, in percent; `nothing` is the sentence where the denominator is nought."""
    value = rates.rate(numerator.value, denominator.value)
    if value is None:
        return Answer(reason=nothing or f"There is nobody and nothing to count: 0 {denominator.words}.")
    return Answer(numerator, denominator, value * 100, is_event_rate=is_event_rate, flag=flag)


def leavers_over_average(
    question: Question, rows: Rows, day: dt.date, months: int, words: str, times: int = 1
) -> Answer:
    """Leavers over the average in post, the mean of headcounts a month apart; `times` makes a short period a year's."""
    average = question.average_headcount(day, months)
    base = Part(average, "in post on average", "places", question.in_post(day).id)
    answer = share(spells(rows, words), base, is_event_rate=True, nothing="Nobody was in post.")
    if answer.value is None or times == 1:
        return answer
    return Answer(answer.numerator, answer.denominator, answer.value * times, is_event_rate=False)


def year_to(day: dt.date) -> dt.date:
    """The day twelve months before."""
    return months_before(day, 12)


def no_posts(question: Question) -> Answer:
    """Why nothing can be said of vacancies where no post is recorded."""
    days = ", ".join(f"{s.on:%-d %B %Y}" for s in sorted(question.facts.stated, key=lambda s: s.on))
    known = f" Census returns state vacancies for {days}." if days else ""
    return Answer(reason=f"No funded posts are recorded for this scope and day.{known}")


def stated_on(question: Question, day: dt.date):
    """What a census return states for the day, where it speaks of the whole question; else None."""
    return next((s for s in question.facts.stated if s.on == day), None) if _is_of_return(question) else None


def _is_of_return(question: Question) -> bool:
    """Whether a census return speaks of the whole question: it is of a council's children's social workers, and of no team."""
    scope = question.scope
    is_childrens = scope.service is None or scope.service.kind == ServiceKind.CHILDREN
    return question.is_whole and scope.team is None and is_childrens

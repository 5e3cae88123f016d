"""Market supplements and incentives: which are in force, whom they reach, what they cost, and when they were decided.

What is paid to fewer than five people is not said: it would be somebody's pay.
"""

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np

from ridgeway.domains.establishment.models import Holding, PostTerm
from ridgeway.domains.pay.choices import Basis
from ridgeway.domains.pay.models import Incentive, Instalment, Supplement
from ridgeway.domains.pay.states import IncentiveState
from ridgeway.insight.figures import Answer, Part, Unit, day_words
from ridgeway.insight.pay import matches

from .books import Books, Where
from .defined import Counted, defined

SOURCE = "Supplements and incentives as approved and recorded here."
FEWEST = 5
FEW = f"It concerns fewer than {FEWEST} people, so it is not said."


def _ids(rows: Sequence) -> np.ndarray:
    return np.array([row.pk for row in rows], dtype="i8")


def _decided(books: Books, where: Where) -> list[Supplement]:
    """The supplements that were approved and are for somebody of the scope, of the name asked for."""
    name = where.named.lower()
    return [
        one for one in books.supplements
        if name in one.title.lower() and any(s.team_id is None or s.team_id in where.teams for s in one.scopes.all())
    ]  # fmt: skip


def in_force(books: Books, where: Where) -> list[Supplement]:
    """Those of them that are paid on the day."""
    on = where.on
    return [one for one in _decided(books, where) if one.starts_on <= on and (one.ends_on is None or on < one.ends_on)]


def _names(rows: Sequence[Supplement]) -> str:
    return ", ".join(row.title for row in rows) or "none"


def _supplements(books: Books, where: Where) -> Answer:
    found = in_force(books, where)
    return Answer(Part(len(found), f"supplement{'' if len(found) == 1 else 's'} in force ({_names(found)})", "supplements", _ids(found)), value=float(len(found)))  # fmt: skip


def _of_one(of: Callable[[Supplement], Answer]) -> Callable[[Books, Where], Answer]:
    """A figure of the one supplement that is named."""

    def compute(books: Books, where: Where) -> Answer:
        found = _decided(books, where)
        if len(found) != 1:
            many = (
                f"{len(found)} supplements are called “{where.named}” ({_names(found[:5])})"
                if found
                else f"No approved supplement is called “{where.named}”"
            )
            return Answer(reason=f"{many}; name one.")
        return of(found[0])

    return compute


def _amount(one: Supplement) -> Answer:
    is_percent = one.basis == Basis.PERCENT
    part = Part(float(one.amount), f"{'percent of pay' if is_percent else 'a year'}: {one.title}", "supplements", _ids([one]), is_money=not is_percent)  # fmt: skip
    return Answer(part, value=float(one.amount), unit=Unit.PERCENT if is_percent else Unit.POUNDS)


def _day(of: Callable[[Supplement], dt.date | None], words: str) -> Callable[[Supplement], Answer]:
    def answer(one: Supplement) -> Answer:
        day = of(one)
        if day is None:
            return Answer(reason=f"The day is not recorded of {one.title}.")
        body = f" by {one.decided_by_body}" if one.decided_by_body and words == "decided" else ""
        return Answer(Part(1, f"supplement {words}{body}: {one.title}", "supplements", _ids([one])), value=float(day.toordinal()))  # fmt: skip

    return answer


def _cost(of: Callable[[Supplement], object], words: str) -> Callable[[Books, Where], Answer]:
    def compute(books: Books, where: Where) -> Answer:
        found = [one for one in in_force(books, where) if of(one) is not None]
        if not found:
            return Answer(reason=f"No supplement in force on {day_words(where.on)} has its cost recorded.")
        total = float(sum(of(one) for one in found))  # type: ignore[misc]
        return Answer(Part(total, f"{words} ({_names(found)})", "supplements", _ids(found), is_money=True), value=total)

    return compute


def _people(books: Books, where: Where) -> Answer:
    """Who holds a place that a supplement in force is for."""
    scopes = [scope for one in in_force(books, where) for scope in one.scopes.all()]
    grades = dict(PostTerm.objects.filter(council=books.council).on(where.on).values_list("post", "grade"))
    rows = Holding.objects.filter(council=books.council, team__in=where.teams).on(where.on).order_by("pk")
    got = {
        worker: pk for pk, worker, team, role, post in rows.values_list("pk", "worker", "team", "role", "post")
        if matches(scopes, role, team, grades.get(post))
    }  # fmt: skip
    if 0 < len(got) < FEWEST:
        return Answer(reason=FEW)
    ids = np.array(sorted(got.values()), dtype="i8")
    return Answer(Part(len(got), f"people who get a supplement on {day_words(where.on)}", "places", ids), value=float(len(got)))  # fmt: skip


def _between(books: Books, where: Where) -> list[Incentive]:
    """The incentives that were agreed in the days asked for and not cancelled."""
    rows = Incentive.objects.filter(council=books.council, team__in=where.teams, agreed_on__gt=where.since, agreed_on__lte=where.on)  # fmt: skip
    return list(rows.exclude(state=IncentiveState.CANCELLED).order_by("pk"))


def _days(where: Where) -> str:
    return f"after {day_words(where.since)}, up to {day_words(where.on)}"


def _agreed(books: Books, where: Where) -> Answer:
    found = _between(books, where)
    if 0 < len({one.worker_id for one in found}) < FEWEST:
        return Answer(reason=FEW)
    return Answer(Part(len(found), f"incentives agreed {_days(where)}", "incentives", _ids(found)), value=float(len(found)))  # fmt: skip


def _paid(books: Books, where: Where) -> Answer:
    rows = Instalment.objects.filter(
        council=books.council, incentive__team__in=where.teams, paid_on__gt=where.since, paid_on__lte=where.on
    )
    found = list(rows.select_related("incentive").order_by("pk"))
    if not found:
        return Answer(reason=f"No instalment of an incentive was paid {_days(where)}.")
    people = len({one.incentive.worker_id for one in found})
    if people < FEWEST:
        return Answer(reason=FEW)
    total = float(sum(one.amount for one in found))
    return Answer(Part(total, f"paid in {len(found)} instalments to {people} people {_days(where)}", "instalments", _ids(found), is_money=True), value=total)  # fmt: skip


def _of(key: str, name: str, unit: Unit, words: str, compute, *, is_since: bool = False) -> Counted:
    return defined(
        key, name, unit, words, compute, numerator=name.lower(), source=SOURCE, is_since=is_since,
        window="between two days" if is_since else "on the day",
    )  # fmt: skip


ALL: tuple[Counted, ...] = (
    _of("supplements", "Market supplements in force", Unit.COUNT, "Approved supplements that are paid on the day to anybody of the scope.", _supplements),
    _of("supplement_amount", "Market supplement", Unit.PERCENT, "What the supplement named adds to pay: a percentage, or pounds a year.", _of_one(_amount)),
    _of("supplement_people", "People who get a supplement", Unit.COUNT, "People in a place that a supplement in force is for; fewer than five are not said.", _people),
    _of("supplement_cost", "Cost of supplements, a year", Unit.POUNDS, "What the supplements in force were approved to cost in a full year.", _cost(lambda one: one.cost_per_year, "approved to cost a year")),
    _of("supplement_cost_first", "Cost of supplements, first year", Unit.POUNDS, "What the supplements in force were approved to cost in their first year.", _cost(lambda one: one.cost_first_year, "approved to cost in the first year")),
    _of("supplement_decided", "Day a supplement was decided", Unit.DAY, "The day on which the supplement named was approved.", _of_one(_day(lambda one: one.decided_on, "decided"))),
    _of("supplement_begins", "First day of a supplement", Unit.DAY, "The day from which the supplement named is paid.", _of_one(_day(lambda one: one.starts_on, "paid from"))),
    _of("incentives", "Incentives agreed", Unit.COUNT, "Incentives agreed with people of the scope between the two days; those of fewer than five people are not said.", _agreed, is_since=True),
    _of("incentives_paid", "Incentives paid", Unit.POUNDS, "Instalments of incentives paid between the two days; to fewer than five people they are not said.", _paid, is_since=True),
)  # fmt: skip

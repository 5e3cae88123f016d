"""Applications, shortlisted, appointed, started, and enquiries, between two days."""

import datetime as dt
from collections.abc import Callable, Iterable

import numpy as np

from ridgeway.core.periods import months_before
from ridgeway.domains.recruitment.clocks import STEPS, cases, spread
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.insight.figures import Answer, Part, Unit, day_words

from .books import Applied, Asked, Books, Where
from .defined import Counted, defined

S = ApplicationState


def within(where: Where, day: dt.date) -> bool:
    """In the days asked for: after the one, up to the other."""
    return where.since < day <= where.on


def is_here(where: Where, row: Applied | Asked) -> bool:
    """Whether something of a service (and perhaps a team) belongs to what was asked of."""
    if where.is_narrowed or where.scope.team:
        return row.team in where.teams
    return where.scope.service is None or row.service == where.scope.service.pk


def _mine(where: Where, row: Applied) -> bool:
    return is_here(where, row) and (where.roles is None or row.role in where.roles)


def _counted(ids: Iterable[int], kind: str, words: str, where: Where) -> Answer:
    found = np.array(sorted(ids), dtype="i8")
    part = Part(len(found), f"{words} after {day_words(where.since)}, up to {day_words(where.on)}", kind, found)
    return Answer(part, value=float(len(found)))


def sent(books: Books, where: Where) -> list[Applied]:
    """The applications sent in the days asked for."""
    return [row for row in books.sent(where.since, where.on) if _mine(where, row)]


def came_into(books: Books, where: Where, state: str) -> list[Applied]:
    """The applications that first came into a state in the days asked for."""
    moved = books.moved(where.since, where.on)
    return [row for row, days in moved if state in days and within(where, days[state]) and _mine(where, row)]


def asked_within(books: Books, where: Where) -> list[Asked]:
    """The enquiries that came in the days asked for."""
    return [row for row in books.enquiries if within(where, row.came_on) and is_here(where, row)]


def _applications(books: Books, where: Where) -> Answer:
    return _counted((row.pk for row in sent(books, where)), "applications", "applications sent", where)


def _reaching(state: str, words: str) -> Callable[[Books, Where], Answer]:
    def compute(books: Books, where: Where) -> Answer:
        return _counted((row.pk for row in came_into(books, where, state)), "applications", words, where)

    return compute


def _enquiries(words: str, placed: str = "") -> Callable[[Books, Where], Answer]:
    def compute(books: Books, where: Where) -> Answer:
        rows = [
            row for row in asked_within(books, where)
            if where.named.lower() in row.event.lower() and (not placed or row.placed == placed)
        ]  # fmt: skip
        of = f" at {where.named}" if where.named else ""
        return _counted((row.pk for row in rows), "enquiries", f"{words}{of}", where)

    return compute


def _medians(books: Books, where: Where) -> tuple[list[int], list[int]] | None:
    """The working days of a step (by its name) of cases that ended in the first three months of the days asked for, and in the last three."""
    step = next((step for step in STEPS if step.name.lower() == where.named.lower()), None)
    if step is None:
        return None
    moves = {row.pk: days for row, days in books.moved(where.since, where.on) if _mine(where, row)}
    found = [case for case in cases(moves, where.since, where.on) if case.step == step.key]
    first, last = months_before(where.since, -3), months_before(where.on, 3)
    return [c.days for c in found if c.ended_on <= first], [c.days for c in found if c.ended_on > last]


def _cut(books: Books, where: Where) -> Answer:
    sides = _medians(books, where)
    if sides is None:
        return Answer(
            reason=f"There is no step “{where.named}” of hiring. There are: {', '.join(step.name for step in STEPS)}."
        )
    before, after = (spread(days) for days in sides)
    if before.is_few or after.is_few or not before.median or after.median is None:
        return Answer(reason=f"Too few cases to say: {before.count} at the start, {after.count} at the end.")
    parts = (
        Part(before.median - after.median, f"working days fewer ({after.median:g} at the median of {after.count} cases in the last three months)"),
        Part(before.median, f"(at the median of {before.count} cases in the first three)"),
    )  # fmt: skip
    return Answer(*parts, value=(before.median - after.median) / before.median * 100)


def _of(key: str, name: str, words: str, compute, *, source: str, caveat: str = "") -> Counted:
    return defined(
        key, name, Unit.PEOPLE, words, compute, numerator=name.lower(), source=source, caveat=caveat, window="between two days", is_since=True,
    )  # fmt: skip


_STEPS = "The moves of applications, in working days."
_APPLICATIONS = "Applications and their moves as recorded here."
ALL: tuple[Counted, ...] = (
    defined("hire_days_cut", "A step of hiring, shortened", Unit.PERCENT, "How much shorter the median of the step named was in the last three months of the days asked for than in the first three.", _cut, numerator="working days fewer at the median", denominator="median working days in the first three months", source=_STEPS, caveat="Medians of the cases that ended in those months.", window="between two days", is_since=True),
    _of("applications", "Applications", "Applications sent between the two days; expressions of interest are none.", _applications, source=_APPLICATIONS),
    _of("shortlisted", "Shortlisted", "Applications shortlisted for the first time between the two days.", _reaching(S.SHORTLISTED, "applications shortlisted"), source=_APPLICATIONS, caveat="Not of the applications sent in the same days."),
    _of("offered", "Offered", "Applications offered a post between the two days.", _reaching(S.OFFERED, "offers made"), source=_APPLICATIONS),
    _of("accepted", "Offers accepted", "Applications whose offer was accepted between the two days.", _reaching(S.ACCEPTED, "offers accepted"), source=_APPLICATIONS, caveat="Appointments are counted from starters, by the measure of vacancies filled; an offer accepted may start later."),
    _of("enquiries", "Enquiries", "Enquiries that came between the two days, at one event where one is named.", _enquiries("enquiries"), source="Enquiries as recorded here; one merged into another is not counted."),
    _of("placed", "Enquirers placed", "Enquirers for whom a place in a programme was found.", _enquiries("enquirers placed", "placed"), source="What became of each enquiry."),
    _of("to_place", "Enquirers still to be placed", "Enquirers who joined a programme and wait for a place.", _enquiries("enquirers still to be placed", "to_place"), source="What became of each enquiry."),
)  # fmt: skip

"""Somebody who left and came back within a year whose file comes after a later year's: one spell becomes two.

The later file could not tell: it found one open spell, and its own start differed. What it said of the person stands under the second
spell, so that nobody is lost. The day they came back is not kept from it: the second spell begins where this file says, else on the
first reference day on which they are known to be in post again, and a query asks for the day.
"""

import datetime as dt

from ridgeway.domains.establishment.models import Employment, Holding

from ..changes import Changes
from ..people_known import Person, Spell


def seen_again(person: Person, spell: Spell, left_on: dt.date, observed: frozenset[dt.date]) -> dt.date | None:
    """The first reference day after a leaving on which a file already here knew the person in post."""
    for day in sorted(day for day in observed if day >= left_on):
        year = day.replace(year=day.year - 1)
        counted = any(count.on == day for count in person.counts) or any(pay.on == day for pay in spell.salaries)
        away = any(a.is_yearly_total and max(year, left_on) < a.starts_on <= day for a in spell.absences)
        if counted or away or any(left_on <= h.starts_on <= day for h in spell.holdings):
            return day
    return None


def was_assumed(person: Person, spell: Spell, starts_on: dt.date, observed: frozenset[dt.date]) -> bool:
    """Whether a spell's start is no more than the reference day on which a person was known to be back, and a file now says the day."""
    began = spell.employment.starts_on
    before = [s.employment.ends_on for s in person.spells if s is not spell and s.employment.starts_on < began]
    back = [ends for ends in before if ends is not None]
    return began in observed and len(back) == len(before) > 0 and max(back) <= starts_on < began


def part(person: Person, spell: Spell, left_on: dt.date, again: dt.date, changes: Changes) -> Spell:
    """The second spell, from `again` on, with what was known of it until now under the first. The first is still to be ended."""
    first = spell.employment
    back = min([again, *(h.starts_on for h in spell.holdings if h.starts_on >= left_on)])
    employment = Employment(council=first.council, worker=first.worker, starts_on=back, contract=first.contract)
    second = Spell(employment)
    changes.add("employment.started", employment)
    _move(spell, second, left_on, changes)
    held = next((h for h in spell.holdings if h.holds_on(back)), None)
    if held is not None and not any(h.holds_on(back) for h in second.holdings):
        place = Holding(
            council=first.council, employment=employment, worker=first.worker, team=held.team, role=held.role, fte=held.fte,
            starts_on=back, ends_on=min((h.starts_on for h in second.holdings), default=None),
        )  # fmt: skip
        second.holdings.append(place)
        changes.add("holding.began", place)
    person.spells.append(second)
    return second


def _move(spell: Spell, second: Spell, left_on: dt.date, changes: Changes) -> None:
    """What begins after the leaving belongs to the second spell."""
    employment = second.employment
    for holding in [h for h in spell.holdings if h.starts_on >= left_on]:
        spell.holdings.remove(holding)
        second.holdings.append(holding)
        changes.change("holding.changed", holding, employment=employment)
    for absence in [a for a in spell.absences if a.starts_on >= left_on]:
        spell.absences.remove(absence)
        second.absences.append(absence)
        changes.change("absence.changed", absence, employment=employment)
    for salary in [s for s in spell.salaries if s.on >= left_on]:
        spell.salaries.remove(salary)
        second.salaries.append(salary)
        changes.change("salary.changed", salary, employment=employment)

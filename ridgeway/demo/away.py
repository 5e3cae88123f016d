"""Time away: sickness in about the published share of working days, and maternity, paternity and adoption leave."""

import datetime as dt

from . import later_plan, plan
from .world import Away, Place, Spell, World

_MEAN_DAYS = 6.2  # working days of one sickness, given `_sick_days`
_WORKING_YEAR = 253


def play(world: World, today: dt.date) -> None:
    """Give everybody who was here since April 2013 their time away."""
    for spell in list(world.spells):
        if spell.ends is None or spell.ends > plan.FIRST_DAY:
            _parental(world, spell, today)
            _sickness(world, spell, today)


def _parental(world: World, spell: Spell, today: dt.date) -> None:
    """Up to two leaves of a year or so, after which some come back to fewer hours."""
    rng, person = world.rng, spell.person
    day = max(spell.starts + dt.timedelta(days=300), plan.FIRST_DAY)
    while day < min(spell.ends or today, today) - dt.timedelta(days=60):
        age = (day - person.born_on).days / 365
        likely = (0.09 if person.sex == "F" else 0.03) if 26 <= age <= 40 else 0
        if rng.random() < likely:
            begins = day + dt.timedelta(days=rng.randint(0, 300))
            weeks = rng.randint(36, 52) if person.sex == "F" else 2
            ends = begins + dt.timedelta(weeks=weeks)
            if begins >= min(spell.ends or today, today):
                return
            stop = min(ends, spell.ends) if spell.ends else ends
            spell.absences.append(Away("MAT", begins, stop if stop <= today else None, None))
            if weeks > 30 and stop == ends <= today and rng.random() < 0.45:
                _fewer_hours(world, spell, ends)
            day = ends + dt.timedelta(days=500)
        else:
            day += dt.timedelta(days=365)


def _fewer_hours(world: World, spell: Spell, day: dt.date) -> None:
    """From a day on the same post is held for part of it. The rest of it is vacant FTE; the post is not vacant."""
    for place in list(spell.places):
        if place.seat and place.fte == "1" and place.starts < day and (place.ends is None or place.ends > day):
            later = [p for p in spell.places if p.starts >= day]
            fte = world.rng.choice(("0.6", "0.8"))
            rest = Place(spell, place.seat, place.team, place.role, fte, day, place.ends)
            place.ends = day
            spell.places.append(rest)
            place.seat.places.append(rest)
            for p in later:
                p.fte = min(p.fte, fte, key=float)


def _sickness(world: World, spell: Spell, today: dt.date) -> None:
    """Sicknesses at the year's rate; not during parental leave."""
    rng = world.rng
    day = max(spell.starts, plan.FIRST_DAY)
    until = min(spell.ends or today, today)
    while True:
        share = later_plan.at(later_plan.SICKNESS, _year_end(day))
        day += dt.timedelta(days=round(rng.expovariate(share * _WORKING_YEAR / _MEAN_DAYS / 365)) + 1)
        if day >= until:
            return
        days = _sick_days(rng)
        ends = day + dt.timedelta(days=days + 2 * (days // 5) + (2 if day.weekday() + days % 5 > 5 else 0))
        known_end = ends if ends <= until else spell.ends if spell.ends and spell.ends <= today else None
        if ends > until:
            days = max(1, (until - day).days * 5 // 7)
        if not any(a.starts < ends and (a.ends is None or a.ends > day) for a in spell.absences):
            spell.absences.append(Away("SIC", day, known_end, str(days)))
        day = ends


def _year_end(day: dt.date) -> dt.date:
    """The end of the census year that a day is in."""
    return dt.date(day.year + (day.month > 9), 9, 30)


def _sick_days(rng) -> int:
    """Most are short; one in fifteen is long."""
    if rng.random() < 0.065:
        return rng.randint(20, 85)
    return rng.choices((1, 2, 3, 4, 5, 7, 10), (26, 26, 18, 10, 10, 6, 4))[0]

"""April 2016 to today: month by month, people leave and start, posts are added, changed and given up, pods are passed through."""

import datetime as dt
from random import Random

from ridgeway.core.periods import each_month

from . import later_plan, plan
from .later_plan import at
from .world import Place, Seat, Spell, World

_FIRST = dt.date(2016, 4, 1)
_HUBS = ("north", "west", "south")


def play(world: World, today: dt.date) -> None:
    """Play every month up to today."""
    for month_end in each_month(_FIRST, today):
        month = month_end.replace(day=1)
        last = min(month_end, today)
        for day, what in _CHANGES:
            if day == month and day <= today:
                what(world, day)
        for service in (plan.CHILDREN, plan.ADULT):
            _month_of(world, service, month, last)
        _odd_rows(world, month, last)


def _month_of(world: World, service: str, month: dt.date, last: dt.date) -> None:
    _leavers(world, service, month, last)
    _after_first_year(world, service, month)
    _starters(world, service, month, last)


def _day_in(rng: Random, month: dt.date, last: dt.date) -> dt.date | None:
    """A day of the month, or nothing when it has not come yet."""
    day = month.replace(day=rng.randint(2, 28))
    return day if day <= last else None


def _leavers(world: World, service: str, month: dt.date, last: dt.date) -> None:
    here = world.in_post(service)
    yearly = at(later_plan.TURNOVER[service], month) * later_plan.SEASON[month.month - 1]
    for _ in range(_how_many(world, service, yearly * len(here) / 12)):
        settled = [s for s in here if s.ends is None and (month - s.here.starts).days > 30]
        spell = world.rng.choices(settled, [_hazard(s, month) for s in settled])[0]
        if day := _day_in(world.rng, month, last):
            world.leave(spell, day, voluntary=world.rng.random() < 0.84)


def _hazard(spell: Spell, month: dt.date) -> float:
    """People leave most in their second and third year, and when they may retire."""
    years = (month - spell.starts).days / 365
    age = (month - spell.person.born_on).days / 365
    return (0.7 if years < 1 else 1.9 if years < 3 else 1.0 if years < 8 else 0.6) * (3.0 if age > 62 else 1.0)


def _how_many(world: World, service: str, expected: float) -> int:
    """A whole number by chance; what it is above or below is made up for in the months after, so that years come out."""
    owed = world.owed.get(service, 0.0) + expected
    count = max(0, round(owed + world.rng.gauss(0, 0.9)))
    world.owed[service] = owed - count
    return count


def _after_first_year(world: World, service: str, month: dt.date) -> None:
    """After a year the newly qualified go on: to a vacant social worker's post in their team, else their post is regraded."""
    for spell in world.in_post(service):
        place = spell.here
        if place.seat is None or place.role != "nq" or (month - place.starts).days < 365 or world.rng.random() < 0.4:
            continue
        free = [
            s for s in world.vacant(service=service, role="sw") if s.now.team == place.team and s.empty_since <= month
        ]
        if free and world.rng.random() < 0.6:
            world.move(spell, free[0], month)
        else:
            world.change(place.seat, month, role="sw")


def _starters(world: World, service: str, month: dt.date, last: dt.date) -> None:
    funded = sum(1 for s in world.seats if s.service == service and s.is_funded)
    vacant = world.vacant(service=service)
    wanted = len(vacant) - round(funded * at(later_plan.VACANT[service], last))
    cap = 14 if month.month in (9, 10) else 8
    for seat in vacant[: max(0, min(wanted, cap))]:
        mondays = [d for n in range(1, 29) if (d := month.replace(day=n)).weekday() == 0 and seat.empty_since <= d]
        day = world.rng.choice(mondays) if mondays else None
        if day is None or day > last:
            continue
        if (
            seat.now.role == "sw"
            and service == plan.CHILDREN
            and month.month in (9, 10, 1)
            and world.rng.random() < 0.5
        ):
            world.change(seat, day, role="nq")
        world.start(seat, day, person=_returner(world, seat, day))


def _returner(world: World, seat: Seat, day: dt.date):
    """Now and then somebody who left comes back."""
    if seat.now.role in ("nq", "ot") or world.rng.random() > 0.04:
        return None
    gone = [
        s.person
        for s in world.spells
        if s.ends and s.reason == "1" and 400 < (day - s.ends).days < 2500 and s.ends > plan.FIRST_DAY
    ]
    again = {id(s.person) for s in world.spells if s.ends is None or s.ends > day - dt.timedelta(days=300)}
    gone = [p for p in gone if p.registration and id(p) not in again]
    return world.rng.choice(gone) if gone else None


def _regrade(world: World, day: dt.date) -> None:
    """Three posts of each hub become senior social workers', whoever holds them."""
    for team in _HUBS:
        seats = [s for s in world.seats if s.is_funded and s.now.team == team and s.now.role == "sw"]
        for seat in sorted(seats, key=lambda s: min((p.starts for p in s.holders), default=day))[:3]:
            world.change(seat, day, role="senior")


def _change_hub(world: World, day: dt.date) -> None:
    """Two posts go from the South hub to the North hub with whoever holds them."""
    seats = [s for s in world.seats if s.is_funded and s.now.team == "south" and s.now.role == "sw" and s.holders]
    for seat in world.rng.sample(seats, 2):
        world.change(seat, day, team="north")


def _shorten(world: World, day: dt.date) -> None:
    """Vacant posts of social workers become part-time."""
    for seat in world.vacant(service=plan.CHILDREN, role="sw")[:3] + world.vacant(service=plan.ADULT, role="sw")[:2]:
        if seat.now.fte == "1":
            world.change(seat, day, fte="0.8")


def _give_up(service: str, count: int):
    def change(world: World, day: dt.date) -> None:
        for seat in [s for s in world.vacant(service=service) if s.now.role in ("sw", "nq")][:count]:
            seat.now.ends = day

    return change


def _add(service: str, decision: str, posts: list[tuple[str, str, int]]):
    def change(world: World, day: dt.date) -> None:
        for team, role, count in posts:
            for _ in range(count):
                world.fund(service, "later", team, role, day, decision=decision)

    return change


_CHANGES = [
    (dt.date(2017, 4, 1), _regrade),
    (dt.date(2018, 4, 1), _give_up(plan.CHILDREN, 6)),
    (dt.date(2018, 10, 1), _change_hub),
    (dt.date(2019, 1, 1), _shorten),
    (dt.date(2020, 4, 1), _add(plan.CHILDREN, "2020", [
        ("north", "sw", 5), ("west", "sw", 5), ("south", "sw", 5), ("mash", "senior", 2), ("care_1", "sw", 3),
        ("care_2", "sw", 3), ("disabilities", "sw", 2), ("review", "iro", 1)])),
    (dt.date(2021, 4, 1), _add(plan.ADULT, "2021", [("adult_safe", "sw", 2), ("hospital", "sw", 2), ("mental", "sw", 2)])),
    (dt.date(2022, 4, 1), _give_up(plan.CHILDREN, 8)),
    (dt.date(2023, 4, 1), _give_up(plan.ADULT, 4)),
    (dt.date(2024, 4, 1), _add(plan.CHILDREN, "2024", [("north", "senior", 1), ("west", "senior", 1), ("south", "senior", 2)])),
]  # fmt: skip


_SHARES = {dt.date(2016, 9, 1), dt.date(2017, 5, 1), dt.date(2018, 2, 1), dt.date(2021, 6, 1), dt.date(2023, 11, 1)}


def _odd_rows(world: World, month: dt.date, last: dt.date) -> None:
    """Job shares, two handovers, and two people beside the establishment: rows that do not balance, and why is told."""
    if month in _SHARES:
        _share_a_post(world, month.replace(day=12), last)
    if month in (dt.date(2019, 9, 1), dt.date(2024, 3, 1)):
        _hand_over(world, month.replace(day=16), last)
    if month == dt.date(2019, 11, 1):
        for team in _HUBS[:2]:
            _beside(world, team, dt.date(2019, 11, 4), dt.date(2020, 8, 29))


def _whole(world: World, service: str, before: dt.date) -> list[Place]:
    return [
        s.here
        for s in world.in_post(service)
        if s.here.role == "sw" and s.here.starts < before and s.here.fte == "1" and s.here.held.now.fte == "1"
    ]


def _share_a_post(world: World, day: dt.date, last: dt.date) -> None:
    """Somebody goes to half time and another starts in the other half of the same post."""
    if day > last:
        return
    place = world.rng.choice(_whole(world, plan.CHILDREN, day - dt.timedelta(days=900)))
    world.change_place(place, day, "0.5")
    world.start(place.held, day + dt.timedelta(days=(7 - day.weekday()) % 7), fte="0.5")


def _hand_over(world: World, day: dt.date, last: dt.date) -> None:
    """A successor starts a month before the holder goes; both hold the post over the month's end."""
    goes = day + dt.timedelta(days=28)
    if goes > last + dt.timedelta(days=31):
        return
    place = world.rng.choice(_whole(world, plan.CHILDREN, day - dt.timedelta(days=1500)))
    world.start(place.held, day, fte="1").here.is_handover = True
    world.leave(place.spell, goes, voluntary=True)


def _beside(world: World, team: str, starts: dt.date, ends: dt.date) -> None:
    """Somebody employed for a while without a post."""
    spell = Spell(world.names.person(starts), starts, "4", contract="fixed_term")
    spell.places.append(Place(spell, None, team, "sw", "1", starts))
    world.spells.append(spell)
    world.leave(spell, ends, voluntary=False)

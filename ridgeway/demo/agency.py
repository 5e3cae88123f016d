"""Agency workers: in the place of vacant posts while they are vacant, and some beside the establishment."""

import datetime as dt

from . import later_plan, plan
from .world import Person, Seat, Stand, World

_GROUPS = {  # the teams of the plan's table of cover at the close of phase 3, outside the hubs
    "care_1": "care", "care_2": "care", "fostering": "fostering", "disabilities": "disabilities", "review": "review",
    "duty": "duty",
}  # fmt: skip


class Pool:
    """Agency workers who come, go, and sometimes come back."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._free: list[tuple[dt.date, Person]] = []

    def take(self, day: dt.date) -> Person:
        """Somebody free on `day`."""
        back = [item for item in self._free if item[0] <= day and (day - item[0]).days < 500]
        if back and self.world.rng.random() < 0.35:
            item = self.world.rng.choice(back)
            self._free.remove(item)
            return item[1]
        return self.world.names.person(day, agency=True)

    def give_back(self, person: Person, day: dt.date) -> None:
        self._free.append((day, person))


def play(world: World, today: dt.date) -> None:
    """Cover every vacancy that the plan wants covered, then set agency workers beside the establishment."""
    gaps = [
        (seat, max(starts, dt.date(2013, 1, 7)), ends)
        for seat in world.seats
        for starts, ends in seat.gaps(today)
        if ends is None or ends > plan.FIRST_DAY
    ]
    chosen = _pinned(world, gaps)
    pool = Pool(world)
    for gap in sorted(gaps, key=lambda g: (g[1], g[0].number)):
        seat, starts, ends = gap
        wanted = chosen.get(gap)
        if wanted is None:
            wanted = ((ends or today) - starts).days > 40 and _too_few(world, gaps, seat.service, starts)
        if wanted:
            _cover(world, pool, gap, gaps, today, is_pinned=gap in chosen)
    _beside(world, pool, today)


def _too_few(world: World, gaps: list, service: str, day: dt.date) -> bool:
    """Whether fewer of the service's vacancies are covered on a day than the plan wants."""
    day += dt.timedelta(days=20)
    vacant = sum(1 for gap in gaps if gap[0].service == service and _open_on(gap, day))
    covered = sum(
        1
        for stand in world.stands
        if stand.seat
        and stand.seat.service == service
        and stand.starts <= day
        and (stand.ends is None or stand.ends > day)
    )
    return covered + 0.5 < vacant * later_plan.at(later_plan.COVERED[service], day)


def _pinned(world: World, gaps: list) -> dict:
    """Which of the vacancies open on the two days that the papers and the press speak of are covered on them."""
    chosen: dict = {}
    close: dict[str, list] = {}
    for gap in gaps:
        if gap[0].service == plan.CHILDREN and _open_on(gap, plan.PHASE_3_CLOSES):
            key = gap[0].line if gap[0].line in plan.COVERED_AT_CLOSE else _GROUPS[gap[0].now.team]
            close.setdefault(key, []).append(gap)
    for key, mine in close.items():
        covered = world.rng.sample(mine, plan.COVERED_AT_CLOSE[key])
        chosen.update({gap: gap in covered for gap in mine})
    _pin(world, gaps, plan.ADULT, plan.PHASE_3_CLOSES, plan.ADULT_COVERED_AT_CLOSE, chosen)
    for service, count in plan.COVERING_IN_PRESS.items():
        _pin(world, gaps, service, plan.SEEN_IN_PRESS, count, chosen)
    return chosen


def _pin(world: World, gaps: list, service: str, day: dt.date, count: int, chosen: dict) -> None:
    """Of the service's vacancies on a day, `count` are covered on it and the others are not."""
    mine = [gap for gap in gaps if gap[0].service == service and _open_on(gap, day)]
    settled = [gap for gap in mine if gap[1] <= day - dt.timedelta(days=21) and gap not in chosen]
    known = sum(chosen.get(gap, False) for gap in mine)
    covered = world.rng.sample(settled, count - known)
    chosen.update({gap: gap in covered for gap in mine if gap not in chosen})


def _open_on(gap, day: dt.date) -> bool:
    return gap[1] <= day and (gap[2] is None or gap[2] > day)


def _cover(world: World, pool: Pool, gap, gaps: list, today: dt.date, *, is_pinned: bool) -> None:
    """One agency worker after another until the post is filled, or no more are wanted. Where the plan says that the
    vacancy is covered, it is covered without a break."""
    rng, (seat, starts, ends) = world.rng, gap
    wait = min(rng.randint(2, 12), max(0, (plan.PHASE_3_CLOSES - starts).days)) if is_pinned else rng.randint(7, 25)
    day = starts + dt.timedelta(days=wait)
    while day <= today and (ends is None or day < ends):
        stop = day + dt.timedelta(weeks=rng.randint(13, 45))
        last = min(d for d in (stop, ends) if d is not None)
        person = _who(world, pool, seat, day, last, ends)
        term = next(t for t in seat.terms if t.starts <= day and (t.ends is None or t.ends > day))
        still_here = last > today
        world.stands.append(Stand(person, seat, term.team, term.role, term.fte, day, None if still_here else last))
        if not still_here and person.is_agency:
            pool.give_back(person, last)
        if not is_pinned and (ends is None or last < ends) and not _too_few(world, gaps, seat.service, last):
            return
        day = last if is_pinned or rng.random() < 0.5 else last + dt.timedelta(days=rng.randint(3, 20))


def _who(world: World, pool: Pool, seat: Seat, day: dt.date, last: dt.date, ends: dt.date | None) -> Person:
    """Somebody from the pool; or the very person who then takes the post, where they came from agency work."""
    if ends is not None and last == ends:
        taken = next((p.spell for p in seat.places if p.starts == ends), None)
        if (
            taken
            and taken.starts == ends
            and taken.origin == "4"
            and (ends - day).days > 60
            and sum(s.person is taken.person for s in world.spells) == 1
        ):
            return taken.person
    return pool.take(day)


def _beside(world: World, pool: Pool, today: dt.date) -> None:
    """In autumn 2014 there were more agency workers than vacancies; since then a few in hard years."""
    seen = plan.SEEN_IN_PRESS
    here = sum(1 for s in world.stands if s.starts <= seen and (s.ends is None or s.ends > seen))
    spans = [
        (dt.date(2014, 7, 7) + dt.timedelta(days=world.rng.randint(0, 90)), world.rng.randint(26, 44))
        for _ in range(plan.AGENCY_IN_PRESS - here)
    ]
    spans += [(dt.date(2013, 5, 7), 40), (dt.date(2013, 9, 2), 30), (dt.date(2014, 1, 6), 25)]
    spans += [
        (dt.date(2018, 11, 5), 40),
        (dt.date(2019, 2, 4), 36),
        (dt.date(2019, 6, 3), 30),
        (dt.date(2022, 5, 9), 26),
    ]
    teams = ("north", "west", "south", "mash")
    for number, (starts, weeks) in enumerate(spans):
        ends = starts + dt.timedelta(weeks=weeks)
        person = world.names.person(starts, agency=True)
        here_still = ends > today
        world.stands.append(Stand(person, None, teams[number % 4], "sw", "1", starts, None if here_still else ends))

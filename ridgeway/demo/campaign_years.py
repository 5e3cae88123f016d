"""April 2013 to March 2016, the years of the papers: the plan's counts of starters and leavers, played by line and day."""

import datetime as dt
from dataclasses import dataclass
from random import Random

from . import plan
from .world import Seat, World

LINES = {line.key: line for line in plan.LINES}
_TRIES = 20_000


@dataclass(slots=True)
class Event:
    """A start or a leaving in a line on a day. `is_fresh`: the leaver started in this window."""

    day: dt.date
    is_start: bool
    line: str
    is_fresh: bool = False
    voluntary: bool = True

    @property
    def order(self):
        return (self.day, self.is_start, self.line)


class CannotPlay(Exception):
    """The plan's counts cannot be played: more people start in a line than it has room for."""


def play(world: World) -> None:
    """Bring the council to 1 April 2013, then play the plan's windows."""
    for line in plan.LINES:
        _open(world, line)
    events = [event for window in plan.WINDOWS for event in _events_of(world.rng, window)]
    _choose_voluntary(world.rng, events)
    fundings = list(plan.FUNDED)
    for event in sorted(events, key=lambda e: e.order):
        while fundings and fundings[0][1] <= event.day:
            _fund(world, *fundings.pop(0))
        if event.is_start:
            world.start(world.vacant(line=event.line)[0], event.day)
        else:
            _leave(world, event)
    _renew_oldest(world)


def _open(world: World, line: plan.Line) -> None:
    """The posts of a line with their holders; those empty were left in the months before."""
    seats = [
        world.fund(line.service, line.key, team, role, plan.UNITARY_DAY, fte=_post_size(world.rng, role))
        for team, role, count in line.posts
        for _ in range(count)
    ]
    small = [seat for seat in seats if seat.now.role not in ("head", "service", "tm")] or seats
    empty = world.rng.sample(small, line.empty)
    for seat in seats:
        years = min(23.0, world.rng.expovariate(1 / 6.5)) + 0.3
        begun = _monday(dt.date(2013, 3, 25) - dt.timedelta(days=round(years * 365)))
        spell = world.start(seat, begun)
        if begun < plan.UNITARY_DAY:
            spell.here.starts = plan.UNITARY_DAY
        if seat in empty:
            gone = dt.date(2013, 3, 31) - dt.timedelta(days=world.rng.randint(10, 240))
            if gone <= spell.starts:
                spell.starts = spell.here.starts = _monday(gone - dt.timedelta(days=400))
            world.leave(spell, gone, voluntary=world.rng.random() < 0.8)


def _post_size(rng: Random, role: str) -> str:
    whole = 0.97 if role in ("tm", "service", "head", "atm") else 0.84
    return "1" if rng.random() < whole else rng.choice(("0.8", "0.8", "0.6", "0.5"))


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _fund(world: World, decision: str, day: dt.date, lines: dict) -> None:
    for line, posts in lines.items():
        for team, role, count in posts:
            for _ in range(count):
                world.fund(LINES[line].service, line, team, role, day, decision=decision)


def _events_of(rng: Random, window: plan.Window) -> list[Event]:
    """The window's counts as days and lines such that nobody starts where nothing is vacant.

    Months and lines are matched at random until they fit; raises `CannotPlay` when they never do.
    """
    left, fresh, started = {}, {}, {}
    for key in window.lines:
        flow = LINES[key].flows[window.key]
        opening_left, fresh[key], started[key] = flow if len(flow) == 3 else (flow[0], 0, flow[1])
        left[key] = opening_left
    leavers = [(key, False) for key, n in left.items() for _ in range(n)]
    leavers += [(key, True) for key, n in fresh.items() for _ in range(n)]
    room = {key: _empty_before(key, window.key) for key in window.lines}
    for _ in range(_TRIES):
        events = _draw(rng, window, leavers, started)
        if _fits(events, room):
            return events
    raise CannotPlay(window.key)


def _draw(rng: Random, window: plan.Window, leavers, started) -> list[Event]:
    rng.shuffle(leavers)
    months = _months(window.first, window.leave)
    if len(months) != len(leavers):
        raise CannotPlay(f"{window.key}: {len(leavers)} leave in {len(months)} places")
    last = window.not_after
    events = [
        Event(_leaving_day(rng, m, last), False, key, is_fresh)
        for m, (key, is_fresh) in zip(months, leavers, strict=True)
    ]
    for lines, first, counts in window.starts:
        starters = [key for key in lines for _ in range(started[key])]
        rng.shuffle(starters)
        months = _months(first, counts)
        events += [Event(_starting_day(rng, m, last), True, key) for m, key in zip(months, starters, strict=True)]
    return events


def _months(first: dt.date, counts: tuple[int, ...]) -> list[dt.date]:
    found = []
    for ahead, count in enumerate(counts):
        index = first.year * 12 + first.month - 1 + ahead
        found += [dt.date(index // 12, index % 12 + 1, 1)] * count
    return found


def _leaving_day(rng: Random, month: dt.date, last: dt.date | None) -> dt.date:
    top = last.day if last and (last.year, last.month) == (month.year, month.month) else 28
    return month.replace(day=rng.randint(2, top))


def _starting_day(rng: Random, month: dt.date, last: dt.date | None) -> dt.date:
    """A Monday of the month; newly qualified people of September 2015 start when their posts are funded."""
    mondays = [day for n in range(1, 29) if (day := month.replace(day=n)).weekday() == 0]
    if (month.year, month.month) == (2015, 9):
        mondays = [day for day in mondays if day > plan.FUNDED[1][1]]
    return rng.choice([day for day in mondays if last is None or day <= last])


def _empty_before(key: str, window: str) -> int:
    """How many posts of a line are vacant when a window opens, and what is funded within it is counted in `_fits`."""
    line, empty = LINES[key], LINES[key].empty
    for earlier in ("A", "B", "B1", "B2", "C"):
        if earlier == window:
            return empty
        flow = line.flows.get(earlier)
        if flow:
            empty += sum(flow[:-1]) - flow[-1]
        if earlier == "B1":
            empty += _funded_in(key, "27")
    return empty


def _funded_in(key: str, decision: str) -> int:
    return sum(n for d, _, lines in plan.FUNDED if d == decision for _, _, n in lines.get(key, ()))


def _fits(events: list[Event], room: dict[str, int]) -> bool:
    vacant = {key: n + _funded_in(key, "pods") for key, n in room.items()}
    begun: dict[str, list[dt.date]] = {key: [] for key in room}
    gone = dict.fromkeys(room, 0)
    for event in sorted(events, key=lambda e: e.order):
        if event.is_start:
            if vacant[event.line] < 1:
                return False
            vacant[event.line] -= 1
            begun[event.line].append(event.day)
        else:
            vacant[event.line] += 1
            gone[event.line] += event.is_fresh
            settled = [day for day in begun[event.line] if event.day - day >= dt.timedelta(days=45)]
            if event.is_fresh and len(settled) < gone[event.line]:
                return False
    return True


def _choose_voluntary(rng: Random, events: list[Event]) -> None:
    leavings = sorted((e for e in events if not e.is_start), key=lambda e: e.order)
    for event in leavings:
        event.voluntary = rng.random() < 0.85
    for after, until, count in plan.ADULT_VOLUNTARY:
        mine = [e for e in leavings if after < e.day <= until and LINES[e.line].service == plan.ADULT]
        chose = {id(e) for e in rng.sample(mine, count)}
        for event in mine:
            event.voluntary = id(event) in chose


def _leave(world: World, event: Event) -> None:
    opened = plan.PHASE_3_OPENS
    held = [seat.holders[0].spell for seat in world.seats if seat.line == event.line and seat.holders]
    if event.day > opened:
        held = [s for s in held if (s.starts > opened) == event.is_fresh]
    held = [s for s in held if event.day - s.starts >= dt.timedelta(days=45)]
    small = [s for s in held if s.here.role not in ("head", "service")] or held
    weights = [2 if (event.day - s.starts).days < 730 else 1 for s in small]
    world.leave(world.rng.choices(small, weights)[0], event.day, voluntary=event.voluntary)


def _renew_oldest(world: World) -> None:
    """No post still vacant at the end of phase 3 is empty for longer than the plan says: people move into those that
    would be, within their own kind of work, and leave their own place vacant. Moves add nothing and take nothing."""
    stale = [s for s in world.vacant() if s.empty_since < plan.OLDEST_VACANCY]
    hubs = [s for s in stale if s.line in ("south_sw", "west_sw", "north_sw")]
    hubs.sort(key=lambda s: ("south_sw", "west_sw", "north_sw").index(s.line))
    # in the hubs people change hub: the seats are filled from the same hubs, one further on
    sources = [s.line for s in hubs[1:] + hubs[:1]]
    _move_into(world, hubs, sources, plan.OLDEST_VACANCY)
    rest = [s for s in stale if s not in hubs]
    _move_into(world, rest, [s.line for s in rest], None)


def _move_into(world: World, seats: list[Seat], sources: list[str], first_south: dt.date | None) -> None:
    for seat, source in zip(seats, sources, strict=True):
        day = dt.date(2015, 9, 7) + dt.timedelta(weeks=world.rng.randint(0, 27))
        if first_south and source == "south_sw":
            day, first_south = first_south, None
        if seat.empty_since >= day:
            day = _monday(seat.empty_since + dt.timedelta(days=14))
        movers = [
            s.holders[0].spell
            for s in world.seats
            if s.line == source and s.holders and s.holders[0].starts < day - dt.timedelta(days=200)
        ]
        movers = [m for m in movers if m.here.role == seat.now.role]
        if movers:
            world.move(world.rng.choice(movers), seat, day)

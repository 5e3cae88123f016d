"""Cases, month by month: who holds how many, so that the average follows the plan and the promise binds where it was made."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from ridgeway.core.periods import each_month

from . import later_plan, plan
from .world import Person, World

PROMISED_ON = dt.date(2014, 11, 1)
_HUBS = ("north", "west", "south")
_HOLDING = {"north", "west", "south", "care_1", "care_2", "disabilities"}
_ROLES = {"sw", "nq", "senior"}
_LIMIT, _FIRST_YEAR_LIMIT = 18, 16
_OVER_AT_CLOSE = 4


@dataclass(slots=True)
class Load:
    """What a person holds on a day. `limit` is what they were promised, if they were."""

    person: Person
    team: str
    fte: float
    weight: float
    limit: int | None
    cases: int = 0


def months(world: World, today: dt.date) -> Iterator[tuple[dt.date, list[Load]]]:
    """Every month's end with the loads on it, from March 2013 to the last one that has passed."""
    over: dict[int, bool] = {}
    for day in each_month(dt.date(2013, 3, 31), today):
        if day > today:
            return
        loads = _who(world, day)
        _share_out(world, day, loads, over)
        yield day, loads


def _who(world: World, day: dt.date) -> list[Load]:
    loads = []
    for spell in world.spells:
        if spell.starts > day or (spell.ends and spell.ends <= day):
            continue
        if any(a.kind == "MAT" and a.starts <= day and (a.ends is None or a.ends > day) for a in spell.absences):
            continue
        for place in spell.places:
            if _true(place, day) and place.team in _HOLDING and place.role in _ROLES:
                loads.append(_load_of(world, spell, place, day))
    for stand in world.stands:
        if _true(stand, day) and stand.team in _HOLDING and stand.role in _ROLES:
            weight = 1.12 * world.rng.uniform(0.85, 1.15)
            loads.append(Load(stand.person, stand.team, float(stand.fte), weight, None))
    return list({id(load.person): load for load in loads}.values())


def _true(row, day: dt.date) -> bool:
    return row.starts <= day and (row.ends is None or row.ends > day)


def _load_of(world: World, spell, place, day: dt.date) -> Load:
    fte = float(place.fte)
    limit = None
    if place.team in _HUBS and day >= PROMISED_ON:
        if place.role == "nq":
            limit = max(1, int(_FIRST_YEAR_LIMIT * fte))
        elif spell.starts >= PROMISED_ON or day >= dt.date(2015, 10, 1):
            limit = max(1, int(_LIMIT * fte))
    weeks = (day - spell.starts).days / 7
    weight = 0.45 if weeks < 4 else 0.75 if weeks < 9 else 0.85 if place.role == "nq" else 1.0
    return Load(spell.person, place.team, fte, weight * world.rng.uniform(0.86, 1.14), limit)


def _share_out(world: World, day: dt.date, loads: list[Load], over: dict[int, bool]) -> None:
    """Share the month's cases by weight, keep the promise but for a few, and settle the rest one by one."""
    if not loads:
        return
    target = later_plan.at(later_plan.CASELOAD, day)
    scale = target * sum(load.fte for load in loads) / sum(load.fte * load.weight for load in loads)
    keeping = _keeping(world, day, loads, target)
    for load in loads:
        load.cases = max(1, round(load.fte * load.weight * scale))
        if id(load) in keeping and load.limit:
            load.cases = min(load.cases, load.limit)
        elif load.limit:
            load.cases = max(load.cases, load.limit + 1 + world.rng.randint(0, 2))
    settled = [load for load in loads if not (load.limit and id(load) not in keeping)]
    missing = round(target * sum(load.fte for load in loads)) - sum(load.cases for load in loads)
    while missing:
        step = 1 if missing > 0 else -1
        free = [w for w in settled if (w.cases > 1 if step < 0 else not w.limit or w.cases < w.limit)]
        for load in world.rng.sample(free, min(len(free), abs(missing))):
            load.cases += step
            missing -= step
        if not free:
            return


def _keeping(world: World, day: dt.date, loads: list[Load], target: float) -> set[int]:
    """Those for whom the promise is kept this month: nearly all at the close of phase 3, fewer in heavy years."""
    promised = [load for load in loads if load.limit]
    if day == plan.PHASE_3_CLOSES:
        broken = _OVER_AT_CLOSE
    else:
        broken = round(len(promised) * min(0.6, 0.03 + max(0.0, target - 16.0) * 0.1))
    failing = {id(load) for load in world.rng.sample(promised, min(broken, len(promised)))}
    return {id(load) for load in loads} - failing

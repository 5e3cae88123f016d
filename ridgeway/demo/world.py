"""The demonstration as it is played, before it is written: posts, people, spells, places. No database."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random


@dataclass(eq=False, slots=True)
class Person:
    """Somebody invented, employed or agency."""

    given: str
    family: str
    registration: str
    staff_number: str
    born_on: dt.date
    sex: str
    ethnicity: str
    qualification: str
    qualified_on: dt.date | None
    step_up: bool
    frontline: bool
    is_agency: bool


@dataclass(eq=False, slots=True)
class Term:
    """What a post is over a period."""

    team: str
    role: str
    fte: str
    starts: dt.date
    ends: dt.date | None = None


@dataclass(eq=False)
class Seat:
    """A post, with its terms and everybody who held it, oldest first."""

    number: str
    service: str
    line: str
    decision: str
    terms: list[Term]
    places: list["Place"] = field(default_factory=list)

    @property
    def now(self) -> Term:
        return self.terms[-1]

    @property
    def is_funded(self) -> bool:
        return self.now.ends is None

    @property
    def holders(self) -> list["Place"]:
        return [place for place in self.places if place.ends is None]

    @property
    def empty_since(self) -> dt.date:
        """The day it was last left, or first funded. Only of a post that nobody holds."""
        return max([self.terms[0].starts, *(place.ends for place in self.places if place.ends)])

    def gaps(self, until: dt.date) -> list[tuple[dt.date, dt.date | None]]:
        """The periods from the first funding on in which nobody holds it; an open one ends in None."""
        found: list[tuple[dt.date, dt.date | None]] = []
        cursor = self.terms[0].starts
        for place in sorted(self.places, key=lambda p: p.starts):
            if place.starts > cursor:
                found.append((cursor, place.starts))
            if place.ends is None:
                return found
            cursor = max(cursor, place.ends)
        last = self.now.ends
        if last is None or last > cursor:
            found.append((cursor, last))
        return [gap for gap in found if gap[0] <= until]


@dataclass(eq=False)
class Spell:
    """A spell of employment with its places."""

    person: Person
    starts: dt.date
    origin: str
    ends: dt.date | None = None
    reason: str = ""
    destination: str = ""
    contract: str = "permanent"
    places: list["Place"] = field(default_factory=list)
    absences: list["Away"] = field(default_factory=list)

    @property
    def here(self) -> "Place":
        """The present place."""
        return self.places[-1]


@dataclass(eq=False, slots=True)
class Place:
    """A place over a period. `seat` is None beside the establishment; `is_handover`: somebody else still holds it."""

    spell: Spell
    seat: Seat | None
    team: str
    role: str
    fte: str
    starts: dt.date
    ends: dt.date | None = None
    is_handover: bool = False

    @property
    def held(self) -> Seat:
        """The post, where there is one."""
        assert self.seat is not None
        return self.seat


@dataclass(eq=False, slots=True)
class Away:
    """Time away."""

    kind: str
    starts: dt.date
    ends: dt.date | None
    days: str | None


@dataclass(eq=False, slots=True)
class Stand:
    """An agency worker over a period, in a post's place or (no seat) beside the establishment."""

    person: Person
    seat: Seat | None
    team: str
    role: str
    fte: str
    starts: dt.date
    ends: dt.date | None


class World:
    """Everything played so far. Verbs keep the posts and places in step; days are given in order."""

    def __init__(self, rng: Random, names) -> None:
        self.rng, self.names = rng, names
        self.seats: list[Seat] = []
        self.spells: list[Spell] = []
        self.stands: list[Stand] = []
        self.owed: dict[str, float] = {}  # leavers expected and not yet played, by service
        self._numbers = {"childrens": 1000, "adult": 5000}

    def fund(self, service, line, team, role, starts, *, fte="1", decision="") -> Seat:
        """A post is funded."""
        self._numbers[service] += 1
        number = f"{'CH' if service == 'childrens' else 'AD'}{self._numbers[service]}"
        seat = Seat(number, service, line, decision, [Term(team, role, fte, starts)])
        self.seats.append(seat)
        return seat

    def vacant(self, *, line: str | None = None, service: str | None = None, role: str | None = None) -> list[Seat]:
        """The funded posts that nobody holds now, longest empty first."""
        found = [
            seat
            for seat in self.seats
            if seat.is_funded
            and (line is None or seat.line == line)
            and (service is None or seat.service == service)
            and (role is None or seat.now.role == role)
            and not seat.holders
        ]
        return sorted(found, key=lambda seat: (seat.empty_since, seat.number))

    def start(self, seat: Seat, day: dt.date, *, person=None, origin="", fte=None) -> Spell:
        """Somebody starts in a post."""
        term = seat.now
        newly = term.role == "nq"
        qualified = term.role != "ot"
        person = person or self.names.person(day, qualified=qualified, newly=newly)
        origin = origin or ("1" if newly else self.rng.choices(*_ORIGINS)[0])
        spell = Spell(person, day, origin)
        self.spells.append(spell)
        self.place(spell, seat, day, fte or self._share(term.fte))
        return spell

    def _share(self, fte: str) -> str:
        """Most hold all of a post; a few hold part of a whole one."""
        return self.rng.choice(("0.8", "0.9")) if fte == "1" and self.rng.random() < 0.07 else fte

    def place(self, spell: Spell, seat: Seat, day: dt.date, fte: str) -> Place:
        """Somebody holds a post from a day."""
        place = Place(spell, seat, seat.now.team, seat.now.role, fte, day)
        spell.places.append(place)
        seat.places.append(place)
        return place

    def move(self, spell: Spell, seat: Seat, day: dt.date) -> Place:
        """Somebody moves to another post, as much of it as they hold now, or all of a smaller one."""
        fte = min(spell.here.fte, seat.now.fte, key=float)
        spell.here.ends = day
        return self.place(spell, seat, day, fte)

    def leave(self, spell: Spell, day: dt.date, *, voluntary: bool) -> None:
        """Somebody leaves: `day` is the first day not in post."""
        spell.ends = spell.here.ends = day
        age = (day - spell.person.born_on).days / 365
        if voluntary:
            spell.reason = "5" if age >= 60 and self.rng.random() < 0.7 else "1"
        else:
            spell.reason = self.rng.choices(("2", "3", "4", "6", "7", "8", "9"), (20, 6, 12, 3, 36, 15, 8))[0]
        spell.destination = self._destination(spell.reason)

    def _destination(self, reason: str) -> str:
        if reason == "1":
            return self.rng.choices("1234568", (38, 3, 24, 8, 12, 10, 5))[0]
        return {"5": "6", "6": "7", "7": "5", "2": "6", "3": "6"}.get(reason, "8")

    def change(self, seat: Seat, day: dt.date, **changes) -> None:
        """A post changes its team, role or FTE; whoever holds it goes on in it, as it now is."""
        old = seat.now
        kept = {"team": old.team, "role": old.role, "fte": old.fte}
        if old.starts == day:
            for name, value in changes.items():
                setattr(old, name, value)
        else:
            old.ends = day
            seat.terms.append(Term(**{**kept, **changes}, starts=day))
        for place in seat.holders:
            self.change_place(place, day, min(place.fte, seat.now.fte, key=float))

    def change_place(self, place: Place, day: dt.date, fte: str) -> None:
        """The same person in the same post from a day, with other hours or as the post now is."""
        if place.starts == day:
            place.team, place.role, place.fte = place.held.now.team, place.held.now.role, fte
        else:
            place.ends = day
            self.place(place.spell, place.held, day, fte)

    def in_post(self, service: str) -> list[Spell]:
        """The spells that go on, in posts of a service."""
        return [s for s in self.spells if s.ends is None and s.here.seat and s.here.seat.service == service]


_ORIGINS = (("2", "3", "4", "5", "6", "7", "8", "9"), (42, 5, 22, 8, 8, 8, 3, 4))

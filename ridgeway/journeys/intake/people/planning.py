"""A row of a list as changes to the rows of its person, from the list's own day on."""

import datetime as dt
from dataclasses import dataclass, field

from ridgeway.domains.establishment.models import Absence, Cover, Employment, Holding, Worker
from ridgeway.domains.organisation.models import Council, Team

from ..changes import Changes
from ..people_known import Person, Spell, known_people
from ..problems import Problems
from .fields import PeopleMap
from .places import Place, Places
from .rows import ONE_DAY, PersonRow


@dataclass
class PeoplePlanner:
    """Plans the rows of one list. `as_at` is the day the list speaks of: a difference from what is recorded begins then."""

    council: Council
    people_map: PeopleMap
    as_at: dt.date
    problems: Problems
    changes: Changes
    team: Team | None = None
    _places: Places = field(init=False)

    def __post_init__(self) -> None:
        self._places = Places(self.council, self.people_map, self.problems, self.changes)
        self.team = self.team or self._places.team_called(self.people_map.team)

    def plan(self, groups: list[list[PersonRow]]) -> None:
        """Plan a batch of people, each with all their rows."""
        rows = [row for group in groups for row in group]
        people = known_people(
            self.council,
            registrations={row.registration_number for row in rows},
            staff_numbers={row.staff_number for row in rows},
        )
        by_staff = {p.worker.staff_number: p for p in people if p.worker.staff_number}
        by_registration = {p.worker.registration_number: p for p in people if p.worker.registration_number}
        for group in groups:
            first = group[0]
            person = by_staff.get(first.staff_number) or by_registration.get(first.registration_number)
            if person is not None and self._is_another(person, first):
                continue
            rival = by_registration.get(first.registration_number) if first.registration_number else None
            if person is not None and rival is not None and rival is not person:
                self._clash(first, rival)
                continue
            if person is None:
                person = Person(Worker(council=self.council, staff_number=first.staff_number, registration_number=first.registration_number,
                                       given_name=first.given_name, family_name=first.family_name))  # fmt: skip
                self.changes.add("worker.added", person.worker)
                self.changes.show("New people", first.name)
                if first.registration_number:
                    by_registration[first.registration_number] = person
            else:
                self._about(person, first)
            for row in sorted(group, key=lambda row: (row.starts_on or dt.date.min, row.row)):
                self._agency(person, row) if row.contract == "agency" else self._employed(person, row, group)

    def _is_another(self, person: Person, row: PersonRow) -> bool:
        known = person.worker
        if row.staff_number and known.staff_number and known.staff_number != row.staff_number:
            self._clash(row, person)
            return True
        return False

    def _clash(self, row: PersonRow, other: Person) -> None:
        self.problems.error(
            row.row, "H05", self.people_map.columns.get("registration_number", ""), row.registration_number,
            f"{row.registration_number or row.staff_number} is recorded for staff number {other.worker.staff_number or 'not known'}, and this row has {row.staff_number}. The row is left out.",
            "Correct the number in the list or the person's record.",
        )  # fmt: skip

    def _about(self, person: Person, row: PersonRow) -> None:
        """Fill in and correct the person's own details; an empty cell changes nothing."""
        names = ("staff_number", "registration_number", "given_name", "family_name")
        values = {name: getattr(row, name) for name in names if getattr(row, name)}
        recorded = person.worker.registration_number
        if recorded and values.get("registration_number", recorded) != recorded:
            self.problems.query(
                row.row, "H05", self.people_map.columns["registration_number"], values.pop("registration_number"),
                f"The registration number recorded is {recorded}, which stands.", "Correct the one that is wrong.",
            )  # fmt: skip
        self.changes.change("worker.changed", person.worker, **values)

    # agency workers

    def _agency(self, person: Person, row: PersonRow) -> None:
        assert row.starts_on is not None
        place = self._places.find(row, row.starts_on)
        if row.fte is None:
            return
        mine = next((c for c in person.covers if c.starts_on == row.starts_on and not c.is_snapshot), None)
        if mine is not None:
            self.changes.change("cover.changed", mine, fte=row.fte, ends_on=row.ends_on)
            return
        cover = Cover(
            council=self.council, worker=person.worker, post=place.post, team=place.team, role=place.role, fte=row.fte,
            starts_on=row.starts_on, ends_on=row.ends_on, covers_vacancy=place.post is not None or None,
        )  # fmt: skip
        person.covers.append(cover)
        self.changes.add("cover.began", cover)

    # employed people

    def _employed(self, person: Person, row: PersonRow, group: list[PersonRow]) -> None:
        assert row.starts_on is not None
        spell = self._spell(person, row)
        if spell is None:
            return
        employment = spell.employment
        if row.ends_on is not None:
            self._end(spell, row)
        elif employment.ends_on is not None and employment.ends_on <= self.as_at:
            self.problems.query(
                row.row, "H04", self.people_map.columns.get("last_day", ""), "", f"{row.name} is recorded as having left on {employment.ends_on - ONE_DAY:%-d %B %Y}, and the list gives no leaving date. The record stands.",
                "Correct the one that is wrong.",
            )  # fmt: skip
            return
        self._starts_later(row)
        facts = {"origin": row.origin, "contract": row.contract}
        self.changes.change("employment.changed", employment, **{k: v for k, v in facts.items() if v})
        if row.fte is not None:
            self._hold(spell, row, alone=len(group) == 1)
        self._sickness(spell, row)

    def _starts_later(self, row: PersonRow) -> None:
        """A list can tell who is to come; it can also hold a year mistyped."""
        if row.starts_on is not None and row.starts_on > self.as_at:
            self.problems.query(
                row.row, "H04", self.people_map.columns["starts_on"], row.starts_on,
                f"{row.name} starts after the day of this list, {self.as_at:%-d %B %Y}. They are recorded as to come, and counted from the day they start.",
                "Check the year; leave it if they are yet to start.",
            )  # fmt: skip

    def _spell(self, person: Person, row: PersonRow) -> Spell | None:
        assert row.starts_on is not None
        for spell in person.spells:
            if spell.employment.starts_on == row.starts_on:
                return spell
        until = row.ends_on or dt.date.max
        shared = [
            s
            for s in person.spells
            if s.employment.starts_on < until and (s.employment.ends_on is None or s.employment.ends_on > row.starts_on)
        ]
        if len(shared) == 1:
            recorded = shared[0].employment.starts_on
            self.problems.query(
                row.row, "H04", self.people_map.columns["starts_on"], row.starts_on, f"{row.name} is recorded as in post from {recorded:%-d %B %Y}. It is one employment, and the recorded start stands.",
                "Correct the one that is wrong.",
            )  # fmt: skip
            return shared[0]
        if shared:
            self.problems.error(
                row.row,
                "H04",
                self.people_map.columns["starts_on"],
                row.starts_on,
                f"The row spans {len(shared)} recorded employments of {row.name}. It is left out.",
                "Correct the dates.",
            )
            return None
        employment = Employment(
            council=self.council, worker=person.worker, starts_on=row.starts_on, ends_on=row.ends_on, origin=row.origin,
            contract=row.contract or "permanent", reason=row.reason if row.ends_on else "",
            destination=row.destination if row.ends_on else "",
        )  # fmt: skip
        spell = Spell(employment)
        person.spells.append(spell)
        self.changes.add("employment.ended" if row.ends_on else "employment.started", employment)
        return spell

    def _end(self, spell: Spell, row: PersonRow) -> None:
        employment = spell.employment
        assert row.ends_on is not None
        if any(h.starts_on >= row.ends_on for h in spell.holdings):
            self.problems.query(
                row.row,
                "H04",
                self.people_map.columns["last_day"],
                row.ends_on - ONE_DAY,
                f"{row.name} has a place recorded after this leaving date. The record stands.",
                "Correct the one that is wrong.",
            )
            return
        values = {
            "ends_on": row.ends_on,
            **{k: v for k, v in {"reason": row.reason, "destination": row.destination}.items() if v},
        }
        if employment.ends_on != row.ends_on and not employment._state.adding:
            self.changes.show("Left", f"{row.name} on {row.ends_on - ONE_DAY:%-d %B %Y}")
        before = employment.ends_on
        self.changes.change("employment.ended", employment, **values)
        for holding in spell.holdings:
            if holding.ends_on is None or holding.ends_on > row.ends_on or (before and holding.ends_on == before):
                self.changes.change("holding.ended", holding, ends_on=row.ends_on)

    def _hold(self, spell: Spell, row: PersonRow, *, alone: bool) -> None:
        employment = spell.employment
        day = row.place_starts_on or (
            employment.starts_on if not spell.holdings else max(self.as_at, employment.starts_on)
        )
        day = max(day, employment.starts_on)
        place = self._places.find(row, day)
        if employment.ends_on is not None and employment.ends_on <= day:
            if not spell.holdings:
                self._begin(spell, place, row, employment.starts_on)
            return
        current = [h for h in spell.holdings if h.holds_on(day)]
        same = next((h for h in current if self._is_there(h, place, row)), None)
        if same is not None:
            if same.fte != row.fte:
                self._change_from(spell, same, place, row, day)
            elif same.team is None and place.team is not None:
                self.changes.change("holding.changed", same, team=place.team, role=place.role or same.role)
            return
        if alone and len(current) == 1:
            self._change_from(spell, current[0], place, row, day)
        else:
            self._begin(spell, place, row, day)

    @staticmethod
    def _is_there(holding: Holding, place: Place, row: PersonRow) -> bool:
        """Whether the holding is where the row says: the same post; else the same team and role as far as the row names them."""
        if place.post is not None:
            return holding.post_id == place.post.pk
        if holding.post_id is not None and row.post_number:
            return False
        return (place.team is None or holding.team_id in (None, place.team.pk)) and (
            place.role is None or holding.role_id == place.role.pk
        )

    def _change_from(self, spell: Spell, holding: Holding, place: Place, row: PersonRow, day: dt.date) -> None:
        assert row.fte is not None
        moved = f"{row.name} moves on {day:%-d %B %Y}"
        if row.fte != holding.fte:
            moved = f"{row.name}: {holding.fte.normalize():f} to {row.fte.normalize():f} FTE from {day:%-d %B %Y}"
        self.changes.show("Changed place or FTE", moved)
        if holding.starts_on == day:
            self.changes.change(
                "holding.changed",
                holding,
                fte=row.fte,
                post=place.post or holding.post,
                team=place.team or holding.team,
                role=place.role or holding.role,
            )
            return
        until = holding.ends_on
        self.changes.change("holding.ended", holding, ends_on=day)
        merged = Place(
            place.post or (holding.post if not row.post_number else None),
            place.team or holding.team,
            place.role or holding.role,
        )
        self._begin(spell, merged, row, day, until)

    def _begin(self, spell: Spell, place: Place, row: PersonRow, day: dt.date, until: dt.date | None = None) -> None:
        holding = Holding(
            council=self.council, employment=spell.employment, worker=spell.employment.worker, post=place.post,
            team=place.team or self.team, role=place.role, fte=row.fte, starts_on=day, ends_on=until or spell.employment.ends_on,
        )  # fmt: skip
        spell.holdings.append(holding)
        self.changes.add("holding.began", holding)

    def _sickness(self, spell: Spell, row: PersonRow) -> None:
        if row.sick_days is None:
            return
        until = self.as_at + ONE_DAY
        first = max(dt.date(until.year - 1, until.month, min(until.day, 28)), spell.employment.starts_on)
        last = min(until, spell.employment.ends_on or dt.date.max)
        if last <= first or not 0 <= row.sick_days <= 366:
            return
        mine = next(
            (a for a in spell.absences if a.is_yearly_total and (a.starts_on, a.ends_on) == (first, last)), None
        )
        if mine is not None:
            self.changes.change("absence.changed", mine, working_days_lost=round(row.sick_days, 2))
            return
        absence = Absence(
            council=self.council, employment=spell.employment, kind="SIC", starts_on=first, ends_on=last,
            working_days_lost=round(row.sick_days, 2), is_yearly_total=True,
        )  # fmt: skip
        spell.absences.append(absence)
        self.changes.add("absence.recorded", absence)

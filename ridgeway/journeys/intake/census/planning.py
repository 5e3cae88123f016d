"""A census record as changes to the rows of its person, joined to the years already here.

The file says how things stood on 30 September of its year and of the year before. What several files say of one spell becomes one
timeline (`timeline.py`), which is the same in whatever order the files come. Somebody known from an HR list or by their post is
compared, and a difference is a query: the finer record stands.
"""

import datetime as dt
from dataclasses import dataclass, field

from ridgeway.domains.establishment.models import (
    Absence,
    Cover,
    Employment,
    StatedSalary,
    Worker,
    WorkerMonitoring,
)
from ridgeway.domains.organisation.models import Council, Team
from ridgeway.domains.practice.models import CaseCount

from ..changes import Changes
from ..people_known import Person, Spell, known_people
from ..problems import Problems
from .holding import ONE_DAY, Holdings, is_finer, said
from .returning import part, seen_again, was_assumed
from .roles import Roles
from .rows import CensusRow, CensusYear


@dataclass
class Planner:
    """Plans the records of one file. `observed` are the reference days of the files already here."""

    council: Council
    census: CensusYear
    problems: Problems
    changes: Changes
    observed: frozenset[dt.date]
    team: Team | None = None
    roles: Roles = field(init=False)
    _holdings: Holdings = field(init=False)

    def __post_init__(self) -> None:
        self.roles = Roles(self.council)
        self._holdings = Holdings(
            self.council, self.census, self.problems, self.changes, self.observed, self.roles, self.team
        )
        self._day = (self.census.on, self.census.on + ONE_DAY)

    def plan(self, rows: list[CensusRow]) -> None:
        """Plan a batch: all the records of a person must be in the same batch."""
        numbers = {row.number for row in rows}
        people = {p.worker.registration_number: p for p in known_people(self.council, registrations=numbers)}
        told = [row for row in rows if not self.census.is_too_early_for(row)]
        for row in sorted(told, key=lambda row: (not row.is_leaver, row.starts_on or dt.date.min, row.row)):
            person = people.get(row.number) or self._new_person(row)
            people[row.number] = person
            if row.is_agency:
                self._agency(person, row)
            else:
                self._about(person, row)
                self._employed(person, row)

    def _new_person(self, row: CensusRow) -> Person:
        worker = Worker(council=self.council, registration_number=row.number)
        self.changes.add("worker.added", worker)
        return Person(worker)

    def _about(self, person: Person, row: CensusRow) -> None:
        """The person's own details: what is blank is filled; an answer already known is replaced by this file's when it is given."""
        given = {
            "qualification": row.qualification or None,
            "is_step_up_graduate": row.step_up,
            "is_frontline_graduate": row.frontline,
        }
        newest = not any(day > self.census.on for day in self.observed)
        values = {name: value for name, value in given.items() if value is not None}
        self.changes.change("worker.changed", person.worker, **self._fill(person.worker, values, newest))
        monitoring = {"born_on": row.born_on, "sex": row.sex, "ethnicity": row.ethnicity}
        answers = {name: value for name, value in monitoring.items() if value}
        if person.monitoring is None and answers:
            person.monitoring = WorkerMonitoring(council=self.council, worker=person.worker, **answers)
            self.changes.add("monitoring.recorded", person.monitoring)
        elif person.monitoring is not None:
            self.changes.change(
                "monitoring.changed", person.monitoring, **self._fill(person.monitoring, answers, newest)
            )

    @staticmethod
    def _fill(thing, values: dict, newest: bool) -> dict:
        """All the values from the newest file; from an older one only those not known yet."""
        return {name: value for name, value in values.items() if newest or getattr(thing, name) in ("", None)}

    # agency workers

    def _agency(self, person: Person, row: CensusRow) -> None:
        on, until = self._day
        if row.fte is not None:
            mine = next((c for c in person.covers if c.starts_on == on and c.is_snapshot), None)
            role = self.roles.find(row.role, self.changes)
            if mine is not None:
                self.changes.change("cover.changed", mine, fte=row.fte, contract_weeks=row.contract_weeks, role=role)
            elif not any(c.holds_on(on) and not c.is_snapshot for c in person.covers):
                cover = Cover(
                    council=self.council, worker=person.worker, team=self.team, role=role, fte=row.fte, starts_on=on,
                    ends_on=until, covers_vacancy=None, is_snapshot=True, contract_weeks=row.contract_weeks,
                )  # fmt: skip
                person.covers.append(cover)
                self.changes.add("cover.began", cover)
        self._count_cases(person, row, self.team)

    def _count_cases(self, person: Person, row: CensusRow, team: Team | None) -> None:
        if row.cases is None:
            return
        count = next((c for c in person.counts if c.on == self.census.on), None)
        if count is not None:
            self.changes.change("casecount.changed", count, cases=row.cases)
            return
        count = CaseCount(council=self.council, worker=person.worker, team=team, on=self.census.on, cases=row.cases)
        person.counts.append(count)
        self.changes.add("casecount.recorded", count)

    # employed people

    def _employed(self, person: Person, row: CensusRow) -> None:
        starts_on = row.starts_on or self._first_known(row)
        if starts_on is None or (row.ends_on and row.ends_on <= starts_on):
            self._cannot_be_a_spell(row, starts_on)
            return
        spell = self._same_spell(person, row, starts_on) or self._new_spell(person, row, starts_on)
        if spell is None:
            return
        if row.ends_on:
            came_back = self._came_back(person, spell, row)
        if row.ends_on and not self._end(spell, row, came_back=came_back):
            return
        if row.ends_on is None and spell.employment.ends_on and spell.employment.ends_on <= self.census.on:
            self.problems.error(
                row.row, "D13", "RoleStartDate", row.starts_on,
                f"The person is recorded as having left on {said(spell.employment.ends_on)}, but is in post in this file with the same start. "
                "The record of leaving stands.",
                "Correct the leaving date in Ridgeway, or the file.",
            )  # fmt: skip
            return
        if spell.employment.origin == "" and row.origin:
            self.changes.change("employment.changed", spell.employment, origin=row.origin)
        self._holdings.hold(spell, row)
        self._days_lost(spell, row)
        self._paid(spell, row)
        if row.ends_on is None:
            held = next((h for h in spell.holdings if h.holds_on(self.census.on)), None)
            self._count_cases(person, row, held.team if held else self.team)
            self._absent_today(spell, row)

    def _first_known(self, row: CensusRow) -> dt.date | None:
        """Where the start is missing: the first day that the file knows the person to be in post."""
        if row.fte_before:
            return self.census.after
        return None if row.is_leaver else self.census.on

    def _cannot_be_a_spell(self, row: CensusRow, starts_on: dt.date | None) -> None:
        if starts_on is None:
            self.problems.error(
                row.row, "D04", "RoleStartDate", "", "Without a start or an FTE the year before, the leaver's spell cannot be placed. It is left out.",
                "Give RoleStartDate.",
            )  # fmt: skip
        elif row.ends_on == starts_on:
            self.problems.query(
                row.row,
                "D05",
                "RoleEndDate",
                row.ends_on,
                "Started and left on the same day. The spell is left out, as the published counts leave it out.",
                "Nothing needs doing if both dates are right.",
            )

    def _same_spell(self, person: Person, row: CensusRow, starts_on: dt.date) -> Spell | None:
        """The spell this record continues: the same start, or one that covers the day the file speaks of."""
        for spell in person.spells:
            if spell.employment.starts_on == starts_on:
                return spell
        day = min(row.ends_on - ONE_DAY, self.census.on) if row.ends_on else self.census.on
        spell = person.spell_on(max(day, starts_on))
        if spell is None and row.ends_on:
            spell = next((s for s in person.spells if s.employment.ends_on == row.ends_on), None)
        if spell is None:
            return self._joined_later(person, row, starts_on)
        if row.starts_on and was_assumed(person, spell, row.starts_on, self.observed):
            self._begins_earlier(spell, row.starts_on)
        elif row.starts_on:
            self._start_differs(row, spell.employment.starts_on)
        return spell

    def _start_differs(self, row: CensusRow, recorded: dt.date) -> None:
        self.problems.query(
            row.row, "D13", "RoleStartDate", row.starts_on,
            f"The start recorded here is {said(recorded)}. It is one employment, and the recorded start stands.",
            "If the person left and came back, the year's file needs a leaver's record for the first spell.",
        )  # fmt: skip

    def _joined_later(self, person: Person, row: CensusRow, starts_on: dt.date) -> Spell | None:
        """An older file after a newer one: in post with no leaving, and a later spell known: it began earlier than was known."""
        later = [s for s in person.spells if s.employment.starts_on > starts_on]
        if row.ends_on or not later:
            return None
        spell = min(later, key=lambda s: s.employment.starts_on)
        self._start_differs(row, starts_on)
        self._begins_earlier(spell, starts_on)
        return spell

    def _begins_earlier(self, spell: Spell, starts_on: dt.date) -> None:
        self.changes.change("employment.changed", spell.employment, starts_on=starts_on)
        first = min(spell.holdings, key=lambda h: h.starts_on, default=None)
        if first is not None and not is_finer(spell):
            self.changes.change("holding.changed", first, starts_on=starts_on)

    def _new_spell(self, person: Person, row: CensusRow, starts_on: dt.date) -> Spell | None:
        clash = next(
            (
                s
                for s in person.spells
                if (row.ends_on is None or s.employment.starts_on < row.ends_on)
                and (s.employment.ends_on is None or s.employment.ends_on > starts_on)
            ),
            None,
        )
        if clash is not None:
            self.problems.error(
                row.row, "D13", "RoleStartDate", row.starts_on,
                f"This spell overlaps one recorded from {said(clash.employment.starts_on)} to {said(clash.employment.ends_on)}. It is left out.",
                "Correct the dates in the file or the record in Ridgeway.",
            )  # fmt: skip
            return None
        employment = Employment(
            council=self.council, worker=person.worker, starts_on=starts_on, ends_on=row.ends_on, origin=row.origin,
            reason=row.reason if row.ends_on else "", destination=row.destination if row.ends_on else "",
        )  # fmt: skip
        spell = Spell(employment)
        person.spells.append(spell)
        self.changes.add("employment.ended" if row.ends_on else "employment.started", employment)
        self.changes.show("Left" if row.ends_on else "In post, new here", f"{row.number} from {said(starts_on)}")
        following = dt.date(self.census.year + 1, 9, 30)
        if row.ends_on is None and following in self.observed:
            self.problems.query(
                row.row, "D13", "SWENo", row.number,
                f"In post here, but not in the {following.year} file, which is already in Ridgeway. The employment is kept open.",
                "Record the leaving if they left.",
            )  # fmt: skip
        return spell

    def _came_back(self, person: Person, spell: Spell, row: CensusRow) -> bool:
        """A leaver of a year whose file comes late, whom a later file already here knows in post: they came back."""
        assert row.ends_on is not None
        if spell.employment.ends_on is not None or is_finer(spell):
            return False
        again = seen_again(person, spell, row.ends_on, self.observed - {self.census.on})
        if again is None:
            return False
        second = part(person, spell, row.ends_on, again, self.changes)
        self.problems.query(
            row.row, "D13", "RoleEndDate", row.ends_on,
            f"They left, and the {again.year} file, which is already here, has them in post: they came back. A second employment begins on "
            f"{said(second.employment.starts_on)}, because the day is not kept from that file.",
            f"Bring in the {again.year} file once more, which gives it, if no other record of this file does.",
        )  # fmt: skip
        self.changes.show("Left and came back", f"{row.number}: left on {said(row.ends_on)}")
        return True

    def _end(self, spell: Spell, row: CensusRow, *, came_back: bool) -> bool:
        """The spell ends as the leaver's record says. False when what is recorded says otherwise and stands."""
        employment = spell.employment
        assert row.ends_on is not None
        if employment.ends_on is None and not any(h.starts_on >= row.ends_on for h in spell.holdings):
            later = [day for day in self.observed if day >= row.ends_on and day != self.census.on]
            if later and not came_back:
                self.problems.query(
                    row.row, "D13", "RoleEndDate", row.ends_on,
                    "A later file is already in Ridgeway, and this spell was still open. It ends on the date given here.",
                    "Check that the person was not in post again by the later file's date.",
                )  # fmt: skip
            self.changes.change(
                "employment.ended", employment, ends_on=row.ends_on, reason=row.reason, destination=row.destination
            )
            self.changes.show("Left", f"{row.number} on {said(row.ends_on)}")
            for absence in spell.absences:
                if absence.ends_on is None and absence.starts_on < row.ends_on:
                    self.changes.change("absence.ended", absence, ends_on=row.ends_on)
            return True
        if employment.ends_on != row.ends_on:
            recorded = (
                f"The leaving recorded here is {said(employment.ends_on)}"
                if employment.ends_on
                else "A later place is recorded here"
            )
            self.problems.query(
                row.row, "D13", "RoleEndDate", row.ends_on, f"{recorded}, which stands.", "Correct the one that is wrong.",
            )  # fmt: skip
        if employment.ends_on is None:
            return False
        values = {"reason": row.reason, "destination": row.destination}
        blank = {name: value for name, value in values.items() if value and not getattr(employment, name)}
        self.changes.change("employment.changed", employment, **blank)
        return employment.ends_on == row.ends_on

    def _paid(self, spell: Spell, row: CensusRow) -> None:
        """What the file says that this employment was paid, as on its day."""
        items = {
            "base": row.base_salary,
            "recruitment_retention": row.recruitment_retention,
            "other": row.other_payments,
        }
        said_of = {name: value for name, value in items.items() if value is not None}
        mine = next((s for s in spell.salaries if s.on == self.census.on), None)
        if mine is not None:
            self.changes.change("salary.changed", mine, **said_of)
        elif said_of:
            mine = StatedSalary(council=self.council, employment=spell.employment, on=self.census.on, **said_of)
            spell.salaries.append(mine)
            self.changes.add("salary.stated", mine)

    # absence

    def _days_lost(self, spell: Spell, row: CensusRow) -> None:
        if row.days_lost is None:
            return
        employment = spell.employment
        first = max(self.census.after + ONE_DAY, employment.starts_on)
        last = min(self.census.on + ONE_DAY, employment.ends_on or dt.date.max)
        if last <= first:
            return
        mine = next((a for a in spell.absences if a.is_yearly_total and first <= a.starts_on < last), None)
        if mine is not None:
            self.changes.change("absence.changed", mine, working_days_lost=row.days_lost, ends_on=last)
            return
        absence = Absence(
            council=self.council, employment=employment, kind="SIC", starts_on=first, ends_on=last,
            working_days_lost=row.days_lost, is_yearly_total=True,
        )  # fmt: skip
        spell.absences.append(absence)
        self.changes.add("absence.recorded", absence)

    def _absent_today(self, spell: Spell, row: CensusRow) -> None:
        on, until = self._day
        if not (row.is_absent and row.absence) or spell.employment.starts_on > on:
            return
        if any(a.holds_on(on) and a.kind == row.absence and not a.is_yearly_total for a in spell.absences):
            return
        absence = Absence(
            council=self.council, employment=spell.employment, kind=row.absence, starts_on=on, ends_on=until
        )
        spell.absences.append(absence)
        self.changes.add("absence.recorded", absence)

"""The FTE and role somebody held over a spell, laid out as holdings from what the files said of it."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ridgeway.domains.establishment.models import Holding, JobRole
from ridgeway.domains.organisation.models import Council, Team

from ..changes import Changes
from ..people_known import Spell
from ..problems import Problems
from .roles import Roles
from .rows import CensusRow, CensusYear
from .timeline import Seen, Segment, timeline

ONE_DAY = dt.timedelta(days=1)


def said(day: dt.date | None) -> str:
    """A date in words."""
    return f"{day:%-d %B %Y}" if day else "no date"


def is_finer(spell: Spell) -> bool:
    """Whether the spell is known more finely than a census: from an HR list, in a post, or in two places at once."""
    if spell.holdings and (spell.employment.worker.staff_number or any(h.post_id for h in spell.holdings)):
        return True
    ordered = sorted(spell.holdings, key=lambda h: h.starts_on)
    return any(a.ends_on is None or a.ends_on > b.starts_on for a, b in itertools.pairwise(ordered))


@dataclass
class Holdings:
    """Lays out the holdings of the spells in one file. `observed` are the reference days of the files already here."""

    council: Council
    census: CensusYear
    problems: Problems
    changes: Changes
    observed: frozenset[dt.date]
    roles: Roles
    team: Team | None

    def __post_init__(self) -> None:
        before = {dt.date(day.year - 1, 9, 30) for day in self.observed}
        self._looked_at = (self.observed | before) - {self.census.on}

    def hold(self, spell: Spell, row: CensusRow) -> None:
        """Lay the spell's holdings out again with what this record says, or compare where more is known."""
        if is_finer(spell):
            self._compare(spell, row)
            if row.ends_on:
                self._close_holdings(spell, row.ends_on)
            return
        employment = spell.employment
        role = self.roles.find(row.role, self.changes)
        seen = self._seen(spell)
        self._say(seen, spell, row, role)
        kept = [h.starts_on for h in spell.holdings]
        segments = timeline(employment.starts_on, employment.ends_on, seen, kept)
        if not segments:
            segments = self._without_fte(spell, row, role)
        self._lay(spell, segments)

    def _without_fte(self, spell: Spell, row: CensusRow, role: JobRole | None) -> list[Segment[JobRole]]:
        """A spell of which no FTE is known: held at nought, so that the person is counted and the FTE is not.

        It is the rule for somebody who started and left within the year: the layout gives them no FTE but 0.
        """
        employment = spell.employment
        if not (row.ends_on and row.starts_on and row.starts_on > self.census.after):
            self.problems.query(
                row.row,
                "D03",
                "FTE",
                "",
                "No FTE is known, so the person is counted among people but not in FTE.",
                "Give FTE, or FTE30 for a leaver.",
            )
        if spell.holdings:
            return []
        return [Segment(employment.starts_on, employment.ends_on, Decimal(0), role)]

    def _seen(self, spell: Spell) -> dict[dt.date, Seen[JobRole]]:
        """What the holdings already say on the days that earlier files spoke of, and where they change."""
        employment = spell.employment
        first = min((h.starts_on for h in spell.holdings), default=None)
        days = {h.starts_on for h in spell.holdings if h.starts_on != first}
        days |= {day for day in self._looked_at if employment.holds_on(day)}
        seen = {}
        for day in days:
            holding = next((h for h in spell.holdings if h.holds_on(day)), None)
            if holding is not None:
                seen[day] = Seen(holding.fte, holding.role)
        return seen

    def _say(self, seen: dict, spell: Spell, row: CensusRow, role: JobRole | None) -> None:
        """Add what this record says of its reference day and of the one a year before."""
        on, employment = self.census.on, spell.employment
        self._say_before(seen, spell, row, role)
        if row.ends_on is None and (row.fte is not None or role is not None):
            day = max(on, employment.starts_on)
            before = next((h for h in spell.holdings if h.holds_on(day)), None)
            if before is not None and row.fte is not None and before.fte != row.fte:
                self.changes.show(
                    "FTE changed",
                    f"{row.number} from {before.fte.normalize():f} to {row.fte.normalize():f} on {said(day)}",
                )
            seen[day] = Seen(row.fte, self._same_role(before, role))

    def _say_before(self, seen: dict, spell: Spell, row: CensusRow, role: JobRole | None) -> None:
        """Add FTE30: of the reference day a year before, or of a leaver's last day when they had left by then."""
        after, employment = self.census.after, spell.employment
        if row.fte_before is None or (row.starts_on is not None and row.starts_on > after):
            return
        day = after
        if row.ends_on is not None and row.ends_on <= after:
            day = max(employment.starts_on, row.ends_on - ONE_DAY)
        if not employment.holds_on(day):
            return
        recorded = seen.get(day)
        if day not in self.observed or recorded is None:
            known = recorded.role if recorded else None
            seen[day] = Seen(row.fte_before, known or (role if row.ends_on else None))
        elif recorded.fte != row.fte_before:
            self.problems.query(
                row.row, "D13", "FTE30", row.fte_before,
                f"The {after.year} file said {recorded.fte.normalize():f} for the same day, which stands.", "Correct the one that is wrong.",
            )  # fmt: skip

    @staticmethod
    def _same_role(before: Holding | None, role: JobRole | None) -> JobRole | None:
        """The role already recorded when it is the same census role under the council's own name."""
        if before is not None and before.role is not None and role is not None:
            return before.role if before.role.census_role == role.census_role else role
        return role

    def _lay(self, spell: Spell, segments: Iterable) -> None:
        by_start = {h.starts_on: h for h in spell.holdings}
        first = min(by_start, default=None)
        for segment in segments:
            holding = by_start.get(segment.starts_on)
            if holding is None and segment.starts_on == spell.employment.starts_on and first is not None:
                holding = by_start[first]
            if holding is not None:
                only_ends = (holding.fte, holding.role) == (segment.fte, segment.role)
                self.changes.change(
                    "holding.ended" if only_ends and segment.ends_on else "holding.changed", holding,
                    starts_on=segment.starts_on, ends_on=segment.ends_on, fte=segment.fte, role=segment.role,
                )  # fmt: skip
                continue
            before = next((h for h in spell.holdings if h.starts_on < segment.starts_on), None)
            holding = Holding(
                council=self.council, employment=spell.employment, worker=spell.employment.worker,
                team=before.team if before else self.team, role=segment.role, fte=segment.fte,
                starts_on=segment.starts_on, ends_on=segment.ends_on,
            )  # fmt: skip
            self.changes.add("holding.began", holding)
            spell.holdings.append(holding)

    def _compare(self, spell: Spell, row: CensusRow) -> None:
        """Somebody known more finely: say where the file differs, change nothing."""
        day = self.census.on
        held = [h for h in spell.holdings if h.holds_on(day)]
        total = sum((h.fte for h in held), start=0)
        if row.ends_on is None and row.fte is not None and held and total != row.fte:
            self.problems.query(
                row.row,
                "D13",
                "FTE",
                row.fte,
                f"FTE recorded for {said(day)} is {total.normalize():f}, which stands.",
                "Correct the one that is wrong.",
            )
        codes = {h.role.census_role for h in held if h.role and h.role.census_role}
        if row.ends_on is None and row.role and codes and row.role not in codes:
            self.problems.query(
                row.row,
                "D13",
                "OrgRole",
                row.role,
                f"The role recorded for {said(day)} is census role {', '.join(sorted(codes))}, which stands.",
                "Correct the one that is wrong.",
            )

    def _close_holdings(self, spell: Spell, ends_on: dt.date) -> None:
        for holding in spell.holdings:
            if holding.starts_on < ends_on and (holding.ends_on is None or holding.ends_on > ends_on):
                self.changes.change("holding.ended", holding, ends_on=ends_on)

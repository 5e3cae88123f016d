"""Loads the facts of a page in one query: posts, places, cover and roles, and the counts, absences and totals it asks for.

The statement is written out because it is the product's most travelled: composing it anew for each page took as long as running
it. Every part is bound to one council by the first column of an index (`..._by_council`), so that it costs the same
however many councils the installation has. It runs on SQLite and PostgreSQL alike.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from ridgeway.calc import stocks
from ridgeway.core.periods import months_before
from ridgeway.domains.establishment.choices import AbsenceKind
from ridgeway.domains.organisation.queries import Scope

from .facts import Absences, Adverts, Cases, Facts, Rows, Stated

_COLUMNS = (
    ("id", "i8"), ("worker", "i8"), ("post", "i8"), ("team", "i8"), ("role", "i8"), ("fte", "f8"), ("starts", "M8[D]"),
    ("ends", "M8[D]"), ("employment", "i8"), ("first_day", "M8[D]"), ("last_day", "M8[D]"), ("code", "U2"),
)  # fmt: skip
_LONGEST_KIND = 20

_TERMS = """
SELECT 't', id, 0, post_id, team_id, role_id, CAST(fte AS double precision), CAST(starts_on AS text),
    COALESCE(CAST(ends_on AS text), '9999-12-31'), 0, CAST(starts_on AS text), COALESCE(CAST(ends_on AS text), '9999-12-31'), ''
FROM establishment_postterm WHERE council_id = %s"""
_HOLDINGS = """
SELECT 'h', h.id, h.worker_id, COALESCE(h.post_id, 0), COALESCE(h.team_id, 0), COALESCE(h.role_id, 0),
    CAST(h.fte AS double precision), CAST(h.starts_on AS text), COALESCE(CAST(h.ends_on AS text), '9999-12-31'), h.employment_id,
    CAST(e.starts_on AS text), COALESCE(CAST(e.ends_on AS text), '9999-12-31'), e.reason
FROM establishment_holding h INNER JOIN establishment_employment e ON e.id = h.employment_id AND e.council_id = h.council_id
WHERE h.council_id = %s"""
_COVERS = """
SELECT 'c', id, worker_id, COALESCE(post_id, 0), COALESCE(team_id, 0), COALESCE(role_id, 0), CAST(fte AS double precision),
    CAST(starts_on AS text), COALESCE(CAST(ends_on AS text), '9999-12-31'), 0, CAST(starts_on AS text),
    COALESCE(CAST(ends_on AS text), '9999-12-31'), CASE WHEN is_snapshot THEN 's' WHEN covers_vacancy THEN 'c' ELSE 'x' END
FROM establishment_cover WHERE council_id = %s"""
_LASTING = " AND (ends_on IS NULL OR ends_on > %s)"
_LASTING_OR_CENSUS = " AND (ends_on IS NULL OR ends_on > %s OR is_snapshot)"
_AGENCY = """
SELECT 'p', COALESCE(MAX(id), 0), 0, 0, 0, 0, 0.0, '', '', 0, '', '', '' FROM establishment_cover
WHERE council_id = %s AND NOT is_snapshot"""
_ROLES = """
SELECT 'r', id, "order", CASE WHEN is_social_worker THEN 1 ELSE 0 END, 0, 0, 0.0, name, '', 0, '', '', kind
FROM establishment_jobrole WHERE council_id = %s"""
_CASES = """
SELECT 'k', id, worker_id, 0, 0, 0, cases, CAST("on" AS text), '', 0, '', '', '' FROM practice_casecount WHERE council_id = %s"""
_ALL_CASES = """SELECT id, worker_id, cases, CAST("on" AS text) FROM practice_casecount WHERE council_id = %s"""
_ABSENCES = """
SELECT 'a', id, employment_id, CASE WHEN is_yearly_total THEN 1 ELSE 0 END, 0, 0, CAST(working_days_lost AS double precision),
    CAST(starts_on AS text), '', 0, '', '', ''
FROM establishment_absence WHERE council_id = %s AND kind = %s AND starts_on > %s"""
_STATED = """
SELECT 's', id, 0, 0, 0, 0, CAST(vacancies_fte AS double precision), CAST("on" AS text), CAST(agency_cover_fte AS text), 0, '', '',
    '' FROM establishment_statedtotals WHERE council_id = %s"""

_ADVERTS = """
SELECT 'v', p.id, p.post_id, 0, 0, 0, 0.0, SUBSTR(CAST(a.published_at AS text), 1, 10),
    COALESCE(SUBSTR(CAST(a.settled_at AS text), 1, 10), '9999-12-31'), 0, '', '', ''
FROM recruitment_advertpost p INNER JOIN recruitment_advert a ON a.id = p.advert_id
WHERE p.council_id = %s AND a.published_at IS NOT NULL"""


@dataclass
class _Statement:
    """A union of selects with its parameters."""

    scope: Scope
    parts: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, select: str, *params: Any, team: str = "") -> None:
        """One more select; `team` is the column by which a scope smaller than its council is narrowed."""
        self.parts.append(select)
        self.params += [self.scope.council.pk, *params]
        if team and not (self.scope.is_council and self.scope.whole):
            ids = sorted(self.scope.team_ids)
            self.parts[-1] += f" AND {team} IN ({', '.join(['%s'] * len(ids))})" if ids else " AND 1 = 0"
            self.params += ids

    def rows(self) -> dict[str, list[tuple]]:
        """The rows by the letter of their select."""
        found: dict[str, list[tuple]] = {letter: [] for letter in "thcprkasv"}
        for letter, rows in groupby(self.fetched(), itemgetter(0)):
            found[letter].extend(rows)
        return found

    def fetched(self) -> list[tuple]:
        """The rows as they come."""
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(self.parts), self.params)
            return cursor.fetchall()


def load(
    scope: Scope, days: Sequence[dt.date], needs: frozenset[str] = frozenset(), *, since: dt.date | None = None
) -> Facts:
    """The facts of a scope. One query; two with "all cases".

    Posts, places and cover come with all their history, or those alone that went on after `since`. What `needs` names comes for
    the days asked: "cases" (counts of the 31 days up to each day), "all cases" (since the first day), "absences" (sickness
    since thirteen months before it), "stated" (census returns' totals), "adverts" (posts with an advert, whenever it was).
    """
    asked = _Statement(scope)
    lasting = () if since is None else (since,)
    asked.add(_TERMS + (_LASTING if lasting else ""), *lasting, team="team_id")
    asked.add(_HOLDINGS + (_LASTING.replace("ends_on", "h.ends_on") if lasting else ""), *lasting, team="h.team_id")
    asked.add(_COVERS + (_LASTING_OR_CENSUS if lasting else ""), *lasting, team="team_id")
    asked.add(_AGENCY, team="team_id")
    asked.add(_ROLES)
    if days:
        _add_dated(asked, days, needs)
    facts = _facts(asked.rows())
    return replace(facts, cases=_all_cases(scope, min(days))) if "all cases" in needs else facts


def _add_dated(asked: _Statement, days: Sequence[dt.date], needs: frozenset[str]) -> None:
    month = dt.timedelta(days=31)
    if "cases" in needs:
        near = " OR ".join(['("on" > %s AND "on" <= %s)'] * len(days))
        asked.add(f"{_CASES} AND ({near})", *(d for day in days for d in (day - month, day)), team="team_id")
    if "absences" in needs:
        asked.add(_ABSENCES, AbsenceKind.SICK, months_before(min(days), 13))
    if "stated" in needs:
        asked.add(_STATED)
    if "adverts" in needs:
        asked.add(_ADVERTS)


def _all_cases(scope: Scope, first: dt.date) -> Cases:
    """Every count that a figure from the day `first` on can use: too many to travel in the wide rows of the other facts."""
    asked = _Statement(scope)
    asked.add(f'{_ALL_CASES} AND "on" > %s', first - dt.timedelta(days=31), team="team_id")
    return Cases(*_arrays(asked.fetched(), (0, "i8"), (1, "i8"), (2, "i8"), (3, "M8[D]")))


def _facts(found: dict[str, list[tuple]]) -> Facts:
    roles = _Roles(found["r"])
    terms, holdings, covers = (_rows(found[letter], roles) for letter in "thc")
    used = stocks.distinct(np.concatenate([terms.role, holdings.role, covers.role])).tolist()
    return Facts(
        terms,
        holdings,
        covers,
        {pk: roles.names[pk] for pk in used if pk in roles.names},
        any(row[1] for row in found["p"]),
        Cases(*_arrays(found["k"], (1, "i8"), (2, "i8"), (6, "i8"), (7, "M8[D]"))),
        Absences(*_arrays(found["a"], (1, "i8"), (2, "i8"), (7, "M8[D]"), (6, "f8"), (3, "?"))),
        [Stated(row[1], dt.date.fromisoformat(row[7]), row[6], float(row[8])) for row in found["s"]],
        Adverts(*_arrays(found["v"], (2, "i8"), (7, "M8[D]"), (8, "M8[D]"))),
    )


class _Roles:
    """The council's roles: their names in order, and the kind of each."""

    def __init__(self, rows: list[tuple]) -> None:
        ordered = sorted(rows, key=itemgetter(1))
        self.names: dict[int, tuple[int, str]] = {row[1]: (row[2], row[7]) for row in ordered}
        self._ids = np.array([0, *(row[1] for row in ordered)], dtype="i8")
        self._kinds = np.array(["", *(row[12] for row in ordered)], dtype=f"U{_LONGEST_KIND}")
        self._qualified = np.array([0, *(row[3] for row in ordered)], dtype="i8")

    def of(self, roles: NDArray) -> tuple[NDArray, NDArray]:
        """The kind of each role, and 1 where it is a qualified social worker's."""
        place = np.searchsorted(self._ids, roles)
        return self._kinds[place], self._qualified[place]


def _rows(rows: list[tuple], roles: _Roles) -> Rows:
    arrays = _arrays(rows, *((place, kind) for place, (_, kind) in enumerate(_COLUMNS, start=1)))
    columns = {name: array for (name, _), array in zip(_COLUMNS, arrays, strict=True)}
    columns["kind"], columns["qualified"] = roles.of(columns["role"])
    return Rows(columns)


def _arrays(rows: list[tuple], *wanted: tuple[int, str]) -> list[NDArray]:
    columns = list(zip(*rows, strict=True)) if rows else [()] * 13
    return [np.array(columns[place], dtype=kind) for place, kind in wanted]

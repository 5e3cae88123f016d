"""What binds councils: their region's caps and rules, and which agreed type each of their titles is.

Four small tables in one query. The statement is written out because many pages ask it: composing it anew takes twice as long as asking for the
tables one by one, and running it no time at all. It runs on SQLite and PostgreSQL alike.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from ridgeway.domains.organisation.models import Council

from ..models import AgreedType, PriceCap, Rule, TitleMap


@dataclass(frozen=True)
class Book:
    """What binds a council: its region's caps and rules (the nation's where the region has none), and its map of titles."""

    caps: Sequence[PriceCap]
    rules: Sequence[Rule]
    titles: Sequence[TitleMap]
    _maps: dict[int, list[TitleMap]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.titles:
            self._maps.setdefault(row.role_id, []).append(row)

    def type_of(self, role_id: int, on: dt.date) -> AgreedType | None:
        """Which agreed type a job title is on a day."""
        return next((row.job_type for row in self._maps.get(role_id, ()) if row.holds_on(on)), None)

    def rule(self, key: str, on: dt.date) -> Rule | None:
        """The rule in force on a day: the region's own, else the nation's."""
        found = [row for row in self.rules if row.key == key and row.holds_on(on)]
        return max(found, key=lambda row: (row.region_id is not None, row.starts_on), default=None)

    def cap(self, job_type: AgreedType, route: str, on: dt.date) -> PriceCap | None:
        """The cap in force on a day for a type by a route: one for that route comes before one for any."""
        found = [c for c in self.caps if c.job_type_id == job_type.pk and c.route in ("", route) and c.holds_on(on)]
        return max(found, key=lambda c: c.route != "", default=None)

    def caps_on(self, on: dt.date) -> list[PriceCap]:
        """All caps in force on a day."""
        return [cap for cap in self.caps if cap.holds_on(on)]


def book_of(council: Council) -> Book:
    """The book of a council: one query. One in no region has the nation's rules alone."""
    return books_of([council])[council.pk]


def books_of(councils: Iterable[Council]) -> dict[int, Book]:
    """The books of several councils, by council: one query however many."""
    councils = list(councils)
    rows = sorted(_rows(councils), key=lambda row: (row.starts_on, row.pk))
    types = {row.pk: _type(row) for row in rows if row.what == "type"}
    caps = [_cap(row, types) for row in rows if row.what == "cap"]
    caps.sort(key=lambda cap: (cap.job_type.order, cap.route))
    rules = [_rule(row) for row in rows if row.what == "rule"]
    titles = [_title(row, types) for row in rows if row.what == "title"]
    return {
        council.pk: Book(
            [cap for cap in caps if cap.region_id == council.region_id],
            [rule for rule in rules if rule.region_id in (None, council.region_id)],
            [row for row in titles if row.council_id == council.pk],
        )
        for council in councils
    }


class _Row(NamedTuple):
    """A row of any of the four; what a table has not is empty."""

    what: str
    pk: int
    starts_on: dt.date
    ends_on: dt.date | None
    existing_from: dt.date | None
    region: int | None
    of: int | None  # the type of job, of a type its place in the order
    word: str
    unit: str
    amount: str
    names: str  # the parts that a cap limits, the offices that sign for a rule
    council: int | None
    role: int | None
    source: str
    source_url: str
    note: str
    is_invented: bool


_TYPES = """
SELECT 'type', id, CAST(starts_on AS text), CAST(ends_on AS text), NULL, region_id, "order", name, slug, '', '', 0, 0, source, source_url, note,
    CASE WHEN is_invented THEN 1 ELSE 0 END
FROM agency_agreedtype"""
_CAPS = """
SELECT 'cap', id, CAST(starts_on AS text), CAST(ends_on AS text), CAST(existing_from AS text), region_id, job_type_id, route, '',
    CAST(hourly AS text), CAST(covers AS text), 0, 0, source, source_url, note, CASE WHEN is_invented THEN 1 ELSE 0 END
FROM agency_pricecap WHERE region_id IN (%s)"""
_RULES = """
SELECT 'rule', id, CAST(starts_on AS text), CAST(ends_on AS text), CAST(existing_from AS text), region_id, 0, key, unit,
    CAST(value AS text), CAST(offices AS text), 0, 0, source, source_url, note, CASE WHEN is_invented THEN 1 ELSE 0 END
FROM agency_rule WHERE region_id IS NULL OR region_id IN (%s)"""
_TITLES = """
SELECT 'title', id, CAST(starts_on AS text), CAST(ends_on AS text), NULL, NULL, job_type_id, '', '', '', '', council_id, role_id, '', '', '', 0
FROM agency_titlemap WHERE council_id IN (%s)"""


def _rows(councils: list[Council]) -> list[_Row]:
    """Every type, the caps and rules of the councils' regions, the nation's rules, the councils' titles."""
    regions = sorted({council.region_id for council in councils if council.region_id})
    keys = (regions, regions, [council.pk for council in councils])
    parts = [select % (", ".join(["%s"] * len(given)) or "0") for select, given in zip((_CAPS, _RULES, _TITLES), keys, strict=True)]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([_TYPES, *parts]), [key for given in keys for key in given])
        return [_read(row) for row in cursor.fetchall()]


def _read(row: tuple[Any, ...]) -> _Row:
    what, pk, starts, ends, existing, *rest = row
    first, last, later = (dt.date.fromisoformat(text) if text else None for text in (starts, ends, existing))
    return _Row(what, pk, first or dt.date.min, last, later, *rest)


def _amount(row: _Row) -> Decimal:
    return Decimal(row.amount).quantize(Decimal("0.01"))


def _days(row: _Row) -> dict[str, Any]:
    return {"pk": row.pk, "starts_on": row.starts_on, "ends_on": row.ends_on}


def _sourced(row: _Row) -> dict[str, Any]:
    known = {"source": row.source, "source_url": row.source_url, "note": row.note, "is_invented": bool(row.is_invented)}
    return {**_days(row), **known, "region_id": row.region}


def _type(row: _Row) -> AgreedType:
    return AgreedType(name=row.word, slug=row.unit, order=row.of or 0, **_sourced(row))


def _cap(row: _Row, types: dict[int, AgreedType]) -> PriceCap:
    return PriceCap(
        job_type=types[row.of or 0], route=row.word, hourly=_amount(row), covers=json.loads(row.names), existing_from=row.existing_from,
        **_sourced(row),
    )  # fmt: skip


def _rule(row: _Row) -> Rule:
    return Rule(
        key=row.word, unit=row.unit, value=_amount(row), offices=json.loads(row.names), existing_from=row.existing_from, **_sourced(row)
    )  # fmt: skip


def _title(row: _Row, types: dict[int, AgreedType]) -> TitleMap:
    whose: dict[str, Any] = {"council_id": row.council, "role_id": row.role}
    return TitleMap(**whose, job_type=types[row.of or 0], **_days(row))

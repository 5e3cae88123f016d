"""Several questions put to the database at once: each is a generator that yields the rows it wants and is sent them, so that a page which
gathers a line or two from every domain waits for one statement and not for one of each.

    def waits(user) -> Question[list[str]]:
        rows = yield Advert.objects.visible_to(user)[:6]
        return [row.title for row in rows]

`ask` answers one by itself; `ask_together` answers several, a statement a round: what each asks for first, what some ask for after that.
"""

import json
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, groupby
from typing import Any, TypeAlias, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, JSONField, QuerySet, Value
from django.db.models.sql import Query

T = TypeVar("T")
Question: TypeAlias = Generator[QuerySet, Sequence[Any], T]

_AT_A_TIME = 50  # a function of either database takes so many values, and more


def ask(question: Question[T]) -> T:
    """The answer to one question, a query for each of the rows it asks for."""
    try:
        rows = next(question)
        while True:
            rows = question.send(list(rows))
    except StopIteration as answered:
        return answered.value


def ask_together(questions: Iterable[Question[Any]]) -> list[Any]:
    """The answers to several questions, in their order. One query for all that they ask for first, one for what is asked for next."""
    asked = list(questions)
    answers: list[Any] = [None] * len(asked)
    given: dict[int, Sequence[Any] | None] = dict.fromkeys(range(len(asked)))
    while given:
        wanted: dict[int, QuerySet] = {}
        for place, rows in given.items():
            try:
                wanted[place] = next(asked[place]) if rows is None else asked[place].send(rows)
            except StopIteration as answered:
                answers[place] = answered.value
        given = dict(zip(wanted, read(list(wanted.values())), strict=True))
    return answers


def every(rows: QuerySet) -> Question[list[Any]]:
    """All of some rows, as a question beside others."""
    return list((yield rows))


def counted(rows: QuerySet, **counts: Count) -> QuerySet:
    """How many of some rows there are, by the names given: one row of counts, to be asked for like any other rows."""
    return rows.order_by().annotate(every=Value(1)).values("every").annotate(**counts)


def read(wanted: Sequence[QuerySet]) -> list[list[Any]]:
    """The rows of several querysets, each in its order. One query, however many there are; each may be narrowed and cut as it likes."""
    if len(wanted) < 2:
        return [list(rows) for rows in wanted]
    parts = [part for part in map(_part, range(len(wanted)), wanted) if part is not None]
    if parts:
        _tell(parts, wanted[0].db)
    told = {part.place: part.query for part in parts}
    return [list(_with(rows, told[at])) if at in told else [] for at, rows in enumerate(wanted)]


class _Told(Query):
    """A query whose rows are known already: it makes of them what it would make of the database's."""

    writer: Any  # the compiler that wrote the query down

    def get_compiler(self, using=None, connection=None, elide_empty=True):
        """The one that wrote it down, once it is told the rows."""
        return self.writer

    def tell(self, rows: list[list[Any]]) -> None:
        """These are the rows, as the database would have given them."""
        self.writer.execute_sql = lambda *_, **__: [rows]


def _with(rows: QuerySet, query: Query) -> QuerySet:
    found = rows._chain()  # type: ignore[attr-defined]
    found._query = query  # not by its setter, which would make dictionaries of tuples
    return found


@dataclass(frozen=True)
class _Part:
    """One of the querysets by a name, what is asked of it, and the kinds of its columns."""

    place: int
    query: _Told
    named: str
    params: Sequence[Any]
    asked: str
    fields: Sequence[Any]


def _part(place: int, rows: QuerySet) -> _Part | None:
    """So many rows of which queryset it is, the place of the row in it, and the row as a list; None where there can be no row."""
    query: Any = rows.query.chain(_Told)
    connection = connections[rows.db]
    query.writer = Query.get_compiler(query, rows.db)
    try:
        sql, params = query.writer.as_sql(with_col_aliases=True)
    except EmptyResultSet:
        return None
    fields = [chosen[0].output_field for chosen in query.writer.select or ()]
    names = [f"c{at}" for at in range(len(fields))]
    beside = [f"o{at}" for at in range(_ordered_beside(query))]
    told = [f"CAST({name} AS text)" if isinstance(field, JSONField) else name for name, field in zip(names, fields, strict=True)]  # fmt: skip
    listed = "jsonb_build_array" if connection.vendor == "postgresql" else "json_array"
    parts = [f"{listed}({', '.join(told[at : at + _AT_A_TIME])})" for at in range(0, len(told), _AT_A_TIME)]
    asked = f"SELECT {place}, ROW_NUMBER() OVER (), {listed}({', '.join(parts)}) FROM asked{place}"  # noqa: S608
    return _Part(place, query, f"asked{place}({', '.join([*names, *beside])}) AS ({sql})", params, asked, fields)


def _ordered_beside(query: _Told) -> int:
    """How many columns stand behind those chosen, because different rows are put in an order by them."""
    if not query.distinct or query.combinator:
        return 0
    return len(query.writer.get_extra_select(query.writer.get_order_by(), query.writer.select))


def _tell(parts: Sequence[_Part], using: str) -> None:
    """Ask for all of it, and hand each of the queries its rows."""
    sql = f"WITH {', '.join(part.named for part in parts)} {' UNION ALL '.join(part.asked for part in parts)}"
    with connections[using].cursor() as cursor:
        cursor.execute(sql, [value for part in parts for value in part.params])
        found = sorted(cursor.fetchall(), key=lambda row: row[:2])
    given = {place: [row[2] for row in rows] for place, rows in groupby(found, key=lambda row: row[0])}
    # its driver gives days and sums, which a list of JSON has as text and numbers
    is_typed = connections[using].vendor == "postgresql"
    for part in parts:
        read = (json.loads(text, parse_float=Decimal if is_typed else None) for text in given.get(part.place, ()))
        rows = [list(chain.from_iterable(row)) for row in read]
        if is_typed:
            rows = [[_typed(field, value) for field, value in zip(part.fields, row, strict=True)] for row in rows]
        part.query.tell(rows)


def _typed(field: Any, value: Any) -> Any:
    """A value out of a list as the field's own kind; text of JSON stays text, for the field to read."""
    return value if value is None or isinstance(field, JSONField) else field.to_python(value)

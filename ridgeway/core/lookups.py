"""How rows are asked for by the beginning of a word or among a few others, so that an index answers."""

from typing import Any

from django.db.models import AutoField, BigAutoField, CharField, Lookup
from django.db.models.lookups import In

_LAST = "\U0010ffff"


@CharField.register_lookup
class Begins(Lookup):
    """`key__begins="oak"`: what is kept in lower case and begins with the words, whatever their case.

    SQLite is asked for a range, because its LIKE finds no index of an ordinary column; its `lower` knows A to Z alone, and so do we there.
    PostgreSQL is asked with LIKE, for which the index needs the class `varchar_pattern_ops`.
    """

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        column, params = self.process_lhs(compiler, connection)
        words = "".join(letter.lower() if letter.isascii() else letter for letter in str(self.rhs))
        return f"({column} >= %s AND {column} < %s)", [*params, words, *params, words + _LAST]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, connection.ops.prep_for_like_query(str(self.rhs).lower()) + "%"]


@AutoField.register_lookup
@BigAutoField.register_lookup
class Among(In):
    """`pk__among=[...]`, `candidate__id__among=rows[:200]`: among many numbers, or among the few that a cut query finds.

    As IN, but that PostgreSQL is given one list: a thousand numbers are no thousand parameters, and it looks for each of them by index where,
    asked with IN, it may walk through all that the other conditions allow and hold each against them."""

    lookup_name = "among"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        column, params = self.process_lhs(compiler, connection)
        # of numbers: each once, without None, and no query where none is left
        rows, more = self.process_rhs(compiler, connection)
        if self.rhs_is_direct_value():
            return f"{column} = ANY (%s)", [*params, list(more)]
        return f"{column} = ANY (ARRAY {rows})", [*params, *more]

"""How rows are asked for by the beginning of a word, so that an index answers."""

from typing import Any

from django.db.models import CharField, Lookup

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

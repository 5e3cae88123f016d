"""Rows of a subquery gathered into one column, so that a list and what hangs on each of its rows is one query."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import F, Func, JSONField, QuerySet, Subquery

from ridgeway.domains.organisation.queries import Scope


class _Array(Func):
    function = "JSON_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_BUILD_ARRAY", **context)


class _All(Func):
    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def gathered(rows: QuerySet, *fields: str) -> Subquery:
    """The rows (which refer to the outer query) as one list of lists; empty or None where there are none."""
    listed = rows.order_by().annotate(listed=_All(_Array(*[F(name) for name in fields])))
    return Subquery(listed.values("listed"), output_field=JSONField())


def folded(rows: QuerySet, field: str, function: str, output_field) -> Subquery:
    """SUM, MIN or MAX of a field over the rows, which refer to the outer query."""
    made = rows.order_by().annotate(folded=Func(F(field), function=function, output_field=output_field))
    return Subquery(made.values("folded"), output_field=output_field)


def seen_in(rows: QuerySet, scope: Scope, team: str = "team") -> QuerySet:
    """The rows of the scope: those of its teams, or all of the council's where the scope is a whole council."""
    rows = rows.filter(council_id=scope.council.pk)
    if scope.is_council and scope.whole:
        return rows
    return rows.filter(**{f"{team}__in": sorted(scope.team_ids)})


def as_day(value: Any) -> dt.date | None:
    """A day out of a gathered list."""
    return dt.date.fromisoformat(value[:10]) if value else None


def as_fte(value: Any) -> Decimal:
    """An FTE out of a gathered list."""
    return Decimal(str(value or 0)).quantize(Decimal("0.000001")).normalize() + 0

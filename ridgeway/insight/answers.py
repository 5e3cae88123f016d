"""Figures as plain values, for the command line and the HTTP interface: the names here are promises."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope, whole_tree

from .comparison import COMPARED, cell, published
from .figures import Figure
from .measures import MEASURES
from .question import ask, looked_back


class CannotAnswer(Exception):
    """Why there is no answer: no such council, service, team or measure; a sentence."""


def scope_named(council_code: str, service: str | None = None, team: str | None = None) -> Scope:
    """The scope that a command names: a council by its code, a service and a team by slug or name.

    Raises `CannotAnswer`.
    """
    council = Council.objects.select_related("region").filter(code=council_code).first()
    if council is None:
        raise CannotAnswer(f"There is no council with the code {council_code}.")
    tree = whole_tree(council)
    for scope in tree.scopes:
        if scope.team and team and _is(scope.team, team) and (service is None or _is(scope.service, service)):
            return scope
        if not team and service and scope.service and not scope.team and _is(scope.service, service):
            return scope
    if team or service:
        known = ", ".join(
            part.slug for s in tree.scopes[1:] if bool(s.team) == bool(team) and (part := s.team or s.service)
        )
        raise CannotAnswer(
            f"{council} has no {'team' if team else 'service'} “{team or service}”. Known: {known or 'none'}."
        )
    return tree.scopes[0]


def _is(part, name: str) -> bool:
    return name.casefold() in (part.slug.casefold(), part.name.casefold(), getattr(part, "kind", part.slug).casefold())


def measures(
    council_code: str,
    on: dt.date,
    service: str | None = None,
    team: str | None = None,
    keys: Iterable[str] | None = None,
) -> list[dict[str, Any]]:
    """The figures of a day: `measure value unit numerator denominator on scope definition`, and the words of each part.

    Raises `CannotAnswer` for an unknown council, service, team or measure.
    """
    scope = scope_named(council_code, service, team)
    wanted = list(keys or MEASURES)
    if unknown := [key for key in wanted if key not in MEASURES]:
        raise CannotAnswer(f"There is no measure “{unknown[0]}”. Known: {', '.join(MEASURES)}.")
    needs = frozenset().union(*(MEASURES[key].needs for key in wanted))
    question = ask(scope, [on], needs, since=looked_back(on))
    return [as_values(MEASURES[key].on(question, on)) for key in wanted]


def as_values(figure: Figure) -> dict[str, Any]:
    """A figure as plain values."""
    n, d = figure.numerator, figure.denominator
    return {
        "measure": figure.measure.key,
        "name": figure.measure.name,
        "value": None if figure.value is None else round(figure.value, 4),
        "unit": str(figure.unit),
        "numerator": round(n.value, 4) if n else None,
        "denominator": round(d.value, 4) if d else None,
        "on": figure.on.isoformat(),
        "scope": "/".join(part for part in (figure.scope.council.slug, figure.scope.path) if part),
        "definition": figure.measure.words,
        "base": figure.base,
        "status": str(figure.status),
        "range": [round(v, 1) for v in figure.range] if figure.range else None,
        "reason": figure.answer.reason or figure.answer.flag,
    }


def benchmarks(council_code: str, year: int) -> list[dict[str, Any]]:
    """What was published for a year: `measure council region england released`. Raises `CannotAnswer`."""
    council = scope_named(council_code).council
    found = published(council, year)
    if found is None:
        raise CannotAnswer(
            f"No published figures for the year to 30 September {year} are here. Import the indicators file."
        )
    return [
        {
            "measure": measure.key,
            "council": cell(found.council, measure).value,
            "region": cell(found.region, measure).value,
            "england": cell(found.england, measure).value,
            "released": found.released_on.isoformat(),
        }
        for measure in COMPARED
    ]

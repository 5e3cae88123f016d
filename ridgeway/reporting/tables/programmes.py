"""Programmes, as far as rows tell of them: who came by which role and route, who of them is still here, and who waits for a place.

There are no records of programmes themselves (cohorts, places, pods); the table says so beneath its caption.
"""

from collections import Counter

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from ridgeway.core import words
from ridgeway.domains.establishment.choices import RoleKind
from ridgeway.domains.establishment.models import Worker
from ridgeway.domains.recruitment.choices import Placed
from ridgeway.insight.figures import day_words
from ridgeway.insight.question import as64

from ..counted.books import Where
from ..counted.hiring import asked_within
from ..document import Block
from ..tokens import CannotRead, Token

FEW = 5
ROLES = ((RoleKind.NEWLY_QUALIFIED, "Newly qualified social workers"), (RoleKind.ASPIRING_MANAGER, "Aspiring managers"))
ROUTES = (("is_step_up_graduate", "Step Up to Social Work graduates"), ("is_frontline_graduate", "Frontline graduates"))
NO_PROGRAMMES = (
    "Programmes have no records of their own here (cohorts, places, pods): people are counted by the role they first came into and the route "
    "they qualified by, enquirers by what became of those who came in these days. One person may stand in two rows."
)
Counts = tuple[int, int, int]


def table(desk, token: Token) -> Block:
    """A row a role, route and programme. Of a route, counts from one to four are not shown."""
    where = desk.where(token)
    by_role = [(name, _of_role(where, kind)) for kind, name in ROLES]
    rows = [(name, *map(_count, counts), "–") for name, counts in by_role if any(counts)]
    rows += [(name, *map(_hidden, counts), "–") for name, counts in _routes(desk, where) if any(counts)]
    rows += _enquirers(desk, where)
    if not rows:
        raise CannotRead(f"Nobody is known to have come by a programme to {where.scope.name} in these days.")
    return Block(
        "table", text=f"{desk.name_of(token)}: programmes and routes in, {day_words(where.since)} to {day_words(where.on)}",
        heads=("Role, route or programme", "Came", "Of them here", f"Here on {words.short_day(where.on)}", "Waiting for a place"),
        rows=tuple(rows), numeric=(1, 2, 3, 4), note=f"{_reading(by_role[0][1], by_role[1][1])}{NO_PROGRAMMES}",
    )  # fmt: skip


def _of_role(where: Where, kind: str) -> Counts:
    """Who first came into a role of a kind in these days, who of them is in post (in any role), and everybody in such a role."""
    held = where.question.holdings.where(where.question.holdings.kind == kind)
    order = np.lexsort((held.starts, held.worker))
    workers, first = np.unique(held.worker[order], return_index=True)
    began = held.starts[order][first]
    came = workers[(began > as64(where.since)) & (began <= as64(where.on))]
    here = where.question.in_post(where.on)
    return len(came), _here(came, here.worker), len(np.unique(here.worker[here.kind == kind]))


def _here(workers: NDArray, here: NDArray) -> int:
    return int(np.isin(workers, here).sum())


def _routes(desk, where: Where) -> list[tuple[str, Counts]]:
    """The same of who qualified by a route: they came with the first place of an employment."""
    fields = [field for field, _ in ROUTES]
    known = (
        Worker.objects.filter(council=desk.council).filter(Q(**{fields[0]: True}) | Q(**{fields[1]: True})).order_by()
    )
    flags = np.array(list(known.values_list("pk", *fields)), dtype=object).reshape(-1, 1 + len(fields))
    came = np.unique(where.question.started(where.since, where.on).worker)
    here = np.unique(where.question.in_post(where.on).worker)
    found = []
    for column, (_, name) in enumerate(ROUTES, start=1):
        graduates = flags[flags[:, column] == True, 0].astype("i8")  # noqa: E712  of an array
        mine = came[np.isin(came, graduates)]
        found.append((name, (len(mine), _here(mine, here), _here(here, graduates))))
    return found


def _enquirers(desk, where: Where) -> list[tuple[str, ...]]:
    """The programmes that enquirers joined. Its name is typed for each of them: words that stand at one alone may tell of that person,
    and are not printed; the event they came from is, where there was one."""
    joined = [row for row in asked_within(desk.books, where) if row.placed]
    said = Counter(row.programme for row in joined)
    counted = Counter((row.programme if said[row.programme] > 1 and row.programme else row.event or "A programme, not named", row.placed) for row in joined)  # fmt: skip
    names = sorted({name for name, _ in counted})
    return [(f"Enquirers: {name}", _count(counted[name, Placed.PLACED]), "–", "–", _count(counted[name, Placed.TO_PLACE])) for name in names]  # fmt: skip


def _count(amount: int) -> str:
    return words.dash(f"{amount:,}" if amount else 0)


def _hidden(amount: int) -> str:
    return _count(amount) if not amount or amount >= FEW else f"under {FEW}"


def _reading(newly: Counts, aspiring: Counts) -> str:
    said = f"{newly[0]} came as newly qualified social workers; {newly[1]} of them are here. "
    if not newly[2] or not aspiring[2]:
        return said
    managers = f"{aspiring[2]} aspiring manager{'' if aspiring[2] == 1 else 's'}"
    ratio = words.number(newly[2] / aspiring[2], 1).removesuffix(".0")
    return f"{said}{newly[2]} newly qualified and {managers} are in post, {ratio} to one. "

"""What somebody's FTE and role were over a spell of employment, from the days on which they were seen. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

Role = TypeVar("Role")


@dataclass(frozen=True, slots=True)
class Seen(Generic[Role]):
    """What was said of one day; None = nothing was said."""

    fte: Decimal | None
    role: Role | None


@dataclass(frozen=True, slots=True)
class Segment(Generic[Role]):
    """A stretch of days, `[starts_on, ends_on)`, on which FTE and role did not change."""

    starts_on: dt.date
    ends_on: dt.date | None
    fte: Decimal
    role: Role | None


def timeline(
    starts_on: dt.date,
    ends_on: dt.date | None,
    seen: Mapping[dt.date, Seen[Role]],
    keep: Iterable[dt.date] = (),
) -> list[Segment[Role]]:
    """The segments of a spell `[starts_on, ends_on)`. What is seen holds from its day until the next; the first also holds before.

    `keep` are days on which a segment begins even when nothing changes. No FTE seen at all: no segments.
    The same days give the same segments in whatever order they became known.
    """
    days = sorted(day for day in seen if ends_on is None or day < ends_on)
    ftes = [known for day in days if (known := seen[day].fte) is not None]
    if not ftes:
        return []
    roles = [seen[day].role for day in days if seen[day].role is not None]
    fte: Decimal = ftes[0]
    role: Role | None = roles[0] if roles else None
    begins: list[tuple[dt.date, Decimal, Role | None]] = [(starts_on, fte, role)]
    kept = {day for day in keep if starts_on < day and (ends_on is None or day < ends_on)}
    for day in sorted({*days, *kept}):
        said = seen.get(day)
        if said is not None:
            fte = said.fte if said.fte is not None else fte
            role = said.role if said.role is not None else role
        if day <= starts_on:
            begins[0] = (starts_on, fte, role)
        elif (fte, role) != begins[-1][1:] or day in kept:
            begins.append((day, fte, role))
    ends = [*(begin[0] for begin in begins[1:]), ends_on]
    return [Segment(day, end, fte, role) for (day, fte, role), end in zip(begins, ends, strict=True)]

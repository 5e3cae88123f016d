"""A proposed set of caps held against the whole region's assignments, in such a way that asking again and again tells nothing of a few.

Whoever may propose a cap may propose another, a penny lower, and take one answer from the other. So a cap is not weighed to the penny: the rates of
a type lie in bands that begin at whole pounds, each band holds either nobody or so many that five or more are of other councils than any one, and an
answer is how many are in the bands above the cap for certain, and how many with the band that it falls into. All the answers there are, taken
together, tell no more than those bands. What is told is rounded to the nearest five besides. Who is counted in which row hangs on the set that was
begun from, and not on what is proposed: a row that is left out and put back moves nobody into another.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from ridgeway.core.periods import holds_on
from ridgeway.domains.agency import rules
from ridgeway.domains.agency.models import Assignment
from ridgeway.domains.agency.queries.assignments import HERE, with_rates
from ridgeway.domains.agency.queries.book import books_of
from ridgeway.domains.agency.queries.checks import rate_on
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Region

from .agency_region import FEW

Hour = tuple[int, Decimal]  # a council, and what an hour of one of its assignments costs


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a proposed cap would meet in the region today, of one type of job by one route: assignments, those above the cap in force, and the least
    and the most that would be above the one proposed. All to the nearest five."""

    here: int
    above: int
    least: int
    most: int


def weighed(
    region: Region, on: dt.date, proposed: Mapping[tuple[int, str], Decimal], *, begun: Collection[tuple[int, str]] = ()
) -> dict[tuple[int, str], Weighed]:
    """The proposed caps held against the region's children's assignments on a day, by type and route (empty = whichever). Three queries.

    `begun`: the rows of the set they were begun from. Whom one of those is for is counted in it alone, even where it is left out.
    """
    books = books_of(list(region.councils.all()))
    rows = Assignment.objects.filter(HERE, holds_on(on), council__in=books, team__service__kind=ServiceKind.CHILDREN)
    hours: dict[tuple[int, str], list[Hour]] = {key: [] for key in proposed}
    above: Counter[tuple[int, str]] = Counter()
    for row, rates in with_rates(rows.order_by()):
        book = books[row.council_id]
        job_type, rate = book.type_of(row.role_id, on), rate_on(rates, on)
        if job_type is None or rate is None:
            continue
        key = (job_type.pk, row.route)
        if key not in begun and key not in hours:
            key = (job_type.pk, "")
        if key not in hours:
            continue
        cap = book.cap(job_type, row.route, on)
        amount = rules.limited(rate.parts, cap.covers if cap else rules.COVERS[row.route])
        hours[key].append((row.council_id, amount))
        above[key] += bool(cap and amount > cap.hourly)
    return {
        key: Weighed(
            in_fives(len(found)), in_fives(above[key]), *map(in_fives, above_of(bands_of(found), proposed[key]))
        )
        for key, found in hours.items()
    }


def in_fives(count: int) -> int:
    """To the nearest five."""
    return FEW * ((count + FEW // 2) // FEW)


def bands_of(hours: Iterable[Hour]) -> list[tuple[Decimal, int]]:
    """The bands of rates, the dearest first: each with the whole pound that all of it is dearer than, and how many it holds.

    A band goes down pound by pound until five or more of it are of other councils than any one; what is left at the foot, too few for a band of
    their own, belongs to the last, which has no foot then.
    """
    by_pound: dict[Decimal, list[int]] = {}
    for council, amount in hours:
        by_pound.setdefault(amount.to_integral_value(ROUND_CEILING) - 1, []).append(council)
    found: list[tuple[Decimal, int]] = []
    band: list[int] = []
    for pound in sorted(by_pound, reverse=True):
        band += by_pound[pound]
        if len(band) - max(Counter(band).values()) >= FEW:
            found.append((pound, len(band)))
            band = []
    if band:
        _, last = found.pop() if found else (None, 0)
        found.append((Decimal(0), last + len(band)))
    return found


def above_of(bands: Iterable[tuple[Decimal, int]], cap: Decimal) -> tuple[int, int]:
    """How many are above a cap for certain, and how many with the band that it falls into."""
    found = list(bands)
    least = sum(count for foot, count in found if foot >= cap)
    return least, next((least + count for foot, count in found if foot < cap), least)

"""Ours beside what others published: the council, its region, England and its neighbours, for a census year."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, Subquery

from ridgeway.domains.organisation.models import Council

from .figures import Figure, Measure, Unit
from .measures import ALL
from .models import PublishedRow

SYMBOLS = {
    "z": "not applicable",
    "x": "not available",
    "c": "confidential",
    "u": "low reliability",
    "low": "rounds to nought but is not",
    "k": "rounds to nought but is not",
}
COMPARED: tuple[Measure, ...] = tuple(m for m in ALL if m.published and m.unit in (Unit.PERCENT, Unit.CASES))


@dataclass(frozen=True, slots=True)
class Cell:
    """A published cell: its number, or the words of its symbol."""

    value: float | None
    words: str = ""

    @property
    def text(self) -> str:
        return self.words if self.value is None else f"{self.value:,.1f}"


@dataclass(frozen=True, slots=True)
class Published:
    """The published rows for a year: the council's own, its region's, England's, and the region's other councils."""

    year: int
    released_on: dt.date
    council: PublishedRow | None
    region: PublishedRow | None
    england: PublishedRow | None
    neighbours: list[PublishedRow]

    @property
    def on(self) -> dt.date:
        return dt.date(self.year, 9, 30)


def census_year(day: dt.date) -> int:
    """The last census year that had ended by a day: years end on 30 September."""
    return day.year if (day.month, day.day) >= (9, 30) else day.year - 1


def published(council: Council, year: int) -> Published | None:
    """What was published for a year, from its latest release; None where no file holds that year. One query."""
    rows_of_year = PublishedRow.objects.filter(year=year)
    latest = rows_of_year.order_by("-released_on").values("released_on")[:1]
    own_region = rows_of_year.filter(council_code=council.code).exclude(region_code="").values("region_code")[:1]
    region = Q(region_code=council.region.code) if council.region else Q(region_code=Subquery(own_region))
    mine = Q(council_code=council.code) | Q(level=PublishedRow.Level.NATIONAL) | region
    rows = list(rows_of_year.filter(mine, released_on=Subquery(latest)))
    if not rows:
        return None
    own = next((r for r in rows if r.council_code == council.code), None)
    return Published(
        year,
        rows[0].released_on,
        own,
        next((r for r in rows if r.level == PublishedRow.Level.REGIONAL), None),
        next((r for r in rows if r.level == PublishedRow.Level.NATIONAL), None),
        sorted((r for r in rows if r.level == PublishedRow.Level.LOCAL and r is not own), key=lambda r: r.area_name),
    )


def cell(row: PublishedRow | None, measure: Measure) -> Cell:
    """A measure's published cell of a row."""
    if row is None:
        return Cell(None, "not published")
    printed = str(row.values.get(measure.published, "")).strip()
    if not printed:
        return Cell(None, "not published")
    try:
        return Cell(float(printed))
    except ValueError:
        return Cell(None, SYMBOLS.get(printed, printed))


def years() -> list[int]:
    """The years published, latest first."""
    return list(PublishedRow.objects.order_by("-year").values_list("year", flat=True).distinct())


def difference(ours: Figure, theirs: Cell) -> float | None:
    """Ours less theirs, in points where the measure is a share."""
    return None if ours.value is None or theirs.value is None else round(ours.value - theirs.value, 1)


def lines(
    council: Council, measure: Measure, first: dt.date, until: dt.date
) -> list[tuple[str, list[tuple[dt.date, float | None]]]]:
    """The region's and England's published figures of each census year between two days, from the latest release. One query."""
    rows = PublishedRow.objects.filter(year__gte=first.year, year__lte=until.year).exclude(
        level=PublishedRow.Level.LOCAL
    )
    region = council.region.code if council.region else ""
    found: dict[str, dict[dt.date, float | None]] = {}
    for row in rows.order_by("released_on"):
        day = dt.date(row.year, 9, 30)
        if (row.level == PublishedRow.Level.NATIONAL or row.region_code == region) and first <= day <= until:
            name = "England" if row.level == PublishedRow.Level.NATIONAL else row.area_name
            found.setdefault(name, {})[day] = cell(row, measure).value
    return [
        (name, sorted(points.items())) for name, points in found.items() if any(v is not None for v in points.values())
    ]

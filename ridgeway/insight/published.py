"""The Department for Education's workforce indicators: read, kept as released, recomputed from their own components, and asked.

A rate that cannot be recomputed to what is printed is an exception, and every exception carries its reason: the rates of England and
of the regions leave out an authority for which a component is missing. Absence is counted over 253 working days (254 in the years
to September 2020 and 2024, which hold a 29 February).
"""

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import transaction

from ridgeway.core import audit
from ridgeway.core.tabular import CannotRead

from .models import PublishedRow

RELEASE = Path(__file__).parent / "data" / "dfe-csww-indicators-2020-2025.csv"
RELEASED_ON = dt.date(2026, 2, 26)
SYMBOLS = {
    "z": "not applicable",
    "x": "not available",
    "c": "confidential",
    "u": "of low reliability",
    "low": "rounds to 0 but is not 0",
    "k": "rounds to 0 but is not 0",
}
_LONDON, _LONDON_PARTS = "E12000007", ("E13000001", "E13000002")
_PLACE = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
_COMPONENTS = (
    "inpost_fte", "inpost_headcount", "leavers_fte", "leavers_headcount", "agency_fte", "agency_headcount", "agency_cover_fte",
    "vacancy_fte", "case_holders_fte", "cases", "working_days_lost_fte",
)  # fmt: skip
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """A published rate: the components above and below the line, and how many working days a year the denominator takes."""

    column: str
    above: str
    below: tuple[str, ...]
    percent: bool = True
    over_working_days: bool = False


RATES = (
    Rate("turnover_rate_fte", "leavers_fte", ("inpost_fte",)),
    Rate("turnover_rate_headcount", "leavers_headcount", ("inpost_headcount",)),
    Rate("agency_rate_fte", "agency_fte", ("agency_fte", "inpost_fte")),
    Rate("agency_rate_headcount", "agency_headcount", ("agency_headcount", "inpost_headcount")),
    Rate("agency_cover_rate_fte", "agency_cover_fte", ("agency_fte",)),
    Rate("vacancy_rate_fte", "vacancy_fte", ("vacancy_fte", "inpost_fte")),
    Rate("vacancy_agency_cover_rate_fte", "agency_cover_fte", ("vacancy_fte",)),
    Rate("caseload_fte", "cases", ("case_holders_fte",), percent=False),
    Rate("absence_rate_fte", "working_days_lost_fte", ("inpost_fte",), over_working_days=True),
)


def working_days(year: int) -> int:
    """The working days of a year to 30 September, as the published absence rate counts them: 253, or 254 when it holds a 29 February."""
    return 254 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 253


def number(text: str | None) -> Decimal | None:
    """A published cell as a number; None for a symbol or nothing."""
    try:
        return Decimal((text or "").replace(",", ""))
    except InvalidOperation:
        return None


def parse(path: Path, released_on: dt.date) -> list[PublishedRow]:
    """The rows of an indicators file, not yet saved. Raises `CannotRead` when it is not one or holds a cell that is neither number nor symbol."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            missing = [
                n for n in (*_PLACE, *_COMPONENTS, *(r.column for r in RATES)) if n not in (reader.fieldnames or [])
            ]
            if missing:
                raise CannotRead(
                    f"This is not the Department for Education's indicators file: it has no column {missing[0]}."
                )
            return [_row(cells, place, released_on) for place, cells in enumerate(reader, 2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CannotRead("The file is not a CSV in UTF-8, as the Department publishes it.") from error


def _row(cells: dict[str, str], place: int, released_on: dt.date) -> PublishedRow:
    if None in cells or None in cells.values():
        raise CannotRead(f"Row {place} does not have as many cells as the header.")
    level = cells["geographic_level"]
    codes = {"National": "country_code", "Regional": "region_code", "Local authority": "new_la_code"}
    names = {"National": "country_name", "Regional": "region_name", "Local authority": "la_name"}
    if level not in codes or not cells["time_period"].isdigit() or len(cells["time_period"]) != 4:
        raise CannotRead(
            f"Row {place} is not of a year and a level that Ridgeway knows (National, Regional, Local authority)."
        )
    values = {name: text.strip() for name, text in cells.items() if name not in _PLACE}
    for name, text in values.items():
        if text and number(text) is None and text not in SYMBOLS:
            raise CannotRead(f"Row {place}: {name} is “{text[:20]}”, which is neither a number nor a published symbol.")
    return PublishedRow(
        released_on=released_on,
        year=int(cells["time_period"]),
        level=level,
        area_code=cells[codes[level]][:9],
        area_name=cells[names[level]][:80],
        council_code=cells["old_la_code"][:3] if level == "Local authority" else "",
        region_code=cells["region_code"][:9] if level != "National" else "",
        region_name=cells["region_name"][:60] if level != "National" else "",
        values=values,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """What of a release is new: rows to add, and rows whose cells differ from what the same release said before."""

    new: list[PublishedRow]
    differing: list[PublishedRow]


def compare(rows: Iterable[PublishedRow], released_on: dt.date) -> Stored:
    """Set the parsed rows beside those already kept from the same release. One query."""
    kept = {(r.year, r.area_code): r for r in PublishedRow.objects.filter(released_on=released_on)}
    new, differing = [], []
    for row in rows:
        known = kept.get((row.year, row.area_code))
        if known is None:
            new.append(row)
        elif known.values != row.values:
            differing.append(row)
    return Stored(new, differing)


@transaction.atomic
def store(rows: list[PublishedRow], *, by, at: dt.datetime) -> int:
    """Keep new published rows, one audit line each in the installation's chain. Returns how many."""
    kept = PublishedRow.objects.bulk_create(rows, batch_size=500)
    writes = [audit.write_of("published.kept", row) for row in kept]
    return audit.record_all(audit.INSTALLATION, writes, by=by, at=at) if writes else 0


@dataclass(slots=True)
class Recomputed:
    """One rate over all rows: how many of those that could be recomputed agree within rounding, and the exceptions with their reasons."""

    matched: int = 0
    of: int = 0
    exceptions: list[dict] = field(default_factory=list)
    left_out: Counter[str] = field(
        default_factory=Counter
    )  # rows without a rate to hold against its components, by why

    def as_json(self) -> dict:
        return {"matched": self.matched, "of": self.of, "exceptions": self.exceptions}


def recompute(rows: list[PublishedRow]) -> dict[str, Recomputed]:
    """Every published rate recomputed from the published components of its own row, by column name."""
    members = _members(rows)
    return {rate.column: _recompute(rate, rows, members) for rate in RATES}


def _members(rows: list[PublishedRow]) -> dict[tuple[int, str], list[Values]]:
    """The authorities of each area and year: of a region by its code (London's are Inner and Outer London's), of England by none."""
    members: dict[tuple[int, str], list[Values]] = defaultdict(list)
    for row in rows:
        if row.level == PublishedRow.Level.LOCAL:
            members[row.year, row.region_code].append(row.values)
            members[row.year, ""].append(row.values)
            if row.region_code in _LONDON_PARTS:
                members[row.year, _LONDON].append(row.values)
    return members


def _recompute(rate: Rate, rows: list[PublishedRow], members) -> Recomputed:
    result = Recomputed()
    for row in rows:
        printed = number(row.values.get(rate.column))
        computed = _from_components(rate, row.values, row.year)
        if printed is None or computed is None:
            result.left_out[_why_left_out(rate, row)] += 1
            continue
        result.of += 1
        if _agrees(printed, computed):
            result.matched += 1
            continue
        result.exceptions.append(
            {
                "row": f"{row.area_name} {row.year}",
                "published": float(printed),
                "computed": float(round((computed[0] + computed[1]) / 2, 2)),
                "reason": _reason(rate, row, printed, members),
            }
        )
    return result


def _why_left_out(rate: Rate, row: PublishedRow) -> str:
    """Why a row has no rate that could be recomputed; empty when that is not known."""
    said = row.values.get(rate.column, "")
    symbols = [row.values.get(name, "") for name in (rate.above, *rate.below)]
    below = [number(row.values.get(name)) for name in rate.below]
    if said == "z" and all(part == 0 for part in below):
        return "no rate, because its denominator is 0 (z)"
    if said == "u":
        return "the rate is of low reliability and not printed (u)"
    computed = _from_components(rate, row.values, row.year)
    if said in ("low", "k") and computed and computed[0] < Decimal("0.05"):
        return "the rate rounds to 0 but is not 0 (low), and so it comes out"
    symbol = next((text for text in symbols if text in SYMBOLS), "")
    is_word = "" if symbol in ("low", "k") else "is "
    return f"a component {is_word}{SYMBOLS[symbol]} ({symbol})" if symbol else ""


def _interval(values: Values, name: str) -> tuple[Decimal, Decimal] | None:
    """A published component before it was rounded: half of its last place either way (counts of people and cases are exact)."""
    value = number(values.get(name))
    if value is None:
        return None
    half = Decimal(0) if name.endswith("headcount") or name == "cases" else Decimal("0.05")
    return max(value - half, Decimal(0)), value + half


def _from_components(rate: Rate, values: Values, year: int) -> tuple[Decimal, Decimal] | None:
    """The least and the most that the rate can be, given that its components were rounded."""
    above = _interval(values, rate.above)
    below = [_interval(values, name) for name in rate.below]
    if above is None or any(part is None for part in below):
        return None
    return _share(rate, above, [part for part in below if part is not None], year)


def _share(rate: Rate, above, below: list, year: int) -> tuple[Decimal, Decimal] | None:
    factor = Decimal(100) if rate.percent else Decimal(1)
    days = Decimal(working_days(year)) if rate.over_working_days else Decimal(1)
    ends = []
    for side in (0, 1):
        # where the numerator is a part of the denominator, it is the same number in both
        top = above[side]
        rest = [part[1 - side] for name, part in zip(rate.below, below, strict=True) if name != rate.above]
        bottom = (top if rate.above in rate.below else Decimal(0)) + sum(rest, Decimal(0))
        if bottom <= 0:
            return None
        ends.append(factor * top / (bottom * days))
    return min(ends), max(ends)


def _agrees(printed: Decimal, computed: tuple[Decimal, Decimal]) -> bool:
    return computed[0] - Decimal("0.05") <= printed <= computed[1] + Decimal("0.05")


def _reason(rate: Rate, row: PublishedRow, printed: Decimal, members) -> str:
    """Why a total's printed rate is not its own printed components; empty when that is not known.

    The statistics leave an authority out of a total's rate, above and below the line, where a component is of low reliability
    or missing, though the total's printed components may count it. Where one is marked "not available" (x) some totals keep the
    authority's denominator. Recomputed from the authorities' rows, one reading or the other must agree.
    """
    if row.level == PublishedRow.Level.LOCAL:
        return ""
    names = {rate.above, *rate.below}
    mine = members[row.year, row.region_code if row.level == PublishedRow.Level.REGIONAL else ""]
    known = [values for values in mine if all(number(values.get(name)) is not None for name in names)]
    reliable = [values for values in mine if all(values.get(name) != "u" for name in names)]
    for kept, missing in ((known, "is missing"), (reliable, "is of low reliability (u)")):
        if not kept or len(kept) == len(mine):
            continue
        sums = {name: _sum(kept, name) for name in names}
        computed = _share(rate, sums[rate.above], [sums[name] for name in rate.below], row.year)
        if computed is not None and _agrees(printed, computed):
            left_out = len(mine) - len(kept)
            return (
                f"The published rate leaves out {left_out} {'authority' if left_out == 1 else 'authorities'} for which a component {missing}; "
                "recomputed from the rows of the others it agrees."
            )
    return ""


def _sum(rows: list[Values], name: str) -> tuple[Decimal, Decimal]:
    """The sum of a component over authorities, with what their rounding can come to (each by up to 0.05, some up, some down)."""
    total = sum((number(values.get(name)) or Decimal(0) for values in rows), Decimal(0))
    exact = name.endswith("headcount") or name == "cases"
    slack = Decimal(0) if exact else Decimal("0.1") * Decimal(len(rows)).sqrt()
    return max(total - slack, Decimal(0)), total + slack


@dataclass(frozen=True, slots=True)
class Published:
    """A council's published row of a year beside its region's and England's; each is empty when it was not published."""

    year: int
    released_on: dt.date | None
    council: PublishedRow | None
    region: PublishedRow | None
    england: PublishedRow | None


def published(council_code: str, year: int) -> Published:
    """The figures published for a council, its region and England for the year to 30 September, from the latest release that has them."""
    rows = list(
        PublishedRow.objects.filter(year=year).filter(council_code__in=("", council_code)).order_by("released_on")
    )
    newest = {(row.level, row.area_code): row for row in rows}.values()
    council = next((row for row in newest if council_code and row.council_code == council_code), None)
    region = next(
        (
            r
            for r in newest
            if council and r.level == PublishedRow.Level.REGIONAL and r.region_code == council.region_code
        ),
        None,
    )
    england = next((row for row in newest if row.level == PublishedRow.Level.NATIONAL), None)
    first = council or england
    return Published(year, first.released_on if first else None, council, region, england)

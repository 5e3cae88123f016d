"""The Children's Social Work Workforce census of a year, written from the rows: who is in it, and the file.

What is not known is left out, as the specification asks, and never made up; whoever reads the file back with the checks of intake sees
every gap. Sources: the Department for Education's specification of 2025, and the layouts of 2021 to 2024 (sector rules 1.1 to 1.5).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from ridgeway.domains.organisation.models import Council

from .census_people import Yearly, agency_records, employed_records

FIRST_YEAR = 2021
PAY = ("RecruitmentBonus", "RetentionBonus", "PerformanceAward", "CarAllowance", "RelocationPackage", "RegionalWeighting",
       "CostSWE", "CostDBS", "OtherAllowances")  # fmt: skip


class CannotReturn(Exception):
    """Why no file can be written: a sentence."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the records, and how many people were left out for want of a registration number."""

    records: int
    workers: int
    agency: int
    leavers: int
    without_number: int


def write(path: Path, council: Council, year: int, totals: Mapping[str, Any], *, made_at: dt.datetime) -> Written:
    """Write the file. `totals` are the council's own totals by element name; those that are None are left out.

    Raises `CannotReturn` for a year whose layout is not known or whose reference day is still to come.
    """
    if year < FIRST_YEAR:
        raise CannotReturn(f"The layout of {year} is not known; years from {FIRST_YEAR} on can be written.")
    yearly = Yearly(council, year)
    if made_at.date() < yearly.on:
        raise CannotReturn(f"The census of {year} is of 30 September {year}, which is still to come.")
    counted = dict.fromkeys(("workers", "agency", "leavers", "without_number"), 0)
    with path.open("wb") as out, etree.xmlfile(out, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("Message"):
            file.write(_header(council, year, made_at))
            file.write(_element("LALevel" if year >= 2025 else "LALevelVacancies", _totals(year, totals)))
            for kind, items in _records(yearly):
                counted[kind] += 1
                if kind != "without_number":
                    file.write(_element("CSWWWorker", items))
    records = counted["workers"] + counted["agency"] + counted["leavers"]
    return Written(records=records, **counted)


def _records(yearly: Yearly) -> Iterator[tuple[str, dict[str, str]]]:
    for items in employed_records(yearly):
        kind = "leavers" if "RoleEndDate" in items else "workers"
        yield (kind if items["SWENo"] else "without_number"), items
    for items in agency_records(yearly):
        yield ("agency" if items["SWENo"] else "without_number"), items


def _totals(year: int, totals: Mapping[str, Any]) -> dict[str, str]:
    names = ("NumberOfVacancies", "NoAgencyFTE", "NoAgencyHeadcount", *(PAY if year >= 2025 else ()))
    return {name: number(totals[name]) for name in names if totals.get(name) is not None}


def number(value: Any) -> str:
    """A value as the file holds it: at most two places for totals, none where it is whole."""
    if isinstance(value, float):
        value = Decimal(str(round(value, 2)))
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _header(council: Council, year: int, made_at: dt.datetime) -> etree._Element:
    header = etree.Element("Header")
    about = {"Collection": "CSWW", "Year": str(year), "ReferenceDate": f"{year}-09-30"}
    header.append(_element("CollectionDetails", about))
    source = {"SourceLevel": "L", "LEA": council.code, "SoftwareCode": "Ridgeway"}
    header.append(_element("Source", {**source, "DateTime": made_at.strftime("%Y-%m-%dT%H:%M:%S")}))
    return header


def _element(name: str, items: Mapping[str, str]) -> etree._Element:
    element = etree.Element(name)
    for tag, text in items.items():
        etree.SubElement(element, tag).text = text
    return element

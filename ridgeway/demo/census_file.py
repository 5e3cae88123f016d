"""Children's Social Work Workforce census files made up from a seed: valid, of any size, and successive years of one council agree.

For trials, tests and benchmarks. Nobody in them exists.
"""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_PAY = ("RecruitmentBonus", "RetentionBonus", "PerformanceAward", "CarAllowance", "RelocationPackage", "RegionalWeighting",
        "CostSWE", "CostDBS")  # fmt: skip
_ETHNICITIES = ("WBRI", "WBRI", "WBRI", "WOTH", "AIND", "BAFR", "BCRB", "MWBC", "NOBT")
_PLACES_A_RECORD = 3.1  # of those who ever worked in the made-up council, one in about three stands in a year's file
_FTES = ("1", "1", "1", "1", "0.8", "0.6", "0.5", "0.810811")


def write_census(
    path: Path, *, code: str, year: int, people: int, seed: int = 1, agency: float = 0.08, vacancies: str = "39.4"
) -> None:
    """Write a valid census file of a council's year: about `people` records, the agency workers a share of them.

    The same code, people and seed give the same workforce in every year, so that files of successive years join.
    """
    with etree.xmlfile(str(path), encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("Message"):
            file.write(_header(code, year))
            file.write(_totals(year, vacancies))
            for worker in _workers(code, year, people, seed, agency):
                file.write(worker)


def _element(name: str, items: dict[str, str]) -> etree._Element:
    element = etree.Element(name)
    for tag, text in items.items():
        etree.SubElement(element, tag).text = text
    return element


def _header(code: str, year: int) -> etree._Element:
    header = etree.Element("Header")
    header.append(
        _element("CollectionDetails", {"Collection": "CSWW", "Year": str(year), "ReferenceDate": f"{year}-09-30"})
    )
    header.append(
        _element(
            "Source", {"SourceLevel": "L", "LEA": code, "SoftwareCode": "made up", "DateTime": f"{year}-10-20T11:11:11"}
        )
    )
    return header


def _totals(year: int, vacancies: str) -> etree._Element:
    totals = {"NumberOfVacancies": vacancies, "NoAgencyFTE": "0", "NoAgencyHeadcount": "0"}
    if year >= 2025:
        totals |= dict.fromkeys(_PAY, "0") | {"OtherAllowances": "None"}
    return _element("LALevel" if year >= 2025 else "LALevelVacancies", totals)


def _workers(code: str, year: int, people: int, seed: int, agency: float) -> Iterator[etree._Element]:
    on, after = dt.date(year, 9, 30), dt.date(year - 1, 9, 30)
    for place in range(round(people * (1 - agency) * _PLACES_A_RECORD)):
        chance = random.Random(f"{seed}-{code}-{place}")  # noqa: S311
        starts_on = dt.date(2012, 1, 2) + dt.timedelta(days=chance.randrange(5400))
        ends_on = starts_on + dt.timedelta(days=60 + int(chance.expovariate(1 / 1500)))
        if starts_on > on or ends_on <= after or (ends_on <= on and starts_on > after):
            continue
        yield _element("CSWWWorker", _staff(chance, place, year, starts_on, ends_on))
    for place in range(round(people * agency)):
        chance = random.Random(f"{seed}-{code}-{year}-agency-{place}")  # noqa: S311
        yield _element(
            "CSWWWorker",
            {"AgencyWorker": "1", "SWENo": f"SW{90_000_000 + (year % 100) * 100_000 + place}", "FTE": "1",
             "Cases30": str(chance.randrange(24)), "ContractWeeks": "26"},
        )  # fmt: skip


def _staff(chance: random.Random, place: int, year: int, starts_on: dt.date, ends_on: dt.date) -> dict[str, str]:
    on, after = dt.date(year, 9, 30), dt.date(year - 1, 9, 30)
    left = ends_on <= on
    born = starts_on - dt.timedelta(days=365 * 24 + chance.randrange(9000))
    first, second, changes_in = chance.choice(_FTES), chance.choice(_FTES), 2018 + chance.randrange(12)

    def fte(in_year: int) -> str:
        return first if in_year < changes_in else second

    role = chance.choice("5555555664432" if year >= 2022 else "555555566443")
    sex = chance.choice("FFFFM")
    items = {"AgencyWorker": "0", "SWENo": f"SW{10_000 + place}", "FTE": "0" if left else fte(year)}
    items["PersonBirthDate"] = born.isoformat()
    items.update({"Sex": sex} if year >= 2024 else {"GenderCurrent": "2" if sex == "F" else "1"})
    items |= {
        "Ethnicity": chance.choice(_ETHNICITIES),
        "QualLevel": chance.choice("12"),
        "StepUpGrad": "0",
        "OrgRole": role,
    }
    items |= {"RoleStartDate": starts_on.isoformat(), "StartOrigin": str(chance.randrange(1, 9))}
    if left:
        items |= {
            "RoleEndDate": ends_on.isoformat(),
            "LeaverDestination": str(chance.randrange(1, 8)),
            "ReasonLeave": "1",
        }
    items["FTE30"] = fte(year - 1) if starts_on <= after else "0"
    if not left:
        items["Cases30"] = "0" if role == "6" else str(1 + random.Random(f"{place}-{year}").randrange(24))  # noqa: S311
    items |= {"WorkingDaysLost": str(chance.choice((0, 0, 1.5, 3, 12))), "FrontlineGrad": "0"}
    if year >= 2025:
        items["BaseSalary"] = "41000.00"
    return items

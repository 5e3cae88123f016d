"""The elements of the census by year, with their code lists (Department for Education's specification of 2025, and the layouts of 2021 to 2024).

Where the specification contradicts itself: PerformanceAward, CSWWWorker, StepUpGrad 0/1, days lost to two places (sector rules 1.6).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ridgeway.domains.establishment import choices

FIRST_YEAR, LAST_YEAR = 2021, 2025
YES_NO = frozenset({"0", "1"})
PAYS = frozenset({"0", "1", "2"})
QUAL = frozenset(choices.Qualification.values)
ROLE = frozenset(choices.CensusRole.values)
ORIGIN = frozenset(choices.Origin.values)
DESTINATION = frozenset(choices.Destination.values)
REASON = frozenset(choices.LeavingReason.values)
ETHNICITY = frozenset(choices.Ethnicity.values)
ABSENCE = frozenset(choices.AbsenceKind.values)
SEX = frozenset(choices.Sex.values)
GENDER_TO_2023 = frozenset({"0", "1", "2", "9"})
KSS_TO_2024 = frozenset({"1", "2", "3", "4"})
NOT_KNOWN = {
    "StartOrigin": frozenset({"9", "10"}),
    "LeaverDestination": frozenset({"8", "9"}),
    "ReasonLeave": frozenset({"9", "10"}),
    "Ethnicity": frozenset({"NOBT"}),
}


@dataclass(frozen=True, slots=True)
class Element:
    """One element: how its text is read, its codes, and who must have it (`all`, `staff` = not agency, `leaver`, or nobody)."""

    name: str
    form: str
    codes: frozenset[str] = frozenset()
    required: str = ""
    first_year: int = FIRST_YEAR
    last_year: int = 9999


_TOTALS = (
    Element("NumberOfVacancies", "fte2", required="all"),
    Element("NoAgencyFTE", "fte2", required="all"),
    Element("NoAgencyHeadcount", "count", required="all"),
    *(
        Element(name, "code", PAYS, "all", 2025)
        for name in (
            "RecruitmentBonus", "RetentionBonus", "PerformanceAward", "CarAllowance", "RelocationPackage",
            "RegionalWeighting", "CostSWE", "CostDBS",
        )
    ),
    Element("OtherAllowances", "text", required="all", first_year=2025),
)  # fmt: skip

_WORKER = (
    Element("AgencyWorker", "code", YES_NO, "all"),
    Element("SWENo", "text", required="all"),
    Element("FTE", "fte", required="all"),
    Element("PersonBirthDate", "date", required="staff"),
    Element("GenderCurrent", "code", GENDER_TO_2023, "staff", last_year=2023),
    Element("Sex", "code", SEX, "staff", 2024),
    Element("Ethnicity", "code", ETHNICITY, "staff"),
    Element("QualInst", "text", last_year=2024),
    Element("QualLevel", "code", QUAL, "staff"),
    Element("StepUpGrad", "code", YES_NO, "staff"),
    Element("OrgRole", "code", ROLE, "staff"),
    Element("RoleStartDate", "date", required="staff"),
    Element("StartOrigin", "code", ORIGIN, "staff"),
    Element("RoleEndDate", "date", required="leaver"),
    Element("LeaverDestination", "code", DESTINATION, "leaver"),
    Element("ReasonLeave", "code", REASON, "leaver"),
    Element("FTE30", "fte", required="staff"),
    Element("Cases30", "count", required="in post"),
    Element("WorkingDaysLost", "days", required="staff"),
    Element("ContractWeeks", "weeks"),
    Element("FrontlineGrad", "code", YES_NO, "staff"),
    Element("Absat30Sept", "code", YES_NO),
    Element("ReasonAbsence", "code", ABSENCE),
    Element("CFKSSstatus", "code", KSS_TO_2024, last_year=2024),
    Element("BaseSalary", "money", required="staff", first_year=2025),
    Element("RRPayments", "money", first_year=2025),
    Element("OtherPayments", "money", first_year=2025),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file of a year holds."""

    year: int
    totals: Mapping[str, Element]
    worker: Mapping[str, Element]
    totals_name: str


def layout_of(year: int) -> Layout:
    """The layout of a census year; years after the last one known are read by the last one's."""
    known = min(year, LAST_YEAR)

    def held(elements: tuple[Element, ...]) -> dict[str, Element]:
        return {e.name: e for e in elements if e.first_year <= known <= e.last_year}

    return Layout(year, held(_TOTALS), held(_WORKER), "LALevel" if known >= 2025 else "LALevelVacancies")


MONEY = tuple(e.name for e in _WORKER if e.form == "money")
EVERY_NAME = frozenset(e.name for e in (*_TOTALS, *_WORKER))

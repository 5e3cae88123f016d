"""Small files for tests: a census of chosen records, and the plain XML around them."""

from pathlib import Path

STAFF = {
    "AgencyWorker": "0", "SWENo": "SW1001", "FTE": "1", "PersonBirthDate": "1980-05-01", "Sex": "F", "Ethnicity": "WBRI",
    "QualLevel": "1", "StepUpGrad": "0", "OrgRole": "5", "RoleStartDate": "2019-04-01", "StartOrigin": "2", "FTE30": "1",
    "Cases30": "16", "WorkingDaysLost": "2.5", "FrontlineGrad": "0", "BaseSalary": "41000.00",
}  # fmt: skip
AGENCY = {"AgencyWorker": "1", "SWENo": "SW9001", "FTE": "0.8", "Cases30": "12", "ContractWeeks": "26"}
TOTALS = {"NumberOfVacancies": "39.4", "NoAgencyFTE": "0.8", "NoAgencyHeadcount": "1"}
PAY = dict.fromkeys(
    ("RecruitmentBonus", "RetentionBonus", "PerformanceAward", "CarAllowance", "RelocationPackage", "RegionalWeighting",
     "CostSWE", "CostDBS"), "0",
) | {"OtherAllowances": "None"}  # fmt: skip


def staff(number: str = "SW1001", **changes: str | None) -> dict[str, str]:
    """An employed social worker in post; `None` leaves an item out."""
    return {name: text for name, text in {**STAFF, "SWENo": number, **changes}.items() if text is not None}


def leaver(number: str = "SW1001", ends_on: str = "2025-03-31", **changes: str | None) -> dict[str, str]:
    """An employed social worker who left."""
    left = {"FTE": "0", "Cases30": None, "RoleEndDate": ends_on, "LeaverDestination": "1", "ReasonLeave": "1"}
    return staff(number, **{**left, **changes})


def of_year(year: int, record: dict[str, str]) -> dict[str, str]:
    """A record in the layout of a year."""
    record = dict(record)
    if year < 2025:
        record.pop("BaseSalary", None)
    if year < 2024 and "Sex" in record:
        record["GenderCurrent"] = {"F": "2", "M": "1"}[record.pop("Sex")]
    return record


def tags(items: dict[str, str]) -> str:
    """Items as elements."""
    return "".join(f"<{name}>{text}</{name}>" for name, text in items.items())


def census(path: Path, records: list[dict[str, str]], *, year: int = 2025, code: str = "865", **more) -> Path:
    """Write a census file of the records; `header`, `totals` change what stands above them."""
    header = {
        "Collection": "CSWW",
        "Year": str(year),
        "ReferenceDate": f"{year}-09-30",
        "SourceLevel": "L",
        "LEA": code,
    }
    totals = TOTALS | (PAY if year >= 2025 else {}) | more.get("totals", {})
    header |= more.get("header", {})
    block = more.get("block") or ("LALevel" if year >= 2025 else "LALevelVacancies")
    body = "".join(f"<CSWWWorker>{tags(of_year(year, record))}</CSWWWorker>\n" for record in records)
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{more.get("before", "")}<Message>\n'
        f"<Header><CollectionDetails>{tags({k: header[k] for k in ('Collection', 'Year', 'ReferenceDate')})}</CollectionDetails>"
        f"<Source>{tags({k: header[k] for k in ('SourceLevel', 'LEA')})}</Source></Header>\n"
        f"<{block}>{tags({k: v for k, v in totals.items() if v is not None})}</{block}>\n{body}</Message>",
        encoding="utf-8",
    )
    return path

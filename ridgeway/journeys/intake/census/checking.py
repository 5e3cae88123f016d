"""The checks that the census specification implies, D01 to D13. The numbers are ours: the Department's own rule list is not published here."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ridgeway.core.tabular import CannotRead

from ..problems import Problems
from .holding import said
from .layout import EVERY_NAME, FIRST_YEAR, LAST_YEAR, Layout, layout_of
from .reading import Head, Record
from .rows import CensusRow, CensusYear, is_not_known, read_item

TITLES = {
    "D01": "The header",
    "D02": "The council's own totals and the layout of the file",
    "D03": "What every record needs",
    "D04": "What every employed social worker's record needs",
    "D05": "Leavers",
    "D06": "People who started in the year",
    "D07": "Agency contracts",
    "D08": "Case holders without cases",
    "D09": "Cases held in a role without cases, or with an FTE of 0",
    "D10": "Absence on 30 September",
    "D11": "Registration numbers",
    "D12": "Agency cover against the agency records",
    "D13": "Continuity with the year before, and answers not known",
}
_SHARE_NOT_KNOWN = Decimal("0.1")
_ONE = Decimal(1)


def read_head(head: Head, council_code: str, problems: Problems) -> tuple[CensusYear, Layout]:
    """The year and layout from the header; D01. Raises `CannotRead` when the file is another collection's or council's."""
    header = head.header
    if not header:
        raise CannotRead("The file has no Header, so its year and council cannot be told. Export it again, whole.")
    if header.get("Collection", "").upper() != "CSWW":
        raise CannotRead(
            f"The header says the collection is “{header.get('Collection', '')[:40]}”. "
            "Only the Children's Social Work Workforce census (CSWW) can be read here."
        )
    if header.get("LEA") != council_code:
        raise CannotRead(
            f"This file is for council {header.get('LEA', '')[:20] or 'not named'}, and you are importing for council {council_code}. "
            "Nothing was read. Upload the file of your own council."
        )
    year = header.get("Year", "")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise CannotRead(f"The header's Year is “{year[:20]}”. It must be the year the census ends in, such as 2025.")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR + 10:
        raise CannotRead(f"The header says {year}. Files of {FIRST_YEAR} and later can be read.")
    census = CensusYear(int(year))
    if int(year) > LAST_YEAR:
        problems.query(
            0, "D01", "Year", year,
            f"The layout of {year} is not known to this version. The file was read by the layout of {LAST_YEAR}.",
            "Compare the counts below with those of your own system before you confirm.",
        )  # fmt: skip
    if header.get("ReferenceDate", "")[:10] != census.on.isoformat():
        problems.error(
            0, "D01", "ReferenceDate", header.get("ReferenceDate", ""),
            f"The reference date should be {census.on.isoformat()} for {year}. The file was read as of that day.",
            "Correct the header.",
        )  # fmt: skip
    if header.get("SourceLevel") != "L":
        problems.error(
            0,
            "D01",
            "SourceLevel",
            header.get("SourceLevel", ""),
            "The source level should be L.",
            "Correct the header.",
        )
    return census, layout_of(census.year)


def read_totals(head: Head, layout: Layout, problems: Problems) -> dict[str, Any]:
    """The council's own totals as values by element name; D02. Those that cannot be read are None."""
    if head.totals_count == 0:
        problems.error(
            0, "D02", layout.totals_name, "", f"The file has no {layout.totals_name}: vacancies are not known.",
            "Add it and upload the file again; without it there is no vacancy rate for this day.",
        )  # fmt: skip
    elif head.totals_name != layout.totals_name:
        problems.error(
            0,
            "D02",
            head.totals_name,
            "",
            f"In {layout.year} this element is called {layout.totals_name}. It was read all the same.",
        )
    if head.totals_count > 1:
        problems.error(
            0,
            "D02",
            head.totals_name,
            head.totals_count,
            "The council's totals stand more than once. The first were used.",
        )
    values = {}
    for name, element in layout.totals.items():
        text = head.totals.get(name, "")
        values[name] = read_item(element, text, 0, "D02", problems)
        if head.totals_count and text == "" and not (name == "OtherAllowances" and name in head.totals):
            problems.error(0, "D02", name, "", f"{name} is missing.", "Give it, or 0 when there is none.")
    for name in head.totals.keys() - layout.totals.keys():
        problems.query(
            0, "D02", name, head.totals[name], f"{name[:60]} is not part of the {layout.year} layout. It is not used."
        )
    for name, line in head.unknown.items():
        problems.query(
            0, "D02", name, "", f"The element {name} at line {line} is not part of a census file. It is not used."
        )
    return values


@dataclass
class Checker:
    """Checks each record against the layout and counts what the file as a whole is checked for at its end."""

    census: CensusYear
    layout: Layout
    problems: Problems
    tally: Counter = field(default_factory=Counter)
    agency_fte: Decimal = Decimal(0)
    in_post_fte: Decimal = Decimal(0)
    not_known: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    outside: dict[str, tuple[int, int]] = field(default_factory=dict)
    unworked: list[int] = field(default_factory=list)

    def check(self, record: Record, row: CensusRow) -> None:
        """D03 to D10 of one record."""
        self._check_layout(record)
        self._check_present(record, row)
        if row.is_agency:
            self._check_agency(record, row)
        elif row.is_leaver:
            self._check_leaver(record, row)
        else:
            self._check_in_post(record, row)
        if not row.is_agency:
            self._check_start(row)
        self._check_absence(record, row)
        self._count(row)

    def _check_layout(self, record: Record) -> None:
        for name in record.values.keys() - self.layout.worker.keys():
            first, times = self.outside.get(name[:60], (record.row, 0))
            self.outside[name[:60]] = (first, times + 1)

    def _check_present(self, record: Record, row: CensusRow) -> None:
        for name, element in self.layout.worker.items():
            if record.values.get(name) or name == "SWENo":
                continue
            if element.required == "all":
                self.problems.error(row.row, "D03", name, "", f"{name} is missing; every record needs it.", "Give it.")
            elif element.required == "staff" and not row.is_agency:
                self.problems.error(
                    row.row,
                    "D04",
                    name,
                    "",
                    f"{name} is missing; every employed social worker's record needs it.",
                    "Give it.",
                )
            elif element.required == "in post" and not row.is_leaver:
                self.problems.error(
                    row.row, "D04", name, "", f"{name} is missing; everybody but leavers needs it. It is kept as not known.",
                    "Give the number of cases, or 0 when there are none.",
                )  # fmt: skip

    def _check_agency(self, record: Record, row: CensusRow) -> None:
        if row.contract_weeks is not None and row.contract_weeks > 500:
            self.problems.query(
                row.row, "D07", "ContractWeeks", row.contract_weeks, f"A contract of {row.contract_weeks} weeks is not expected.",
                "Check that it is in weeks.",
            )  # fmt: skip
        if row.ends_on is not None:
            self.problems.query(
                row.row, "D05", "RoleEndDate", row.ends_on, "An agency worker has a leaving date. It is not used.",
                "Agency workers are returned only when in post on 30 September.",
            )  # fmt: skip

    def _check_leaver(self, record: Record, row: CensusRow) -> None:
        error = self.problems.error
        for name, code in (("LeaverDestination", row.destination), ("ReasonLeave", row.reason)):
            if not record.values.get(name):
                error(row.row, "D05", name, "", f"A leaver needs {name}. It is kept as not known.", "Give the code.")
            elif code:
                self.asked[name] += 1
                self.not_known[name] += is_not_known(name, code)
        if row.fte not in (None, 0):
            error(row.row, "D05", "FTE", row.fte, "A leaver's FTE on 30 September is 0. It is read as 0.", "Give 0.")
        if row.cases is not None:
            error(
                row.row,
                "D05",
                "Cases30",
                row.cases,
                "A leaver holds no cases on 30 September. They are not used.",
                "Leave Cases30 out.",
            )
        if row.ends_on and not self.census.holds(row.ends_on):
            error(
                row.row, "D05", "RoleEndDate", row.ends_on,
                f"The leaving date is not in the year from 1 October {self.census.year - 1} to 30 September {self.census.year}.",
                "Correct the date, or leave the record out of this year's file.",
            )  # fmt: skip
        if row.ends_on and row.starts_on and row.ends_on < row.starts_on:
            error(
                row.row, "D05", "RoleEndDate", row.ends_on,
                f"The leaving date is before the start, {said(row.starts_on)}. The spell of employment is left out.", "Correct the dates.",
            )  # fmt: skip

    def _check_in_post(self, record: Record, row: CensusRow) -> None:
        for name in ("LeaverDestination", "ReasonLeave"):
            if record.values.get(name):
                self.problems.error(
                    row.row, "D05", name, record.values[name], f"{name} is given without a leaving date. It is not used.",
                    "Give RoleEndDate for a leaver, or leave this out.",
                )  # fmt: skip
        is_told = row.cases is not None or not record.values.get("Cases30")
        if row.role == "5" and not row.cases and is_told and self.census.year >= 2024:
            self.problems.query(
                row.row, "D08", "Cases30", record.values.get("Cases30", ""), "A case holder has no cases.",
                "Check the role: somebody qualified without cases is role 6.",
            )  # fmt: skip
        if row.role == "6" and row.cases:
            self.problems.query(
                row.row,
                "D09",
                "Cases30",
                row.cases,
                "Somebody in a role without cases (6) has cases.",
                "Check the role or the cases.",
            )

    def _check_start(self, row: CensusRow) -> None:
        start = row.starts_on
        if start is None:
            return
        if start > self.census.on:
            self.problems.error(
                row.row, "D06", "RoleStartDate", start, f"The start is after the reference day, {said(self.census.on)}. The record is left out.",
                "Leave out people who start after it; return them next year.",
            )  # fmt: skip
        elif self.census.holds(start) and row.fte_before:
            self.problems.query(
                row.row, "D06", "FTE30", row.fte_before,
                f"Somebody who started on {said(start)} was not in post on {said(self.census.after)}, so FTE30 should be 0. It is not used.",
                "Give 0, or correct the start date.",
            )  # fmt: skip
        if row.born_on and not 16 <= (start - row.born_on).days / 365.25 <= 90:
            self.problems.query(
                row.row,
                "D04",
                "PersonBirthDate",
                row.born_on,
                f"The date of birth does not fit a start on {said(start)}.",
                "Check both dates.",
            )

    def _check_absence(self, record: Record, row: CensusRow) -> None:
        if row.is_absent and not row.absence:
            self.problems.query(
                row.row, "D10", "ReasonAbsence", record.values.get("ReasonAbsence", ""),
                "Absent on 30 September without a reason. The absence is not recorded.", "Give the reason.",
            )  # fmt: skip
        if row.absence and not row.is_absent:
            self.problems.query(
                row.row, "D10", "Absat30Sept", record.values.get("Absat30Sept", ""),
                "There is a reason for absence, but the person is not said to be absent. It is not used.", "Give 1 or leave the reason out.",
            )  # fmt: skip

    def _count(self, row: CensusRow) -> None:
        if self.census.is_too_early_for(row):
            return
        if row.cases and row.fte == 0 and not row.is_leaver:
            self.unworked.append(row.cases)
        kind = "agency" if row.is_agency else "leavers" if row.is_leaver else "workers"
        self.tally[kind] += 1
        if row.is_agency:
            self.agency_fte += row.fte or 0
            return
        if kind == "workers":
            self.in_post_fte += row.fte or 0
        for name, code in (("StartOrigin", row.origin), ("Ethnicity", row.ethnicity)):
            self.asked[name] += bool(code)
            self.not_known[name] += bool(code) and is_not_known(name, code)

    def finish(self, totals: dict[str, Any]) -> None:
        """D12, D13 and what stood outside the layout: the checks of the file as a whole."""
        for name, (row, times) in sorted(self.outside.items()):
            known = "belongs to other years' layouts" if name in EVERY_NAME else "is not a census item"
            self.problems.query(
                row, "D02", name, "", f"{name} {known}; in {self.layout.year} it is not used. It stands in {times:,} records.",
                "Nothing needs doing unless it was meant to be read.",
            )  # fmt: skip
        self._check_cover(totals)
        if self.unworked:
            self.problems.query(
                0, "D09", "Cases30", f"{sum(self.unworked):,} cases",
                f"{sum(self.unworked):,} cases are held with an FTE of 0, in {len(self.unworked):,} records. "
                "Average caseload is of cases held by FTE, so it leaves them out.",
                "Check the FTE, and who holds these cases while the person is away.",
            )  # fmt: skip
        for name, asked in sorted(self.asked.items()):
            share = Decimal(self.not_known[name]) / asked if asked else Decimal(0)
            if share > _SHARE_NOT_KNOWN:
                self.problems.query(
                    0, "D13", name, f"{self.not_known[name]} of {asked}",
                    f"{name} is not known or not yet collected for {self.not_known[name]} of {asked} ({share:.1%}).",
                    "Ask for the answers that can still be had; figures by this item leave these people out.",
                )  # fmt: skip

    def _check_cover(self, totals: dict[str, Any]) -> None:
        cover, heads = totals.get("NoAgencyFTE"), totals.get("NoAgencyHeadcount")
        if cover is not None and cover > self.agency_fte:
            self.problems.query(
                0, "D12", "NoAgencyFTE", cover,
                f"Agency workers covering vacancies come to {cover} FTE, but the agency records add up to {self.agency_fte.normalize():f}.",
                "Check that every agency worker in post has a record.",
            )  # fmt: skip
        if heads is not None and heads > self.tally["agency"]:
            self.problems.query(
                0, "D12", "NoAgencyHeadcount", heads,
                f"{heads} agency workers are said to cover vacancies, but there are {self.tally['agency']} agency records.",
                "Check that every agency worker in post has a record.",
            )  # fmt: skip
        if cover is not None and heads is not None and cover > heads * _ONE:
            self.problems.query(
                0, "D12", "NoAgencyFTE", cover, f"{cover} FTE cannot be worked by {heads} people.", "Check both totals."
            )

"""A record's text as values: each read by its form, what cannot be read reported and kept as not known."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ridgeway.domains.establishment.rules import registration_number

from ..problems import Problems
from .layout import NOT_KNOWN, YES_NO, Element, Layout
from .reading import Record

_DECIMAL = re.compile(r"^\+?(\d{1,9}(\.\d{0,12})?|\.\d{1,12})$")  # as XML Schema writes a decimal
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}($|T|Z$|[+-]\d{2}:\d{2}$)")  # a date of XML Schema may name its time zone
_YES_NO_WORDS = {"Y": "1", "YES": "1", "TRUE": "1", "N": "0", "NO": "0", "FALSE": "0"}
_PLACES = {"fte": 6, "fte2": 2, "days": 2, "money": 2, "weeks": 1}
_SEX_TO_2023 = {"1": "M", "2": "F"}


@dataclass(frozen=True, slots=True)
class CensusYear:
    """The year to 30 September that a file is about: `after < day <= on` are its days."""

    year: int

    @property
    def on(self) -> dt.date:
        return dt.date(self.year, 9, 30)

    @property
    def after(self) -> dt.date:
        return dt.date(self.year - 1, 9, 30)

    def holds(self, day: dt.date) -> bool:
        """Whether the day is in the census year."""
        return self.after < day <= self.on

    def is_too_early_for(self, row: "CensusRow") -> bool:
        """Whether the record is of an employment that begins only after the reference day, and so of a later year."""
        return not row.is_agency and row.starts_on is not None and row.starts_on > self.on


@dataclass(slots=True)
class CensusRow:
    """One record read. An empty text or None is not known; zero is zero."""

    row: int
    number: str
    is_agency: bool
    fte: Decimal | None = None
    fte_before: Decimal | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    role: str = ""
    origin: str = ""
    reason: str = ""
    destination: str = ""
    cases: int | None = None
    days_lost: Decimal | None = None
    qualification: str = ""
    step_up: bool | None = None
    frontline: bool | None = None
    born_on: dt.date | None = None
    sex: str = ""
    ethnicity: str = ""
    contract_weeks: Decimal | None = None
    is_absent: bool | None = None
    absence: str = ""
    base_salary: Decimal | None = None
    recruitment_retention: Decimal | None = None
    other_payments: Decimal | None = None

    @property
    def is_leaver(self) -> bool:
        return self.ends_on is not None and not self.is_agency


def read_item(element: Element, text: str, row: int, check: str, problems: Problems) -> Any:
    """The value of an element's text, or None when it is empty or cannot be read (which is reported as an error)."""
    if text == "" or element.form == "text":
        return text or None
    if element.form == "code":
        return _code(element, text, row, check, problems)
    if element.form == "date":
        return _date(element, text, row, check, problems)
    return _number(element, text, row, check, problems)


def _code(element: Element, text: str, row: int, check: str, problems: Problems) -> str | None:
    for tried in (text, text.upper(), text.lstrip("0") or "0"):
        if tried in element.codes:
            return tried
    if element.codes == YES_NO and (meant := _YES_NO_WORDS.get(text.upper())):
        problems.error(row, check, element.name, text, f"“{text}” is read as {meant}.", "Write 1 for yes and 0 for no.")
        return meant
    problems.error(
        row, check, element.name, text,
        f"“{text[:40]}” is not a code of {element.name}. It is kept as not known.",
        f"Use one of {', '.join(sorted(element.codes, key=lambda code: (len(code), code)))}.",
    )  # fmt: skip
    return None


def _date(element: Element, text: str, row: int, check: str, problems: Problems) -> dt.date | None:
    try:
        if not _DATE.match(text):
            raise ValueError
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        problems.error(
            row, check, element.name, text, f"“{text[:40]}” is not a date. It is kept as not known.",
            "Write it as 2025-09-30.",
        )  # fmt: skip
        return None


def _number(element: Element, text: str, row: int, check: str, problems: Problems) -> Decimal | int | None:
    if not _DECIMAL.match(text) or (element.form == "count" and Decimal(text) != int(Decimal(text))):
        problems.error(
            row, check, element.name, text, f"“{text[:40]}” is not a number of this item. It is kept as not known.",
            "Use a whole number." if element.form == "count" else "Use digits and a point, as 0.6.",
        )  # fmt: skip
        return None
    value = Decimal(text)
    if element.form == "count":
        if value > 100_000:
            problems.error(
                row, check, element.name, text, f"{text} is more than anybody can have. It is kept as not known."
            )
            return None
        return int(value)
    if element.form == "fte" and value > 1:
        problems.error(
            row, check, element.name, text, f"An FTE of {text} is more than 1. It is kept as not known.",
            "Give contracted hours over full-time hours, at most 1.",
        )  # fmt: skip
        return None
    limit = {"days": 366, "weeks": 9999, "fte2": 99_999}.get(element.form)
    if limit is not None and value > limit:
        problems.error(row, check, element.name, text, f"{text} is more than it can be. It is kept as not known.")
        return None
    places = _PLACES[element.form]
    if round(value, places) == value:
        return value
    problems.error(row, check, element.name, text, f"{text} has more than {places} decimal places. It is rounded.")
    return round(value, places)


def read_row(record: Record, layout: Layout, problems: Problems) -> CensusRow | None:
    """A record as values; None when it names nobody and so cannot be kept (which is reported)."""
    number = _registration(record, problems)
    values = {
        name: read_item(element, record.values.get(name, ""), record.row, "D04" if element.required == "staff" else "D03", problems)
        for name, element in layout.worker.items()
    }  # fmt: skip
    for name in record.repeated:
        problems.error(record.row, "D02", name, "", f"{name} stands twice in this record. The first is used.")
    if number is None or not _says_who_pays(record, values, problems):
        return None
    sex = values.get("Sex") or _SEX_TO_2023.get(values.get("GenderCurrent") or "", "")
    return CensusRow(
        row=record.row, number=number, is_agency=values["AgencyWorker"] == "1", fte=values["FTE"],
        fte_before=values["FTE30"], starts_on=values["RoleStartDate"], ends_on=values["RoleEndDate"],
        role=values["OrgRole"] or "", origin=values["StartOrigin"] or "", reason=values["ReasonLeave"] or "",
        destination=values["LeaverDestination"] or "", cases=values["Cases30"], days_lost=values["WorkingDaysLost"],
        qualification=values["QualLevel"] or "", step_up=_yes(values["StepUpGrad"]),
        frontline=_yes(values["FrontlineGrad"]), born_on=values["PersonBirthDate"], sex=sex,
        ethnicity=values["Ethnicity"] or "", contract_weeks=values["ContractWeeks"],
        is_absent=_yes(values["Absat30Sept"]), absence=values["ReasonAbsence"] or "",
        base_salary=values.get("BaseSalary"), recruitment_retention=values.get("RRPayments"),
        other_payments=values.get("OtherPayments"),
    )  # fmt: skip


def _says_who_pays(record: Record, values: dict[str, Any], problems: Problems) -> bool:
    """Whether it is known if the person is employed or an agency worker: by the item, or by a start in the council's employment."""
    if values["AgencyWorker"] or values["RoleStartDate"]:
        return True
    problems.error(
        record.row, "D03", "AgencyWorker", record.values.get("AgencyWorker", ""),
        "It is not said whether this is an agency worker, and there is no start of employment that would tell. The record is left out.",
        "Give AgencyWorker as 1 or 0.",
    )  # fmt: skip
    return False


def _yes(code: str | None) -> bool | None:
    return None if code is None else code == "1"


def _registration(record: Record, problems: Problems) -> str | None:
    text = record.values.get("SWENo", "")
    try:
        return registration_number(text)
    except ValueError:
        pass
    tidy = "".join(text.split()).upper()
    if 0 < len(tidy) <= 12:
        problems.error(
            record.row, "D11", "SWENo", text,
            f"“{tidy}” is not a registration number. The person is kept under it as written.",
            "Use two letters and up to ten digits, such as SW12345.",
        )  # fmt: skip
        return tidy
    problems.error(
        record.row, "D03" if not tidy else "D11", "SWENo", text,
        "There is no registration number, so the record cannot be told from others and is left out." if not tidy
        else "The registration number is longer than 12 characters. The record is left out.",
        "Give the number, such as SW12345, and upload the file again.",
    )  # fmt: skip
    return None


def is_not_known(name: str, code: str) -> bool:
    """Whether a code says that the answer is not known or not yet collected."""
    return code in NOT_KNOWN[name]

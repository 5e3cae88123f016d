"""A row of a list as values."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ridgeway.core.tabular import Row, read_date, read_fte, read_number, read_text
from ridgeway.domains.establishment.rules import registration_number

from ..problems import Problems
from .fields import BY_NAME, CODED, PeopleMap, code_of

ONE_DAY = dt.timedelta(days=1)
_TODO = {
    "fte": "Give a share of full time, as 0.6 or 60%, or match the hours column instead.",
    "hours": "Give hours a week, at most the standard hours.",
}


@dataclass(slots=True)
class PersonRow:
    """One row read. `ends_on` is exclusive: the day after the last day in post."""

    row: int
    staff_number: str = ""
    registration_number: str = ""
    given_name: str = ""
    family_name: str = ""
    starts_on: dt.date | None = None
    place_starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    reason: str = ""
    destination: str = ""
    origin: str = ""
    contract: str = ""
    fte: Decimal | None = None
    team: str = ""
    role: str = ""
    post_number: str = ""
    sick_days: Decimal | None = None

    @property
    def key(self) -> str:
        """What the person is told apart by within the file."""
        return self.staff_number or self.registration_number

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.key


def read_person(row: Row, people_map: PeopleMap, problems: Problems) -> PersonRow | None:
    """A row as values; what cannot be read is reported and left as not known. None when the row names nobody or no start."""
    person = PersonRow(row.number)
    cells = {name: row.cells.get(column) for name, column in people_map.columns.items()}
    for name in ("staff_number", "given_name", "family_name", "team", "role", "post_number"):
        setattr(person, name, _text(row, name, cells, people_map, problems))
    if not (person.given_name or person.family_name):
        person.given_name, person.family_name = _split(_text(row, "full_name", cells, people_map, problems))
    person.registration_number = _registration(row, cells, people_map, problems)
    for name in ("starts_on", "place_starts_on", "last_day"):
        value = _read(row, name, cells, people_map, problems, read_date)
        setattr(
            person,
            "ends_on" if name == "last_day" else name,
            value + ONE_DAY if value and name == "last_day" else value,
        )
    for name in CODED:
        setattr(person, name, _code(row, name, cells, people_map, problems))
    person.fte = _fte(row, cells, people_map, problems)
    person.sick_days = _read(row, "sick_days", cells, people_map, problems, read_number)
    return person if _can_stand(person, row, people_map, problems) else None


_LIMITS = {
    "staff_number": 30,
    "given_name": 80,
    "family_name": 80,
    "team": 80,
    "role": 80,
    "post_number": 20,
    "full_name": 160,
}


def _text(row: Row, name: str, cells: dict, people_map: PeopleMap, problems: Problems) -> str:
    text = read_text(cells.get(name)).replace("\x00", "")
    if len(text) > _LIMITS[name]:
        problems.error(
            row.number, "H02", people_map.columns[name], text[:60], f"{BY_NAME[name].label} is longer than {_LIMITS[name]} characters. It is cut.",
            "Check that the right column is matched.",
        )  # fmt: skip
        text = text[: _LIMITS[name]].strip()
    return text


def _split(full: str) -> tuple[str, str]:
    """Given and family name of “Family, Given” or “Given Family”."""
    family, comma, given = full.partition(",")
    if comma:
        return given.strip()[:80], family.strip()[:80]
    given, _, family = full.rpartition(" ")
    return given.strip()[:80], family.strip()[:80]


def _read(row: Row, name: str, cells: dict, people_map: PeopleMap, problems: Problems, reader, **settings) -> Any:
    try:
        return reader(cells.get(name), **settings)
    except (ValueError, OverflowError) as error:
        problems.error(
            row.number,
            "H02",
            people_map.columns[name],
            cells.get(name),
            f"{error} It is kept as not known.",
            _TODO.get(name, ""),
        )
        return None


def _fte(row: Row, cells: dict, people_map: PeopleMap, problems: Problems) -> Decimal | None:
    name = "fte" if "fte" in people_map.columns else "hours"
    settings = {"standard_hours": people_map.standard_hours} if name == "hours" else {}
    value = _read(row, name, cells, people_map, problems, read_fte, **settings)
    if value is None and not read_text(cells.get(name)):
        problems.error(
            row.number, "H02", people_map.columns[name], "", "There is no FTE, so the person is recorded without one and not counted in FTE.",
            "Give it, and 0 where there is none.",
        )  # fmt: skip
    return value


def _code(row: Row, name: str, cells: dict, people_map: PeopleMap, problems: Problems) -> str:
    word = read_text(cells.get(name))
    if not word:
        return ""
    code = code_of(name, word, people_map)
    if code is None:
        problems.query(
            row.number, "H03", people_map.columns[name], word, f"“{word[:60]}” has not been matched to a {BY_NAME[name].label.lower()}. It is kept as not known.",
            "Match the word on the columns page (or in the map) and check again.",
        )  # fmt: skip
    return code or ""


def _registration(row: Row, cells: dict, people_map: PeopleMap, problems: Problems) -> str:
    text = read_text(cells.get("registration_number"))
    if not text or text.lower() in ("n/a", "none", "-"):
        return ""
    try:
        return registration_number(f"SW{text}" if text.isdigit() else text)
    except ValueError as error:
        problems.error(
            row.number,
            "H02",
            people_map.columns["registration_number"],
            text,
            f"{error} It is kept as not known.",
            "Correct it.",
        )
        return ""


def _can_stand(person: PersonRow, row: Row, people_map: PeopleMap, problems: Problems) -> bool:
    columns = people_map.columns
    if not person.key:
        column = columns.get("staff_number") or columns["registration_number"]
        problems.error(
            row.number,
            "H01",
            column,
            "",
            "The row names nobody: it has no staff or registration number. It is left out.",
            "Give the number.",
        )
        return False
    if person.starts_on is None:
        problems.error(
            row.number,
            "H01",
            columns["starts_on"],
            "",
            f"{person.name} has no start date that can be read. The row is left out.",
            "Give the date.",
        )
        return False
    if not dt.date(1950, 1, 1) <= person.starts_on <= dt.date(2099, 12, 31):
        problems.error(
            row.number,
            "H01",
            columns["starts_on"],
            person.starts_on,
            "The start date cannot be right. The row is left out.",
            "Correct it.",
        )
        return False
    if person.ends_on is not None and person.ends_on <= person.starts_on:
        problems.error(
            row.number,
            "H01",
            columns["last_day"],
            person.ends_on - ONE_DAY,
            "The leaving date is before the start. The row is left out.",
            "Correct the dates.",
        )
        return False
    if person.ends_on is None and (person.reason or person.destination):
        problems.query(
            row.number,
            "H04",
            columns.get("reason") or columns.get("destination", ""),
            "",
            "There is a reason or destination and no leaving date. They are not used.",
            "Give the leaving date.",
        )
        person.reason = person.destination = ""
    return True

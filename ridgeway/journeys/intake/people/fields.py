"""Our fields for a list of people, and how an export's own words are matched to them and to our code lists."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ridgeway.core.tabular import CannotRead
from ridgeway.domains.establishment import choices

from ..matching import Field, likeliest

FIELDS = (
    Field("staff_number", "Staff number", ("staff number", "employee number", "employee id", "employee no", "payroll number", "assignment number", "personnel number", "staff no", "emp no", "person id")),
    Field("registration_number", "Registration number", ("registration number", "swe number", "sweno", "social work england number", "hcpc number", "professional registration", "swe")),
    Field("given_name", "Given name", ("given name", "first name", "forename", "forenames", "known as")),
    Field("family_name", "Family name", ("family name", "surname", "last name")),
    Field("full_name", "Full name", ("full name", "name", "employee name", "staff name", "worker name"), "“Family, Given” or “Given Family”"),
    Field("starts_on", "Start date", ("start date", "date started", "date of joining", "joined", "hire date", "employment start", "continuous service", "start")),
    Field("last_day", "Leaving date", ("leaving date", "leave date", "end date", "termination date", "date left", "last day", "last working day", "employment end", "end"), "The last day in post"),
    Field("reason", "Reason for leaving", ("reason for leaving", "leaving reason", "termination reason", "reason")),
    Field("destination", "Destination", ("destination", "leaving destination", "next employer", "going to")),
    Field("origin", "Origin", ("origin", "start origin", "previous employer", "came from", "recruited from", "source")),
    Field("fte", "FTE", ("fte", "full time equivalent", "wte", "fte value", "whole time equivalent", "contract fte")),
    Field("hours", "Hours a week", ("hours", "contracted hours", "weekly hours", "hours per week", "contract hours", "basic hours"), "Used when there is no FTE column"),
    Field("team", "Team", ("team", "team name", "department", "cost centre name", "organisation unit", "org unit", "section", "unit")),
    Field("role", "Job role", ("role", "job title", "position title", "post title", "job role", "job", "position")),
    Field("post_number", "Post number", ("post number", "position number", "post no", "post ref", "position id", "post id", "post")),
    Field("contract", "Contract", ("contract", "contract type", "employment type", "employee category", "assignment category")),
    Field("place_starts_on", "In this place since", ("position start date", "post start date", "in post since", "role start date", "assignment start", "date in post")),
    Field("sick_days", "Days lost to sickness", ("days lost", "sickness days", "working days lost", "sick days", "days sick"), "In the twelve months to the date of the list"),
)  # fmt: skip
BY_NAME = {f.name: f for f in FIELDS}
CODED: dict[str, tuple[tuple[str, str], ...]] = {
    "reason": tuple(choices.LeavingReason.choices),
    "destination": tuple(choices.Destination.choices),
    "origin": tuple(choices.Origin.choices),
    "contract": (*choices.Contract.choices, ("agency", "Agency worker")),
}
VALUED = (*CODED, "team", "role")
_HINTS = {
    "reason": {
        "resign": "1", "voluntary resignation": "1", "voluntary redundancy": "2", "redundancy": "3", "compulsory": "3",
        "dismiss": "4", "retire": "5", "death": "6", "died": "6", "deceased": "6", "internal": "7", "transfer": "7", "not known": "9",
    },
    "destination": {"local authority": "1", "other la": "1", "agency": "3", "retire": "6", "not known": "8"},
    "origin": {"newly qualified": "1", "nqsw": "1", "local authority": "2", "agency": "4", "not known": "9"},
    "contract": {
        "perm": "permanent", "fixed": "fixed_term", "temp": "fixed_term", "casual": "casual", "zero": "casual",
        "bank": "casual", "agency": "agency", "full time": "permanent", "part time": "permanent",
    },
}  # fmt: skip


@dataclass
class PeopleMap:
    """How an export is read: field > column, what its words mean, and the settings of its format."""

    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    standard_hours: Decimal = Decimal(37)
    create_missing: bool = False
    as_at: str = ""
    sheet: str = ""
    service: str = ""
    team: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form that is remembered, and that a MAP.json holds."""
        options = {
            "standard_hours": f"{self.standard_hours.normalize():f}", "create_missing": self.create_missing, "as_at": self.as_at,
            "sheet": self.sheet, "service": self.service, "team": self.team,
        }  # fmt: skip
        return {"columns": self.columns, "values": self.values, "options": options}


def read_map(data: Any) -> PeopleMap:
    """A map from its JSON form (docs/guides/import-people.md). Raises `CannotRead` with a sentence for one that is not a map.

    A bare object of field > column is taken for the columns alone.
    """
    if not isinstance(data, dict):
        raise CannotRead("The map must be a JSON object with “columns”.")
    columns = data.get("columns", None if {"values", "options"} & data.keys() else data)
    if not isinstance(columns, dict) or not columns:
        raise CannotRead("The map has no “columns”: an object of our field and the export's column name.")
    if unknown := [name for name in columns if name not in BY_NAME]:
        raise CannotRead(
            f"The map names a field that does not exist: {unknown[0]!s:.40}. Fields: {', '.join(BY_NAME)}."
        )
    if any(not isinstance(column, str) for column in columns.values()):
        raise CannotRead("Each field of the map takes the name of one column, as text.")
    columns = {name: column.strip() for name, column in columns.items() if column.strip()}
    values, options = data.get("values") or {}, data.get("options") or {}
    if not isinstance(values, dict) or not all(isinstance(words, dict) for words in values.values()):
        raise CannotRead("“values” must be an object of field > the export's word > ours.")
    if not isinstance(options, dict):
        raise CannotRead("“options” must be an object.")
    return PeopleMap(columns, _values(values), **_options(options))


def _values(values: dict) -> dict[str, dict[str, str]]:
    if unknown := [name for name in values if name not in VALUED]:
        raise CannotRead(f"Words cannot be matched for {unknown[0]!s:.40}, only for {', '.join(VALUED)}.")
    for name, words in values.items():
        codes = {code for code, _ in CODED.get(name, ())}
        if codes and (wrong := [word for word in words.values() if str(word) not in codes and str(word) != ""]):
            raise CannotRead(f"{wrong[0]!s:.40} is not a code of {name}. Codes: {', '.join(sorted(codes))}.")
    return {
        name: {str(word).strip().lower(): str(ours) for word, ours in words.items()} for name, words in values.items()
    }


def _options(options: dict) -> dict[str, Any]:
    import datetime as dt

    known = {"standard_hours", "create_missing", "as_at", "sheet", "service", "team"}
    if unknown := [name for name in options if name not in known]:
        raise CannotRead(
            f"The map has an option that does not exist: {unknown[0]!s:.40}. Options: {', '.join(sorted(known))}."
        )
    read: dict[str, Any] = {
        name: str(options[name]) for name in ("as_at", "sheet", "service", "team") if options.get(name)
    }
    if "create_missing" in options:
        if not isinstance(options["create_missing"], bool):
            raise CannotRead("The option create_missing is true or false.")
        read["create_missing"] = options["create_missing"]
    try:
        if options.get("standard_hours"):
            read["standard_hours"] = Decimal(str(options["standard_hours"]))
            if not 1 <= read["standard_hours"] <= 60:
                raise ValueError
        if read.get("as_at"):
            dt.date.fromisoformat(read["as_at"])
    except (ArithmeticError, ValueError) as error:
        raise CannotRead(
            "standard_hours is a number of hours a week, such as 37, and as_at a date, such as 2025-09-30."
        ) from error
    return read


def check_columns(people_map: PeopleMap, columns: list[str]) -> None:
    """Stop a map that the list does not fit. Raises `NeedsMap`, because matching the columns again puts it right."""
    from ..problems import NeedsMap

    missing = [column for column in people_map.columns.values() if column not in columns]
    if missing:
        raise NeedsMap(f"The list has no column “{missing[0][:60]}”. Its columns: {', '.join(columns)[:600]}.")
    has = people_map.columns.keys()
    if not has & {"staff_number", "registration_number"}:
        raise NeedsMap("Match the staff number or the registration number: people are told apart by it.")
    if "starts_on" not in has:
        raise NeedsMap("Match the start date: without it nobody can be placed in time.")
    if not has & {"fte", "hours"}:
        raise NeedsMap("Match FTE, or hours a week, of which FTE is worked out.")


def suggest(columns: list[str]) -> dict[str, str]:
    """The likeliest column for each field, by similar words; a column is suggested once."""
    return likeliest(FIELDS, columns)


def code_of(name: str, word: str, people_map: PeopleMap) -> str | None:
    """Our code for an export's word: as the map says, else the code or its label itself, else by a well-known word. None: not known."""
    lowered = word.strip().lower()
    mapped = people_map.values.get(name, {})
    if lowered in mapped:
        return mapped[lowered]
    for code, label in CODED[name]:
        if lowered in (code.lower(), label.lower()):
            return code
    return next((code for hint, code in _HINTS[name].items() if hint in lowered), None)

"""D01 to D13: each finding with its row, field, value and severity."""

import pytest

from ridgeway.domains.establishment.models import Employment
from ridgeway.journeys.intake.census.layout import layout_of
from ridgeway.journeys.intake.commands import import_census

from .conftest import BY
from .files import AGENCY, PAY, census, leaver, staff

pytestmark = pytest.mark.django_db


def found(result):
    return [(p["row"], p["field"], p["value"], p["severity"]) for p in result["problems"]]


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
def test_a_valid_file_of_each_layout_has_no_problems(take, year):
    left = leaver("SW1002", f"{year}-03-31")
    result = take([staff(), left, AGENCY], year=year)
    counts = {name: result[name] for name in ("rows", "workers", "agency", "leavers", "vacancies_fte", "problems")}
    assert counts == {"rows": 3, "workers": 1, "agency": 1, "leavers": 1, "vacancies_fte": 39.4, "problems": []}
    assert result["written"] > 0


def test_the_layouts_differ_as_the_specifications_do():
    def names(year):
        return layout_of(year).worker.keys()

    assert names(2021) == names(2023)
    assert (names(2024) - names(2023), names(2023) - names(2024)) == ({"Sex"}, {"GenderCurrent"})
    assert names(2025) - names(2024) == {"BaseSalary", "RRPayments", "OtherPayments"}
    assert names(2024) - names(2025) == {"QualInst", "CFKSSstatus"}
    assert layout_of(2025).totals.keys() - layout_of(2024).totals.keys() == PAY.keys()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"header": {"ReferenceDate": "2024-09-30"}}, [(0, "ReferenceDate", "2024-09-30", "error")]),
        ({"header": {"SourceLevel": "X"}}, [(0, "SourceLevel", "X", "error")]),
        ({"header": {"Year": "2026", "ReferenceDate": "2026-09-30"}}, [(0, "Year", "2026", "query")]),
        ({"totals": {"CarAllowance": "7"}}, [(0, "CarAllowance", "7", "error")]),
        ({"totals": {"CarAllowance": None}}, [(0, "CarAllowance", "", "error")]),
        ({"totals": {"OtherAllowances": ""}}, []),
        ({"totals": {"NumberOfVacancies": "many"}}, [(0, "NumberOfVacancies", "many", "error")]),
        ({"totals": {"NoAgencyHeadcount": "1.5"}}, [(0, "NoAgencyHeadcount", "1.5", "error")]),
        ({"totals": {"NoAgencyFTE": "0.9"}}, [(0, "NoAgencyFTE", "0.9", "query")]),
        ({"totals": {"NoAgencyHeadcount": "2"}}, [(0, "NoAgencyHeadcount", "2", "query")]),
        ({"totals": {"NoAgencyHeadcount": "0"}}, [(0, "NoAgencyFTE", "0.8", "query")]),
        ({"block": "LALevelVacancies"}, [(0, "LALevelVacancies", "", "error")]),
        ({"totals": {"Weather": "fine"}}, [(0, "Weather", "fine", "query")]),
    ],
)
def test_header_and_totals(take, more, expected):
    assert found(take([staff(), AGENCY], **more)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"FTE": "1.2"}, [(1, "FTE", "1.2", "error"), (1, "FTE", "", "query")][:1]),
        ({"FTE": "0.1234567"}, [(1, "FTE", "0.1234567", "error")]),
        ({"FTE30": "part"}, [(1, "FTE30", "part", "error")]),
        ({"PersonBirthDate": None}, [(1, "PersonBirthDate", "", "error")]),
        ({"PersonBirthDate": "01/05/1980"}, [(1, "PersonBirthDate", "01/05/1980", "error")]),
        ({"PersonBirthDate": "2015-05-01"}, [(1, "PersonBirthDate", "2015-05-01", "query")]),
        ({"BaseSalary": None}, [(1, "BaseSalary", "", "error")]),
        ({"Ethnicity": "WIRT"}, [(1, "Ethnicity", "WIRT", "error")]),
        ({"StepUpGrad": "Y"}, [(1, "StepUpGrad", "Y", "error")]),
        ({"FTE": ".6", "FTE30": "1."}, []),
        ({"RoleStartDate": "2019-04-01Z"}, []),
        ({"AgencyWorker": "N"}, [(1, "AgencyWorker", "N", "error")]),
        ({"AgencyWorker": None}, [(1, "AgencyWorker", "", "error")]),
        ({"StartOrigin": "11"}, [(1, "StartOrigin", "11", "error")]),
        ({"StartOrigin": "02"}, []),
        ({"Cases30": None, "OrgRole": "3"}, [(1, "Cases30", "", "error")]),
        ({"Cases30": "0", "OrgRole": "6"}, []),
        ({"Cases30": "0"}, [(1, "Cases30", "0", "query")]),
        ({"Cases30": "-3"}, [(1, "Cases30", "-3", "error")]),
        ({"FTE": "0"}, [(0, "Cases30", "16 cases", "query")]),
        ({"Cases30": "3", "OrgRole": "6"}, [(1, "Cases30", "3", "query")]),
        ({"Absat30Sept": "1"}, [(1, "ReasonAbsence", "", "query")]),
        ({"ReasonAbsence": "MAT"}, [(1, "Absat30Sept", "", "query")]),
        ({"Absat30Sept": "1", "ReasonAbsence": "MAT"}, []),
        ({"RoleStartDate": "2025-02-01"}, [(1, "FTE30", "1", "query")]),
        ({"RoleStartDate": "2025-02-01", "FTE30": "0"}, []),
        ({"RoleStartDate": "2025-10-05", "FTE30": "0"}, [(1, "RoleStartDate", "2025-10-05", "error")]),
        ({"LeaverDestination": "1"}, [(1, "LeaverDestination", "1", "error")]),
        ({"SWENo": "1001"}, [(1, "SWENo", "1001", "error")]),
        ({"SWENo": "SW 0001001"}, []),
        ({"SWENo": None}, [(1, "SWENo", "", "error")]),
        ({"QualInst": "Somewhere"}, [(1, "QualInst", "", "query")]),
    ],
)  # fmt: skip
def test_a_record_in_post(take, changes, expected):
    result = take([staff(**changes), AGENCY])
    assert found(result) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ReasonLeave": None}, [(1, "ReasonLeave", "", "error")]),
        ({"LeaverDestination": "12"}, [(1, "LeaverDestination", "12", "error")]),
        ({"FTE": "0.5"}, [(1, "FTE", "0.5", "error")]),
        ({"Cases30": "4"}, [(1, "Cases30", "4", "error")]),
        ({"RoleEndDate": "2024-09-30"}, [(1, "RoleEndDate", "2024-09-30", "error")]),
        ({"RoleEndDate": "2024-10-01"}, []),
        ({"RoleEndDate": "2025-09-30"}, []),
        ({"RoleStartDate": "2025-05-01", "FTE30": "0"}, [(1, "RoleEndDate", "2025-03-31", "error")]),
        ({"RoleStartDate": "2025-03-31", "FTE30": "0"}, [(1, "RoleEndDate", "2025-03-31", "query")]),
    ],
)
def test_a_leaver(take, changes, expected):
    assert found(take([leaver(**changes), AGENCY])) == expected


def test_an_agency_workers_contract_length(take):
    assert found(take([staff(), {**AGENCY, "ContractWeeks": "600"}])) == [(2, "ContractWeeks", "600", "query")]
    assert found(take([staff(), {**AGENCY, "Cases30": "0"}])) == []


def test_without_saying_who_pays_a_record_is_left_out(take):
    result = take([staff(), {**AGENCY, "AgencyWorker": ""}])
    assert [row for row in found(result) if row[1] == "AgencyWorker"] == [(2, "AgencyWorker", "", "error")]
    assert (result["workers"], result["agency"]) == (1, 0)


def test_who_starts_after_the_reference_day_is_left_out(take):
    result = take([staff(RoleStartDate="2919-04-01", FTE30="0"), AGENCY])
    assert (result["workers"], Employment.objects.count()) == (0, 0)


@pytest.mark.parametrize("wrap", [("<CSWWWorkers>{}</CSWWWorkers>", "CSWWWorker"), ("{}", "CSWWWorkers")])
def test_both_names_of_the_specification_are_read(council, tmp_path, wrap):
    path = census(tmp_path / "x.xml", [staff(), AGENCY])
    text = path.read_text().replace("CSWWWorker>", f"{wrap[1]}>")
    first, last = text.index(f"<{wrap[1]}>"), text.index("</Message>")
    path.write_text(text[:first] + wrap[0].format(text[first:last]) + text[last:])
    result = import_census(path, council, dry_run=True, **BY)
    assert (result["rows"], result["workers"], result["agency"], result["problems"]) == (2, 1, 1, [])


def test_two_records_in_post_are_one_person(take):
    result = take([staff(), staff("SW01001", FTE="0.5"), AGENCY])
    assert found(result) == [(2, "SWENo", "SW1001", "error")]


def test_a_share_of_answers_not_known_is_a_query(take):
    records = [staff(f"SW{n}", StartOrigin="10" if n <= 2 else "1") for n in range(1, 11)]
    assert found(take([*records, AGENCY])) == [(0, "StartOrigin", "2 of 10", "query")]


def test_order_within_a_record_does_not_matter(take):
    reversed_record = dict(reversed(list(staff().items())))
    assert found(take([reversed_record, AGENCY])) == []


def test_a_namespace_does_not_matter(council, tmp_path):
    path = census(tmp_path / "x.xml", [staff(), AGENCY])
    path.write_text(path.read_text().replace("<Message>", '<Message xmlns="urn:example">', 1))
    assert import_census(path, council, dry_run=True, **BY)["rows"] == 2

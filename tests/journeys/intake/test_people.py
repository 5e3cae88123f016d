"""A list of people from an HR system: mapped, read as people write it, joined to those already here."""

import datetime as dt
import json
from pathlib import Path

import pytest
import xlsxwriter

from ridgeway.core.tabular import CannotRead
from ridgeway.domains.establishment.models import Absence, Cover, Employment, Holding, JobRole, Worker
from ridgeway.domains.organisation.models import Team
from ridgeway.journeys.intake.commands import import_people
from ridgeway.journeys.intake.models import ColumnMap
from ridgeway.journeys.intake.people.fields import read_map, suggest
from tests import factories

from .conftest import BY

pytestmark = pytest.mark.django_db
HEADER = "Employee No,Name,SWE No,Start Date,Leaving Date,Leaving Reason,Hours,Department,Job Title,Position No,Contract Type"
MAP = {
    "columns": {
        "staff_number": "Employee No", "full_name": "Name", "registration_number": "SWE No", "starts_on": "Start Date",
        "last_day": "Leaving Date", "reason": "Leaving Reason", "hours": "Hours", "team": "Department", "role": "Job Title",
        "post_number": "Position No", "contract": "Contract Type",
    },
    "values": {"reason": {"New job": "1"}, "team": {"CS North": "north-hub"}},
    "options": {"standard_hours": 37, "as_at": "2016-03-31"},
}  # fmt: skip


@pytest.fixture
def team(council):
    factories.a_job_role(council)
    return factories.a_team(factories.a_service(council), name="North hub")


@pytest.fixture
def give(council, team, tmp_path):
    """`give(*lines, **options)` writes the list as CSV and imports it by MAP with the options changed."""

    def run(*lines, header=HEADER, dry_run=False, **options):
        path = tmp_path / "people.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        given = {**MAP, "options": {**MAP["options"], **options}}
        return import_people(path, council, map=given, dry_run=dry_run, **BY)

    return run


def placed():
    return [
        (h.worker.name, str(h.starts_on), str(h.ends_on or ""), float(h.fte), str(h.team or ""), str(h.post or ""))
        for h in Holding.objects.select_related("worker", "team", "post").order_by(
            "worker__staff_number", "starts_on", "pk"
        )
    ]


def test_people_are_read_and_placed(give, council):
    result = give(
        '101,"Fenwick, Ash",SW0012345,01/04/2014,,,37,CS North,Social worker,,Permanent',
        "102,Beech Lowfield,,02.06.15,31/12/2015,New job,18.5,North hub,Social worker,,Perm",
        "103,Agnes Cary,SW77,01/02/2016,,,37,North hub,Social worker,,Agency worker",
    )
    assert {k: result[k] for k in ("rows", "workers", "agency", "leavers", "vacancies_fte", "problems")} == {
        "rows": 3, "workers": 1, "agency": 1, "leavers": 1, "vacancies_fte": None, "problems": [],
    }  # fmt: skip
    assert placed() == [
        ("Ash Fenwick", "2014-04-01", "", 1.0, "North hub", ""),
        ("Beech Lowfield", "2015-06-02", "2016-01-01", 0.5, "North hub", ""),
    ]
    beech = Employment.objects.get(worker__staff_number="102")
    assert (beech.ends_on, beech.reason, beech.contract) == (dt.date(2016, 1, 1), "1", "permanent")
    assert Worker.objects.get(staff_number="101").registration_number == "SW12345"
    assert (Cover.objects.get().worker.name, Cover.objects.get().is_snapshot) == ("Agnes Cary", False)


def test_the_same_list_twice_changes_nothing(give):
    lines = [
        "101,Ash Fenwick,SW12345,01/04/2014,,,37,CS North,Social worker,,Permanent",
        "103,Agnes Cary,SW77,01/02/2016,,,37,,,,Agency",
    ]
    assert (give(*lines)["written"] > 0, give(*lines)["written"]) == (True, 0)
    assert give(*lines, as_at="2016-05-31")["written"] == 0


def test_a_later_list_moves_and_ends_people(give, council):
    factories.a_team(Team.objects.get().service, name="South hub")
    give(
        "101,Ash Fenwick,,01/04/2014,,,37,North hub,Social worker,,",
        "102,Beech Lowfield,,01/04/2014,,,37,North hub,Social worker,,",
    )
    give(
        "101,Ash Fenwick,,01/04/2014,,,18.5,South hub,Social worker,,",
        "102,Beech Lowfield,,01/04/2014,30/04/2016,Retired,37,North hub,Social worker,,",
        as_at="2016-05-31",
    )
    assert placed() == [
        ("Ash Fenwick", "2014-04-01", "2016-05-31", 1.0, "North hub", ""),
        ("Ash Fenwick", "2016-05-31", "", 0.5, "South hub", ""),
        ("Beech Lowfield", "2014-04-01", "2016-05-01", 1.0, "North hub", ""),
    ]
    assert Employment.objects.get(worker__staff_number="102").reason == "5"


def test_a_post_gives_its_team_and_role(give, council, team):
    post = factories.a_post(team, number="CS-0731")
    result = give(
        "101,Ash Fenwick,,01/04/2014,,,37,,,CS-0731,",
        "102,Beech Lowfield,,01/04/2014,,,37,North hub,Social worker,CS-9999,",
    )
    assert placed() == [
        ("Ash Fenwick", "2014-04-01", "", 1.0, "North hub", "CS-0731"),
        ("Beech Lowfield", "2014-04-01", "", 1.0, "North hub", ""),
    ]
    assert Holding.objects.get(worker__staff_number="101").role == post.terms.get().role
    assert [(p["row"], p["field"], p["value"], p["severity"]) for p in result["problems"]] == [
        (3, "Position No", "CS-9999", "query")
    ]


def test_one_person_in_two_posts(give, council, team):
    for number in ("P1", "P2"):
        factories.a_post(team, number=number)
    lines = ["101,Ash Fenwick,,01/04/2014,,,18.5,,,P1,", "101,Ash Fenwick,,01/04/2014,,,18.5,,,P2,"]
    give(*lines)
    assert [(row[3], row[5]) for row in placed()] == [(0.5, "P1"), (0.5, "P2")]
    assert give(*lines)["written"] == 0


def test_teams_and_roles_are_made_only_when_it_is_said(give, council):
    line = "101,Ash Fenwick,,01/04/2014,,,37,West hub,Senior social worker,,"
    refused = give(line, dry_run=True)
    assert [(p["field"], p["value"]) for p in refused["problems"]] == [
        ("Department", "West hub"),
        ("Job Title", "Senior social worker"),
    ]
    give(line, create_missing=True)
    assert placed() == [("Ash Fenwick", "2014-04-01", "", 1.0, "West hub", "")]
    assert JobRole.objects.get(name="Senior social worker").census_role == "4"


@pytest.mark.parametrize(
    ("line", "field", "severity"),
    [
        (",Nobody,,01/04/2014,,,37,,,,", "Employee No", "error"),
        ("101,Ash,,31/02/2014,,,37,,,,", "Start Date", "error"),
        ("101,Ash,,,,,37,,,,", "Start Date", "error"),
        ("101,Ash,,01/04/2014,01/04/2013,,37,,,,", "Leaving Date", "error"),
        ("101,Ash,,01/04/2014,,,44,,,,", "Hours", "error"),
        ("101,Ash,,01/04/2014,,,,,,,", "Hours", "error"),
        ("101,Ash,12X,01/04/2014,,,37,,,,", "SWE No", "error"),
        ("101,Ash,,01/04/2014,01/05/2015,Gone fishing,37,,,,", "Leaving Reason", "query"),
        ("101,Ash,,01/04/2014,,Resigned,37,,,,", "Leaving Reason", "query"),
    ],
)
def test_what_cannot_be_read_is_said(give, line, field, severity):
    result = give("100,Right Enough,,01/04/2014,,,37,,,,", line)
    assert (result["problems"][-1]["row"], result["problems"][-1]["field"], result["problems"][-1]["severity"]) == (
        3,
        field,
        severity,
    )


def test_somebody_known_from_the_census_is_met_by_registration_number(give, council):
    worker = factories.a_worker(council, registration_number="SW12345", given_name="", family_name="")
    give("101,Ash Fenwick,SW12345,01/04/2014,,,37,,,,")
    worker.refresh_from_db()
    assert (worker.staff_number, worker.name, Worker.objects.count()) == ("101", "Ash Fenwick", 1)


def test_a_number_of_somebody_else_is_refused(give, council):
    factories.a_worker(council, registration_number="SW12345", staff_number="900")
    result = give("101,Ash Fenwick,SW12345,01/04/2014,,,37,,,,")
    assert [(p["field"], p["value"], p["severity"]) for p in result["problems"]] == [("SWE No", "SW12345", "error")]
    assert Worker.objects.count() == 1


def test_a_spreadsheet_is_read_by_the_remembered_map(give, council, tmp_path):
    give("101,Ash Fenwick,,01/04/2014,,,37,,,,")
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, ["People in post"])
        page.write_row(2, 0, HEADER.split(","))
        page.write_row(3, 0, [102, "Beech Lowfield"])
        page.write_datetime(3, 3, dt.datetime(2015, 6, 2), day)
        page.write(3, 6, 18.5)
    assert ColumnMap.objects.get(council=council).columns == MAP["columns"]
    result = import_people(path, council, dry_run=False, **BY)
    assert (result["problems"], result["rows"]) == ([], 1)
    assert placed()[1] == ("Beech Lowfield", "2015-06-02", "", 0.5, "", "")


def test_days_lost_are_a_yearly_total_of_a_dated_list(council, team, tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("No,Start,FTE,Days lost\n1,01/04/2014,1,4.5\n2,01/04/2014,60%,0\n")
    columns = {"staff_number": "No", "starts_on": "Start", "fte": "FTE", "sick_days": "Days lost"}
    undated = import_people(path, council, map={"columns": columns}, dry_run=True, **BY)
    assert [p["field"] for p in undated["problems"]] == ["sick_days"]
    import_people(path, council, map={"columns": columns}, as_at="2016-03-31", dry_run=False, **BY)
    assert sorted((float(a.working_days_lost), str(a.starts_on), str(a.ends_on)) for a in Absence.objects.all()) == [
        (0.0, "2015-04-01", "2016-04-01"),
        (4.5, "2015-04-01", "2016-04-01"),
    ]


def test_columns_are_suggested_by_similar_words():
    assert suggest([*HEADER.split(","), "Grade"]) == {
        "staff_number": "Employee No", "full_name": "Name", "registration_number": "SWE No", "starts_on": "Start Date",
        "last_day": "Leaving Date", "reason": "Leaving Reason", "hours": "Hours", "team": "Department", "role": "Job Title",
        "post_number": "Position No", "contract": "Contract Type",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "must be a JSON object"),
        ({"columns": {}}, "has no “columns”"),
        ({"colour": "X"}, "a field that does not exist: colour"),
        ({"columns": {"fte": "X"}, "values": {"fte": {}}}, "Words cannot be matched for fte"),
        ({"columns": {"fte": "X"}, "values": {"reason": {"a": "99"}}}, "99 is not a code of reason"),
        ({"columns": {"fte": "X"}, "options": {"speed": 1}}, "an option that does not exist: speed"),
        ({"columns": {"fte": "X"}, "options": {"standard_hours": "long"}}, "standard_hours is a number"),
    ],
)
def test_a_map_that_is_none_is_refused(given, words):
    with pytest.raises(CannotRead, match=words):
        read_map(given)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"staff_number": "Number"}, "The list has no column “Number”."),
        ({"full_name": "Name"}, "Match the staff number"),
        ({"staff_number": "Employee No"}, "Match the start date"),
        ({"staff_number": "Employee No", "starts_on": "Start Date"}, "Match FTE"),
    ],
)
def test_a_map_that_does_not_fit_says_what_is_missing(council, tmp_path, columns, words):
    path = tmp_path / "p.csv"
    path.write_text(HEADER + "\n1,A,,01/01/2014,,,1,,,,\n")
    result = import_people(path, council, map={"columns": columns}, dry_run=False, **BY)
    assert result["problems"][0]["message"].startswith(words)


def test_the_guides_example_is_a_map():
    guide = (Path(__file__).parents[3] / "docs" / "guides" / "import-people.md").read_text()
    example = guide.split("```json\n")[1].split("```")[0]
    assert read_map(json.loads(example)).columns["full_name"] == "Name"


def test_a_start_after_the_day_of_the_list_is_asked_about(give, council):
    found = give("101,Ash Fenwick,,01/04/2061,,,37,North hub,Social worker,,", as_at="2016-03-31", dry_run=True)
    assert [(p["row"], p["value"], p["severity"]) for p in found["problems"] if "after the day" in p["message"]] == [
        (2, "2061-04-01", "query")
    ]

"""`ridgeway import`: what each kind of file answers, what a dry run leaves, and what exit status says."""

import json

import pytest

from ridgeway.domains.establishment.models import Worker
from ridgeway.domains.recruitment.models import PostcodeDistrict
from ridgeway.insight.models import PublishedRow
from tests.factories import a_council
from tests.journeys.intake.files import AGENCY, census, leaver, staff

PROMISED = ["rows", "workers", "agency", "leavers", "vacancies_fte", "problems", "written"]


@pytest.fixture
def council(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return a_council("Wiltshire", code="865")


@pytest.fixture
def file(tmp_path):
    return str(census(tmp_path / "census.xml", [staff(StepUpGrad="1"), leaver("SW2"), AGENCY]))


def test_a_dry_run_counts_and_writes_nothing(ridgeway, council, file):
    said = ridgeway("import", "census", file, "--council", "865", "--dry-run", "--json")
    counted = {name: said.json[name] for name in PROMISED if name != "problems"}
    assert counted == {"rows": 3, "workers": 1, "agency": 1, "leavers": 1, "vacancies_fte": 39.4, "written": 0}
    assert (list(said.json), Worker.objects.count()) == (PROMISED, 0)


def test_a_census_is_written_and_the_second_time_changes_nothing(ridgeway, council, file):
    first = ridgeway("import", "census", file, "--council", "865", "--json")
    assert (first.status, first.json["written"] > 0, Worker.objects.count()) == (0, True, 3)
    second = ridgeway("import", "census", file, "--council", "865", "--json")
    assert (second.status, second.json["written"], Worker.objects.count()) == (0, 0, 3)


def test_for_a_reader_it_says_what_it_did(ridgeway, council, file):
    lines = ridgeway("import", "census", file, "--council", "865", "--dry-run").out.splitlines()
    assert lines[0] == "3 rows in the file, 1 in post, 1 agency workers, 1 leavers, 39.4 vacancies (FTE)"
    assert lines[-1] == "A dry run: nothing was written."


def test_a_file_that_is_no_census_is_status_1(ridgeway, council, tmp_path):
    (tmp_path / "x.xml").write_text("<Nothing/>")
    said = ridgeway("import", "census", str(tmp_path / "x.xml"), "--council", "865", "--json")
    assert (said.status, said.json["written"], said.json["problems"][0]["severity"]) == (1, 0, "error")


def test_an_unknown_council_or_team_is_refused(ridgeway, council, file):
    assert ridgeway("import", "census", file, "--council", "111").status == 1
    said = ridgeway("import", "census", file, "--council", "865", "--team", "moon", "--json")
    assert (said.status, said.json) == (1, {"refused": "Wiltshire has no team “moon”."})


def test_people_come_in_by_a_map(ridgeway, council, tmp_path):
    (tmp_path / "staff.csv").write_text("Ref,Surname,Began,WTE\n77,Oakfield,01/04/2015,1\n")
    columns = {"staff_number": "Ref", "family_name": "Surname", "starts_on": "Began", "fte": "WTE"}
    (tmp_path / "map.json").write_text(json.dumps({"columns": columns}))
    said = ridgeway(
        "import",
        "people",
        str(tmp_path / "staff.csv"),
        "--council",
        "865",
        "--map",
        str(tmp_path / "map.json"),
        "--json",
    )
    assert (said.status, said.json["rows"], list(said.json)) == (0, 1, PROMISED)
    assert [(w.staff_number, w.family_name) for w in Worker.objects.all()] == [("77", "Oakfield")]


def test_the_published_indicators_come_in_and_answer_for_benchmarks(ridgeway, council):
    from importlib import resources

    from ridgeway.project.commands.demo import INDICATORS

    with resources.as_file(resources.files("ridgeway.insight") / "data" / INDICATORS) as path:
        said = ridgeway("import", "indicators", str(path), "--released", "2026-02-26", "--json")
    assert (said.json["rows"], PublishedRow.objects.count()) == (said.json["rows"], said.json["rows"])
    for rate, found in said.json["recomputed"].items():
        assert (rate, found["matched"] + len(found["exceptions"])) == (rate, found["of"])
        assert [e for e in found["exceptions"] if not e["reason"]] == []
    benchmarks = ridgeway("benchmarks", "--council", "865", "--year", "2025", "--json")
    assert {row["released"] for row in benchmarks.json} == {"2026-02-26"}
    assert {tuple(row) for row in benchmarks.json} == {("measure", "council", "region", "england", "released")}


def test_postcode_districts_are_loaded_with_their_source(ridgeway, council, tmp_path):
    (tmp_path / "places.csv").write_text("district,latitude,longitude\nBA14,51.32,-2.21\nSP1,51.08,-1.79\n")
    said = ridgeway("import", "districts", str(tmp_path / "places.csv"), "--source", "A survey", "--json")
    assert (said.status, said.json, set(PostcodeDistrict.objects.values_list("district", "source"))) == (
        0, {"districts": 2}, {("BA14", "A survey"), ("SP1", "A survey")},
    )  # fmt: skip


@pytest.mark.parametrize("text", ["place,x\nBath,1\n", "district,latitude,longitude\nBA14,north,-2\n", "district,latitude,longitude\nBath,51.4,-2.4\n"])  # fmt: skip
def test_districts_that_cannot_be_read_change_nothing(ridgeway, council, tmp_path, text):
    (tmp_path / "places.csv").write_text(text)
    said = ridgeway("import", "districts", str(tmp_path / "places.csv"), "--source", "A survey", "--json")
    assert (said.status, PostcodeDistrict.objects.count()) == (1, 0)

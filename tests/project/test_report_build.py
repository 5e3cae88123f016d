"""`ridgeway report build` of the Cabinet report: every format, the figures and what does not add up; and of a report that is kept."""

import datetime as dt

import pytest

from ridgeway.reporting import actions
from tests.factories import BY, a_council, a_post, a_service, a_team, an_employee, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    found = a_council("Chalkshire", code="999")
    team = a_team(a_service(found), name="North hub")
    an_employee(a_post(team, number="A1"), starts_on=day("2014-06-01"))
    a_post(team, number="A2")
    return found


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>")])
def test_the_cabinet_report_is_written_in_every_format(ridgeway, council, tmp_path, ending, begins):
    out = tmp_path / f"cabinet.{ending}"
    said = ridgeway("report", "build", "cabinet", "--council", "999", "--on", "2016-03-31", "--out", str(out), "--json")
    assert (said.status, sorted(said.json)) == (0, ["figures", "file", "findings"])
    assert out.read_bytes().startswith(begins)


def test_a_report_that_is_kept_is_written_by_its_reference(ridgeway, council, tmp_path):
    report = actions.begin_report(
        council, title="Progress", reference="CAB-1", on=dt.date(2016, 3, 31), since=dt.date(2015, 3, 31), **BY
    )
    text = "{{ figure: vacancies }} post is vacant. Of 98 workers, 94 of 98 (85.9%) stay <b>here</b>."
    actions.write_section(report.sections.first(), text=text, version=0, **BY)
    out = tmp_path / "kept.html"
    said = ridgeway("report", "build", "CAB-1", "--council", "999", "--on", "2016-03-31", "--out", str(out), "--json")
    assert [(f["key"], f["text"]) for f in said.json["figures"]] == [("vacancies", "1")]
    assert [f["arithmetic"] for f in said.json["findings"]] == ["94 of 98 is 95.9%"]
    page = out.read_text()
    assert "stay &lt;b&gt;here&lt;/b&gt;" in page
    assert "Does not add up." in page


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>")])
def test_state_of_the_service_is_written_in_every_format(ridgeway, council, tmp_path, ending, begins):
    out = tmp_path / f"state.{ending}"
    said = ridgeway(
        "report", "build", "state-of-the-service", "--council", "999", "--on", "2016-03-31", "--out", str(out), "--json"
    )
    assert (said.status, sorted(said.json), out.read_bytes()[: len(begins)]) == (0, ["figures", "file"], begins)


def test_one_service_is_asked_of_a_report_that_stands_ready(ridgeway, council, tmp_path):
    def built(service, out="a.html"):
        return ridgeway(
            "report", "build", "scrutiny", "--council", "999", "--on", "2016-03-31", "--service", service, "--out",
            str(tmp_path / out), "--json",
        )  # fmt: skip

    of_one, unknown, nowhere = built("childrens"), built("nothing"), built("childrens", "no/such/folder.pdf")
    assert (of_one.status, {f["scope_path"] for f in of_one.json["figures"]}) == (0, {"childrens"})
    assert (unknown.status, unknown.err) == (1, "Chalkshire has no service “nothing”. Known: childrens.\n")
    assert (nowhere.status, nowhere.err.endswith("cannot be written: No such file or directory.\n")) == (1, True)


def test_what_there_is_none_of_is_refused(ridgeway, council, tmp_path):
    said = [
        ridgeway("report", "build", name, "--council", "999", "--on", "2016-03-31", "--out", str(tmp_path / out))
        for name, out in (("nothing", "a.pdf"), ("cabinet", "a.txt"))
    ]
    assert [s.status for s in said] == [1, 1]
    assert said[0].err.startswith("There is no template and no report “nothing”.")
    assert said[1].err == "A report is written as .html, .docx or .pdf; “a.txt” ends otherwise.\n"

"""`ridgeway report check`: its JSON and its status are promises."""

import pytest

pytestmark = pytest.mark.django_db
WRONG = "15. Of 98 workers, 94 of 98 (85.9%) are within the promise."


def test_findings_are_listed_and_the_status_says_that_there_are_some(ridgeway, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text(WRONG)
    said = ridgeway("report", "check", str(paper), "--json")
    assert (said.status, said.json) == (
        1,
        [
            {
                "where": "paragraph 15",
                "quote": "Of 98 workers, 94 of 98 (85.9%) are within the promise.",
                "verdict": "contradicts",
                "arithmetic": "94 of 98 is 95.9%",
                "reason": "85.9% is printed, but its own part and whole give 95.9%.",
            }
        ],
    )


def test_a_paper_that_adds_up_is_status_0(ridgeway, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text(WRONG.replace("85.9", "95.9"))
    said = ridgeway("report", "check", str(paper))
    assert said.status == 0
    assert said.out.splitlines()[-1].startswith("4 figures in paragraphs and 0 tables read: 0 contradicted, 1 agree,")


def test_two_papers_are_held_against_one_another(ridgeway, tmp_path):
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("Turnover in adult care was 9.8% in March 2016.")
    second.write_text("Turnover in adult care was 10.4% in March 2016.")
    said = ridgeway("report", "check", str(first), str(second), "--json")
    assert (said.status, [f["where"] for f in said.json], said.json[0]["arithmetic"]) == (
        1,
        ["second.txt, line 1"],
        "10.4% here, 9.8% in first.txt, line 1",
    )


def test_a_file_there_is_none_of_and_one_that_is_no_paper_are_refused(ridgeway, tmp_path):
    other = tmp_path / "picture.docx"
    other.write_bytes(b"\x89PNG\x00\x00")
    said = [ridgeway("report", "check", str(path)) for path in (tmp_path / "none.docx", other)]
    assert [(s.status, s.out) for s in said] == [(1, ""), (1, "")]
    assert said[1].err == "Only Word files (.docx) and plain text can be read. Paste the words of anything else.\n"

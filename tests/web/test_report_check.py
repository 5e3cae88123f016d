"""Checking a paper on screen: pasted or uploaded, shown with its findings, and never kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import a_user
from tests.signing_in import sign_in
from tests.web.asking import text_of, url

pytestmark = pytest.mark.django_db
PAPER = "15. Of 98 workers, 94 of 98 (85.9%) are within the promise <script>alert(1)</script>.\n\nA\tB\nx\t3\ny\t4\nTotal\t8"


def test_a_pasted_paper_is_shown_with_what_was_found(place, client):
    sign_in(client, place.head)
    page = client.post(url("report_check", place), {"text": PAPER})
    assert [(f.verdict, f.arithmetic) for f in page.context["checked"].findings] == [
        ("contradicts", "94 of 98 is 95.9%"),
        ("contradicts", "3 + 4 = 7"),
    ]
    assert "alert(1)</script>" not in text_of(page)
    assert text_of(page).count('class="found found--wrong"') == 2


def test_a_file_is_checked_as_words_are(place, client):
    sign_in(client, place.head)
    file = SimpleUploadedFile("paper.txt", PAPER.encode())
    assert len(client.post(url("report_check", place), {"file": file}).context["checked"].contradicted) == 2


def test_two_papers_are_checked_side_by_side(place, client):
    sign_in(client, place.head)
    sent = {
        "file": SimpleUploadedFile("first.txt", b"1. The WIHSC opened. The WIHSC grew."),
        "beside": SimpleUploadedFile("second.txt", b"4. The WHISC grew to 40 staff."),
    }
    page = client.post(url("report_check", place), sent)
    assert [(f.where, f.arithmetic) for f in page.context["checked"].findings] == [
        ("second.txt, paragraph 4", "WIHSC 2 times, WHISC 1")
    ]
    assert [line.label for line in page.context["lines"]] == ["1.", "4."]
    sent = {"text": "40 staff.", "beside": SimpleUploadedFile("a.docx", b"PK\x03\x04 no")}
    errors = client.post(url("report_check", place), sent).context["form"].errors
    assert errors == {"beside": ["This is not a Word file (.docx). Save it as .docx, or paste its words."]}


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({}, "text", "Paste the paper’s words, or choose a file"),
        ({"text": "x" * 600_001}, "text", "This is longer than 200 pages. Paste it in parts."),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 no")}, "file", "This is not a Word file (.docx). Save it as .docx, or paste its words."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error_at_its_field(place, client, sent, field, says):
    sign_in(client, place.head)
    assert client.post(url("report_check", place), sent).context["form"].errors[field] == [says]


def test_it_is_for_those_who_build_reports(place, client):
    sign_in(client, a_user(place.council, "team-manager"))
    assert client.get(url("report_check", place)).status_code == 404


def test_somebody_of_one_service_may_check_a_paper(place, client):
    sign_in(client, a_user(place.council, "head-of-service", service=place.service))
    assert client.get(url("report_check", place)).status_code == 200


def test_the_number_of_a_paragraph_stands_before_its_first_words_alone(place, client):
    sign_in(client, place.head)
    page = client.post(url("report_check", place), {"text": "1. The staff:\n\nwe say that 40 work.\n\n2. And 30 rest."})
    assert [line.label for line in page.context["lines"]] == ["1.", "", "2."]

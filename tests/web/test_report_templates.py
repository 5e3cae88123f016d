"""Templates: headings as lines, the council's own Word file looked through, trees told in lines, and tokens with roles and names."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from ridgeway.drawing import trees
from ridgeway.reporting.models import ReportTemplate
from ridgeway.reporting.template_file import CannotTake, as_lines, headings_of, looked_through
from ridgeway.reporting.tokens import read_text
from tests.signing_in import sign_in
from tests.web.asking import url


def docx(*, without: str = "", macros: bool = False) -> bytes:
    """A Word file with the usual styles, perhaps without one, perhaps with macros."""
    document, out = Document(), io.BytesIO()
    if without:
        style = document.styles[without].element
        style.getparent().remove(style)
    document.save(out)
    if macros:
        with zipfile.ZipFile(out, "a") as package:
            package.writestr("word/vbaProject.bin", b"macros")
    return out.getvalue()


def test_headings_are_written_as_lines_and_read_again():
    found = headings_of("* Summary | In a few sentences.\n\nPurpose\nRisk | What may go wrong.")
    assert found == [
        ["Summary", "In a few sentences.", False],
        ["Purpose", "", True],
        ["Risk", "What may go wrong.", True],
    ]
    assert headings_of(as_lines(found)) == found


@pytest.mark.parametrize(("text", "why"), [("", "Write at least one heading."), ("A\nA", "“A” stands there twice."), ("| hint", "“| hint” is no heading")])  # fmt: skip
def test_headings_that_cannot_be_are_refused(text, why):
    with pytest.raises(CannotTake) as refused:
        headings_of(text)
    assert str(refused.value).startswith(why)


def test_a_word_file_with_every_style_is_taken():
    assert {"Title", "Caption"} < set(looked_through(docx()))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK no", "This is not a Word file (.docx). Save the template as .docx."),
        (docx(without="Caption"), "This file lacks the style Caption. A report is set in them."),
        (docx(macros=True), "This file holds macros. Save it as .docx without them."),
    ],
)
def test_a_word_file_that_cannot_be_a_template_is_refused(content, why):
    with pytest.raises(CannotTake) as refused:
        looked_through(content)
    assert str(refused.value) == why


@pytest.mark.django_db
def test_a_council_makes_a_template_and_gives_it_its_word_file(place, client):
    sign_in(client, place.head)
    made = client.post(
        url("report_templates", place), {"name": "Ours", "headings": "Purpose\nRisk | What may go wrong."}
    )
    template = ReportTemplate.objects.get(name="Ours")
    assert made.url == url("report_template", place, report_template=template.pk)
    file = SimpleUploadedFile("council.docx", docx())
    client.post(made.url, {"what": "word", "file": file})
    client.post(made.url, {"what": "headings", "name": "Ours", "headings": "Risk\nPurpose"})
    template.refresh_from_db()
    assert (template.word_name, [h[0] for h in template.headings]) == ("council.docx", ["Risk", "Purpose"])
    refused = client.post(made.url, {"what": "word", "file": SimpleUploadedFile("a.docx", b"PK no")})
    assert refused.context["word"].errors["file"] == ["This is not a Word file (.docx). Save the template as .docx."]
    client.post(made.url, {"what": "no-word"})
    template.refresh_from_db()
    assert template.word_file is None


def test_a_tree_is_told_in_words_and_drawn():
    rows = [(0, "Student"), (1, "Newly qualified"), (2, "Social worker"), (2, "Reviewing officer"), (5, "Chair")]
    assert trees.told(rows) == "Student leads to Newly qualified. Newly qualified leads to Social worker, Reviewing officer. Reviewing officer leads to Chair."  # fmt: skip
    assert trees.drawn("Pathway", rows).count("<rect") == 5


def test_a_token_says_roles_groups_and_names_and_reads_them_again():
    text = "{{ figure: vacancies, childrens, 2016-03-31, since 2015-03-31, group A + B, role Social worker, named Coffee morning, base }}"
    token = read_text(text)
    assert (token.group, token.role, token.named, token.text) == ("A + B", "Social worker", "Coffee morning", text)

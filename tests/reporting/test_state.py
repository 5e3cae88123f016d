"""The Word report holds the page's figures in real tables, each with a real footnote."""

import datetime as dt
import zipfile

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from ridgeway.reporting import state

MADE = dt.datetime(2016, 4, 1, 9, 30, tzinfo=dt.UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def built(chalkshire, tmp_path):
    out = tmp_path / "report.docx"
    result = state.build("999", on=dt.date(2016, 3, 31), out=out, made_at=MADE)
    return out, result


def test_tables_are_tables_with_heads_that_repeat(built):
    out, result = built
    document = Document(str(out))
    figures = document.tables[0]
    assert [cell.text for cell in figures.rows[0].cells] == ["Figure", "Value", "Base", "Change"]
    assert len(figures.rows) == 1 + len(result["figures"])
    assert figures.rows[1].cells[1].text == "2 posts"
    assert figures.rows[1].cells[2].text == "2 vacant of 6 funded posts"
    assert all(table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None for table in document.tables)


def test_every_figure_has_a_footnote_with_its_definition(built):
    out, result = built
    with zipfile.ZipFile(out) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        body = package.read("word/document.xml").decode()
        types = package.read("[Content_Types].xml").decode()
    texts = ["".join(note.itertext()) for note in notes if int(note.get(f"{W}id")) > 0]
    assert len(texts) == len(result["figures"]) == body.count("w:footnoteReference ")
    assert "Numerator: funded posts nobody holds, 2." in texts[0]
    assert "footnotes+xml" in types


def test_headings_are_headings(built):
    document = Document(str(built[0]))
    assert document.paragraphs[0].text == "Chalkshire"
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Figures",
        "Turnover over three years",
        "Leavers by part of the service",
    ]


def test_a_format_there_is_none_of_is_refused_with_a_sentence(chalkshire, tmp_path):
    with pytest.raises(state.CannotBuild, match=r"written as \.html, \.docx or \.pdf"):
        state.build("999", on=dt.date(2016, 3, 31), out=tmp_path / "report.xyz", made_at=MADE)


def test_the_chart_has_words_for_those_who_do_not_see_it(built):
    out, _ = built
    with zipfile.ZipFile(out) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
    described = [e.get("descr") for e in body.iter() if e.tag.endswith("}docPr")]
    assert len(pictures) == len(described) == 1
    assert described[0].startswith("Turnover, all leavers, twelve months to each day. ")


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE html>")])
def test_every_format_that_is_promised_is_written_with_the_same_figures(chalkshire, tmp_path, ending, begins):
    out = tmp_path / f"state.{ending}"
    result = state.build("999", on=dt.date(2016, 3, 31), out=out, made_at=MADE, service="childrens")
    assert (out.read_bytes()[: len(begins)], result["file"]) == (begins, str(out))
    assert [f["measure"] for f in result["figures"]][:2] == ["vacancies", "vacancy_rate"]


def test_the_pdf_and_the_web_page_say_what_the_word_file_says(chalkshire, tmp_path):
    for ending in ("pdf", "html"):
        state.build("999", on=dt.date(2016, 3, 31), out=tmp_path / f"state.{ending}", made_at=MADE)
    pdf = PdfReader(tmp_path / "state.pdf")
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    page = (tmp_path / "state.html").read_text()
    for said in (
        "2 vacant of 6 funded posts",
        "Numerator: funded posts nobody holds, 2.",
        "Leavers by part of the service",
    ):
        assert (said in words, said in page) == (True, True), said
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]

"""Papers as they come: broken lines, lists, headings, footnotes, tables, Word files, and files that mean harm."""

import io
import zipfile

import pytest
from docx import Document

from ridgeway.reporting.check import CannotRead, check_file, paper_of
from ridgeway.reporting.check.paper import Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_lines_that_were_broken_are_joined_and_paragraphs_keep_their_numbers():
    paper = paper_of(
        "# Progress\n\n15. The campaign filled 94\nof 98 posts\n   (85.9%).\n\n16. It went\non.\n  - one point\n  - another"
    )
    assert [(b.where, b.text) for b in paper.paragraphs] == [
        ("paragraph 15", "The campaign filled 94 of 98 posts (85.9%)."),
        ("paragraph 16", "It went on."),
        ("paragraph 16, point 1", "one point"),
        ("paragraph 16, point 2", "another"),
    ]


def test_a_footnote_does_not_cut_a_sentence_in_two():
    paper = paper_of("22. Retention is 89.5% and in\n\n<sup>3</sup> A note of 2015.\n\nsafeguarding it is higher.")
    assert [b.text for b in paper.paragraphs] == [
        "Retention is 89.5% and in safeguarding it is higher.",
        "A note of 2015.",
    ]


def test_tables_of_tabs_and_of_bars_are_tables():
    paper = paper_of("a\tb\n1\t2\n\n| x | y |\n|---|---|\n| z | 3 |")
    assert [(t.head, t.rows) for t in paper.tables] == [(["a", "b"], [["1", "2"]]), (["x", "y"], [["z", "3"]])]


def a_word_file(change=None) -> bytes:
    document = Document()
    document.add_heading("Progress", 1)
    document.add_paragraph("Of 98 workers 94 of 98 (85.9%) are within it.")
    table = document.add_table(rows=4, cols=2)
    for row, cells in zip(table.rows, (("Team", "Posts"), ("A", "3"), ("B", "4"), ("Total", "8")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return change(out.getvalue()) if change else out.getvalue()


def test_a_word_file_is_read_with_its_tables_in_place():
    checked = check_file(a_word_file())
    assert [(f.where, f.arithmetic) for f in checked.contradicted] == [
        ("paragraph 1 under “Progress”", "94 of 98 is 95.9%"),
        ("table 1", "3 + 4 = 7"),
    ]
    assert [type(b) for b in checked.paper.blocks].count(Table) == 1


def a_package(xml: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", xml)
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    "content",
    [
        a_package(BOMB),
        a_package(b"<not-xml"),
        a_package(b"<a/>"),
        a_package(b"x" * 41_000_000),
        a_word_file()[:-200],
        a_word_file(lambda whole: whole[:100] + b"\x00" * (len(whole) - 200) + whole[-100:]),
        b"PK\x03\x04" + b"\x00" * 100,
        b"%PDF-1.7 something",
        b"\x00\x01\x02binary",
    ],
    ids=[
        "entities",
        "not XML",
        "another XML",
        "unpacks to too much",
        "cut off",
        "damaged",
        "empty package",
        "a PDF",
        "binary",
    ],
)
def test_a_file_that_is_no_paper_is_refused_with_a_sentence(content):
    with pytest.raises(CannotRead, match=r"\.$"):
        check_file(content)


def test_what_was_deleted_with_tracked_changes_is_not_read():
    xml = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t xml:space="preserve">94 of 98 </w:t></w:r>'
        "<w:del><w:r><w:t>(85.9%)</w:t></w:r></w:del><w:ins><w:r><w:t>(95.9%)</w:t></w:r></w:ins></w:p></w:body></w:document>"
    )
    assert [f.verdict for f in check_file(a_package(xml.encode())).findings] == ["agrees"]


def test_text_of_older_windows_is_read():
    assert len(check_file("It cost £40 – 94 of 98 (95.9%).".encode("cp1252")).agreed) == 1

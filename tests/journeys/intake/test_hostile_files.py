"""Census files that mean harm, or are not census files: refused with a sentence, and nothing written."""

import pytest

from ridgeway.domains.establishment.models import Worker
from ridgeway.journeys.intake.commands import import_census

from .conftest import BY
from .files import census, staff, tags

BOMB = '<!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def refusal(council, path):
    found = import_census(path, council, dry_run=False, **BY)
    assert (found["written"], found["rows"], Worker.objects.count()) == (0, 0, 0)
    return found["problems"][-1]["message"]


def refused(council, tmp_path, text, encoding="utf-8"):
    path = tmp_path / "x.xml"
    path.write_bytes(text.encode(encoding))
    return refusal(council, path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "before",
    [BOMB, '<!DOCTYPE Message SYSTEM "file:///etc/passwd">', '<!DOCTYPE m [<!ENTITY x SYSTEM "http://example.org/x">]>', "<!doctype m>"],
)  # fmt: skip
def test_document_types_and_entities_are_refused(council, tmp_path, before, encoding):
    said = refused(council, tmp_path, f"<?xml version='1.0'?>{before}<Message>&b;</Message>", encoding)
    assert said.startswith("The file defines a document type or entities.")


def test_a_document_type_after_a_long_comment_is_refused(council, tmp_path):
    text = f"<?xml version='1.0'?><!--{'x' * 3_000_000}-->{BOMB}<Message>&b;</Message>"
    assert refused(council, tmp_path, text).startswith("The file defines a document type or entities.")


def test_an_undeclared_entity_is_refused(council, tmp_path):
    said = refused(council, tmp_path, "<Message>\n<Header>&x;</Header></Message>")
    assert said.startswith("At line 2 stands an entity that XML does not know, &x;. Only &amp;")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n<?xml version='1.0'?><Message/>", "At line 2 something stands before the XML declaration"),
        ("<Message>\nChildren & families</Message>", "At line 2 a bare & stands in a text. Write &amp; in its place."),
        ("<Message>under <18</Message>", "At line 1 a bare < stands in a text. Write &lt; in its place."),
        ("<Message>\n</Message><Message/>", "At line 2 the file goes on after its end. It may hold two files"),
        ("<Message><!-- &nbsp; -->\n<Header></Message>", "it breaks at line 2. Export it again"),
        ("<Message><Header></Message>", "it breaks at line 1. Export it again from your system."),
    ],
)
def test_a_file_that_is_no_xml_says_what_is_wrong(council, tmp_path, text, words):
    assert words in refused(council, tmp_path, text)


def test_bytes_of_another_encoding_than_the_file_says_are_refused(council, tmp_path):
    assert "a byte is not in the encoding" in refused(council, tmp_path, "<Message>caf\xe9 noir</Message>", "latin-1")
    said = refused(council, tmp_path, "<?xml version='1.0' encoding='UTF-16'?><Message/>")
    assert said == "The file says that it is in UTF-16 and is not. Save it as UTF-8 and upload it again."


@pytest.mark.parametrize("where", ['<Message xmlns="{}">', '<Message a="{}">', "<Message><{}/>"])
def test_a_long_name_namespace_or_attribute_is_refused_within_memory(council, tmp_path, where):
    records = "<CSWWWorker><SWENo>SW1</SWENo></CSWWWorker>" * 40
    said = refused(council, tmp_path, f"{where.format('x' * 9_000)}{records}</Message>")
    assert "a name, namespace or attribute far longer than any in a census" in said


def test_more_elements_than_a_census_has_are_refused(council, tmp_path):
    assert refused(council, tmp_path, f"<Message>{'<Zed/>' * 5000}</Message>") == (
        "At line 1 the file holds far more than a census file can."
    )


def test_a_very_long_value_is_refused(council, tmp_path):
    path = census(tmp_path / "x.xml", [staff(OrgRole="5" * 50_000)])
    assert "OrgRole holds 50,000 characters, far more than any census item" in refusal(council, path)


def test_a_value_of_forty_megabytes_is_refused(council, tmp_path):
    path = census(tmp_path / "x.xml", [staff(OrgRole="5" * 40_000_000)])
    assert "far longer than any census item" in refusal(council, path)


def test_a_record_of_endless_elements_is_refused(council, tmp_path):
    path = census(tmp_path / "x.xml", [{**staff(), **{f"X{n}": "1" for n in range(5000)}}])
    assert "more elements than a census record can" in refusal(council, path)


def test_elements_within_elements_without_end_are_refused(council, tmp_path):
    said = refused(council, tmp_path, "<Message>" + "<a>" * 5000 + "</a>" * 5000 + "</Message>")
    assert "more elements than a census record can" in said


def test_a_file_cut_short_names_the_line(council, tmp_path):
    path = census(tmp_path / "x.xml", [staff(f"SW{n}") for n in range(1, 50)])
    path.write_text(path.read_text()[:9000])
    assert refusal(council, path).startswith("The file is cut short: it breaks off at line ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file is empty."),
        ("SWENo,FTE\nSW1,1\n", "This is not an XML file."),
        ("<html><body/></html>", "The file begins with “html”."),
        ("<Message></Message>", "The file holds no CSWWWorker records."),
        (f"<Message><CSWWWorker>{tags(staff())}</CSWWWorker></Message>", "The file has no Header"),
        ("<?xml version='1.0' encoding='EBCDIC-CP-US'?><Message/>", "The file is in the encoding EBCDIC-CP-US."),
    ],
)
def test_what_is_no_census_file_is_refused(council, tmp_path, text, words):
    assert refused(council, tmp_path, text).startswith(words)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ({"Collection": "SWF"}, "The header says the collection is “SWF”."),
        ({"LEA": "866"}, "This file is for council 866, and you are importing for council 865."),
        ({"Year": "2017"}, "The header says 2017. Files of 2021 and later can be read."),
        ({"Year": "20x5"}, "The header's Year is “20x5”."),
        ({"Year": "2031"}, "The header says 2031, a year that begins on 1 October 2030 and has not begun yet."),
    ],
)
def test_another_collection_council_or_year_is_refused(council, tmp_path, header, words):
    path = census(tmp_path / "x.xml", [staff()], header=header)
    assert refusal(council, path).startswith(words)


def test_a_file_over_the_limit_is_refused(council, tmp_path, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    assert refusal(council, census(tmp_path / "x.xml", [staff()])).startswith(
        "The file is 0 MB. Files of up to 0 MB are taken"
    )


def test_a_file_of_problems_alone_is_refused(council, tmp_path, monkeypatch):
    monkeypatch.setattr("ridgeway.journeys.intake.problems.PROBLEM_LIMIT", 50)
    path = census(tmp_path / "x.xml", [{"SWENo": f"SW{n}", "AgencyWorker": "0"} for n in range(1, 40)])
    assert refusal(council, path).startswith("More than 50 problems were found")

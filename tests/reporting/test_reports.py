"""A report from its beginning to its publishing: words in versions, figures from the rows, findings answered, everything frozen."""

import datetime as dt
import io
import zipfile

import pytest
from docx import Document as WordDocument
from pypdf import PdfReader

from ridgeway.core.models import AuditEntry
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Employment
from ridgeway.insight.measures import MEASURES
from ridgeway.reporting import actions, later, out_html, out_pdf, out_word, printed_elsewhere
from ridgeway.reporting.actions import CannotChangeReport
from ridgeway.reporting.composing import compose
from ridgeway.reporting.document import MOST_ROOM, Block, from_values, widths_of
from ridgeway.reporting.selfcheck import concerns
from ridgeway.reporting.tokens import CannotRead, read_text

D = dt.date
AT = dt.datetime(2016, 5, 26, 9, 14, tzinfo=dt.UTC)
ANNA, BEN = {"by": "Anna Ash", "at": AT}, {"by": "Ben Beech", "at": AT}
FIGURE = "{{ figure: vacancies, childrens }}"


@pytest.fixture
def council(chalkshire):
    return chalkshire.council


@pytest.fixture
def report(council):
    return actions.begin_report(
        council, title="Progress", reference="CAB-1", on=D(2016, 3, 31), since=D(2015, 3, 31), **ANNA
    )


def write(report, text, heading="Progress made"):
    section = report.sections.get(heading=heading)
    return actions.write_section(section, text=text, version=section.version, **ANNA)


def words(report):
    return [b.words for b in compose(report)[0].blocks if b.kind != "heading"]


def settled(report):
    actions.send_to_review(report, **ANNA)
    actions.sign(report, **BEN)
    return actions.publish(report, **BEN)


def test_a_report_begins_with_the_headings_of_its_template(report):
    assert [s.heading for s in report.sections.all()][:3] == ["Executive summary", "Proposal", "Reason for proposal"]
    assert report.template.name == "Cabinet report"


def test_a_figure_in_the_text_is_the_figure_of_the_rows(report):
    write(
        report,
        f"{FIGURE} posts were vacant, and {{{{ figure: vacancies, childrens, 2015-03-31, denominator }}}} were funded a year before.",
    )
    document, counted = compose(report)
    assert words(report) == ["2 posts were vacant, and 6 were funded a year before."]
    assert [(f.number, f.text, f.base) for f in document.figures] == [
        (1, "2", "2 vacant of 6 funded posts"),
        (2, "6", document.figures[1].base),
    ]
    assert [len(c.rows["numerator"]["ids"]) for c in counted][:1] == [2]


def test_the_same_figure_twice_is_one_figure(report):
    write(report, f"{FIGURE} and again {FIGURE}.")
    document, _ = compose(report)
    assert [[p.figure for p in b.pieces if p.figure] for b in document.blocks if b.pieces] == [[1, 1]]


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        ("{{ figure: wages }}", "There is no measure “wages”."),
        ("{{ figure: vacancies, moon }}", "Chalkshire has no service or team “moon”."),
        ("{{ figure: vacancies, 2016-02-30 }}", "“2016-02-30” is not a day; write it as 2016-03-31."),
        ("{{ figure: vacancies, group None }}", "Chalkshire has no group of teams “None”."),
        ("{{ figure: vacancies, Childrens! }}", "“Childrens!” is neither a scope, a day nor a way to show the figure."),
        ("A {{ table: position }} in a line.", "“{{ table: position }}” must stand on a line of its own."),
        (
            "{{ table: everything }}",
            "There is no table “everything”. There are: position, vacancies, hiring, money, agency, staying, campaign, channels, time-to-hire, programmes, equality, benchmarks, spotlight, and the name of any measure.",
        ),
    ],
)
def test_a_figure_that_says_nothing_is_a_finding_and_stays_as_it_was_written(report, token, sentence):
    write(report, token)
    document, _ = compose(report)
    assert sentence in [c.reason for c in concerns(report, document) if c.is_open]
    assert words(report) == [token]


def test_a_report_of_a_service_speaks_of_nothing_else(council):
    service = council.services.get()
    other = actions.begin_report(
        council, title="Ours", reference="S-1", on=D(2016, 3, 31), since=D(2015, 3, 31), service=service, **ANNA
    )
    write(other, "{{ figure: vacancies, all }} and {{ figure: vacancies }}")
    assert [c.reason for c in concerns(other, compose(other)[0])] == [
        "This report speaks of Children's services; “all” lies outside it."
    ]


def test_tables_and_charts_come_from_the_same_rows(report):
    write(report, "{{ table: position }}\n\n{{ table: vacancies, childrens }}\n\n{{ chart: headcount, childrens }}")
    position, vacancies, chart = (b for b in compose(report)[0].blocks if b.kind in ("table", "chart"))
    assert (position.heads, position.rows[0]) == (
        ("Measure", "Children's services", "from"),
        ("Vacancies", "2", "2 vacant of 6 funded posts"),
    )
    assert vacancies.rows[-1][0::8] == ("Total", "2")
    assert (chart.kind, len(chart.points), chart.rows[-1][1]) == ("chart", 37, "4")


def test_words_are_kept_in_versions_and_nobody_overwrites_another(report):
    section = report.sections.get(heading="Progress made")
    actions.begin_writing(section, **ANNA)
    with pytest.raises(CannotChangeReport, match="Anna Ash is writing this section"):
        actions.begin_writing(section, **BEN)
    actions.write_section(section, text="First.", version=0, **ANNA)
    with pytest.raises(CannotChangeReport, match="Somebody saved this section while you wrote"):
        actions.write_section(section, text="Mine.", version=0, **BEN)
    actions.write_section(section, text="Second.", version=1, **BEN)
    assert [(v.number, v.text, v.by_name) for v in section.versions.all()] == [
        (2, "Second.", "Ben Beech"),
        (1, "First.", "Anna Ash"),
    ]


def test_half_an_hour_later_another_may_write(report):
    section = report.sections.first()
    actions.begin_writing(section, **ANNA)
    assert actions.begin_writing(section, by="Ben Beech", at=AT + dt.timedelta(minutes=31)).writer_name == "Ben Beech"


def test_headings_change_places_and_empty_ones_go(report):
    second = report.sections.all()[1]
    actions.move_section(second, **ANNA)
    assert [s.heading for s in report.sections.all()][:2] == ["Proposal", "Executive summary"]
    actions.remove_section(second, **ANNA)
    write(report, "Words.")
    with pytest.raises(CannotChangeReport, match="There are words under this heading"):
        actions.remove_section(report.sections.get(heading="Progress made"), **ANNA)


WRONG = "Of 98 workers, 94 of 98 (85.9%) are within the promise."


def test_what_does_not_add_up_must_be_mended_or_answered_before_it_is_signed(report):
    write(report, WRONG)
    actions.send_to_review(report, **ANNA)
    with pytest.raises(CannotChangeReport, match="1 finding is neither mended nor answered"):
        actions.sign(report, **BEN)
    (concern,) = concerns(report, compose(report)[0])
    assert (concern.kind, concern.where, concern.arithmetic) == ("wrong", "paragraph 1", "94 of 98 is 95.9%")
    actions.answer_finding(report, key=concern.key, quote=concern.quote, answer="As printed in May.", **ANNA)
    assert actions.sign(report, **BEN).signed_by_name == "Ben Beech"


def test_an_answer_belongs_to_the_words_it_was_given_to(report):
    write(report, WRONG)
    (concern,) = concerns(report, compose(report)[0])
    actions.answer_finding(report, key=concern.key, quote=concern.quote, answer="As printed.", **ANNA)
    write(report, WRONG.replace("85.9", "75.9"))
    assert [c.is_open for c in concerns(report, compose(report)[0])] == [True]


def test_a_typed_number_is_held_against_a_placed_one(report):
    write(report, f"{FIGURE} of {{{{ figure: vacancies, childrens, denominator }}}} funded posts (43%) were vacant.")
    assert [c.arithmetic for c in concerns(report, compose(report)[0])] == ["2 of 6 is 33.3%"]


def test_two_definitions_of_one_name_are_pointed_at(report):
    write(report, "{{ figure: retention, childrens }} and {{ figure: retention_qualified, childrens }}")
    assert "Retention is given by 2 definitions. Say that they cannot be compared." in [
        c.reason for c in concerns(report, compose(report)[0])
    ]


def test_a_comment_must_be_settled_before_the_report_is_signed(report):
    remark = actions.comment(report.sections.first(), text="Since when?", **BEN)
    actions.send_to_review(report, **ANNA)
    with pytest.raises(CannotChangeReport, match="1 comment is not settled"):
        actions.sign(report, **BEN)
    actions.settle_comment(remark, **ANNA)
    assert actions.sign(report, **BEN).state == "signed"


def test_nothing_is_written_in_a_signed_report_until_it_is_taken_back(report):
    actions.send_to_review(report, **ANNA)
    actions.sign(report, **BEN)
    with pytest.raises(CannotChangeReport, match="This report is signed off"):
        write(report, "More.")
    assert actions.take_back(report, **ANNA).signed_by_name == ""


def test_what_is_published_stays_and_later_rows_are_shown_beside_it(report):
    write(report, f"{FIGURE} posts were vacant.")
    published = settled(report)
    frozen = published.figures.get()
    assert (frozen.number, frozen.said["text"], len(frozen.rows["numerator"]["ids"])) == (1, "2", 2)
    assert later.is_whole(frozen.rows, frozen.said["value"], frozen.fingerprint)
    document = from_values(published.frozen)
    assert [b.words for b in document.blocks if b.pieces] == ["2 posts were vacant."]
    assert later.differences(published, document) == []
    gone = Employment.objects.filter(ends_on=None).first()
    establishment.leave(gone, ends_on=D(2016, 3, 1), reason="1", destination="1", **ANNA)
    (changed,) = later.differences(published, document)
    assert (changed.placed.text, changed.now.text, changed.difference) == ("2", "3", 1.0)
    assert from_values(type(published).objects.get().frozen) == document


def test_rows_that_change_after_the_sign_off_are_checked_again(report):
    write(report, f"{FIGURE} of 6 funded posts (33.3%) were vacant.")
    actions.send_to_review(report, **ANNA)
    actions.sign(report, **BEN)
    gone = Employment.objects.filter(ends_on=None).first()
    establishment.leave(gone, ends_on=D(2016, 3, 1), reason="1", destination="1", **ANNA)
    with pytest.raises(CannotChangeReport, match="Rows have changed since the sign-off"):
        actions.publish(report, **BEN)


def test_the_words_of_a_report_are_not_in_the_audit_trail(report):
    write(report, "Something nobody should read twice.")
    settled(report)
    kept = str(list(AuditEntry.objects.values_list("before", "after", "thing")))
    assert "nobody should read" not in kept
    assert "report.published" in set(AuditEntry.objects.values_list("action", flat=True))


def test_printed_figures_stand_beside_ours(report):
    rows = [
        ("15", "vacant", "2", "{{ figure: vacancies, childrens }}", ""),
        ("16", "vacant", "5", "{{ figure: vacancies, childrens }}", ""),
        ("17", "avoided", "£600,000", "", "No workings are given."),
    ]
    assert actions.set_printed(report, rows, **ANNA) == 3
    beside = printed_elsewhere.beside(report)
    assert [(b.computed, b.verdict, b.reason) for b in beside] == [
        ("2", "equal", ""), ("2", "different", ""), ("", "not computed", "No workings are given."),
    ]  # fmt: skip
    with pytest.raises(CannotChangeReport, match="Row 1"):
        actions.set_printed(report, [("1", "x", "2", "vacancies", "")], **ANNA)


@pytest.mark.parametrize(
    ("printed", "computed", "same"),
    [("73%", "76.4%", False), ("80%", "80.3%", True), ("89.5%", "89.5%", True), ("less than 4%", "3.8%", True), ("about £1m", "£492,640", False), ("123", "123", True)],
)  # fmt: skip
def test_a_printed_figure_may_be_the_rounding_of_ours(printed, computed, same):
    assert printed_elsewhere.is_same(printed, computed) is same


def test_a_token_reads_back_as_it_was_written():
    for text in (
        "{{ figure: turnover, childrens, 2016-03-31, base }}",
        "{{ chart: turnover, all, group The hubs }}",
        "{{ table: vacancies, since 2015-03-31 }}",
    ):
        assert read_text(text).text == text
    with pytest.raises(CannotRead, match="says its on twice"):
        read_text("{{ figure: turnover, 2016-03-31, 2015-03-31 }}")


def a_whole_report(report):
    write(
        report,
        f"{FIGURE} posts were vacant. {WRONG}\n\n{{{{ table: position }}}}\n\n{{{{ chart: headcount, childrens }}}}\n\n- a point",
    )
    document, _ = compose(report)
    return report, document, concerns(report, document)


def test_the_word_file_has_headings_captions_notes_and_words_for_its_pictures(report):
    content = out_word.as_docx(*a_whole_report(report), at=AT)
    word = WordDocument(io.BytesIO(content))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == ["Progress made"]
    assert [p.text[:8] for p in word.paragraphs if p.style.name == "Caption"] == ["Table 1.", "Figure 1", "Table 2."]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        notes = package.read("word/footnotes.xml").decode()
        assert "2 vacant of 6 funded posts" in notes
        body = package.read("word/document.xml").decode()
        assert (body.count("w:framePr"), body.count('w:val="wave"')) == (1, 1)
        assert f'descr="{MEASURES["headcount"].name}' in body
    (flag,) = [p.text for p in word.paragraphs if p.text.startswith("Does not add up.")]
    assert flag == "Does not add up. 94 of 98 is 95.9%. 85.9% is printed, but its own part and whole give 95.9%."


def test_the_head_says_who_meets_when_and_under_which_item(report):
    report.body, report.meeting_on, report.agenda_item = "Cabinet", D(2016, 6, 14), "9"
    write(report, f"{FIGURE} posts were vacant. {WRONG}")
    document, _ = compose(report)
    found = concerns(report, document)
    word = WordDocument(io.BytesIO(out_word.as_docx(report, document, found, at=AT)))
    assert [p.text for p in word.paragraphs[:3]] == [
        "Chalkshire\t14 June 2016",
        "Cabinet\tAgenda item 9",
        "Subject\tProgress",
    ]
    pdf = " ".join(
        PdfReader(io.BytesIO(out_pdf.as_pdf(report, document, found, at=AT))).pages[0].extract_text().split()
    )
    page = out_html.as_html(report, document, found, at=AT).decode()
    for said in ("14 June 2016", "Agenda item 9", "94 of 98 is 95.9%"):
        assert (said in pdf, said in page) == (True, True), said
    assert "<mark>" in page
    assert page.index('class="flag"') > page.index("<mark>")


def test_the_word_file_takes_the_councils_own_styles(report):
    own = WordDocument()
    own.styles["Heading 1"].font.name = "Chalk Sans"
    own.add_paragraph("Words of the template go")
    out = io.BytesIO()
    own.save(out)
    report.template.word_file = out.getvalue()
    word = WordDocument(io.BytesIO(out_word.as_docx(*a_whole_report(report), at=AT)))
    assert word.styles["Heading 1"].font.name == "Chalk Sans"
    assert "Words of the template go" not in [p.text for p in word.paragraphs]


def test_the_pdf_is_tagged_and_has_bookmarks(report):
    content = out_pdf.as_pdf(*a_whole_report(report), at=AT)
    pdf = PdfReader(io.BytesIO(content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] is True or bool(pdf.trailer["/Root"]["/MarkInfo"]["/Marked"])
    assert [entry.title for entry in pdf.outline] == ["Progress made"]
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert "1 figure does not add up" in " ".join(text.split())


def test_what_people_write_is_never_markup_in_the_pdf(report):
    write(report, "#panic() *bold* $x$ `code` @ref <label> \\ // [a] {{ figure: headcount }}")
    document, _ = compose(report)
    pdf = PdfReader(io.BytesIO(out_pdf.as_pdf(report, document, [], at=AT)))
    assert "#panic() *bold* $x$ `code` @ref <label>" in " ".join(pdf.pages[0].extract_text().split())


LISTS = "Before.\n\n- one point\n- {{ figure: headcount, childrens }} in a second\n\nBetween.\n\n- alone\n\n{{ tree: Pathway }}\n> Student\n>> Newly qualified\n>>> Experienced\n> Assistant"


def tags_of(pdf: PdfReader, kind: str) -> list:
    """The elements of one kind in the tree of a tagged PDF, each as how many of its children are of a list."""
    found, wait = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while wait:
        node = wait.pop().get_object()
        kids = node.get("/K", []) if hasattr(node, "get") else []
        kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        kids = [kid for kid in kids if hasattr(kid, "get")]
        if node.get("/S") == kind:
            found.append(sum(kid.get("/S") == "/LI" for kid in kids))
        wait += kids
    return sorted(found)


def test_points_are_lists_in_every_form(report):
    write(report, LISTS)
    document, _ = compose(report)
    word = WordDocument(io.BytesIO(out_word.as_docx(report, document, [], at=AT)))
    points = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("List")]
    assert points == [
        ("List Bullet", "one point"),
        ("List Bullet", "4 in a second"),
        ("List Bullet", "alone"),
        ("List Bullet", "Student"),
        ("List Bullet 2", "Newly qualified"),
        ("List Bullet 3", "Experienced"),
        ("List Bullet", "Assistant"),
    ]
    assert word.styles["List Bullet 2"].element.pPr.numPr is not None
    pdf = PdfReader(io.BytesIO(out_pdf.as_pdf(report, document, [], at=AT)))
    assert tags_of(pdf, "/L") == [1, 1, 1, 2, 2]  # alone; the deeper two levels of the tree; two points; its roots
    page = out_html.as_html(report, document, [], at=AT).decode()
    assert [one.count("<li>") for one in page.split("<ul>")[1:]] == [2, 1, 1, 1, 2]


def test_a_flagged_point_stays_in_its_list(report):
    write(report, f"- {WRONG}\n- another point")
    document, _ = compose(report)
    found = concerns(report, document)
    pdf = PdfReader(io.BytesIO(out_pdf.as_pdf(report, document, found, at=AT)))
    assert tags_of(pdf, "/L") == [2]
    assert "94 of 98 is 95.9%" in " ".join(pdf.pages[0].extract_text().split())


def test_a_wide_table_shortens_its_words_and_never_a_number_or_a_single_word():
    heads = ("Measure", "Operational children’s services", "from", "Adult care operations", "from")
    words = "162 qualified social workers still employed of 181 in post"
    block = Block(
        "table",
        heads=heads,
        rows=(("Retention of qualified staff, twelve months", "89.5%", words, "87.5%", words),) * 2,
        numeric=(1, 3),
    )
    widths = widths_of(block)
    assert sum(widths) == pytest.approx(MOST_ROOM)
    assert [widths[1], widths[3]] == pytest.approx([len("Operational") * 1.15 + 3, len("operations") * 1.15 + 3])
    assert min(widths[0], widths[2]) > len("qualified") * 1.15 + 3

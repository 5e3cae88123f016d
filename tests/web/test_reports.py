"""Reports on screen: begun, written with figures placed, findings answered, signed, published, read and downloaded."""

import datetime as dt

import pytest
from django.urls import reverse

from ridgeway.core import progress
from ridgeway.reporting import actions
from ridgeway.reporting.actions.making import key_of
from ridgeway.reporting.models import Making, Report
from tests.factories import BY, a_council, a_service, a_user, day
from tests.finding_reports import report_parts
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db
WRONG = "Of 98 workers, 94 of 98 (85.9%) are within the promise."


@pytest.fixture
def parts(place):
    return report_parts(place.council)


def one(name, place, parts, **more):
    return url(name, place, report=parts["report"], **more)


def test_a_report_is_begun_from_the_standing_headings(place, client):
    sign_in(client, place.head)
    sent = {
        "title": "Progress",
        "reference": "CAB-2016-09",
        **date("on", "2016-03-31"),
        **date("since", "2015-03-31"),
        "body": "Cabinet",
    }
    page = client.post(url("report_begin", place), sent)
    report = Report.objects.get()
    assert page.url == url("report", place, report=report.pk)
    assert report.sections.count() == 23
    again = client.post(url("report_begin", place), sent)
    assert again.context["form"].non_field_errors() == ["There is a report CAB-2016-09 already."]


def test_a_section_is_written_and_its_figures_stand_in_the_report(place, client, parts):
    sign_in(client, place.head)
    address = one("report_section", place, parts, section=parts["section"])
    sent = {"text": "There were {{ figure: headcount }} people.", "version": "1"}
    assert client.post(address, sent).url == one("report", place, parts)
    page = client.get(one("report", place, parts))
    assert [b.words for b in page.context["shown"].document.blocks if b.pieces] == ["There were 1 people."]
    assert one("report_figure", place, parts, figure=1) in text_of(page)


def test_points_that_follow_one_another_are_one_list(place, client, parts):
    sign_in(client, place.head)
    address = one("report_section", place, parts, section=parts["section"])
    client.post(address, {"text": f"- one\n- {WRONG}\n\nBetween.\n\n- alone", "version": "1"})
    page = text_of(client.get(one("report", place, parts)))
    lists = [part.split("</ul></div>")[0] for part in page.split('<ul class="paper__points">')[1:]]
    assert page.count('<ul class="paper__points">') == 2
    assert [part.count('<li><div class="beside__line">') for part in lists] == [1 + 1, 1]


def test_nothing_typed_is_lost_where_another_saved_first(place, client, parts):
    sign_in(client, place.head)
    address = one("report_section", place, parts, section=parts["section"])
    page = client.post(address, {"text": "Mine.", "version": "0"})
    assert page.context["form"].non_field_errors()[0].startswith("Somebody saved this section while you wrote")
    assert "Mine.</textarea>" in text_of(page)
    assert "As it was saved meanwhile" in text_of(page)


def test_the_picker_shows_a_figure_before_it_is_placed(place, client, parts):
    sign_in(client, place.head)
    asked = {"what": "figure", "measure": "vacancies", "where": "all", **date("day", "2016-03-31"), "shown": "base"}
    page = client.get(one("report_section", place, parts, section=parts["section"]), asked)
    preview = page.context["preview"]
    assert (preview.token, preview.text) == (
        "{{ figure: vacancies, all, 2016-03-31, base }}", f"2 ({preview.base})",
    )  # fmt: skip


def test_a_finding_is_answered_and_the_report_signed_and_published(
    place, client, parts, django_capture_on_commit_callbacks
):
    sign_in(client, place.head)
    report = Report.objects.get()
    actions.write_section(report.sections.first(), text=WRONG, version=1, **BY)
    findings = client.get(one("report_findings", place, parts))
    ((concern, _),) = findings.context["rows"]
    empty = client.post(one("report_findings", place, parts), {"key": concern.key, "answer": ""})
    assert set(empty.context["form"].errors) == {"answer"}
    client.post(one("report_findings", place, parts), {"key": concern.key, "answer": "As printed."})
    client.post(one("report_comment_settle", place, parts, comment=parts["comment"]))
    with django_capture_on_commit_callbacks(execute=True):
        for step in ("review", "sign", "publish"):
            page = client.post(one("report_settle", place, parts), {"step": step})
            assert page.status_code == 302
    assert "Every figure is frozen" in text_of(client.get(page.url))
    report.refresh_from_db()
    assert report.state == "published"
    page = text_of(client.get(one("report", place, parts)))
    assert "As printed." in page
    assert "1 figure does not add up." in page


def test_a_report_with_an_open_finding_is_not_signed(place, client, parts):
    sign_in(client, place.head)
    report = Report.objects.get()
    actions.write_section(report.sections.first(), text=WRONG, version=1, **BY)
    client.post(one("report_settle", place, parts), {"step": "review"})
    page = client.post(one("report_settle", place, parts), {"step": "sign"}, follow=True)
    assert [str(m) for m in page.context["messages"]][1:] == ["1 finding is neither mended nor answered."]


def test_who_builds_reports_but_does_not_sign_cannot_sign(place, client, parts):
    sign_in(client, a_user(place.council, "finance-partner"))
    assert client.post(one("report_settle", place, parts), {"step": "review"}).status_code == 302
    assert client.post(one("report_settle", place, parts), {"step": "sign"}).status_code == 404


def published(place, parts):
    report = Report.objects.get()
    for remark in report.sections.first().comments.all():
        actions.settle_comment(remark, **BY)
    actions.send_to_review(report, **BY)
    actions.sign(report, **BY)
    return actions.publish(report, **BY)


def test_a_member_reads_what_is_published_and_no_draft(place, client, parts):
    sign_in(client, a_user(place.council, "council-member"))
    assert client.get(one("report", place, parts)).status_code == 404
    assert client.get(url("reports", place)).context["shown"] == []
    published(place, parts)
    page = client.get(one("report", place, parts))
    assert page.status_code == 200
    figure = client.get(one("report_figure", place, parts, figure=1))
    assert "The rows name people" in text_of(figure)


def test_a_whole_of_two_kinds_of_rows_shows_both(place, client, parts):
    sign_in(client, place.head)
    address = one("report_section", place, parts, section=parts["section"])
    client.post(address, {"text": "Filled: {{ figure: fill_rate, since 2013-01-01, denominator }}.", "version": "1"})
    page = client.get(one("report_figure", place, parts, figure=1) + "?part=denominator")
    told = page.context
    people, posts = told["others"]["listing"].total, told["listing"].total
    assert (told["joined"], people + posts) == (people + posts, told["joined"])
    assert f"{told['joined']} rows: {posts} here, and the {people} of the numerator beneath" in text_of(page)
    assert len(told["rows"]) + len(told["others"]["rows"]) == told["joined"] > people > 0


def test_a_figure_leads_to_the_rows_it_counted(place, client, parts):
    sign_in(client, place.head)
    published(place, parts)
    page = client.get(one("report_figure", place, parts, figure=1))
    assert (page.context["told"].placed.text, page.context["listing"].total, len(page.context["rows"])) == ("1", 1, 1)
    assert client.get(one("report_figure", place, parts, figure=9)).status_code == 404


def test_somebody_of_another_service_or_council_sees_no_report_of_this_one(place, client, parts):
    other = a_service(place.council, name="Adult care", kind="adult")
    for user in (
        a_user(place.council, "head-of-service", service=other),
        a_user(a_council("Weald", code="866"), "administrator"),
    ):
        sign_in(client, user)
        assert client.get(one("report", place, parts)).status_code == 404
        assert client.get(one("report_docx", place, parts)).status_code == 404


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("report_docx", b"PK\x03\x04"),
        ("report_pdf", b"%PDF-"),
        ("report_csv", b"\xef\xbb\xbfNo."),
        ("report_xlsx", b"PK\x03\x04"),
    ],
)
def test_a_report_is_downloaded(place, client, parts, name, begins):
    sign_in(client, place.head)
    page = client.get(one(name, place, parts))
    assert page.content.startswith(begins)
    assert page.headers["Content-Disposition"].startswith('attachment; filename="CAB-1')


def test_a_word_file_is_asked_for_followed_and_downloaded(place, client, parts, django_capture_on_commit_callbacks):
    sign_in(client, place.head)
    asked = client.post(one("report_make", place, parts), {"use": "docx"})
    assert asked.url == one("report_making", place, parts, making=parts["making"])
    page = client.get(asked.url)
    assert "Waiting for its turn" in text_of(page)
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.content.decode()
    assert "The Word file is being made." in text_of(client.get(one("report", place, parts)))
    actions.make(parts["making"], at=BY["at"])
    part = client.get(one("report_making_progress", place, parts, making=parts["making"]))
    assert part.headers["HX-Refresh"] == "true"
    assert "Download the Word file" in text_of(client.get(asked.url))
    again = client.post(one("report_make", place, parts), {"use": "docx"})
    assert again.url == one("report_making_file", place, parts, making=parts["making"])
    assert client.get(again.url).content.startswith(b"PK")
    none = client.post(one("report_make", place, parts), {"use": "exe"}, follow=True)
    assert [str(m) for m in none.context["messages"]] == ["A report is made into a Word file or a PDF."]


def test_a_lost_worker_is_said_and_the_work_tried_again(place, client, parts):
    sign_in(client, place.head)
    address = one("report_making", place, parts, making=parts["making"])
    progress.forget(key_of(parts["making"]))
    Making.objects.update(state="working", moved_at=BY["at"] - dt.timedelta(minutes=10))
    assert "The work has stopped." in text_of(client.get(address))
    assert client.post(one("report_making_again", place, parts, making=parts["making"])).url == address
    assert Making.objects.get().state == "waiting"
    sign_in(client, a_user(a_council("Elsewhere", code="801"), "head-of-service"))
    assert client.get(address).status_code == 404


def test_a_report_costs_as_many_queries_for_one_figure_as_for_ten(place, client, parts, django_assert_max_num_queries):
    sign_in(client, place.head)
    report = Report.objects.get()
    client.get(one("report", place, parts))
    with django_assert_max_num_queries(14):
        client.get(one("report", place, parts))
    words = (
        " ".join(f"{{{{ figure: turnover, 2016-0{n}-01 }}}}" for n in range(1, 4))
        + " {{ figure: vacancies }} {{ figure: stability }}"
    )
    actions.write_section(report.sections.first(), text=words, version=1, **BY)
    with django_assert_max_num_queries(14):
        client.get(one("report", place, parts))


def test_the_list_costs_as_many_queries_for_one_as_for_many(place, client, parts, django_assert_num_queries):
    sign_in(client, place.head)
    with django_assert_num_queries(4):
        client.get(reverse("reports", args=[place.council.slug]))
    for n in range(3):
        actions.begin_report(
            place.council, title="More", reference=f"R{n}", on=day("2016-03-31"), since=day("2015-03-31"), **BY
        )
    with django_assert_num_queries(4):
        client.get(reverse("reports", args=[place.council.slug]))

"""The Cabinet report that checks itself, walked by a stranger: found, followed to its rows, taken away as files, and another council's paper checked."""

import io
import re

from docx import Document
from playwright.sync_api import expect

RESOURCING, MEMBER, HEAD = "linnet.oakfield@example.org", "heron.elmstead@example.org", "tamsin.greenway@example.org"
PAPER = """1. Of 60 posts, 54 are filled, leaving 8 vacant.

2. Agency spend was £4.2m in 2022/23, against £5.1m in 2021/22, a reduction of £0.9m (17.6%).

3. Turnover fell from 18.2% to 14.9%, a reduction of 4.3 percentage points.
"""


def test_a_stranger_follows_the_report_to_its_rows_and_checks_another_paper(served, page, accessible):
    served.sign_in(page, RESOURCING)
    page.goto(f"{served.address}/c/wiltshire/reports/")
    accessible(page)
    page.get_by_role("link", name="Recruiting and retaining social workers: progress update").click()
    note = page.locator(".note--wrong").first
    expect(note).to_contain_text("123 of 161 (123 + 38) is 76.4%")
    expect(page.locator(".found--wrong").first).to_have_text("73%")
    assert page.locator(".paper table").count() >= 13
    assert "{{" not in page.locator(".paper").inner_text()
    accessible(page)
    report = page.url

    page.locator("a.placed", has_text="76.4%").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("76.4%")
    expect(page.locator(".filters__count")).to_have_text("123 rows")
    page.get_by_role("link", name="Denominator").click()
    expect(page.locator("main")).to_contain_text("still vacant")
    accessible(page)

    page.goto(report)
    page.get_by_role("button", name="Word", exact=True).click()
    expect(page.get_by_role("link", name="Download the Word file")).to_be_visible(timeout=30_000)
    accessible(page)
    with page.expect_download() as word:
        page.get_by_role("link", name="Download the Word file").click(timeout=30_000)
    with open(word.value.path(), "rb") as file:
        opened = Document(io.BytesIO(file.read()))
    assert len(opened.tables) >= 14
    page.get_by_role("link", name="Back to the report").click()
    page.get_by_role("button", name="PDF", exact=True).click()
    with page.expect_download() as pdf:
        page.get_by_role("link", name="Download the PDF").click(timeout=30_000)
    with open(pdf.value.path(), "rb") as file:
        content = file.read()
    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content

    page.get_by_role("link", name="Back to the report").click()
    page.get_by_role("link", name="Printed figures beside ours").click()
    expect(page.locator("main")).to_contain_text("£333,918")
    assert "Ledger lines are not read" not in page.content()
    accessible(page)

    page.goto(f"{served.address}/c/wiltshire/reports/check/")
    page.get_by_label("The paper’s words").fill(PAPER)
    page.get_by_role("button", name=re.compile("Check")).click()
    expect(page.locator(".found--wrong")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("60 − 54 = 6")
    expect(page.locator("main")).to_contain_text("a change of 3.3 points")
    accessible(page)


def test_a_report_is_begun_from_what_stands_ready_and_written_on(served, page, accessible):
    served.sign_in(page, RESOURCING)
    page.goto(f"{served.address}/c/wiltshire/reports/ready/leadership/?on=2016-03-31&against=2014-07-31")
    expect(page.locator("main")).to_contain_text("38 vacant of 262 funded posts")
    accessible(page)
    page.goto(f"{served.address}/c/wiltshire/reports/ready/scrutiny/?on=2016-03-31&against=2015-03-31")
    page.get_by_role("button", name="Begin a report from this").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("a short version for scrutiny")
    page.get_by_role("link", name="What comes next").click()
    page.get_by_label("Words").fill("A fourth phase, with {{ figure: phases, all, since 2014-07-31 }} behind it.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".paper")).to_contain_text("A fourth phase, with 3 behind it.")
    page.goto(f"{served.address}/c/wiltshire/reports/templates/")
    accessible(page)
    page.get_by_role("link", name="Cabinet report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cabinet report")
    accessible(page)


def test_a_measure_is_split_set_beside_and_kept(served, page, accessible):
    served.sign_in(page, HEAD)
    page.goto(f"{served.address}/c/wiltshire/measures/turnover/?scope=childrens&on=2016-03-31&against=2015-03-31")
    page.get_by_label("Split by").select_option("role")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name=re.compile("by role"))).to_be_visible()
    accessible(page)
    page.get_by_label("Keep this view as").fill("Turnover by role")
    page.get_by_role("button", name="Keep it for the council").click()
    page.goto(f"{served.address}/c/wiltshire/measures/vacancies/")
    page.get_by_role("link", name="Turnover by role", exact=True).click()
    expect(page).to_have_url(re.compile(r"measures/turnover/\?.*by=role"))


def test_a_member_reads_the_leadership_page_without_money(served, page, accessible):
    served.sign_in(page, MEMBER)
    page.goto(f"{served.address}/c/wiltshire/reports/ready/leadership/?on=2016-03-31&against=2015-03-31")
    expect(page.locator("main")).to_contain_text("Where we stand")
    assert "salary budget" not in page.content()
    accessible(page)

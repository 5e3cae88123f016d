"""A newcomer's first day: a census file goes in, its figures stand beside England's, one is followed to its rows, and the report opens in Word."""

import io

import pytest
from docx import Document
from playwright.sync_api import expect

from ridgeway.insight import published
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.intake.files import AGENCY, census, leaver, staff

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "tamsin.greenway@example.org"
TOTALS = {"NumberOfVacancies": "6", "NoAgencyFTE": "0.8", "NoAgencyHeadcount": "1"}


def _records() -> list[dict[str, str]]:
    """Twenty in post, one without a case; four who left, one of them for a reason with no such code; one from an agency."""
    there = [staff(f"SW{number}") for number in range(100, 119)] + [staff("SW119", OrgRole="6", Cases30="0")]
    left = [leaver(f"SW{number}") for number in range(200, 203)] + [leaver("SW203", ReasonLeave="77")]
    return [*there, *left, AGENCY]


@pytest.fixture
def newcomer(page, live_server, settings, tmp_path):
    """A council with a service and no rows, the figures that are published, and its head of service at the door."""
    settings.MEDIA_ROOT = tmp_path / "media"
    council = factories.a_council("Wiltshire", code="865")
    factories.a_service(council)
    factories.a_user(council, email=HEAD)
    published.store(published.parse(published.RELEASE, published.RELEASED_ON), **factories.BY)
    page.goto(live_server.url)
    return page


def _row(page, name: str):
    """The cells of a table's row."""
    row = page.get_by_role("row", name=name).first
    row.wait_for()
    return [cell.inner_text() for cell in row.locator("th, td").all()]


def test_a_census_file_becomes_figures_beside_englands(newcomer, accessible, tmp_path):
    page = newcomer
    page.get_by_label("E-mail address").fill(HEAD)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tamsin")

    page.get_by_role("link", name="Imports").first.click()
    page.get_by_role("link", name="Bring in a file").first.click()
    page.get_by_label("Children's social work workforce census").check()
    page.get_by_label("File", exact=True).set_input_files(census(tmp_path / "865.xml", _records(), totals=TOTALS))
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    accessible(page, "preview")
    beside = {
        name: _row(page, name)
        for name in ("Vacancy rate, FTE", "Turnover, published", "Agency rate", "Average caseload")
    }
    assert {name: (cells[1], cells[-1]) for name, cells in beside.items()} == {
        "Vacancy rate, FTE": ("23.1%", "14.2"),
        "Turnover, published": ("20.0%", "11.8"),
        "Agency rate": ("3.8%", "13.0"),
        "Average caseload": ("16.0", "15.2"),
    }
    expect(page.get_by_text("“77” is not a code of ReasonLeave")).to_be_visible()

    page.get_by_role("button", name="Confirm and write").click()
    expect(page.get_by_role("heading", name="What came of it")).to_be_visible()
    page.get_by_role("link", name="The state of the service on the file's day").click()
    turnover = page.locator(".figure", has_text="Turnover")
    expect(turnover.first).to_contain_text("4 leavers of")
    turnover.first.get_by_role("link", name="Rows").click()
    expect(page.locator("main table tbody tr")).to_have_count(4)
    accessible(page, "rows")
    page.locator("main table tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SW20")

    with page.expect_navigation():
        page.get_by_role("link", name="State of the service").first.click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Word report").click()
    report = Document(io.BytesIO(started.value.path().read_bytes()))
    assert report.core_properties.title.startswith("State of the service, ")
    turnover = next(row.cells for row in report.tables[0].rows if row.cells[0].text.startswith("Turnover"))
    assert turnover[2].text.startswith("4 leavers of ")

    with page.expect_navigation():
        page.get_by_role("link", name="Compare").first.click()
    assert [_row(page, "Vacancy rate, FTE")[place] for place in (1, 5)] == ["23.1%", "14.2"]
    accessible(page, "compared")

"""The walk of agency, pay and money as a new user: stopped by a cap and signed off, told to the region as a count and in the return as a line; a
ledger read into the tables of paragraph 56; and the turnover assumption moved."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from ridgeway.core import clock
from ridgeway.domains.organisation.actions.regions import grant_region
from tests import factories
from tests.domains.agency.conftest import Ground, agreed_in
from tests.factories import BY

pytestmark = pytest.mark.django_db(transaction=True)
# the table of paragraph 56 for safeguarding and assessment, as a finance system would give it
LEDGER = """Cost centre,Subjective,Subjective description,Financial year,Period,Actual,Budget
North hub,1100,Basic pay,2013/14,12,"2,689,245","3,872,380"
North hub,1310,Agency social workers,2013/14,12,"2,765,000",
North hub,1100,Basic pay,2014/15,12,"3,567,615","5,201,950"
North hub,1310,Agency social workers,2014/15,12,"2,700,000",
North hub,1100,Basic pay,2015/16,12,"4,572,971","6,360,900"
North hub,1310,Agency social workers,2015/16,12,"2,742,000",
"""
TABLE = [
    ["2013/14", "£3,872,380", "£5,454,245", "£1,581,865"],
    ["2014/15", "£5,201,950", "£6,267,615", "£1,065,665"],
    ["2015/16", "£6,360,900", "£7,314,971", "£954,071"],
]


@pytest.fixture
def people(db, settings, tmp_path):
    """A council of the South West with a cap of £39, a vacant post and everybody who takes part; each has a browser of their own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    ground = Ground("Downland Council")
    agreed_in(ground.council)
    for role in ("resourcing-manager", "director", "chief-executive", "finance-partner"):
        factories.a_user(ground.council, role, email=f"{role}@example.org")
    grant_region(factories.a_user(email="lead@example.org"), ground.council.region, **BY)
    return ground


@pytest.fixture
def as_(browser, live_server):
    """`as_("director")`: a page on which they are signed in."""
    open_pages = {}

    def page_of(who: str):
        if who not in open_pages:
            open_pages[who] = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page = open_pages[who]
            page.goto(f"{live_server.url}/accounts/login/")
            page.get_by_label("E-mail address").fill(f"{who}@example.org")
            page.get_by_label("Password", exact=True).fill(factories.PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(re.compile(r"/today/|/r/"))
        return open_pages[who]

    yield page_of
    for page in open_pages.values():
        page.context.close()


def fill_day(page, name: str, day: dt.date) -> None:
    for place, value in enumerate((day.day, day.month, day.year)):
        page.locator(f"[name={name}_{place}]").fill(str(value))


def record_above_the_cap(page, council: str, post: str, today: dt.date) -> None:
    page.get_by_role("link", name="Record an assignment").first.click()
    for label, words in (("Registration number", "SW1234567"), ("First name", "Sedge"), ("Last name", "Millford"), ("Post covered", post)):  # fmt: skip
        page.get_by_label(label).fill(words)
    page.get_by_label("Supplier", exact=True).select_option(label="Kestrel Care Staffing")
    page.get_by_label("How the worker is paid").select_option(label="Umbrella")
    fill_day(page, "starts_on", today)
    fill_day(page, "planned_until", today + dt.timedelta(days=90))
    page.locator("[name=pay]").fill("40")
    page.locator("[name=margin]").fill("3")
    page.locator("main form button.button").last.click()


def sign(page, url: str, office: str) -> None:
    page.goto(url)
    page.get_by_role("link", name="Sign or refuse").first.click()
    page.get_by_label(office).check()
    page.get_by_label("I agree to it").check()
    page.locator("main form button.button").last.click()
    expect(page.locator("main")).to_contain_text(office)


def test_an_assignment_above_the_cap_is_stopped_signed_off_and_told(people, as_, live_server, accessible):
    here, today = f"{live_server.url}/c/{people.council.slug}", clock.day_of(clock.now())
    page = as_("resourcing-manager")
    page.goto(f"{here}/agency/")
    record_above_the_cap(page, people.council.slug, people.post.number, today)
    expect(page.locator("main")).to_contain_text("cannot be confirmed yet")
    url = page.url
    page.get_by_role("link", name="Confirm", exact=True).click()
    page.locator("main form button.button").last.click()
    expect(page.locator("main")).to_contain_text("£40.00 an hour is £1.00 above the cap of £39.00")
    accessible(page, "stopped by the cap")
    page.goto(url)
    page.get_by_role("link", name="Ask for sign-off").first.click()
    page.get_by_label("Why is it needed all the same?").fill("Two court cases have nobody.")
    page.locator("main form button.button").last.click()
    expect(page.locator("main")).to_contain_text("Still to sign: Director of children's services, Chief executive")

    sign(as_("director"), url, "Director of children's services")
    sign(as_("chief-executive"), url, "Chief executive")
    page.goto(url)
    page.get_by_role("link", name="Confirm", exact=True).click()
    page.locator("main form button.button").last.click()
    expect(page.locator("main")).to_contain_text("Confirmed")
    page.goto(url)  # without what said so, which fades
    accessible(page, "an assignment")

    page.goto(f"{here}/agency/return/")
    row = page.get_by_role("row", name=re.compile("SW1234567"))
    expect(row).to_contain_text("signed off")
    expect(page.get_by_role("region", name="Breaches and who signed")).to_contain_text("Chief executive")
    accessible(page, "the quarterly return")
    page.goto(f"{here}/agency/region/")
    ours = page.get_by_role("region", name="Breaches", exact=True).get_by_role("row", name=re.compile("ours"))
    assert ours.locator("td").last.inner_text() == "1"
    lead = as_("lead")
    expect(lead.locator("main")).not_to_contain_text("Millford")
    told = lead.get_by_role("region", name="Breaches", exact=True).locator("tbody tr")
    assert [row.locator("td").last.inner_text() for row in told.all()] == ["under 5", "1 or more"]
    accessible(lead, "the region")
    lead.get_by_role("link", name="Record a set of caps").click()
    fill_day(lead, "starts_on", today + dt.timedelta(days=60))
    lead.get_by_role("button", name="Show what it would do").click()
    expect(lead.get_by_role("columnheader", name="Would be above")).to_be_visible()
    accessible(lead, "a set of caps and what it would meet")


def test_a_ledger_gives_the_tables_and_turnover_moves_the_range(people, as_, live_server, tmp_path, accessible):
    here = f"{live_server.url}/c/{people.council.slug}"
    people.team.name = "North hub"
    people.team.save()
    file = tmp_path / "ledger.csv"
    file.write_text(LEDGER, encoding="utf-8")
    page = as_("finance-partner")
    page.goto(f"{here}/money/?on=2016-03-31")
    page.get_by_role("link", name="Bring in a ledger").first.click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("link", name="Match the columns").click()
    page.get_by_role("button", name="Save the columns and check").click()
    page.get_by_role("heading", name="What would change").wait_for()
    accessible(page, "a ledger's preview")
    page.get_by_role("button", name="Confirm and write").click()
    page.get_by_role("heading", name="What came of it").wait_for()
    page.goto(f"{here}/money/?on=2016-03-31")
    rows = page.get_by_role("region", name="By year").locator("tbody tr").all()
    assert [[cell.inner_text() for cell in row.locator("th, td").all()[:4]] for row in rows] == TABLE
    assert page.get_by_role("region", name="By year").locator("tbody tr").last.inner_text().count("37.5%") == 1

    page.goto(f"{here}/money/avoided/?on=2016-03-31")
    for name, values in {
        "people": (180, 200, 220), "without": (20, 25, 30), "with": (12, 12, 12), "months": (6, 6, 6), "covered": (60, 60, 60),
        "agency": (70000, 70000, 70000), "employed": (45000, 45000, 45000), "leaver": (0, 0, 0),
    }.items():  # fmt: skip
        for end, value in zip(("low", "likely", "high"), values, strict=True):
            page.locator(f"main [name={name}_{end}]").fill(str(value))
    page.get_by_role("button", name="Work it out again").click()
    # 200 people x 13 points x half a year x 60% x £25,000
    answer = page.get_by_role("region", name="What the assumptions give").locator("tbody tr").first
    expect(answer.locator("td").first).to_have_text("£195,000")
    before = [cell.inner_text() for cell in answer.locator("td").all()]
    page.locator("main [name=without_likely]").fill("21")
    page.locator("main [name=without_high]").fill("22")
    page.get_by_role("button", name="Work it out again").click()
    expect(answer.locator("td").first).to_have_text("£135,000")
    after = [cell.inner_text() for cell in answer.locator("td").all()]
    assert [one == two for one, two in zip(before, after, strict=True)] == [False] * 4
    accessible(page, "avoided cost")

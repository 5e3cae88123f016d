"""Somebody is found: a number left on a phone and rung back; a placement entered, followed by a stranger, and read with what it brought."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from ridgeway.core import clock
from ridgeway.domains.campaigns import actions as campaigns
from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.web.careers import actions as careers
from tests import factories
from tests.factories import BY, PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def here():
    """A council with a public careers site, a job that is open today, a link manager who answers, and a resourcing manager."""
    service = factories.a_service(factories.a_council("Downland Council", code="865", slug="downland"))
    council, team = service.council, factories.a_team(service, name="West hub")
    careers.open_site(council, is_public=True, contact_name="Bryony Larkrise", contact_telephone="01632 960 100", **BY)
    now = clock.now()
    advert = factories.an_advert(team, title="Social worker, West hub", closes_at=now + dt.timedelta(days=20))
    recruitment.publish(advert, by=BY["by"], at=now)
    bryony = factories.a_user(council, "link-manager", email="bryony@example.org")
    recruitment.add_rule(council, contact=bryony, order=1, **BY)
    factories.a_user(council, "resourcing-manager", email="corin@example.org")
    return SimpleNamespace(council=council, team=team, advert=advert)


def sign_in(page, live_server, email: str) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/today/"))


def leave_number(page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your telephone number").fill("01632 960 211")
    page.wait_for_timeout(2100)  # nobody types it in less, and what is sent sooner is taken for a machine's
    page.get_by_role("button", name="Ask us to ring").click()


def test_a_number_left_in_three_taps_is_rung_back(here, live_server, page, browser, accessible):
    stranger = browser.new_context(viewport=PHONE, user_agent=FIREFOX)
    phone = stranger.new_page()
    phone.goto(f"{live_server.url}/careers/downland/")
    phone.get_by_role("link", name="See the one job").click()
    phone.get_by_role("link", name="Social worker, West hub").first.click()
    phone.get_by_role("link", name="Leave your number").first.click()
    accessible(phone, "leave your number")
    leave_number(phone, "Wren Ashdown")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Thank")
    accessible(phone, "thanks")
    assert stranger.cookies() == []
    stranger.close()

    sign_in(page, live_server, "bryony@example.org")
    waiting = page.locator("#ring-first")
    expect(waiting).to_contain_text("Wren Ashdown")
    expect(waiting).to_contain_text(here.advert.reference)
    waiting.get_by_role("link", name="Log call with Wren Ashdown").click()
    page.get_by_label("What was said").fill("Comes to see the team on Tuesday")
    page.get_by_role("button", name="Save call").click()
    expect(page.get_by_text("Call saved")).to_be_visible()
    expect(page.locator("#ring-first")).not_to_contain_text("Wren Ashdown")


def test_a_placement_is_entered_followed_and_read_with_what_it_brought(here, live_server, page, browser, accessible):
    campaign = campaigns.add_campaign(here.council, name="Come and see", **BY)
    today = clock.day_of(clock.now())
    campaigns.add_phase(campaign, name="Phase 1", starts_on=today - dt.timedelta(days=30), **BY)
    campaigns.add_channel(here.council, name="The Beacon", kind="job_board", **BY)
    sign_in(page, live_server, "corin@example.org")
    page.goto(f"{live_server.url}/c/downland/campaigns/")
    page.get_by_role("link", name="Come and see").first.click()
    page.get_by_role("link", name="Phase 1").first.click()
    page.get_by_role("link", name="Record a placement").click()
    page.get_by_label("Channel").select_option(label="The Beacon")
    page.get_by_label("What it is").select_option(value="listing")
    page.get_by_label("Title").fill("Half a page")
    for label, value in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(label, exact=True).first.fill(str(value))
    page.get_by_label("Where its link leads").fill("/careers/downland/")
    page.get_by_label("Cost, £").fill("480")
    page.get_by_label("How the cost is known").select_option(label="Invoice")
    page.get_by_label("Invoice number").fill("P-77")
    page.locator("main form button.button").last.click()
    expect(page.locator("main")).to_contain_text("/go/")
    placement = Placement.objects.get()

    stranger = browser.new_context(viewport=PHONE, user_agent=FIREFOX)
    phone = stranger.new_page()
    phone.goto(f"{live_server.url}/go/{placement.token}/")
    assert f"via={placement.token}" in phone.url
    phone.get_by_role("link", name="See the one job").click()
    phone.get_by_role("link", name="Social worker, West hub").first.click()
    phone.get_by_role("link", name="Leave your number").first.click()
    leave_number(phone, "Merle Alder")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Thank")
    stranger.close()

    page.goto(f"{live_server.url}/c/downland/campaigns/{campaign.pk}/performance/")
    row = page.get_by_role("row", name=re.compile("^The Beacon")).first
    cells = [cell.inner_text() for cell in row.locator("th, td").all()]
    heads = [head.inner_text() for head in page.locator("table").first.locator("thead th").all()]
    assert ("Visits" in heads, cells[:2], cells.count("1")) == (True, ["The Beacon", "£480"], 2), cells
    accessible(page, "performance")
    row.get_by_role("link", name="1", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("Merle Alder")

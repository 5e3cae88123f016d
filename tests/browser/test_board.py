"""The board in a real browser: a card dragged to the next column presses its own button, and so does the right arrow."""

import re

import pytest
from playwright.sync_api import expect

from ridgeway.core import clock
from ridgeway.domains.recruitment import actions
from tests import factories
from tests.factories import BY, PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_card_is_dragged_to_the_next_column_and_sent_on_by_the_arrow(live_server, page, accessible):
    service = factories.a_service(factories.a_council("Downland Council", code="865", slug="downland"))
    advert = factories.a_live_advert(factories.a_team(service, name="West hub"))
    factories.a_user(service.council, "resourcing-manager", email="corin@example.org")
    rows = [factories.a_sent_application(advert) for _ in range(2)]
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("E-mail address").fill("corin@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/today/"))
    board = f"{live_server.url}/c/downland/hiring/{advert.pk}/"
    page.goto(board)
    card = page.get_by_role("article", name=f"Candidate {rows[0].number}")
    card.drag_to(page.locator("[data-stage=offer]"))  # not the next column: nothing happens
    expect(page).to_have_url(board)
    card.drag_to(page.locator("[data-stage=shortlist]"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shortlist")
    page.get_by_role("button", name="Shortlist").click()
    expect(page.locator("[data-stage=shortlist] .board__card")).to_have_count(1)

    actions.decide([rows[1]], "shortlisted", by=BY["by"], at=clock.now())
    page.goto(board)
    first, second = (page.locator("[data-stage=shortlist] .board__card").nth(n) for n in (0, 1))
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("Invite to interview")
    accessible(page, "invite to interview")
    page.get_by_role("link", name="Back to the board").click()
    page.get_by_role("link", name="Waits longer than promised").click()
    expect(page.locator(".board__card")).to_have_count(0)
    accessible(page, "a board narrowed to nobody")

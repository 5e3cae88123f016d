"""The link manager's morning in a real browser: a call logged from Today on a phone, without JavaScript."""

from playwright.sync_api import expect

LINK = "bryony.larkrise@example.org"


def test_a_call_is_logged_from_today_and_the_next_opens(served, browser, accessible):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 780})
    page = context.new_page()
    served.sign_in(page, LINK)
    page.goto(f"{served.address}/c/wiltshire/today/")
    names = page.locator(".queue__who strong").all_inner_texts()
    assert len(names) == 7
    page.get_by_role("link", name=f"Log call with {names[0]}").click()
    page.get_by_label("Spoke").check()
    page.get_by_label("What was said").fill("Three days a week. Meets the team")
    page.get_by_role("button", name="Save call").click()
    expect(page.get_by_text(f"Call saved. Next: {names[1]}.")).to_be_visible()
    assert page.locator(".queue__open .queue__who strong").all_inner_texts() == [names[1]]
    assert page.locator(".queue__who strong").all_inner_texts() == names[1:]
    context.close()


def test_an_open_row_is_accessible(served, page, accessible):
    served.sign_in(page, LINK)
    page.goto(f"{served.address}/c/wiltshire/today/")
    page.locator(".queue a", has_text="Log call").first.click()
    page.wait_for_selector(".queue__open")
    accessible(page)
    page.locator(".queue__open .queue__who a").click()
    page.get_by_role("heading", name="Log a call").wait_for()
    accessible(page)

"""The way in, in a real browser: the second factor set up and used, and the lock."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import expect

from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def code(secret: str, later: int = 0) -> str:
    """The code an authenticator shows now, or so many half minutes later (each works once)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def sign_in(page, live_server, email: str, password: str = PASSWORD) -> None:
    page.goto(f"{live_server.url}/accounts/login/?next=/councils/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_the_second_factor_is_set_up_and_asked_for(page, live_server, accessible):
    cache.clear()
    factories.a_user(factories.a_council("Downland"), "administrator", email="admin@example.org")
    sign_in(page, live_server, "admin@example.org")
    expect(page).to_have_url(re.compile("/2fa/totp/activate/"))
    accessible(page)
    secret = page.locator("code").inner_text().strip()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    accessible(page)
    page.goto(f"{live_server.url}/councils/")
    page.locator("header details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    sign_in(page, live_server, "admin@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter a code")
    accessible(page)
    page.get_by_label("Code").fill(code(secret, later=1))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Councils")


def test_guessing_ends_in_a_sentence(page, live_server, accessible):
    cache.clear()
    factories.a_user(factories.a_council("Downland"), email="ada@example.org")
    for _ in range(5):
        sign_in(page, live_server, "ada@example.org", "not the one")
        expect(page.get_by_text("do not belong together")).to_be_visible()
    sign_in(page, live_server, "ada@example.org")
    expect(page.get_by_text("There were too many attempts to sign in. Wait 15 minutes and try again.")).to_be_visible()
    accessible(page)

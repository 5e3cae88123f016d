"""What counts as a visit and where a link may lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridgeway.domains.campaigns import rules
from ridgeway.domains.campaigns.choices import CRAWLERS

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize(
    "agent",
    ["", " ", "Googlebot/2.1 (+http://www.google.com/bot.html)", "facebookexternalhit/1.1", "WhatsApp/2.23", "curl/8.5.0",
     "python-requests/2.32", "Mozilla/5.0 (compatible; bingbot/2.0)", "LinkedInBot/1.0", "Slackbot-LinkExpanding 1.0",
     "TelegramBot (like TwitterBot)", "Microsoft Office/16.0 (Windows NT 10.0; ms-office)", "GoogleOther", "Claude-User"],
)  # fmt: skip
def test_a_crawler_is_no_visitor(agent):
    assert not rules.is_visit("GET", {"User-Agent": agent})


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [Pinterest/iOS]",
        "Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36 Telegram-Android/11.2",
    ],
)
def test_a_browser_is_a_visitor_unless_it_fetches_ahead(agent):
    assert rules.is_visit("GET", {"User-Agent": agent})
    assert not rules.is_visit("HEAD", {"User-Agent": agent})
    ahead = [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"X-Purpose": "preview"},
    ]
    assert [rules.is_visit("GET", {"User-Agent": agent, **one}) for one in ahead] == [False] * 4


@given(st.sampled_from(CRAWLERS), st.text(max_size=20), st.text(max_size=20))
def test_a_crawlers_word_is_found_anywhere_in_any_case(word, before, after):
    assert rules.is_crawler(f"{before}{word.upper()}{after}")


@pytest.mark.parametrize(
    "address",
    [
        "https://jobs.example.org/",
        "http://example.org",
        "https://example.org:8443/a?b=c#d",
        "/careers/wiltshire/",
        "/a?b=c#d",
    ],
)
def test_a_link_may_lead_to_a_site(address):
    assert rules.may_lead_to(address)


@pytest.mark.parametrize(
    "address",
    ["", "here", "//example.org", "/\\example.org", "javascript:alert(1)", "data:text/html,x", "ftp://example.org", "https://", "https:///path",
     "https://you@example.org", "https://a:b@example.org", "https://exam ple.org", "https://example.org\r\nSet-Cookie: a=b",
     "https://example.org\\@evil.example", "https://example.org:nine", "http:example.org"],
)  # fmt: skip
def test_a_link_leads_nowhere_else(address):
    assert not rules.may_lead_to(address)


@given(st.text(max_size=60))
def test_whatever_is_written_a_link_leads_to_http_or_nowhere(text):
    if rules.may_lead_to(text):
        assert text.lower().startswith(("http://", "https://", "/"))
        assert not text.startswith("//")


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/careers/w/", "/careers/w/?via=abc"), ("https://e.org/a?b=c#d", "https://e.org/a?b=c&via=abc#d"),
     ("/a?via=old&b=", "/a?b=&via=abc")],
)  # fmt: skip
def test_the_token_goes_with_the_address_once(address, expected):
    assert rules.with_via(address, "abc") == expected
    assert rules.with_via(expected, "abc") == expected


@pytest.mark.parametrize(
    ("address", "ours"),
    [("/careers/", True), ("https://Here.example/x", True), ("https://elsewhere.example/", False), ("https://here.example:9/", False)],
)  # fmt: skip
def test_a_page_is_ours_by_its_host(address, ours):
    assert rules.is_ours(address, {"here.example"}) is ours

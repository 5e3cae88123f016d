"""Visits by channel and day: the same visitor within half an hour is one, a crawler is none, and nothing of who came is kept."""

import datetime as dt
from urllib.parse import urlsplit

from django.core.cache import caches
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from ridgeway.domains.campaigns import rules
from ridgeway.web.staff.tracked import salt_of

from .models import SiteVisit
from .sites import Site

Channel = SiteVisit.Channel
SEARCH = ("google.", "bing.", "duckduckgo.", "ecosia.", "yahoo.", "startpage.", "qwant.", "baidu.", "yandex.")
SOCIAL = ("facebook.", "instagram.", "linkedin.", "lnkd.in", "twitter.", "x.com", "t.co", "youtube.", "reddit.", "tiktok.", "mastodon.", "bsky.", "whatsapp.", "threads.")  # fmt: skip


def channel_of(referrer: str, via: str, own_host: str) -> str | None:
    """The channel of a request for a page; None where it comes from the site itself and so begins no visit."""
    if via:
        return Channel.TRACKED
    host = (urlsplit(referrer).hostname or "").lower() if referrer else ""
    if not host:
        return Channel.DIRECT
    if host == own_host:
        return None
    parts = f".{host}."
    if any(f".{name}" in parts for name in SEARCH):
        return Channel.SEARCH
    return Channel.SOCIAL if any(f".{name}" in parts for name in SOCIAL) else Channel.OTHER


def note_visit(request: HttpRequest, site: Site) -> None:
    """Count a visit that begins with this request."""
    if not rules.is_visit(request.method or "", request.headers):
        return
    try:
        channel = channel_of(
            request.headers.get("Referer", ""), site.carried, request.get_host().partition(":")[0].lower()
        )
    except ValueError:  # what calls itself an address and is none
        channel = Channel.DIRECT
    if channel and _is_first(request, site):
        count(site.council.pk, channel, on=request.today)  # type: ignore[attr-defined]


def _is_first(request: HttpRequest, site: Site) -> bool:
    from allauth.account.adapter import get_adapter

    who = f"site {site.row.pk} {get_adapter(request).get_client_ip(request)} {request.headers.get('User-Agent', '')}"
    key = salted_hmac("ridgeway.visits", who, secret=salt_of(request), algorithm="sha256").hexdigest()
    return caches["visits"].add(f"ridgeway:visits:{key}", True, timeout=rules.REPEAT_SECONDS)


def count(council: int, channel: str, *, on: dt.date) -> None:
    """One more on a day. No audit line and no new revision: it is a count, and nobody's writing."""
    day = SiteVisit.objects.filter(council=council, on=on, channel=channel)
    if not day.update(count=F("count") + 1):
        SiteVisit.objects.bulk_create([SiteVisit(council_id=council, on=on, channel=channel)], ignore_conflicts=True)
        day.update(count=F("count") + 1)

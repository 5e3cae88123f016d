"""What every request is given, and what stops it."""

from functools import cache
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from ridgeway.core import clock
from ridgeway.domains.organisation.access import access_of

from .signin import SIGNED_IN_AT, has_passed

SEEN_AT = "seen_at"
SEEN_EVERY_SECONDS = 300
OPEN = "/careers/"  # pages for anybody, and candidates': who is signed in as staff is not asked there


def asked_at(get_response):
    """Read the clock once: `request.at` is the moment, `request.today` the council's day."""

    def middleware(request):
        request.at = clock.now()
        request.today = clock.day_of(request.at)
        return get_response(request)

    return middleware


def read_and_kept(get_response):
    """Know no address with a NUL in it, for which PostgreSQL cannot be asked; let nobody keep a page that does not say so.

    Pages and files are about people: without this a browser, or a proxy in between, may store them.
    """

    def middleware(request):
        if "\0" in request.path_info:
            raise Http404("There is no such page.")
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def session_limits(get_response):
    """Sign out whoever was away too long, and everybody at the end of a working day.

    When somebody was last seen is written at most every five minutes, so a page costs no write.
    """

    def middleware(request):
        return (None if request.path.startswith(OPEN) else over(request)) or get_response(request)

    return middleware


def over(request) -> HttpResponse | None:
    """Whoever was away too long, or signed in a working day ago, is signed out and sent to sign in."""
    session = request.session
    if session.get(SESSION_KEY) is None:
        return None
    now = int(request.at.timestamp())
    began = session.setdefault(SIGNED_IN_AT, now)
    seen = session.get(SEEN_AT, began)
    if now - began >= settings.SESSION_COOKIE_AGE:
        return _signed_out(request, "You were signed out at the end of the day. Sign in again to go on.")
    if now - seen >= settings.SESSION_IDLE_SECONDS:
        return _signed_out(request, "You were signed out because you were away for a while. Sign in again to go on.")
    if now - seen >= SEEN_EVERY_SECONDS:
        session[SEEN_AT] = now
    return None


def second_factor(get_response):
    """Let nobody whose role needs a second factor past it.

    Who has none is sent to set one up; who has one but signed in before it was asked for is sent to enter a code. That it was
    passed is remembered in the session; what a role needs is part of the access that every page reads anyway.
    """

    def middleware(request):
        path = request.path
        is_open = path.startswith((OPEN, settings.STATIC_URL)) or path in _always_open()
        return (None if is_open else unproven(request)) or get_response(request)

    return middleware


def unproven(request) -> HttpResponse | None:
    """Whoever needs a second factor and has not shown it is sent to do so."""
    if request.session.get(SESSION_KEY) is None or not request.user.is_authenticated:
        return None
    if has_passed(request) or not access_of(request.user, request.today).needs_second_factor:
        return None
    name = "mfa_reauthenticate" if is_mfa_enabled(request.user, ["totp"]) else "mfa_activate_totp"
    return _go(request, reverse(name))


@cache
def _always_open() -> frozenset[str]:
    names = ["account_logout", "account_reauthenticate", "mfa_activate_totp", "mfa_reauthenticate"]
    return frozenset(reverse(name) for name in names)


def _signed_out(request, sentence: str) -> HttpResponse:
    logout(request)
    messages.info(request, sentence)
    return _go(request, reverse("account_login"))


def _go(request, url: str) -> HttpResponse:
    """Send the browser there, and back to this page afterwards if it was only being read."""
    if request.htmx:
        return HttpResponseClientRedirect(url)
    back = f"?{urlencode({'next': request.get_full_path()}, safe='/')}" if request.method == "GET" else ""
    return HttpResponseRedirect(url + back)

"""Who may open an address. Every view is wrapped by one of these, and a house test lists them all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_urlconf, reverse

from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.access import access_of, regions_led_by
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import NoSuchScope, Scope, Tree, tree_for
from ridgeway.domains.recruitment.models import Candidate

FIRST_YEAR, LAST_YEAR = 1900, 2200
OWN_HOST = "ridgeway.project.urls_of_site"  # the addresses on a host name of a council's own


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands before an address: the audience, and the permission asked for."""

    audience: str
    permission: str | None = None


@dataclass(frozen=True)
class Asked:
    """What a page answers for: a scope of one council, on a day, against an earlier day. All of it is in the address."""

    tree: Tree
    scope: Scope
    on: dt.date
    against: dt.date
    today: dt.date

    @property
    def council(self) -> Council:
        return self.tree.council

    @property
    def is_past(self) -> bool:
        return self.on < self.today

    @property
    def is_future(self) -> bool:
        return self.on > self.today

    def query(self, **changes) -> str:
        """The query string of this question, with `changes` (an empty one is left out). For links to other pages."""
        parts = {"scope": self.scope.path}
        if self.on != self.today:
            parts["on"] = self.on.isoformat()
        if self.against != months_before(self.on, 12):
            parts["against"] = self.against.isoformat()
        return urlencode({name: value for name, value in {**parts, **changes}.items() if value not in (None, "")})


def public(view: Callable) -> Callable:
    """Anybody may open it."""
    view.guard = Guard("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable) -> Callable:
    """Anybody who is signed in."""
    wrapped = login_required(view)
    wrapped.guard = Guard("signed in")  # type: ignore[attr-defined]
    return wrapped


def asks(permission: str) -> Callable:
    """A page of one council, `/c/<council>/...`: the view is called as `view(request, asked, **rest)`.

    Answers 404 for a council, service or team that does not exist or where `permission` is not held (the same answer
    for both, so that addresses tell nothing), and for days that cannot be read.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        @login_required
        def wrapped(request: HttpRequest, council: str, **rest) -> HttpResponse:
            request.asked = asked_of(request, council, permission)  # type: ignore[attr-defined]
            return view(request, request.asked, **rest)  # type: ignore[attr-defined]

        wrapped.guard = Guard("staff", permission)  # type: ignore[attr-defined]
        return wrapped

    return decorate


def asked_of(request: HttpRequest, council: str, permission: str) -> Asked:
    """Read the question from the address. Raises `Http404`."""
    today = request.today  # type: ignore[attr-defined]
    try:
        tree = tree_for(request.user, council, permission)
        path = request.GET.get("scope", "").strip("/")
        scope = tree.find(path) if path else tree.scopes[0] if tree.whole else first_seen(tree)
        on = _day(request.GET["on"]) if request.GET.get("on") else today
        against = _day(request.GET["against"]) if request.GET.get("against") else months_before(on, 12)
    except (NoSuchScope, ValueError) as error:
        raise Http404("There is no such page, or it is not yours to see.") from error
    return Asked(tree, scope, on, against, today)


def _day(text: str) -> dt.date:
    """A day one may ask for. Raises `ValueError`: figures look years back and lists months ahead, so the calendar's ends are shut."""
    day = dt.date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def number_in(text: str) -> int | None:
    """A whole number out of an address, as a database can hold it; None where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def key_in(text: str) -> tuple[dt.date, int] | None:
    """Where a page of a list by day begins, as the page before wrote it into the address: `2016-03-31~4711`; None for the first. Raises `Http404`."""
    if not text:
        return None
    day, _, number = text.partition("~")
    try:
        found = _day(day), number_in(number)
    except ValueError as error:
        raise Http404("There is no such page.") from error
    if found[1] is None:
        raise Http404("There is no such page.")
    return found[0], found[1]


def first_seen(tree: Tree) -> Scope:
    """The widest scope of which the user sees everything, where they do not see the whole council."""
    return next((scope for scope in tree.scopes[1:] if scope.whole), tree.scopes[0])


def works_in(permission: str) -> Callable:
    """A page of one council that is not about a scope or a day, for whoever holds `permission` anywhere in it:
    `view(request, council, **rest)`. Answers 404 to all others, as where there is no such council.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        @login_required
        def wrapped(request: HttpRequest, council: str, **rest) -> HttpResponse:
            access = access_of(request.user)
            found = access.councils.get(council)
            if found is None or not access.may_somewhere(permission, found.pk):
                raise Http404("There is no such page, or it is not yours to see.")
            request.council = found  # type: ignore[attr-defined]
            return view(request, found, **rest)

        wrapped.guard = Guard("staff", permission)  # type: ignore[attr-defined]
        return wrapped

    return decorate


def manages(*permissions: str) -> Callable:
    """A page of one council that is not about a scope or a day (imports, administration): `view(request, council, **rest)`.

    Answers 404 where the council does not exist or none of `permissions` is held over the whole of it.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        @login_required
        def wrapped(request: HttpRequest, council: str, **rest) -> HttpResponse:
            access = access_of(request.user)
            found = access.councils.get(council)
            if found is None or not any(access.may(wanted, council_id=found.pk) for wanted in permissions):
                raise Http404("There is no such page, or it is not yours to see.")
            request.council = found  # type: ignore[attr-defined]
            return view(request, found, **rest)

        wrapped.guard = Guard("staff", " or ".join(permissions))  # type: ignore[attr-defined]
        return wrapped

    return decorate


CANDIDATE = "candidate"  # the key under which the session knows a candidate


def candidate(view: Callable) -> Callable:
    """A page of somebody who applies, once they have come in by the link that was mailed to them: `view(request, applicant, **rest)`.

    Others are sent to ask for a link, and come back to the page they wanted. Answers 404 where there is no such council.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, council: str = "", **rest) -> HttpResponse:
        found = _council_of(request, council)
        person = candidate_in(request, found)
        if person is None:
            url = address_at(found, "candidate_enter")
            return redirect(f"{url}?{urlencode({'next': request.path})}" if request.method == "GET" else url)
        request.candidate = person  # type: ignore[attr-defined]
        return view(request, person, **rest)

    wrapped.guard = Guard("candidate")  # type: ignore[attr-defined]
    return wrapped


def candidate_in(request: HttpRequest, council: Council) -> Candidate | None:
    """The candidate whom the session knows, in a council; none once they have been in for as long as anybody may."""
    kept = request.session.get(CANDIDATE)
    if not kept or request.at.timestamp() - kept["since"] >= settings.SESSION_COOKIE_AGE:  # type: ignore[attr-defined]
        return None
    rows = Candidate.objects.select_related("council").filter(council=council, erased_at__isnull=True)
    return rows.filter(pk=kept["candidate"]).first()


def of_region(view: Callable) -> Callable:
    """A page of somebody who leads a region: `view(request, region, **rest)`. Answers 404 for a region that is not theirs to see."""

    @wraps(view)
    @login_required
    def wrapped(request: HttpRequest, region: str, **rest) -> HttpResponse:
        today = request.today  # type: ignore[attr-defined]
        found = next((row for row in regions_led_by(request.user, today) if row.slug == region), None)
        if found is None:
            raise Http404("There is no such page, or it is not yours to see.")
        return view(request, found, **rest)

    wrapped.guard = Guard("regional lead")  # type: ignore[attr-defined]
    return wrapped


def of_council(view: Callable) -> Callable:
    """A page of a council that anybody may open: `view(request, council, **rest)`. Answers 404 where there is no such council."""

    @wraps(view)
    def wrapped(request: HttpRequest, council: str = "", **rest) -> HttpResponse:
        return view(request, _council_of(request, council), **rest)

    wrapped.guard = Guard("public")  # type: ignore[attr-defined]
    return wrapped


def by_link(view: Callable) -> Callable:
    """A page that a private link opens, and nothing else: the view finds what its token is good for, and answers 404 for none."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str, council: str = "", **rest) -> HttpResponse:
        return view(request, _council_of(request, council), token, **rest)

    wrapped.guard = Guard("private link")  # type: ignore[attr-defined]
    return wrapped


def _council_of(request: HttpRequest, slug: str) -> Council:
    site = getattr(request, "careers_site", None)  # on a host name of the council's own no address names the council
    found = site.council if site else Council.objects.filter(slug=slug).first()
    if found is None:
        raise Http404("There is no such page.")
    request.careers_council = found  # type: ignore[attr-defined]
    return found


def address_at(council: Council, name: str, **parts) -> str:
    """The address of a page below a council's careers site, as it is where the request came in: on its own host, or on ours."""
    if get_urlconf() == OWN_HOST:
        return reverse(name, kwargs=parts)
    return reverse(name, kwargs={"council": council.slug, **parts})

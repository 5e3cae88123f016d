"""Who may open an address. Every view is wrapped by one of these, and a house test lists them all."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import NoSuchScope, Scope, Tree, tree_for

FIRST_YEAR, LAST_YEAR = 1900, 2200


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
            found = Council.objects.filter(slug=council).select_related("region").first()
            if found is None or not any(access.may(wanted, council_id=found.pk) for wanted in permissions):
                raise Http404("There is no such page, or it is not yours to see.")
            request.council = found  # type: ignore[attr-defined]
            return view(request, found, **rest)

        wrapped.guard = Guard("staff", " or ".join(permissions))  # type: ignore[attr-defined]
        return wrapped

    return decorate

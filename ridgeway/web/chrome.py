"""What stands around a page: the council, the path of pages at the side, the as-at bar, the search. No query beyond `access_of`."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.access import Access, access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope, Tree
from ridgeway.drawing import strips

from .guards import Asked

# group: (URL name, words, permissions of which one is needed, whether it is needed over the whole council)
PATH: list[tuple[str, list[tuple[str, str, tuple[str, ...], bool]]]] = [
    (
        "",
        [
            ("today", "Today", (P.FIGURES_VIEW,), False),
            ("state", "State of the service", (P.FIGURES_VIEW,), False),
            ("measures", "Measures", (P.FIGURES_VIEW,), False),
            ("compare", "Compare", (P.FIGURES_VIEW,), False),
        ],
    ),
    (
        "Find and hire",
        [
            ("campaigns", "Campaigns", (P.CAMPAIGNS_VIEW,), False),
            ("enquiries", "Enquiries", (P.ENQUIRIES_VIEW,), False),
        ],
    ),
    (
        "People and posts",
        [
            ("establishment", "Establishment", (P.POSTS_VIEW,), False),
            ("posts", "Posts", (P.POSTS_VIEW,), False),
            ("people", "People", (P.PEOPLE_VIEW,), False),
        ],
    ),
    ("Account for", [("report_check", "Check a paper", (P.REPORTS_BUILD,), False)]),
    ("Records", [("imports", "Imports", (P.IMPORTS_RUN,), True)]),
    (
        "Look after",
        [
            ("admin", "Administration", (P.COUNCIL_MANAGE, P.ACCESS_MANAGE), True),
            ("audit", "Audit", (P.AUDIT_VIEW,), True),
        ],
    ),
]
ASK = frozenset({"enquiries", "today", "state", "measures", "compare", "establishment", "posts", "people", "campaigns"})
# a page that stands below another on the path, and which one
UNDER = {
    "enquiry": "enquiries",
    "post": "posts",
    "person": "people",
    "measure": "measures",
    "rows": "measures",
    "import": "imports",
    "campaign": "campaigns",
}


@dataclass(frozen=True, slots=True)
class Waymark:
    """One page on the path at the side."""

    words: str
    url: str
    is_current: bool
    is_below: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together."""

    words: str
    pages: list[Waymark]


@dataclass(frozen=True, slots=True)
class Choice:
    """A scope one may ask for."""

    path: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AsAt:
    """The as-at bar: what the page answers for, and the ways to change it."""

    asked: Asked
    choices: list[Choice]
    earlier: str
    later: str
    today: str
    scale: str
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """One line, for print."""
        chosen = next((choice.words for choice in self.choices if choice.is_chosen), self.asked.scope.name)
        return f"{self.asked.council}, {chosen}"

    @property
    def is_cut(self) -> bool:
        """Whether part of the scope is hidden from the person asking."""
        return not self.asked.scope.whole


def context(request: HttpRequest) -> dict:
    """The context processor."""
    asked: Asked | None = getattr(request, "asked", None)
    council: Council | None = asked.council if asked else getattr(request, "council", None)
    if council is None:
        return {"council": None, "asat": None, "path": [], "search_url": ""}
    access = access_of(request.user, getattr(request, "today", None))
    return {
        "council": council,
        "asat": asat_of(request, asked) if asked else None,
        "path": path_of(request, council, access, asked),
        "search_url": address("search", council) if access.may_somewhere(P.FIGURES_VIEW, council.pk) else "",
    }


def address(name: str, council: Council) -> str:
    """The address of a council's page, empty where there is no such page."""
    return _address(name, council.slug)


@lru_cache(maxsize=4096)
def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, kwargs={"council": slug})
    except NoReverseMatch:
        return ""


def path_of(request: HttpRequest, council: Council, access: Access, asked: Asked | None) -> list[Group]:
    """The pages this person may open, with the present one marked."""
    query = f"?{asked.query()}" if asked else ""
    groups = []
    for words, pages in PATH:
        shown = [
            waymark(request, page, text, url + (query if page in ASK else ""))
            for page, text, needed, whole in pages
            if holds(access, needed, council, whole) and (url := address(page, council))
        ]
        if shown:
            groups.append(Group(words, shown))
    return groups


def holds(access: Access, needed: tuple[str, ...], council: Council, whole: bool) -> bool:
    """Whether one of the permissions is held: over the whole council, or somewhere in it."""
    if whole:
        return any(access.may(permission, council_id=council.pk) for permission in needed)
    return any(access.may_somewhere(permission, council.pk) for permission in needed)


def waymark(request: HttpRequest, page: str, words: str, url: str) -> Waymark:
    """A page on the path; the present one carries the mark, and so does the one above the present one."""
    match = request.resolver_match
    here = (match.url_name if match else None) or ""
    first = here.split("_")[0]
    above = UNDER.get(here) or UNDER.get(first) or first
    return Waymark(words, url, here == page, here != page and above == page)


def asat_of(request: HttpRequest, asked: Asked) -> AsAt:
    """The as-at bar of a page that answers for a scope and a day."""
    later = min(months_before(asked.on, -1), asked.today) if asked.on < asked.today else None
    kept = [
        (name, str(value))
        for name, value in request.GET.items()
        if name not in ("scope", "on", "against", "after", "before")
    ]
    rest = dict(kept)

    def to(day: dt.date) -> str:
        return "?" + urlencode(
            {"scope": asked.scope.path, "on": day.isoformat(), "against": asked.against.isoformat(), **rest}
        )

    return AsAt(
        asked=asked,
        choices=choices_of(asked.tree, asked.scope),
        earlier=to(months_before(asked.on, 1)),
        later=to(later) if later else "",
        today="?" + urlencode({"scope": asked.scope.path, **rest}),
        scale=strips.date_scale(asked.on, asked.against, asked.today),
        kept=kept,
    )


def choices_of(tree: Tree, chosen: Scope) -> list[Choice]:
    """The scopes of a council as one reads them: service › team."""
    scopes = tree.scopes if tree.whole or not tree.scopes[1:] else tree.scopes[1:]
    if chosen not in scopes:
        scopes = (chosen, *scopes)
    return [Choice(scope.path, words_of(scope), scope.path == chosen.path) for scope in scopes]


def words_of(scope: Scope) -> str:
    """Children's services › all 10 teams; Children's services › North hub; All services."""
    if scope.team:
        return f"{scope.service} › {scope.team}"
    if scope.service:
        count = len(scope.teams)
        return f"{scope.service} › {'all' if scope.whole else 'your'} {count} {'team' if count == 1 else 'teams'}"
    return "All services" if scope.whole else "All you may see"

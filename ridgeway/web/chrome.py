"""What stands around a page: the council, the path of pages at the side, the as-at bar, the search. No query beyond `access_of`."""

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

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
            ("pool", "Talent pool", (P.ENQUIRIES_VIEW,), False),
            ("site", "Careers site", (P.SITE_EDIT,), True),
            ("adverts", "Adverts", (P.ADVERTS_VIEW,), False),
            ("hiring", "Hiring", (P.APPLICATIONS_VIEW,), False),
        ],
    ),
    (
        "People and posts",
        [
            ("establishment", "Establishment", (P.POSTS_VIEW,), False),
            ("posts", "Posts", (P.POSTS_VIEW,), False),
            ("people", "People", (P.PEOPLE_VIEW,), False),
            ("pay", "Pay", (P.PAY_VIEW,), False),
            ("agency", "Agency", (P.AGENCY_VIEW,), False),
        ],
    ),
    (
        "Account for",
        [
            ("money", "Money", (P.MONEY_VIEW,), False),
            ("reports", "Reports", (P.FIGURES_VIEW,), False),
            ("report_check", "Check a paper", (P.REPORTS_BUILD,), False),
        ],
    ),
    ("Records", [("imports", "Imports", (P.IMPORTS_RUN, P.MONEY_EDIT, P.AGENCY_EDIT), True)]),
    (
        "Look after",
        [
            ("admin", "Administration", (P.COUNCIL_MANAGE, P.ACCESS_MANAGE), True),
            ("audit", "Audit", (P.AUDIT_VIEW,), True),
        ],
    ),
]
ASK = frozenset(
    {
        "hiring",
        "enquiries",
        "pool",
        "adverts",
        "today",
        "state",
        "measures",
        "compare",
        "establishment",
        "posts",
        "people",
        "campaigns",
        "agency",
        "money",
        "pay",
    }
)
# a page that stands below another on the path, and which one
UNDER = {
    "report_check": "report_check",  # a page of its own on the path
    "enquiry": "enquiries",
    "application": "hiring",
    "applications": "hiring",
    "advert": "adverts",
    "pipeline": "hiring",
    "post": "posts",
    "person": "people",
    "measure": "measures",
    "report": "reports",
    "rows": "measures",
    "import": "imports",
    "campaign": "campaigns",
}
WAYMARK = '<svg class="path__way" viewBox="0 0 18 18" aria-hidden="true" focusable="false"><path d="M9 .5 17.5 9 9 17.5.5 9z"/></svg>'


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
class AsAt:
    """The as-at bar: what the page answers for, and the ways to change it."""

    asked: Asked
    options: SafeString
    earlier: str
    later: str
    today: str
    scale: str
    kept: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """One line, for print."""
        return f"{self.asked.council}, {words_of(self.asked.scope)}"

    @property
    def is_cut(self) -> bool:
        """Whether part of the scope is hidden from the person asking."""
        return not self.asked.scope.whole


def context(request: HttpRequest) -> dict:
    """The context processor."""
    asked: Asked | None = getattr(request, "asked", None)
    council: Council | None = asked.council if asked else getattr(request, "council", None)
    if council is None:
        return {"council": None, "asat": None, "path": "", "search_url": ""}
    access = access_of(request.user, getattr(request, "today", None))
    return {
        "council": council,
        "asat": asat_of(request, asked) if asked else None,
        "path": drawn(path_of(request, council, access, asked)),
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


def drawn(groups: list[Group]) -> SafeString:
    """The path as lists of links. It stands in a page twice, at the side and in the short menu, and is written once."""
    return mark_safe("".join(map(_group, groups)))  # noqa: S308 every word and address is escaped in `_way`


def _group(group: Group) -> str:
    head = f'<p class="path__head">{escape(group.words)}</p>' if group.words else ""
    return f"{head}<ul>{''.join(map(_way, group.pages))}</ul>"


def _way(page: Waymark) -> str:
    mark, current = "", ""
    if page.is_current or page.is_below:
        mark, current = WAYMARK, f' aria-current="{"page" if page.is_current else "true"}"'
    return f'<li>{mark}<a href="{escape(page.url)}"{current}>{escape(page.words)}</a></li>'


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
        options=options_of(asked.tree, asked.scope),
        earlier=to(months_before(asked.on, 1)),
        later=to(later) if later else "",
        today="?" + urlencode({"scope": asked.scope.path, **rest}),
        scale=strips.date_scale(asked.on, asked.against, asked.today),
        kept=kept,
    )


def options_of(tree: Tree, chosen: Scope) -> SafeString:
    """The scopes of a council as one reads them, service › team, for a list to choose from: written in one go, for a council has many teams."""
    scopes = tree.scopes if tree.whole or not tree.scopes[1:] else tree.scopes[1:]
    if chosen not in scopes:
        scopes = (chosen, *scopes)
    here = chosen.path
    options = [
        f'<option value="{(path := scope.path)}"{" selected" if path == here else ""}>{escape(words_of(scope))}</option>'
        for scope in scopes
    ]
    return mark_safe("".join(options))  # noqa: S308 the words are escaped, and a path is made of slugs


def words_of(scope: Scope) -> str:
    """Children's services › all 10 teams; Children's services › North hub; All services."""
    if scope.team:
        return f"{scope.service} › {scope.team}"
    if scope.service:
        count = len(scope.teams)
        return f"{scope.service} › {'all' if scope.whole else 'your'} {count} {'team' if count == 1 else 'teams'}"
    return "All services" if scope.whole else "All you may see"

"""Finding the site that an address asks for, and making addresses that are right in both places where a site stands.

A site answers at `/careers/<council>/...` on the installation's own host, and at the root of its own host name where one is set. Addresses
are always made from the patterns of `urls.py` with the site's prefix before them, so one template serves both.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from wagtail.models import Page

from ridgeway.core import addresses
from ridgeway.core.held import while_unchanged
from ridgeway.core.written import while_unwritten
from ridgeway.domains.organisation import colours
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.drawing.land import Paint

from .models import CareersSite

_RESTS_ON = ("careers.careerssite", "careers.page", "organisation.council")
T = TypeVar("T")
OWN_HOST = "ridgeway.project.urls_of_site"
# first parts of addresses that are not pages of an editor's
TAKEN = frozenset({"jobs", "land", "ring-back", "alerts", "apply", "saved", "feeds", "pictures", "cards", "go", "static", "theme", "careers",
                   "healthz", "sitemap.xml", "robots.txt", "beside", "candidate", "referee", "keep-in-touch", "reference", "accounts", "c", "cms", "candidates"})  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A council's site as a request sees it: which one, where it stands, and what is carried through its links."""

    row: CareersSite
    on_own_host: bool = False
    carried: str = ""  # `via=<token>`: the tracked link by which the visitor came

    @property
    def council(self) -> Council:
        return self.row.council

    @property
    def prefix(self) -> str:
        return "" if self.on_own_host else f"/careers/{self.council.slug}"

    @cached_property
    def paint(self) -> Paint:
        made = colours.shades(self.council.accent) if colours.is_colour(self.council.accent) else colours.HOUSE_SHADES
        return Paint(made.accent, made.deep, made.mid, made.tint)

    @property
    def has_own_colours(self) -> bool:
        return self.council.accent.upper() != colours.HOUSE

    def url(self, name: str, **parts: Any) -> str:
        """The address of one of the site's views: `site.url("jobs")`."""
        return self.carry(self.prefix + reverse(name, urlconf=OWN_HOST, kwargs=parts))

    def page_url(self, page: Page) -> str:
        """The address of a page of this site's tree."""
        return self.carry(f"{self.prefix}/{page.url_path.split('/', 2)[2]}")

    def to(self, address: str) -> str:
        """An address as an editor wrote it: of this site (`jobs/?service=childrens`) or anywhere else."""
        if address.startswith(("https://", "http://", "tel:", "mailto:", "#")):
            return address
        return self.carry(f"{self.prefix}/{address.lstrip('/')}")

    def carry(self, address: str) -> str:
        """The address with what is carried through links: no cookie remembers how somebody came."""
        if not self.carried:
            return address
        before, mark, fragment = address.partition("#")
        return f"{before}{'&' if '?' in before else '?'}{self.carried}{mark}{fragment}"

    @property
    def plain(self) -> "Site":
        """The same without what is carried: for addresses that are kept, shared, or told to search engines."""
        return replace(self, carried="")

    @cached_property
    def menu(self) -> list[Page]:
        """The pages of the menu, in the editor's order."""
        return self.published("menu", self._menu)

    def _menu(self) -> list[Page]:
        rows = Page.objects.child_of(self.row.home).live().in_menu().order_by("path")
        return list(rows.only("title", "url_path"))

    def published(self, what: str, make: Callable[[], T]) -> T:
        """What is read of the site's pages, until one of them is published, moved, or taken away."""
        kinds = ("careers.page", "careers.careerssite")
        return while_unwritten(f"{what}:{self.council.pk}", self.council.code, self.council.revision, kinds, make)

    def held(self, what: str, make: Callable[[], T]) -> T:
        """What is read of the council's rows, until anybody in the council writes or publishes."""
        return while_unchanged(f"{what}:{self.council.pk}", self.council.revision, make)


def site_of(council: Council) -> CareersSite | None:
    """The council's site, if it has opened one."""
    return CareersSite.objects.select_related("council", "home").filter(council=council).first()


def absolute(row: CareersSite, name: str, **parts: Any) -> str:
    """The whole address of one of a site's views, for mails and feeds, where there is no request to ask."""
    scheme = "https" if settings.HTTPS else "http"
    if row.host and row.host in settings.SITE_HOSTS:
        return f"{scheme}://{row.host}" + Site(row, on_own_host=True).url(name, **parts)
    return addresses.absolute(Site(row).url(name, **parts))


def asked_site(request: HttpRequest, council: str = "") -> Site:
    """The site a request is for. Raises `Http404` where there is none, or it is not public yet and the asker does not edit it."""
    row = getattr(request, "careers_site", None)
    on_own_host = row is not None
    if row is None:
        row = _site_at(council)
    if row is None or not (row.is_public or may_edit(request.user, row)):
        raise Http404("There is no such site.")
    return Site(row, on_own_host, carried_by(request))


def _site_at(slug: str) -> CareersSite | None:
    """The site of a council, at the revision of this moment. One small query, and a large one once after it, its home or its council was written."""
    found = list(Council.objects.filter(slug=slug).order_by().values_list("pk", "code", "revision"))
    if not found:
        return None
    pk, code, revision = found[0]
    kept = while_unwritten(f"site:{pk}", code, revision, _RESTS_ON, lambda: _row_of(pk))
    if kept is None or kept.council.revision == revision:
        return kept
    row = copy(kept)  # another request may still answer from what is kept, at the revision it has read
    row.council = copy(kept.council)
    row.council.revision = revision
    return row


def _row_of(council: int) -> CareersSite | None:
    return CareersSite.objects.select_related("council", "home").filter(council=council).first()


def carried_by(request: HttpRequest) -> str:
    """`via=<token>` as it is carried on; a token has letters, digits, - and _ alone."""
    token = request.GET.get("via", "")
    is_token = 0 < len(token) <= 40 and token.isascii() and token.replace("-", "").replace("_", "").isalnum()
    return f"via={token}" if is_token else ""


def site_of_page(page: Page) -> Site:
    """The site of a page shown to its editor before it is published."""
    slug = page.url_path.split("/", 2)[1]
    return Site(CareersSite.objects.select_related("council", "home").get(council__slug=slug))


def may_edit(user: Any, row: CareersSite) -> bool:
    """An editor of a site holds `site.edit` over the whole of its council."""
    return access_of(user).may(Permission.SITE_EDIT, council_id=row.council_id)

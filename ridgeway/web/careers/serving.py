"""How a page of a careers site is answered: for the public once it is public, kept for a while, pressed small.

A page is kept in the memory of the process for a minute at most, under the council's revision, so that whatever anybody in the council writes
shows at once. What asks the clock, or a visitor, for more than that says `keep=False`.
"""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ridgeway.domains.campaigns.rules import is_visit
from ridgeway.web import middleware
from ridgeway.web.guards import Guard

from .besides import count_shown
from .old_addresses import now_at
from .sites import Site, asked_site
from .visits import note_visit

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"  # whoever keeps a page asks each time whether it still says so: a job may be withdrawn
LONGEST_QUERY = 300


def of_site(view: Callable | None = None, *, keep: bool = True, is_page: bool = True) -> Callable:
    """A page of a careers site, open to anybody once the site is public: the view is called as `view(request, site, **rest)`.

    Who asks is looked up only where the site is not public yet, for its editors alone see it: no session is read for anybody else.

    A page that is opened begins a visit, a picture or a feed (`is_page=False`) does not.
    """
    if view is None:
        return lambda given: of_site(given, keep=keep, is_page=is_page)

    @wraps(view)
    def wrapped(request: HttpRequest, council: str = "", **rest: Any) -> HttpResponse:
        site = request.site = asked_site(request, council)
        if not site.row.is_public and (stopped := middleware.over(request) or middleware.unproven(request)):
            return stopped
        if is_page and site.row.is_public:
            note_visit(request, site)
        if not (keep and site.row.is_public and request.method in ("GET", "HEAD")):
            return _made(view, request, site, rest)
        return kept(request, site, lambda: _made(view, request, site, rest))

    wrapped.guard = Guard("public")
    return wrapped


def _made(view: Callable, request: HttpRequest, site: Site, rest: dict[str, Any]) -> HttpResponse:
    with translation.override(site.row.language):
        try:
            response = view(request, site, **rest)
        except Http404:
            return moved(request, site) or not_found(request)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
    return response


def moved(request: HttpRequest, site: Site) -> HttpResponse | None:
    """The way on from an address of a site that was, where the council has kept one."""
    path = request.path if site.on_own_host else request.path.removeprefix(site.prefix)
    to = now_at(site.council, path)
    return HttpResponsePermanentRedirect(site.to(to)) if to else None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The site's own page for an address where there is none."""
    site = getattr(request, "site", None) or asked_site(request)
    return render(request, "careers/404.html", {"site": site, "page": None}, status=404)


def kept(request: HttpRequest, site: Site, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page as it was made within this minute, or made now."""
    query = request.META.get("QUERY_STRING", "")
    asked = f"{site.row.pk}:{site.council.revision}:{site.on_own_host}:{request.get_host()}:{int(request.at.timestamp()) // 60}:{request.path}?{query}"
    key = hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()
    cache = caches["pages"]
    found = cache.get(key) if len(query) <= LONGEST_QUERY else None
    if found is None:
        response = make()
        if response.status_code != 200 or response.streaming:
            return response
        kind, control = response.headers["Content-Type"], response.headers.get("Cache-Control", ASK_AGAIN)
        small = gzip.compress(response.content, 6, mtime=0)
        mark = f'W/"{hashlib.sha256(response.content).hexdigest()[:20]}"'
        found = (response.content, small, kind, control, mark, getattr(response, "besides", ()))
        if len(query) <= LONGEST_QUERY:
            cache.set(key, found, 60)
    if found[5] and is_visit(request.method or "", request.headers):
        count_shown(found[5], at=request.at, on=request.today)
    return pressed(request, *found[:5])


def pressed(request: HttpRequest, body: bytes, small: bytes, kind: str, control: str, mark: str) -> HttpResponse:
    """An answer without secrets, pressed small where the browser takes it so; nothing but its mark where the browser has it already."""
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    response: HttpResponse
    if mark in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(small if takes else body, content_type=kind)
        if takes:
            response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["Cache-Control"], response.headers["ETag"] = control, mark
    return response

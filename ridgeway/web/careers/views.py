"""The pages of editors, served from each council's own tree; and the pictures on them."""

import gzip
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.images.models import Image

from ridgeway.drawing import land
from ridgeway.web.guards import Guard

from .sites import Site, asked_site
from .wall import group_name

FOR_EVER = "public, max-age=31536000, immutable"
VARIETIES = 100
A_MINUTE = "public, max-age=60"


def of_site(view):
    """A page of a careers site, open to anybody once the site is public: the view is called as `view(request, site, **rest)`."""

    @wraps(view)
    def wrapped(request: HttpRequest, council: str = "", **rest: Any) -> HttpResponse:
        request.site = asked_site(request, council)
        try:
            response = view(request, request.site, **rest)
        except Http404:
            return not_found(request)
        if request.site.row.is_public and response.status_code == 200:
            response.headers.setdefault("Cache-Control", A_MINUTE)
        return response

    wrapped.guard = Guard("public")
    return wrapped


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The site's own page for an address where there is none."""
    site = getattr(request, "site", None) or asked_site(request)
    return render(request, "careers/404.html", {"site": site, "page": None}, status=404)


@of_site
@require_safe
def page(request: HttpRequest, site: Site, path: str = "") -> HttpResponse:
    """A page of the council's tree. No other council's tree can be reached: the way begins at its own home."""
    found = site.row.home.specific.route(request, [part for part in path.split("/") if part])
    if found.page.get_view_restrictions().exists():
        raise Http404("There is no such page.")
    return found.page.specific.serve(request, *found.args, **found.kwargs)


@of_site
@require_safe
def drawn(request: HttpRequest, site: Site, scene: str, number: int) -> HttpResponse:
    """A drawn picture in the council's colours; its address carries the accent, so a browser may keep it for a year."""
    if scene not in land.SCENES or number >= VARIETIES:
        raise Http404("There is no such picture.")
    return zipped(request, land.picture(scene, str(number), site.paint).encode(), "image/svg+xml", FOR_EVER)


def zipped(request: HttpRequest, body: bytes, kind: str, kept: str) -> HttpResponse:
    """An answer without secrets, pressed small where the browser takes it so."""
    response = HttpResponse(body, content_type=kind)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(body, 6, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["Cache-Control"] = kept
    return response


@of_site
@require_safe
def picture(request: HttpRequest, site: Site, number: int, size: str) -> HttpResponse:
    """A picture that the council's editors uploaded, made smaller; none of another council's."""
    image = Image.objects.select_related("collection").filter(pk=number, collection__name=group_name(site.row)).first()
    wanted = {"card": "fill-768x408", "wide": "max-1440x1000", "face": "fill-208x208"}.get(size)
    if image is None or wanted is None:
        raise Http404("There is no such picture.")
    made = image.get_rendition(f"{wanted}|format-webp|webpquality-76")
    with made.file.storage.open(made.file.name) as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response.headers["Cache-Control"] = FOR_EVER
    return response

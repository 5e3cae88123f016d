"""The pages of editors, served from each council's own tree; and the pictures on them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from wagtail.images.models import Image

from ridgeway.domains.campaigns import rules
from ridgeway.drawing import land

from .besides import count_followed
from .models import Beside
from .serving import FOR_EVER, of_site
from .sites import Site
from .wall import group_name

VARIETIES = 100


@of_site
@require_safe
def page(request: HttpRequest, site: Site, path: str = "") -> HttpResponse:
    """A page of the council's tree. No other council's tree can be reached: the way begins at its own home."""
    shown, args, kwargs = site.held(f"page:{path}", lambda: _found(request, site, path))
    return shown.serve(request, *args, **kwargs)


def _found(request: HttpRequest, site: Site, path: str) -> tuple:
    """The page at a path, if anybody may see it. Raises `Http404`."""
    found = site.row.home.specific.route(request, [part for part in path.split("/") if part])
    if found.page.get_view_restrictions().exists():
        raise Http404("There is no such page.")
    return found.page.specific, found.args, found.kwargs


@of_site(is_page=False)
@require_safe
def drawn(request: HttpRequest, site: Site, scene: str, number: int) -> HttpResponse:
    """A drawn picture in the council's colours; its address carries the accent, so a browser may keep it for a year."""
    if scene not in land.SCENES or number >= VARIETIES:
        raise Http404("There is no such picture.")
    response = HttpResponse(land.picture(scene, str(number), site.paint), content_type="image/svg+xml")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@of_site(keep=False, is_page=False)
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


@of_site(keep=False, is_page=False)
@require_safe
def follow(request: HttpRequest, site: Site, beside: int) -> HttpResponse:
    """Go to what stands beside a job; that it was followed is counted, not by whom."""
    row = Beside.objects.select_related("page").filter(pk=beside, council=site.council, page__live=True).first()
    if row is None:
        raise Http404("There is no such page.")
    if rules.is_visit(request.method or "", request.headers):
        count_followed(row, on=request.today)
    response = redirect(site.page_url(row.page))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

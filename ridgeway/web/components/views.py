"""The council's colours as a style sheet, and the page that shows every part in every state."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ridgeway.domains.organisation import colours
from ridgeway.domains.organisation.models import Council
from ridgeway.web.guards import public, signed_in

from . import sample


@public
def theme(request: HttpRequest, council: str) -> HttpResponse:
    """A council's four accents. Its address carries the accent, so that a browser may keep it for a year."""
    accent = get_object_or_404(Council.objects.only("accent"), slug=council).accent
    asked = request.GET.get("v", "")
    response = HttpResponse(colours.style_sheet(accent), content_type="text/css; charset=utf-8")
    is_its_own = asked.lower() == accent.lstrip("#").lower()
    response["Cache-Control"] = "public, max-age=31536000, immutable" if is_its_own else "public, max-age=60"
    return response


@signed_in
def parts(request: HttpRequest) -> HttpResponse:
    """Every part in every state, with the figures of the design."""
    return render(request, "parts.html", sample.context())

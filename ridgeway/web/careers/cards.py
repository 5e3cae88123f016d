"""Pictures for links that are shared, drawn from the job's or the site's own words, in the council's colours."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries import jobs as queries
from ridgeway.drawing import cards
from ridgeway.reporting.pictures import as_png

from . import job_words
from .serving import FOR_EVER, of_site
from .sites import Site


def _lines(advert: Advert) -> list[str]:
    return [job_words.where_of(advert), job_words.pay_of(advert)]


def card_of(request: HttpRequest, site: Site, advert: Advert) -> str:
    """The whole address of a job's card; it changes with what the card says."""
    said = hashlib.sha256(
        f"{advert.title} {_lines(advert)} {site.council.wordmark} {site.paint.accent}".encode()
    ).hexdigest()[:10]
    path = f"{site.prefix}/cards/{advert.reference}.png?v={said}"
    return request.build_absolute_uri(path)


@of_site(is_page=False)
@require_safe
def job_card(request: HttpRequest, site: Site, reference: str) -> HttpResponse:
    """The card of a job that was ever out."""
    found = queries.job(site.council, reference, request.at)
    if found is None:
        raise Http404("There is no such job.")
    return _drawn(cards.card(found.advert.title, _lines(found.advert), site.council.wordmark, reference, site.paint))


@of_site(is_page=False)
@require_safe
def site_card(request: HttpRequest, site: Site) -> HttpResponse:
    """The card of the site itself."""
    return _drawn(cards.card(site.row.home.title, [site.row.strapline], site.council.wordmark, "site", site.paint))


def _drawn(document: str) -> HttpResponse:
    response = HttpResponse(as_png(document), content_type="image/png")
    response.headers["Cache-Control"] = FOR_EVER
    return response

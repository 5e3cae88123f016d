"""What pages of editors show of the domains: the jobs that close soonest, and where they are."""

from django.db.models import Q
from django.http import HttpRequest

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment.queries import jobs as queries

from .job_words import line_of
from .models import Promise, PromiseState, SitePage
from .sites import Site

PLACES = 3  # on the map of the home page


def found_for(request: HttpRequest, site: Site, service: str = "") -> queries.Found:
    """The jobs of the council, or of one service; asked once for each page that is made."""
    known = request.__dict__.setdefault("_jobs_found", {})
    if service not in known:
        known[service] = queries.search(site.council, request.at, queries.Wanted(service=service), size=6)  # type: ignore[attr-defined]
    return known[service]


def soonest(request: HttpRequest, site: Site, page: SitePage, how_many: int) -> dict:
    """The jobs of a section, how many there are in all, and where all of them stand."""
    service = getattr(page, "service", None)
    slug = service.slug if service else ""
    found = found_for(request, site, slug)
    return {
        "jobs": [line_of(line, request.at) for line in found.jobs[:how_many]], "total": found.total,  # type: ignore[attr-defined]
        "all_url": site.to(f"jobs/{'?service=' + slug if slug else ''}"),
    }  # fmt: skip


def places(request: HttpRequest, site: Site) -> dict:
    """How many jobs there are, and the places that have most: what stands on the map of the home page."""
    found = found_for(request, site)
    most = sorted(found.choices["place"], key=lambda choice: (-choice.count, choice.words))[:PLACES]
    return {"total": found.total, "places": most}


def promises_for(council: Council, service: int | None) -> list[Promise]:
    """The promises the public sees: of the whole council, and of a service its own (of all where none is named). What nothing counts is not among them."""
    rows = Promise.objects.filter(council=council).exclude(state=PromiseState.UNKNOWN)
    return list(rows.filter(Q(service=None) | Q(service=service)) if service else rows)


def promise_for(council: Council, service: int | None) -> Promise | None:
    """The first promise that holds for a job of a service."""
    return next(iter(promises_for(council, service)), None)

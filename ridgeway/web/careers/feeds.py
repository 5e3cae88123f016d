"""Jobs for machines: an Atom feed for readers, an XML feed for job boards (docs/guides/job-board-feed.md), a site map, and what crawlers may read."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from ridgeway.domains.recruitment.queries import jobs as queries
from ridgeway.domains.recruitment.queries.jobs import Job
from ridgeway.web.guards import public

from . import structured
from .job_words import JobWords, told_of
from .models import CareersSite
from .serving import of_site
from .sites import Site

MOST = 1000
ATOM, XML, TEXT = "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8", "text/plain; charset=utf-8"


def _tag(name: str, value: object, **attributes: str) -> str:
    """One element; characters that XML cannot hold are left out."""
    clean = "".join(letter for letter in str(value) if letter >= " " or letter in "\t\n")
    given = "".join(f' {key}="{escape(said, {chr(34): "&quot;"})}"' for key, said in attributes.items())
    return f"<{name}{given}>{escape(clean)}</{name}>"


def live(site: Site, request: HttpRequest) -> Iterator[tuple[Job, JobWords, str]]:
    """Each live job with its words and its whole address, the one that closes first first."""
    for found in queries.live(site.council, request.at, most=MOST):
        address = request.build_absolute_uri(site.url("job", reference=found.advert.reference))
        yield found, told_of(found, request.at), address


@of_site(is_page=False)
@require_safe
def atom(request: HttpRequest, site: Site) -> HttpResponse:
    """The live jobs as an Atom feed (RFC 4287)."""
    here, home = (request.build_absolute_uri(site.url(name)) for name in ("jobs_atom", "jobs"))
    rows = list(live(site, request))
    newest = max((found.advert.published_at for found, _, _ in rows if found.advert.published_at), default=request.at)
    closes = _("Closes {day}.")
    entries = [
        "<entry>" + _tag("id", address) + _tag("title", words.title) + _tag("updated", (found.advert.published_at or request.at).isoformat())
        + _tag("link", "", rel="alternate", type="text/html", href=address)
        + _tag("summary", f"{words.where}. {words.pay} {words.supplement}".strip() + f". {closes.format(day=words.closes)} {words.summary}") + "</entry>"
        for found, words, address in rows
    ]  # fmt: skip
    head = (
        _tag("id", here) + _tag("title", _("Jobs at {council}").format(council=site.council.name)) + _tag("updated", newest.isoformat())
        + _tag("link", "", rel="self", type="application/atom+xml", href=here) + _tag("link", "", rel="alternate", type="text/html", href=home)
        + "<author>" + _tag("name", site.council.name) + "</author>"
    )  # fmt: skip
    body = f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.row.language}">{head}{"".join(entries)}</feed>\n'
    return HttpResponse(body, content_type=ATOM)


@of_site(is_page=False)
@require_safe
def board(request: HttpRequest, site: Site) -> HttpResponse:
    """The live jobs for job boards that fetch a list: one `job` each, every field always there, empty where it is not known."""
    rows = "".join(_row(site, *row) for row in live(site, request))
    head = (
        _tag("publisher", site.council.name)
        + _tag("publisherurl", request.build_absolute_uri(site.url("site_home")))
        + _tag("lastBuildDate", request.at.isoformat())
    )
    return HttpResponse(f'<?xml version="1.0" encoding="utf-8"?>\n<source>{head}{rows}</source>\n', content_type=XML)


def _row(site: Site, found: Job, words: JobWords, address: str) -> str:
    advert = found.advert
    fields = {
        "title": words.title, "date": advert.published_at.isoformat() if advert.published_at else "",
        "expirationdate": advert.closes_at.isoformat() if advert.closes_at else "", "referencenumber": advert.reference, "url": address,
        "company": site.council.name, "city": advert.place, "postalcode": advert.postcode, "country": "GB",
        "description": structured.described(found, words), "salary": f"{words.pay} {words.supplement}".strip(),
        "salarymin": advert.pay_low if advert.pay_low is not None else "", "salarymax": advert.pay_high if advert.pay_high is not None else "",
        "salaryperiod": "year", "jobtype": advert.pattern, "contract": advert.contract_kind, "category": advert.role.name, "department": advert.service.name,
        "openings": advert.how_many, "contactname": advert.contact_name, "contactphone": advert.contact_telephone, "contactemail": advert.contact_email,
    }  # fmt: skip
    return "<job>" + "".join(_tag(name, value) for name, value in fields.items()) + "</job>"


@of_site(is_page=False)
@require_safe
def sitemap(request: HttpRequest, site: Site) -> HttpResponse:
    """Every page and every live job (sitemaps.org)."""
    whole = request.build_absolute_uri
    pages = Page.objects.descendant_of(site.row.home, inclusive=True).live().order_by("path")
    rows = [(whole(site.page_url(page)), page.last_published_at or page.latest_revision_created_at) for page in pages]
    rows.append((whole(site.url("jobs")), None))
    rows += [
        (whole(site.url("job", reference=reference)), at)
        for reference, at in queries.live_references(site.council, request.at)
    ]
    made = "".join(
        "<url>" + _tag("loc", loc) + (_tag("lastmod", at.date().isoformat()) if at else "") + "</url>"
        for loc, at in rows
    )
    body = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{made}</urlset>\n'
    return HttpResponse(body, content_type=XML)


@of_site(is_page=False)
@require_safe
def robots(request: HttpRequest, site: Site) -> HttpResponse:
    """What crawlers may read on a host name of a council's own."""
    where = request.build_absolute_uri(site.url("sitemap"))
    return HttpResponse(f"User-agent: *\nDisallow: {site.prefix}/ring-back/\nSitemap: {where}\n", content_type=TEXT)


@public
@require_safe
def robots_of_installation(request: HttpRequest) -> HttpResponse:
    """What crawlers may read on the installation's own host: the public careers sites, and nothing else."""
    rows = CareersSite.objects.select_related("council", "home").filter(is_public=True)
    maps = [request.build_absolute_uri(Site(row).url("sitemap")) for row in rows if not row.host]
    lines = [
        "User-agent: *",
        "Allow: /careers/",
        "Allow: /static/",
        "Allow: /theme/",
        "Disallow: /",
        *[f"Sitemap: {where}" for where in maps],
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type=TEXT)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response

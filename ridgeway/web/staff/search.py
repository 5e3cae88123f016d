"""Find a person, somebody who applied or enquired, a job, a post or a team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight.finding import find
from ridgeway.web.guards import Asked, asks

from .changing import link

# each kind's heading, its page, the part of its address, and what its moment says
KINDS = (
    ("person", "People", "person", "person", ""),
    ("application", "Applications", "application", "application", "sent"),
    ("enquiry", "Enquiries", "enquiry", "enquiry", "came"),
    ("advert", "Adverts", "advert", "advert", "closes"),
    ("post", "Posts", "post", "number", ""),
)


@asks(Permission.FIGURES_VIEW)
def search(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What begins with the words asked for, each kind that the person may see."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = find(request.user, asked.tree, text)
    parts = [
        {"key": kind, "name": name, "at": at, "hits": [(hit, link(page, asked, changes=None, **{part: hit.key})) for hit in found.hits[kind]]}
        for kind, name, page, part, at in KINDS
        if kind in found.hits
    ]  # fmt: skip
    teams = [
        (team, link("state", asked, changes={"scope": f"{team.service.slug}/{team.slug}"})) for team in found.teams
    ]
    return render(
        request, "search/search.html", {"asked": asked, "q": text, "found": found, "parts": parts, "teams": teams}
    )

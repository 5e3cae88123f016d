"""Find a person, a post or a team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.establishment import queries
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked, asks

from .changing import link


@asks(Permission.FIGURES_VIEW)
def search(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What begins with the words asked for. One exact post number opens that post's page from the list."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = queries.search(request.user, asked.tree, text)
    context = {
        "asked": asked,
        "q": text,
        "found": found,
        "people": [(person, link("person", asked, person=person.pk)) for person in found.people],
        "posts": [(number, link("post", asked, number=number)) for number in found.posts],
        "teams": [
            (team, link("state", asked, changes={"scope": f"{team.service.slug}/{team.slug}"})) for team in found.teams
        ],
    }
    return render(request, "search/search.html", context)

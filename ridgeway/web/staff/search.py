"""Find a person, a post or a team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.establishment import queries
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import rules
from ridgeway.domains.recruitment.queries import enquiries as recruitment
from ridgeway.web.guards import Asked, asks

from .changing import link


@asks(Permission.FIGURES_VIEW)
def search(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What begins with the words asked for. One exact post number opens that post's page from the list."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    enquiries = sees_enquiries(request, asked) and not is_number_of_a_post(text)
    found = queries.search(request.user, asked.tree, text, with_posts=not enquiries)
    asking = recruitment.search(request.user, asked.council, text) if enquiries else []
    context = {
        "asked": asked,
        "q": text,
        "found": found,
        "enquirers": [(row, link("enquiry", asked, enquiry=row.pk)) for row in asking],
        "people": [(person, link("person", asked, person=person.pk)) for person in found.people],
        "posts": [(number, link("post", asked, number=number)) for number in found.posts],
        "teams": [
            (team, link("state", asked, changes={"scope": f"{team.service.slug}/{team.slug}"})) for team in found.teams
        ],
    }
    return render(request, "search/search.html", context)


def sees_enquiries(request: HttpRequest, asked: Asked) -> bool:
    """Whether the person may see who enquired, somewhere in the council."""
    return access_of(request.user).may_somewhere(Permission.ENQUIRIES_VIEW, asked.council.pk)


def is_number_of_a_post(text: str) -> bool:
    """Whether words could begin a post's number and nobody's name, address or telephone number: a page costs six queries."""
    return "@" not in text and any(letter.isdigit() for letter in text) and not rules.telephone_key(text)

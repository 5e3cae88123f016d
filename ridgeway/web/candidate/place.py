"""What every page of a candidate needs: addresses, the application, and how a page is drawn."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from ridgeway.core.addresses import absolute
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.application_rules import Section
from ridgeway.domains.recruitment.models import Advert, Application, Candidate
from ridgeway.domains.recruitment.states import AdvertState
from ridgeway.web.careers import sites
from ridgeway.web.guards import address_at, candidate_in

NOTHING = "There is no such page."


def link(council: Council, name: str, **parts: Any) -> str:
    """The address of one of these pages."""
    return address_at(council, name, **parts)


def whole(council: Council, name: str, **parts: Any) -> str:
    """The same with its host, for a mail: the council's own host where its site has one."""
    site = sites.site_of(council)
    if site is not None:
        return sites.absolute(site, name, **parts)
    return absolute(reverse(name, urlconf=settings.ROOT_URLCONF, kwargs={"council": council.slug, **parts}))


def maker(council: Council, name: str) -> Callable[[str], str]:
    """Makes the address of a private link of its token."""
    return lambda token: whole(council, name, token=token)


def advert_of(council: Council, reference: str) -> Advert:
    """An advert that was ever published. Raises `Http404`."""
    rows = Advert.objects.select_related("council", "service", "team", "role", "contact")
    found = rows.filter(council=council, reference=reference).exclude(state=AdvertState.DRAFT).first()
    if found is None:
        raise Http404(NOTHING)
    return found


def application_of(person: Candidate, reference: str) -> Application:
    """The candidate's own application for an advert. Raises `Http404`."""
    rows = Application.objects.select_related("council", "advert", "advert__contact", "candidate", "service", "team")
    found = rows.filter(candidate=person, advert__reference=reference, erased_at__isnull=True).first()
    if found is None:
        raise Http404(NOTHING)
    return found


def name_of(person: Candidate) -> str:
    """How a candidate stands in the trail: never by name."""
    return f"candidate {person.pk}"


def named(section: Section) -> dict[str, Any]:
    """A section as a page shows it, its name in the language of the page."""
    return {"key": section.key, "name": gettext(section.name), "is_needed": section.is_needed}


def done(request: HttpRequest, form, act: Callable[..., Any], by) -> Any:
    """What the action returned, or None with its refusal as the form's error."""
    try:
        return act(by=by, at=request.at) or True  # type: ignore[attr-defined]
    except actions.CannotChangeRecruitment as refusal:
        form.add_error(None, str(refusal))
        return None


def page(request: HttpRequest, council: Council, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of a candidate, with its frame."""
    person = getattr(request, "candidate", None) or candidate_in(request, council)
    frame = {
        "council": council,
        "person": person,
        "home_url": link(council, "candidate_home"),
        "leave_url": link(council, "candidate_leave"),
    }
    return render(request, template, {**frame, **context}, status=status)

"""The floor: bare pages of the same framework, behind the same middleware and the same sign-in.

A floor page asks one indexed query by the ORM and prints its rows with a plain template: no scope, no permission, no formatting, no
sum. For a list page these are the rows that the page shows. For a page of measures they are the places held in the council on the
day, as model instances without their names: the least from which a figure could be worked out, and for that day alone.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ridgeway.core.models import AuditEntry
from ridgeway.domains.establishment.models import Holding, PostTerm, Worker
from ridgeway.domains.recruitment.models import Advert
from ridgeway.journeys.intake.models import ImportRun
from ridgeway.web import middleware

from .adverts import REFERENCE
from .sizes import UNTIL

ROWS = 50


def second_factor(get_response):
    """The product's middleware, which asks for a person's roles on every page, left out where the page is a floor page."""
    ours = middleware.second_factor(get_response)
    return lambda request: (get_response if request.path.startswith("/floor/") else ours)(request)


def _posts(council: int) -> QuerySet:
    terms = PostTerm.objects.filter(council_id=council).on(UNTIL)
    return terms.select_related("post__funding_decision", "team", "role", "grade").order_by("post__number")[:ROWS]


def _people(council: int) -> QuerySet:
    held = Holding.objects.filter(council_id=council).on(UNTIL)
    return held.select_related("worker", "employment", "post", "team", "role").order_by("worker__family_name")[:ROWS]


def _search(council: int) -> QuerySet:
    found = Worker.objects.filter(council_id=council, family_name__istartswith="Family 12")
    return found.order_by("family_name", "given_name", "pk")[:20]


def _imports(council: int) -> QuerySet:
    return ImportRun.objects.filter(council_id=council).order_by("-uploaded_at")[:ROWS]


def _audit(council: int) -> QuerySet:
    return AuditEntry.objects.filter(chain=str(199 + council)).order_by("-at")[:ROWS]


def _rows(council: int) -> QuerySet:
    held = Holding.objects.filter(council_id=council).on(UNTIL)
    return held.select_related("worker", "team", "role").order_by()[:ROWS]


def _places(council: int) -> QuerySet:
    return Holding.objects.filter(council_id=council).on(UNTIL).order_by()


def _jobs(council: int) -> QuerySet:
    live = Advert.objects.filter(council_id=council, state="published", closes_at__gt=timezone.now())
    return live.select_related("service", "team", "role").order_by("closes_at")[:20]


def _job(council: int) -> QuerySet:
    return Advert.objects.filter(council_id=council, reference=REFERENCE).select_related("service", "team", "role")


PAGES: dict[str, Callable[[int], QuerySet]] = {
    "posts": _posts,
    "people": _people,
    "search": _search,
    "imports": _imports,
    "audit": _audit,
    "rows": _rows,
    "places": _places,
    "jobs": _jobs,
    "job": _job,
}


@login_required
def page(request: HttpRequest, council: str, name: str) -> HttpResponse:
    """A bare page. `council` is its number in the database, so that nothing but the rows is asked for."""
    return render(request, f"bench/{name}.html", {"rows": PAGES[name](int(council))})

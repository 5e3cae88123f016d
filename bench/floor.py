"""The floor: bare pages of the same framework, behind the same middleware and the same sign-in.

A floor page asks one indexed query by the ORM and prints its rows with a plain template: no scope, no permission, no formatting, no
sum. For a list page these are the rows that the page shows (for the search, one query for each kind it finds). For a page of measures they are the places held in the council on the
day, as model instances without their names: the least from which a figure could be worked out, and for that day alone.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ridgeway.core.models import AuditEntry
from ridgeway.domains.agency.models import Assignment
from ridgeway.domains.establishment.models import Holding, PostTerm, Worker
from ridgeway.domains.finance.models import LedgerLine, MonthSum
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment.models import Advert, Application, Candidate, Enquiry
from ridgeway.journeys.intake.models import ImportRun
from ridgeway.web import middleware

from .adverts import BUSY_REFERENCE, REFERENCE
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


def _search(council: int) -> dict[str, QuerySet]:
    """Twenty of each kind that the page finds: people, applications with who sent them and for what, enquiries."""
    people = Worker.objects.filter(council_id=council, given_name__istartswith="Given")
    called = Candidate.objects.filter(council_id=council, name_key__begins="Given").order_by().values("pk")[:200]
    sent = Application.objects.filter(candidate__in=called, sent_at__isnull=False).select_related("candidate", "advert")
    enquiries = Enquiry.objects.filter(council_id=council, name__istartswith="Given")
    return {
        "people": people.order_by("family_name", "given_name", "pk")[:20],
        "applications": sent.order_by("-sent_at", "-pk")[:20],
        "enquiries": enquiries.order_by("-came_at", "-pk")[:20],
    }


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


UNDER_WAY = ("sent", "shortlisted", "interview", "offered", "accepted", "checking")


def _pipeline(council: int) -> QuerySet:
    """The cards of a board: sixty people under way for one advert, those who have waited longest first."""
    found = Application.objects.filter(council_id=council, advert__reference=BUSY_REFERENCE, state__in=UNDER_WAY)
    return found.select_related("advert", "candidate").order_by("moved_at")[:60]


def _hiring(council: int) -> QuerySet:
    """Fifty adverts with how many are under way for each."""
    found = Application.objects.filter(council_id=council, state__in=UNDER_WAY)
    return (
        found.values("advert__reference", "advert__title", "advert__closes_at", "state")
        .order_by()
        .annotate(n=Count("pk"))[:200]
    )


def _applications(council: int) -> QuerySet:
    found = Application.objects.filter(council_id=council, state="sent")
    return found.select_related("advert", "candidate", "service", "team").order_by("-sent_at", "-pk")[:ROWS]


def _enquiries(council: int) -> QuerySet:
    found = Enquiry.objects.filter(council_id=council, state__in=("new", "talking"))
    return found.select_related("service", "team", "role", "contact").order_by("-came_at", "-pk")[:ROWS]


def _assignments(council: int) -> QuerySet:
    found = Assignment.objects.filter(council_id=council, state__in=("confirmed", "ended")).on(UNTIL)
    return found.select_related("worker", "supplier", "team", "role", "post", "cover").order_by("-starts_on", "-pk")[
        :ROWS
    ]


def _assigned(council: int) -> QuerySet:
    """The assignments of the day as model instances: the least from which one could be held against a cap."""
    found = Assignment.objects.filter(council_id=council, state__in=("confirmed", "ended")).on(UNTIL)
    return found.select_related("team", "role").prefetch_related("rates").order_by()


def _region(council: int) -> QuerySet:
    """The same of every council of the region, which is what the region's page is about."""
    region = Council.objects.filter(pk=council).values("region")
    found = Assignment.objects.filter(council__region__in=region, state__in=("confirmed", "ended")).on(UNTIL)
    return found.select_related("team", "role").prefetch_related("rates").order_by()


def _sums(council: int) -> QuerySet:
    """A year's amounts by team, side and kind: the least from which the agency share of the teams could be worked out."""
    found = MonthSum.objects.filter(council_id=council, year=UNTIL.year)
    return found.values("team", "side", "kind").order_by().annotate(total=Sum("amount"))


def _ledger_lines(council: int) -> QuerySet:
    found = LedgerLine.objects.filter(council_id=council, replaced_by__isnull=True)
    return found.select_related("team", "code", "load").order_by("-month", "-pk")[:ROWS]


PAGES: dict[str, Callable[[int], QuerySet | dict[str, QuerySet]]] = {
    "posts": _posts,
    "people": _people,
    "search": _search,
    "imports": _imports,
    "audit": _audit,
    "rows": _rows,
    "places": _places,
    "jobs": _jobs,
    "job": _job,
    "pipeline": _pipeline,
    "hiring": _hiring,
    "applications": _applications,
    "enquiries": _enquiries,
    "assignments": _assignments,
    "assigned": _assigned,
    "region": _region,
    "sums": _sums,
    "ledger-lines": _ledger_lines,
}


@login_required
def page(request: HttpRequest, council: str, name: str) -> HttpResponse:
    """A bare page. `council` is its number in the database, so that nothing but the rows is asked for."""
    return render(request, f"bench/{name}.html", {"rows": PAGES[name](int(council))})

"""Jobs: the list with its filters, a job's own page. Both are read from recruitment; nothing of them is kept here."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from ridgeway.core.addresses import absolute
from ridgeway.domains.recruitment.queries import jobs as queries
from ridgeway.web.guards import number_in

from . import structured
from .besides import beside
from .cards import card_of
from .job_words import line_of, told_of
from .serving import of_site
from .shown import promise_for
from .sites import Site

# the names of the filters in an address, and in a question
NAMES = {"q": "words", "service": "service", "team": "team", "role": "role", "place": "place", "near": "district", "pattern": "pattern", "order": "order"}  # fmt: skip
NUMBERS = {"miles": "miles", "pay": "pay_from"}
LABELS = {
    "service": "Service",
    "role": "Role",
    "team": "Team",
    "place": "Place",
    "pattern": "Hours",
    "pay_from": "Pay from",
}
ASKED = {"pay_from": "pay"}


def wanted_of(request: HttpRequest) -> queries.Wanted:
    """What an address asks for. What cannot be is left out: anybody may have typed it."""
    words = {ours: request.GET.get(name, "").replace("\0", "").strip()[:80] for name, ours in NAMES.items()}
    numbers = {ours: number_in(request.GET.get(name, "")) for name, ours in NUMBERS.items()}
    words["order"] = words["order"] if words["order"] in queries.ORDERS else "closes"
    page = number_in(request.GET.get("page", "")) or 1
    known: dict[str, Any] = {name: value for name, value in numbers.items() if value and value < 1_000_000}
    asked: dict[str, Any] = {**words, **known, "page": min(page, 10_000)}
    return queries.Wanted(**asked)


def query_of(wanted: queries.Wanted, **changes) -> str:
    """The query string that asks for this, with changes; what is empty is left out."""
    parts = {name: getattr(wanted, ours) for name, ours in {**NAMES, **NUMBERS}.items()}
    parts["order"] = "" if parts["order"] == "closes" else parts["order"]
    return urlencode({name: value for name, value in {**parts, **changes}.items() if value})


@of_site
@require_safe
def jobs(request: HttpRequest, site: Site) -> HttpResponse:
    """The jobs, narrowed by what the address asks for."""
    wanted = wanted_of(request)
    found = queries.search(site.council, request.at, wanted)
    here = site.url("jobs")

    def to(**changes) -> str:
        asked = query_of(wanted, **changes)
        return site.carry(f"{site.prefix}{reverse('jobs', urlconf=_own())}{'?' + asked if asked else ''}")

    context = {
        "site": site, "page": None, "found": found, "wanted": wanted, "here": here, "clear": here,
        "jobs": [line_of(line, request.at) for line in found.jobs], "filters": filters_of(found), "chosen": chosen_of(found, wanted, to),
        "orders": queries.ORDERS, "miles": queries.MILES, "asked": query_of(wanted),
        "earlier": to(page=found.page - 1) if found.page > 1 else "", "later": to(page=found.page + 1) if found.page < found.pages else "",
    }  # fmt: skip
    return render(request, "careers/jobs.html", context)


def _own() -> str:
    from .sites import OWN_HOST

    return OWN_HOST


def filters_of(found: queries.Found) -> list[dict]:
    """The filters that can narrow: those with more than one answer, or with one that is chosen."""
    made = []
    for name, label in LABELS.items():
        choices = [choice for choice in found.choices.get(name, ()) if choice.count or choice.is_chosen]
        if len(choices) > 1 or any(choice.is_chosen for choice in choices):
            made.append({"name": ASKED.get(name, name), "label": label, "choices": choices})
    return made


def chosen_of(found: queries.Found, wanted: queries.Wanted, to) -> list[tuple[str, str]]:
    """What narrows the list now, each with the address without it."""
    chosen = [("“" + wanted.words + "”", to(q=""))] if wanted.words else []
    for name in LABELS:
        chosen += [
            (choice.words, to(**{ASKED.get(name, name): ""}))
            for choice in found.choices.get(name, ())
            if choice.is_chosen
        ]
    if wanted.district:
        within = f"Within {wanted.miles} miles of " if wanted.miles else "Near "
        chosen.append(
            (
                within + wanted.district.upper(),
                to(near="", miles="", order="" if wanted.order == "near" else wanted.order),
            )
        )
    return chosen


@of_site
@require_safe
def job(request: HttpRequest, site: Site, reference: str) -> HttpResponse:
    """A job: what it is, what it pays, whom to ring, what happens and when. One that has closed says so."""
    found = queries.job(site.council, reference, request.at)
    if found is None:
        raise Http404("There is no such job.")
    words = told_of(found, request.at)
    context = {
        "besides": beside(site.row.home, found.advert), "promise": promise_for(site.council, found.advert.service_id), "card": card_of(request, site, found.advert),
        "site": site, "page": None, "job": words, "told": found, "advert": found.advert,
        "apply_url": apply_url(site, found) if found.is_live else "", "whole_url": request.build_absolute_uri(site.url("job", reference=reference)),
        "structured": structured.script(structured.posting(site, found, words)) if found.is_live else "",
    }  # fmt: skip
    return render(request, "careers/job.html", context)


def apply_url(site: Site, found: queries.Job) -> str:
    """Where one applies: on the installation's own host, where candidates are signed in."""
    name = "apply_interest" if found.advert.takes_expressions else "apply"
    try:
        path = reverse(
            name,
            urlconf=settings.ROOT_URLCONF,
            kwargs={"council": site.council.slug, "reference": found.advert.reference},
        )
    except NoReverseMatch:
        return ""
    return site.carry(absolute(path) if site.on_own_host else path)

"""Jobs: the list with its filters, a job's own page. Both are read from recruitment; nothing of them is kept here."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ridgeway.core.addresses import absolute
from ridgeway.domains.recruitment.choices import Pattern
from ridgeway.domains.recruitment.queries import jobs as queries
from ridgeway.web.guards import number_in

from . import structured
from .besides import beside
from .cards import card_of
from .job_words import PATTERNS, pounds, told_of
from .listed import cards
from .listed import filters as drawn_filters
from .serving import of_site
from .shown import kept_promises, landing_of, promise_for
from .sites import Site

# the names of the filters in an address, and in a question
NAMES = {"q": "words", "service": "service", "team": "team", "role": "role", "place": "place", "near": "district", "pattern": "pattern", "order": "order"}  # fmt: skip
NUMBERS = {"miles": "miles", "pay": "pay_from"}
LABELS = {
    "service": gettext_lazy("Service"),
    "role": gettext_lazy("Role"),
    "team": gettext_lazy("Team"),
    "place": gettext_lazy("Place"),
    "pattern": gettext_lazy("Hours"),
    "pay_from": gettext_lazy("Pay from"),
}
ORDERS = {
    "closes": gettext_lazy("Closing soonest"),
    "newest": gettext_lazy("Newest"),
    "pay": gettext_lazy("Highest pay"),
    "near": gettext_lazy("Nearest"),
}
ASKED = {"pay_from": "pay"}
SHOWN = 6  # choices of a filter that stand open; the others at a touch


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
    here, kept, plain = site.url("jobs"), kept_promises(site.council), site.plain.url("jobs")

    def to(**changes) -> str:
        asked = query_of(wanted, **changes)
        return site.carry(f"{plain}{'?' + asked if asked else ''}")

    filters = filters_of(found, to)
    context = {
        "site": site, "page": None, "found": found, "wanted": wanted, "here": here, "clear": here, "whole_url": request.build_absolute_uri(plain),
        "jobs": cards(site, found.jobs, request.at, kept), "filters": filters, "filters_drawn": drawn_filters(filters), "chosen": chosen_of(found, wanted, to),
        "orders": [(words, to(order=order), wanted.order == order) for order, words in ORDERS.items() if order != "near" or wanted.district],
        "miles": queries.MILES, "asked": query_of(wanted),
        "earlier": to(page=found.page - 1) if found.page > 1 else "", "later": to(page=found.page + 1) if found.page < found.pages else "",
    }  # fmt: skip
    return render(request, "careers/jobs.html", context)


def filters_of(found: queries.Found, to: Callable[..., str]) -> list[dict]:
    """The filters that can narrow: those with more than one answer, or with one that is chosen. Each answer is a link with its count."""
    made = []
    for name, label in LABELS.items():
        choices = [choice for choice in found.choices.get(name, ()) if choice.count or choice.is_chosen]
        if name == "pay_from":
            choices = _telling(choices)
        if len(choices) > 1 or any(choice.is_chosen for choice in choices):
            asked = ASKED.get(name, name)
            links = [
                (_words(name, choice), choice, to(**{asked: "" if choice.is_chosen else choice.value}))
                for choice in choices
            ]
            if len(links) > SHOWN:  # what is chosen is never folded away
                links.sort(key=lambda link: not link[1].is_chosen)
            made.append({"name": asked, "label": label, "open": links[:SHOWN], "more": links[SHOWN:]})
    return made


def _telling(choices: list[queries.Choice]) -> list[queries.Choice]:
    """Of amounts that leave as many jobs, the highest: the lower ones say nothing more."""
    after = [*(choice.count for choice in choices[1:]), 0]
    return [row for row, count in zip(choices, after, strict=False) if row.is_chosen or row.count != count]


def _words(name: str, choice: queries.Choice) -> str:
    """An answer in the language of the site, where it is a word of the field's and not the council's own."""
    if name == "pattern":
        return _("Job share") if choice.value == Pattern.JOB_SHARE else str(PATTERNS[Pattern(choice.value)])
    return _("{pay} or more").format(pay=pounds(int(choice.value))) if name == "pay_from" else choice.words


def chosen_of(found: queries.Found, wanted: queries.Wanted, to: Callable[..., str]) -> list[tuple[str, str]]:
    """What narrows the list now, each with the address without it."""
    chosen = [("“" + wanted.words + "”", to(q=""))] if wanted.words else []
    for name in LABELS:
        chosen += [
            (_words(name, choice), to(**{ASKED.get(name, name): ""}))
            for choice in found.choices.get(name, ())
            if choice.is_chosen
        ]
    if wanted.district:
        near = wanted.district.upper()
        within = _("Within {miles} miles of {place}") if wanted.miles else _("Near {place}")
        order = "" if wanted.order == "near" else wanted.order
        chosen.append((within.format(miles=wanted.miles, place=near), to(near="", miles="", order=order)))
    return chosen


@of_site
@require_safe
def job(request: HttpRequest, site: Site, reference: str) -> HttpResponse:
    """A job: what it is, what it pays, whom to ring, what happens and when. One that has closed says so."""
    found = queries.job(site.council, reference, request.at)
    if found is None:
        raise Http404("There is no such job.")
    words, besides = told_of(found, request.at), beside(site, found.advert)
    context = {
        "landing": landing_of(site, found.advert.service_id), "besides": besides, "promise": promise_for(site.council, found.advert.service_id), "card": card_of(request, site, found.advert),
        "site": site, "page": None, "job": words, "told": found, "advert": found.advert,
        "apply_url": apply_url(site, found) if found.is_live else "", "whole_url": request.build_absolute_uri(site.plain.url("job", reference=reference)),
        "structured": structured.script(structured.posting(site, found, words)) if found.is_live else "",
    }  # fmt: skip
    response = render(request, "careers/job.html", context)
    response.besides = [row.pk for row in besides]  # whoever answers with the page counts that they were shown
    return response


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

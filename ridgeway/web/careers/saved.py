"""Saved jobs without an account: the list is in the address, and in the visitor's own browser; nothing of it is kept here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ridgeway.domains.recruitment.queries import jobs as queries

from .job_words import told_of
from .serving import of_site
from .sites import Site

MOST = 20


@of_site(keep=False)
@require_safe
def saved(request: HttpRequest, site: Site) -> HttpResponse:
    """The jobs whose references the address names, those that closed said to be so. The address can be sent to anybody."""
    asked = [part for part in request.GET.get("jobs", "").replace("\0", "")[:400].split(",") if part]
    found = [
        job for reference in dict.fromkeys(asked[:MOST]) if (job := queries.job(site.council, reference, request.at))
    ]
    context = {
        "site": site, "page": None, "open": [told_of(job, request.at) for job in found if job.is_live],
        "closed": [told_of(job, request.at) for job in found if not job.is_live], "is_named": bool(asked),
    }  # fmt: skip
    response = render(request, "careers/saved.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response

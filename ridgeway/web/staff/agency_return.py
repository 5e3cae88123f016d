"""The quarterly return: looked over line by line, and taken away as a file."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.domains.agency import rules
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import agency_return
from ridgeway.insight.agency_return import RULES, Line
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .agency_words import ways
from .changing import link

RULE_HEADS = {
    "cap": "Cap",
    "experience": "Experience",
    "cooling_off": "Cooling-off",
    "notice": "Notice",
    "references": "References",
}
FILE_HEADS = ("Assignment", "Registration number", "Job type", "Our title", "Paid by", "Hourly pay", "Counts toward the cap", "Charge an hour", "First day",
              "Last day", "Project team", *(RULE_HEADS[rule] for rule in RULES), "Missing")  # fmt: skip


@never_cache
@asks(Permission.AGENCY_VIEW)
def agency_quarter(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The return for the quarter of the day asked for."""
    found = agency_return.quarterly(request.user, asked.council, min(asked.on, asked.today), asked.today)
    if form := downloads.wanted(request):
        return downloads.table(form, f"agency-return-{found.first}", FILE_HEADS, map(file_row, found.lines))
    wanted = request.GET.get("show") == "missing"
    lines = [line for line in found.lines if line.missing or not wanted]
    before, after = found.first - dt.timedelta(days=1), rules.months_after(found.first, 3)
    context = {
        "asked": asked,
        "found": found,
        "last": last_day(found.until),
        "lines": [
            (line, link("agency_assignment", asked, assignment=line.assignment.pk), outcomes(line)) for line in lines
        ],
        "rule_heads": [RULE_HEADS[rule] for rule in RULES],
        "switch": [
            ("All lines", f"?{asked.query()}", not wanted),
            ("Something missing", f"?{asked.query(show='missing')}", wanted),
        ],
        "earlier": f"?{asked.query(on=before.isoformat())}",
        "later": f"?{asked.query(on=after.isoformat())}" if after <= asked.today else "",
        "file_query": asked.query(),
        "ways": ways(asked, "agency_return"),
        "whole": asked.tree.whole,
    }
    return render(request, "agency/quarter.html", context)


TAGS = {"not kept": "tag--broken", "not known": "tag--due", "signed off": "tag--notice"}


def outcomes(line: Line) -> list[tuple[str, str]]:
    """Each rule's outcome with the tag it is shown by; kept and not asked are plain words."""
    return [(words, TAGS.get(words, "")) for words in (line.outcome(rule) for rule in RULES)]


def file_row(line: Line) -> tuple[Any, ...]:
    """A line in a file."""
    row = line.assignment
    return (
        row.pk, row.worker.registration_number, line.job_type, row.role.name, row.get_route_display(), line.pay, line.counted, line.charge,
        row.starts_on, line.last, row.project_team.name if row.project_team else "", *(line.outcome(rule) for rule in RULES),
        "; ".join(line.missing),
    )  # fmt: skip

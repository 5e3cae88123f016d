"""Equality at each stage of hiring: counts from five up, and relative likelihood with its range."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.core.words import dash
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment.choices import EqualityStage
from ridgeway.insight import equality
from ridgeway.insight.equality import Interval
from ridgeway.web import downloads
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks

from .changing import link

STAGES = tuple(EqualityStage(stage).label for stage in equality.STAGES)
LIKELY = STAGES[1:]
HEADS = (
    "Question", "Answer", *STAGES, *(head for stage in LIKELY for head in (f"{stage}, times as likely", "from", "to")),
)  # fmt: skip
HIDDEN = "hidden"


@never_cache
@asks(Permission.EQUALITY_VIEW)
def hiring_equality(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Each question with its groups: how many came how far, and how likely each group was to go on, against the others."""
    found = equality.by_stage(request.user, asked.scope, asked.against, asked.on)
    if form := downloads.wanted(request):
        rows = [file_row(one, group) for one in found for group in one.groups]
        return downloads.table(form, f"equality-{asked.against}-{asked.on}", HEADS, rows)
    context = {
        "asked": asked,
        "questions": [(one, [row_of(group) for group in one.groups], total_of(one)) for one in found if one.groups],
        "stages": STAGES,
        "likely": LIKELY,
        "file_query": asked.query(),
        "hiring_url": link("hiring", asked),
    }
    return render(request, "hiring/equality.html", context)


def row_of(group: equality.Group) -> list[Cell]:
    """A group in the table."""
    counts = [Cell(HIDDEN if n is None else dash(n), "num quiet" if n is None else "num") for n in group.counts]
    return [
        Cell(group.words),
        *counts,
        *(Cell(said(one), "num nowrap" if place else "num nowrap line-left") for place, one in enumerate(group.likely)),
    ]


def total_of(question: equality.Question) -> list[str]:
    return [HIDDEN if n is None else dash(n) for n in question.total]


def said(one: Interval | None) -> str:
    """1.2 (0.8 to 1.7)."""
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})" if one else "too few"


def file_row(question: equality.Question, group: equality.Group) -> tuple:
    """A group in a file; what is hidden there is hidden here."""
    ratios = [
        round(value, 3) if value is not None else None
        for one in group.likely
        for value in ((one.value, one.low, one.high) if one else (None, None, None))
    ]
    return (question.name, group.words, *(HIDDEN if n is None else n for n in group.counts), *ratios)

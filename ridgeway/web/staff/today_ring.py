"""Ring first: the block of Today for somebody who answers enquiries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.domains.recruitment.queries import enquiries as queries
from ridgeway.web.guards import Asked

from .changing import link
from .enquiries_forms import CallForm
from .enquiries_words import asked_words, begun, clock_drawn, many, promise_words


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody to ring, with the clock of the promise."""

    row: Enquiry
    clock: SafeString
    asked: str
    dial: str
    url: str
    call_url: str
    open_url: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Ring:
    """Whom to ring, oldest promise first; one of them may be open in place."""

    lines: list[Line]
    form: CallForm
    sentence: str
    open: int
    rung: int
    list_url: str
    rung_url: str
    close_url: str


def ring_first(request: HttpRequest, asked: Asked) -> Ring:
    """The block, from two queries. `?open=<id>` opens a row."""
    at: dt.datetime = request.at  # type: ignore[attr-defined]
    rows = queries.ring_first(request.user, asked.scope, at)
    wanted = request.GET.get("open", "")
    count, rung = queries.open_counts(request.user, asked.scope)
    return Ring(
        lines=[_line(asked, row, at, str(row.pk) == wanted) for row in rows],
        form=CallForm(),
        sentence=sentence(rows, at),
        open=count,
        rung=rung,
        list_url=link("enquiries", asked),
        rung_url=link("enquiries", asked, changes={"show": "rung"}),
        close_url=link("today", asked),
    )


def _line(asked: Asked, row: Any, at: dt.datetime, is_open: bool) -> Line:
    return Line(
        row=row,
        clock=clock_drawn(row, at),
        asked=asked_words(row.came_at),
        dial=row.telephone_key or row.telephone,
        url=link("enquiry", asked, enquiry=row.pk),
        call_url=link("enquiry_call", asked, enquiry=row.pk),
        open_url=link("today", asked, changes={"open": row.pk}) + f"#ring-{row.pk}",
        is_open=is_open,
    )


def sentence(rows: list[Any], at: dt.datetime) -> str:
    """Seven people are waiting for you to ring. Two have waited longer than the two working days we promise."""
    if not rows:
        return "Nobody is waiting for you to ring."
    said = f"{begun(many(len(rows), 'person is', 'people are'))} waiting for you to ring."
    over = [row for row in rows if not row.answered_at and row.promised_by < at]
    if not over:
        return said
    a_day = queries.hours_of(over[0]).length / dt.timedelta(hours=1)
    promise = promise_words(over[0].promised_hours, a_day)
    return f"{said} {begun(many(len(over), 'has', 'have'))} waited longer than the {promise} we promise."

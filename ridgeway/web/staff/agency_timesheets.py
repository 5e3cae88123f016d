"""Timesheets: what they came to by month, which assignments were charged otherwise than agreed, who has none, and the files."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.core.words import pounds
from ridgeway.domains.agency import actions, permissions
from ridgeway.domains.agency.models import Assignment, TimesheetLine, TimesheetLoad
from ridgeway.domains.agency.rules import months_after
from ridgeway.domains.agency.weeks import month_of
from ridgeway.domains.finance.rules import year_of, year_words
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import agency_cost
from ridgeway.insight.agency_cost import Timesheets
from ridgeway.insight.money import first_day
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .agency_words import hourly, ways
from .changing import ask, back_to, done, link
from .money_forms import PlainForm

HEADS = (
    "Assignment",
    "Registration number",
    "Given name",
    "Family name",
    "Team",
    "Supplier",
    "Hours",
    "Cost",
    "At the agreed rates",
    "More than agreed",
)
NAMED = 20
LINES = 12


@never_cache
@asks(Permission.AGENCY_VIEW)
def timesheets(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The timesheets of the financial year up to the day asked for."""
    year = year_of(asked.on)
    until = months_after(month_of(asked.on), 1)
    form = downloads.wanted(request)
    found = agency_cost.timesheets_of(request.user, asked.scope, first_day(year), until, size=None if form else 50)
    if form:
        return downloads.table(form, f"timesheets-{asked.on}", HEADS, map(file_row, found.assignments))
    month = last_whole_month(asked.on)
    without = agency_cost.without_timesheets(request.user, asked.scope, month)
    context = {
        "asked": asked,
        "year": year_words(year),
        "found": found,
        "reading": reading(found),
        "rows": [row_of(asked, one) for one in found.assignments],
        "month": month,
        "without": [(row, link("agency_assignment", asked, assignment=row.pk)) for row in without[:NAMED]],
        "without_count": len(without),
        "loads": loads(request, asked),
        "may_edit": permissions.can_edit_whole(request.user, asked.council),
        "imports_url": f"{link('import_new', asked).split('?')[0]}?kind=timesheets",
        "file_query": asked.query(),
        "ways": ways(asked, "agency_timesheets"),
    }
    return render(request, "agency/timesheets.html", context)


def last_whole_month(on: dt.date) -> dt.date:
    """The first day of the last month that is over by the end of a day."""
    month = month_of(on)
    return month if month_of(on + dt.timedelta(days=1)) != month else months_after(month, -1)


def loads(request: HttpRequest, asked: Asked) -> list[tuple[TimesheetLoad, str]]:
    """The files, each with where it is taken back."""
    rows = agency_cost.loads_of(request.user, asked.council)
    return [(row, link("agency_timesheets_take_back", asked, load=row.pk)) for row in rows]


def reading(found: Timesheets) -> str:
    """The page's one sentence."""
    if not found.months:
        return "No timesheet is of this year yet, so costs are worked out from the rates."
    total = found.total
    said = f"{pounds(round(total.cost))} was charged for {total.hours:,.0f} hours"
    more = round(total.dearer)
    if not more:
        return f"{said}, as agreed."
    return (
        f"{said}, {pounds(abs(more))} {'more' if more > 0 else 'less'} than the agreed rates give for the same hours."
    )


def row_of(asked: Asked, one: dict[str, Any]) -> dict[str, Any]:
    """An assignment as the table shows it."""
    name = f"{one['given'] or ''} {one['family'] or ''}".strip() or one["number"]
    return {**one, "name": name, "url": link("agency_assignment", asked, assignment=one["assignment"]),
            "an_hour": hourly(one["charged"] / one["worked"] if one["worked"] else None)}  # fmt: skip


def file_row(one: dict[str, Any]) -> tuple[Any, ...]:
    """The same in a file."""
    amounts = (round(Decimal(one[name]), 2) for name in ("worked", "charged", "as_agreed", "more"))
    return (one["assignment"], one["number"], one["given"], one["family"], one["team_name"], one["supplier"], *amounts)


def weeks_of(request: HttpRequest, row: Assignment) -> dict[str, Any]:
    """What an assignment's page says of its timesheets: the last dozen, and what all come to. Two queries."""
    lines = TimesheetLine.objects.filter(assignment=row, replaced_by__isnull=True).visible_to(request.user)
    shown = list(lines.order_by("-week", "-pk")[: LINES + 1])
    months = list(row.timesheet_months.visible_to(request.user))
    hours, cost, agreed = (sum((getattr(m, name) for m in months), Decimal(0)) for name in ("hours", "cost", "agreed"))
    return {"lines": shown[:LINES], "more": len(shown) > LINES, "hours": hours, "cost": cost, "dearer": cost - agreed}


@asks(Permission.AGENCY_EDIT)
def take_back(request: HttpRequest, asked: Asked, load: int) -> HttpResponse:
    """Take a file back: what it replaced stands again."""
    rows = TimesheetLoad.objects.filter(council=asked.council, pk=load).visible_to(request.user)
    row = rows.select_related("council").first()
    if row is None or not permissions.can_edit_whole(request.user, asked.council):
        raise Http404("There is no such page, or it is not yours to see.")
    form = PlainForm(request.POST if request.method == "POST" else None)
    back = link("agency_timesheets", asked)
    if done(request, form, partial(actions.take_back_timesheets, row)):
        return back_to(request, f"{row} is taken back.", back)
    lead = f"{row.lines:,} timesheets, {pounds(row.cost)}. What they replaced stands again. The lines are kept, and count no more."
    way = [("Agency", link("agency", asked)), ("Timesheets", back)]
    return ask(request, asked, form, title=f"Take back {row}?", button="Take it back", back=back, lead=lead, danger=True, crumbs=way)  # fmt: skip

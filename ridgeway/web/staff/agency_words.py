"""How assignments, checks and rates are put into tables."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ridgeway.core.words import day as day_words
from ridgeway.core.words import short_day
from ridgeway.domains.agency.models import Assignment, Rate
from ridgeway.domains.agency.rules import Check, Verdict
from ridgeway.domains.agency.states import AssignmentState
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked

from .changing import link

S = AssignmentState
HEADS = ("Worker", "Role and team", "Post", "Supplier", "Paid by", "£ an hour", "From", "Planned last day", "Stands")
FILE_HEADS = ("Assignment", "Worker", "Registration", "Role", "Team", "Service", "Post covered", "Supplier", "Route", "FTE",
              "Charge, £ an hour", "First day", "Planned last day", "Last day", "Notice, weeks", "State", "Sign-off")  # fmt: skip
TAGS = {
    Verdict.KEPT: ("tag--accent", "kept"),
    Verdict.BROKEN: ("tag--broken", "not kept"),
    Verdict.SIGNED: ("tag--notice", "signed off"),
    Verdict.UNKNOWN: ("tag--due", "not known"),
    Verdict.NOT_ASKED: ("tag--dashed", "not asked"),
}


WAYS = (
    ("agency", "Assignments"), ("agency_caps", "Caps"), ("agency_region_council", "The region"), ("agency_return", "Return"),
    ("agency_timesheets", "Timesheets"), ("agency_references", "References"), ("agency_suppliers", "Suppliers"), ("agency_teams", "Project teams"),
)  # fmt: skip


def ways(asked: Asked, here: str) -> list[tuple[str, str, bool]]:
    """The pages of agency work: words, address, whether it is this one."""
    return [(words, link(name, asked), name == here) for name, words in WAYS]


def hourly(amount: Decimal | None) -> str:
    """£36.50, always with its pence; an en dash for nothing."""
    return "–" if amount is None else f"£{amount:,.2f}"


def tag(css: str, words: str) -> SafeString:
    return format_html('<span class="tag {}">{}</span>', css, words)


def verdict(check: Check) -> SafeString:
    """How a check came out."""
    return tag(*TAGS[check.verdict])


def place_of(row: Assignment) -> str:
    return row.post.number if row.post else "extra"


def drifted(row: Assignment) -> str:
    """Why an assignment and its cover do not agree; empty where they do."""
    if row.state != S.CONFIRMED:
        return ""
    if row.cover is None:
        return "Its cover was taken away on the post's or the person's page."
    return f"Its cover ended on {day_words(last_day(row.cover.ends_on))}." if row.cover.ends_on else ""


def stands(row: Any, on: dt.date) -> SafeString | str:
    """Where an assignment stands, in a few words."""
    if row.state == S.DRAFT:
        return tag("tag--due", "waiting for sign-off") if row.waiting else tag("tag--dashed", "not confirmed")
    if row.state == S.CANCELLED:
        return "cancelled"
    if row.state == S.ENDED:
        return (
            f"ended {short_day(last_day(row.ends_on))}"
            if row.ends_on <= on
            else f"ends {short_day(last_day(row.ends_on))}"
        )
    if drifted(row):
        return tag("tag--wrong", "cover ended")
    if row.planned_until <= on:
        return tag("tag--due", "past its planned end")
    return tag("tag--notice", "signed off") if row.signed else "confirmed"


def row_of(asked: Asked, row: Any) -> list[Cell]:
    """A row of the list: the worker leads to the assignment."""
    return [
        Cell(row.worker.name, "", link("agency_assignment", asked, assignment=row.pk)),
        Cell(format_html('{}<br><span class="quiet small">{}</span>', row.role, row.team)),
        Cell(place_of(row), "nowrap"),
        Cell(row.supplier.name),
        Cell(row.get_route_display()),
        Cell(hourly(row.charge), "num"),
        Cell(short_day(row.starts_on), "nowrap"),
        Cell(short_day(last_day(row.planned_until)), "nowrap"),
        Cell(stands(row, asked.on)),
    ]


def file_row(row: Any) -> tuple[Any, ...]:
    """A row as a file holds it."""
    return (
        row.pk, row.worker.name, row.worker.registration_number, row.role.name, row.team.name, row.team.service.name,
        row.post.number if row.post else "", row.supplier.name, row.get_route_display(), row.fte.normalize(), row.charge and round(row.charge, 2), row.starts_on,
        last_day(row.planned_until), last_day(row.ends_on), row.notice_weeks, row.get_state_display(),
        "waiting" if row.waiting else "signed off" if row.signed else "",
    )  # fmt: skip


def rate_row(rate: Rate) -> dict[str, Any]:
    """A rate with its parts as amounts."""
    return {"from": rate.starts_on, "until": last_day(rate.ends_on), "parts": [hourly(amount) for amount in rate.parts.values()],
            "charge": hourly(rate.charge)}  # fmt: skip

"""Our fields for timesheets, and what their words are matched with."""

from ridgeway.domains.agency.models import Supplier
from ridgeway.domains.organisation.models import Council, Team

from ..matching import Field

FIELDS = (
    Field("registration", "Registration number", ("registration number", "registration", "swe number", "social work england number", "swe", "sw number"), "Of the worker, as Social Work England gives it"),
    Field("worker", "Worker's name", ("worker", "worker name", "name", "candidate", "candidate name", "contractor", "temp name", "full name"), "Where the list has no registration number"),
    Field("assignment", "Assignment", ("assignment", "assignment number", "booking", "booking reference", "placement id", "placement"), "The number that Ridgeway gives it, as in the file of the agency list"),
    Field("ending", "Week ending", ("week ending", "week end", "w/e", "week ending date", "period end", "timesheet date", "week"), "Any day of the week will do"),
    Field("beginning", "Week beginning", ("week beginning", "week commencing", "w/c", "week start", "period start")),
    Field("hours", "Hours", ("hours", "hours worked", "total hours", "units", "quantity", "qty")),
    Field("rate", "Charge an hour", ("rate", "charge rate", "hourly rate", "charge", "unit price", "charge an hour", "bill rate")),
    Field("amount", "Amount", ("amount", "net", "net amount", "total", "total charge", "cost", "value", "line total"), "Without VAT"),
    Field("supplier", "Supplier", ("supplier", "agency", "agency name", "vendor", "supplier name"), "Shows a timesheet that comes from another supplier than the assignment's"),
    Field("team", "Team", ("team", "cost centre", "department", "site", "team name"), "Shows a worker in two places at once"),
    Field("reference", "Reference", ("timesheet number", "timesheet", "reference", "timesheet id", "invoice number", "invoice")),
)  # fmt: skip
NEEDS = (
    (frozenset({"registration", "worker", "assignment"}), "Match who worked: the registration number, the name or the assignment."),
    (frozenset({"ending", "beginning"}), "Match the week, by its end or its beginning."),
    (frozenset({"hours"}), "Match the hours: a timesheet is of hours."),
    (frozenset({"rate", "amount"}), "Match the charge an hour, or the amount."),
)  # fmt: skip
LEAVE_OUT = "-"


def suppliers(council: Council) -> list[tuple[str, str]]:
    """The suppliers a word may be, and that it may be none."""
    rows = Supplier.objects.filter(council=council).order_by("name")
    return [(str(row.pk), row.name) for row in rows] + [
        (LEAVE_OUT, "Not a supplier of social workers: leave its lines out")
    ]


def teams(council: Council) -> list[tuple[str, str]]:
    """The teams a word may be, and that it may be none."""
    rows = Team.objects.filter(council=council).order_by("order", "name")
    return [(team.slug, str(team)) for team in rows] + [(LEAVE_OUT, "Not one of these teams: leave its lines out")]


CHOICES = {"supplier": suppliers, "team": teams}

"""For Today: departures from the rules that wait for one's sign-off, and assignments past their planned end."""

from django.http import HttpRequest

from ridgeway.core.together import Question
from ridgeway.core.words import day as days_words
from ridgeway.domains.agency.models import Assignment
from ridgeway.domains.agency.queries.assignments import in_scope, overdue, waiting_for
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked

from .changing import link
from .today_blocks import Thing

SHORT = 6


def to_sign(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """Breaches that wait for the word of an office that somebody holds. One query."""
    found = yield from waiting_for(request.user, asked.scope)
    return [
        Thing(
            f"{breach.get_rule_display()} to sign off: {breach.assignment.role}, {breach.assignment.team}",
            link("agency_assignment", asked, assignment=breach.assignment_id),
            breach.words,
            "due",
            acts=(("Sign or refuse", link("agency_breach_sign", asked, breach=breach.pk)),),
        )
        for breach in found[:SHORT]
    ]


def past_their_end(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """Assignments past their planned end, or whose cover ended elsewhere, those longest past it first. One query."""
    rows = in_scope(Assignment.objects.visible_to(request.user, Permission.AGENCY_EDIT), asked.scope)
    rows = rows.filter(overdue(asked.on), starts_on__lte=asked.on).select_related("worker", "team")
    return [
        Thing(
            f"{row.worker.name} is past the planned end",
            link("agency_assignment", asked, assignment=row.pk),
            f"{row.team}. Planned until {days_words(last_day(row.planned_until))}: extend it, or record the end",
            "due",
        )
        for row in (yield rows.order_by("planned_until", "pk")[:SHORT])
    ]

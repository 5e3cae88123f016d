"""How long references of agency workers are kept; and a copy of all that is held of one worker, for when they ask."""

import json
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from ridgeway.domains.agency import actions
from ridgeway.domains.agency.actions.keeping import months_kept
from ridgeway.domains.agency.models import Assignment, Breach, PracticeReference, Rate, TimesheetMonth
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .agency_changing import to_change
from .applications_keeping import REFERENCE_WORDS, ask_months, manages_council

HELD_BACK = (
    "What confidential references say is not in this copy: the Data Protection Act 2018, schedule 2, paragraph 24, lets it be held back. "
    "Whoever may change the assignment reads it there."
)


@manages_council
def months(request: HttpRequest, council: Council, way: str) -> HttpResponse:
    """Change how long references of one way are kept."""
    if way not in REFERENCE_WORDS:
        raise Http404("There is no such kind.")
    act = partial(actions.keep_references, council, way=way)
    return ask_months(request, council, title=REFERENCE_WORDS[way], now=months_kept(council)[way], act=act)


@never_cache
@asks(Permission.AGENCY_EDIT)
def copy(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """All that agency work holds of a worker, as a file: of the assignments that whoever asks may see."""
    row = to_change(request, asked, assignment)
    mine = Assignment.objects.visible_to(request.user, Permission.AGENCY_EDIT).filter(worker=row.worker_id)
    rows = mine.select_related("supplier", "team", "role", "project_team").order_by("starts_on", "pk")
    held = {
        "name": row.worker.name, "registration_number": row.worker.registration_number, "council": str(asked.council),
        "copied_at": request.at.isoformat(), "references": HELD_BACK,  # type: ignore[attr-defined]
        "assignments": [everything(request, one) for one in rows],
    }  # fmt: skip
    content = json.dumps(held, indent=2, ensure_ascii=False, default=str).encode()
    return downloads.attachment(content, f"agency-worker-{row.worker_id}.json", "application/json")


def everything(request: HttpRequest, row: Assignment) -> dict[str, Any]:
    """One assignment: what was agreed, stated, asked, charged and written."""
    user = request.user
    rates = Rate.objects.visible_to(user).filter(assignment=row)
    breaches = Breach.objects.visible_to(user).filter(assignment=row)
    paid = TimesheetMonth.objects.visible_to(user).filter(assignment=row)
    written = PracticeReference.objects.visible_to(user).filter(assignment=row).prefetch_related("links")
    return {
        "supplier": row.supplier.name, "team": row.team.name, "role": row.role.name, "route": row.get_route_display(), "fte": row.fte,
        "project_team": str(row.project_team) if row.project_team else None, "state": row.get_state_display(),
        "from": row.starts_on, "planned_until": row.planned_until, "until": row.ends_on, "why_ended": row.get_end_reason_display(),
        "notice_weeks": row.notice_weeks, "notice_given_on": row.notice_given_on, "experience_months": row.experience_months,
        "references_received": row.references_received, "left_permanent_post_on": row.left_permanent_on,
        "exempt_because": row.get_exemption_display(), "region_asked_at": row.cooling_asked_at, "cooling_off_until": row.cooling_until,
        "rates": [{"from": rate.starts_on, "until": rate.ends_on, **rate.parts} for rate in rates],
        "rules_departed_from": [{"rule": one.get_rule_display(), "found": one.words, "why": one.reason, "state": one.get_state_display()}
                                for one in breaches],
        "timesheets": [{"month": f"{one.month:%Y-%m}", "hours": one.hours, "cost": one.cost} for one in paid],
        "references": [reference(one) for one in written],
    }  # fmt: skip


def reference(row: PracticeReference) -> dict[str, Any]:
    """That there is a reference, who wrote it and to whom it was given; not what it says."""
    return {
        "kind": row.get_way_display(), "state": row.get_state_display(), "written_at": row.written_at, "erased_at": row.erased_at,
        "by": [row.referee_name, row.referee_job, row.organisation],
        "links": [{"to": link.name, "organisation": link.organisation, "sent_at": link.sent_at, "first_opened_at": link.opened_at}
                  for link in row.links.all()],
    }  # fmt: skip

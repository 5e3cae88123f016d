"""What came of a placement's tracked link, each on the day on which it happened: enquiries, applications, appointments, who is still here."""

import datetime as dt
from collections import Counter

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from ridgeway.core import clock
from ridgeway.core.periods import months_before
from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.recruitment.choices import Outcome
from ridgeway.domains.recruitment.models import Application, Enquiry
from ridgeway.domains.recruitment.queries.enquiries import end_of
from ridgeway.domains.recruitment.states import ApplicationState

from .attribution import MONTHS_STAYED, come_so_far

STAGES = ("enquiries", "begun", "sent", "appointed", "here_6", "here_12")
Days = dict[dt.date, Counter[str]]


def people_by_day(placement: Placement, until: dt.date) -> Days:
    """By day and stage, how many came by the placement's link first, up to the end of a day. Two queries.

    Appointed: accepted on that day, and not gone back on since. `here_6`: on that day six months had passed since they started, and they
    were still employed.
    """
    days: Days = {}

    def count(on: dt.date | None, stage: str) -> None:
        if on is not None and on <= until:
            days.setdefault(on, Counter())[stage] += 1

    came = Enquiry.objects.filter(council=placement.council_id, placement=placement, came_at__lt=end_of(until))
    for at in came.exclude(outcome=Outcome.DUPLICATE).values_list("came_at", flat=True):
        count(clock.day_of(at), "enquiries")
    for begun, sent, accepted, is_appointed, starts_on, ends_on in _applications(placement, until):
        count(clock.day_of(begun), "begun")
        count(clock.day_of(sent) if sent else None, "sent")
        count(clock.day_of(accepted) if is_appointed and accepted else None, "appointed")
        for months in MONTHS_STAYED if starts_on else ():
            day = months_before(starts_on, -months)
            count(day if ends_on is None or ends_on > day else None, f"here_{months}")
    return days


def _applications(placement: Placement, until: dt.date):
    accepted = Q(moves__to_state=ApplicationState.ACCEPTED, moves__at__lt=end_of(until))
    rows = Application.objects.filter(council=placement.council_id, begun_at__lt=end_of(until)).annotate(
        by_first=Coalesce("first_placement", "enquiry__placement")
    )
    rows = come_so_far(rows.filter(by_first=placement.pk), until).annotate(
        accepted_at=Max("moves__at", filter=accepted)
    )
    return rows.order_by().values_list(
        "begun_at", "sent_at", "accepted_at", "is_appointed", "employment__starts_on", "employment__ends_on"
    )

"""What is done every day and leads to pages: people asked whether we may keep in touch; and what is cleared away."""

import datetime as dt

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from ridgeway.core.rounds import daily
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.addresses import consent_address

BY = "the round of the day"
DAYS_OF_TASKS = 14


@daily(
    "cleared-away", "Clears away sessions that have ended, and the notes of background work done two weeks ago.", hour=3
)
def clear_away(at: dt.datetime) -> str:
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    before = at - dt.timedelta(days=DAYS_OF_TASKS)
    tasks, _ = DBTaskResult.objects.filter(finished_at__lt=before).delete()
    return f"{sessions} sessions, {tasks} tasks"


@daily(
    "consents-asked",
    "Asks people whose consent to be kept in touch with ends within a month whether we may go on.",
    hour=8,
)
def ask_consents(at: dt.datetime) -> str:
    councils = Council.objects.order_by("code")
    asked = [actions.ask_those_ending(council, address=consent_address(council), by=BY, at=at) for council in councils]
    return f"{sum(asked)} asked"

"""What is cleared away every day: sessions that ended, notes of background work that is done."""

import datetime as dt

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from ridgeway.core.rounds import daily

DAYS_OF_TASKS = 14


@daily(
    "cleared-away", "Clears away sessions that have ended, and the notes of background work done two weeks ago.", hour=3
)
def clear_away(at: dt.datetime) -> str:
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    before = at - dt.timedelta(days=DAYS_OF_TASKS)
    tasks, _ = DBTaskResult.objects.filter(finished_at__lt=before).delete()
    return f"{sessions} sessions, {tasks} tasks"

"""What is done every day and leads to pages: people asked whether we may keep in touch; and what is cleared away."""

import datetime as dt
from typing import Any

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from ridgeway.core import statistics
from ridgeway.core.rounds import daily, weekly
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.addresses import alert_addresses, consent_address
from ridgeway.domains.recruitment.models import Application

from .candidate.interview_ways import WAYS
from .candidate.place import whole

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


@daily("statistics-taken", "Counts the tables of a SQLite database, so that it chooses its indexes well.", hour=3)
def take_statistics(at: dt.datetime) -> str | None:
    return "counted" if statistics.take() else None


@daily(
    "applications-kept",
    "Tells candidates what will be erased in a fortnight; hides and erases applications that have been kept long enough, and people on "
    "panels who have no sign-in; ends drafts of jobs that have closed.",
    hour=4,
)
def keep_applications(at: dt.datetime) -> str:
    said: dict[str, Any] = {"by": "the round of the day", "at": at}
    told = gone = 0
    for council in Council.objects.order_by("code"):
        actions.lapse_drafts(council, **said)
        actions.hide_ended(council, **said)
        actions.erase_disclosures(council, **said)
        told += actions.warn_of_erasure(council, url=whole(council, "candidate_data"), **said)
        gone += actions.erase_expired(council, **said)
        actions.erase_idle_candidates(council, **said)
        actions.erase_panels(council, **said)
    return f"{told} told, {gone} erased"


@daily("offers-lapsed", "Lets offers lapse whose day to answer by has passed, and tells the candidates.", hour=2)
def lapse_offers(at: dt.datetime) -> str:
    def url_of(row: Application) -> str:
        return whole(row.council, "apply_status", reference=row.advert.reference)

    councils = Council.objects.order_by("code")
    return f"{sum(actions.lapse_offers(council, url_of=url_of, by=BY, at=at) for council in councils)} offers"


@daily(
    "consents-asked",
    "Asks people whose consent to be kept in touch with ends within a month whether we may go on.",
    hour=8,
)
def ask_consents(at: dt.datetime) -> str:
    councils = Council.objects.order_by("code")
    asked = [actions.ask_those_ending(council, address=consent_address(council), by=BY, at=at) for council in councils]
    return f"{sum(asked)} asked"


def _tell(how_often: str, at: dt.datetime) -> str:
    councils = Council.objects.order_by("code")
    told = [
        actions.mail_alerts(council, how_often=how_often, at=at, addresses=alert_addresses(council))
        for council in councils
    ]
    return f"{sum(told)} mails"


@daily("alerts-daily", "Tells those who want to be told each day of the jobs that are new.", hour=7)
def tell_daily(at: dt.datetime) -> str:
    return _tell("daily", at)


@weekly("alerts-weekly", "Tells those who want to be told on Mondays of the jobs that are new.", weekday=0, hour=7)
def tell_weekly(at: dt.datetime) -> str:
    return _tell("weekly", at)


@daily(
    "alerts-tended",
    "Asks those whose job alert ends in a fortnight whether to go on, and forgets those that ended or were never confirmed.",
    hour=5,
)
def tend(at: dt.datetime) -> str:
    councils = Council.objects.order_by("code")
    both = [actions.tend_alerts(council, at=at, addresses=alert_addresses(council)) for council in councils]
    return f"{sum(asked for asked, _ in both)} asked, {sum(ended for _, ended in both)} forgotten"


@daily(
    "interviews-reminded",
    "Asks candidates again who have chosen no time for their interview, and tells those met tomorrow when and where.",
    hour=16,
)
def remind_of_interviews(at: dt.datetime) -> str:
    asked = told = 0
    for council in Council.objects.order_by("code"):
        asked += actions.remind_those_without(council, by=BY, at=at, ways=WAYS)
        told += actions.remind_of_tomorrow(council, by=BY, at=at, ways=WAYS)
    return f"{asked} asked again, {told} told of tomorrow"

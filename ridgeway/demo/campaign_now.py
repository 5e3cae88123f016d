"""The campaign of the day on which the demonstration is built: days on which people can be met, over and to come. All of it is invented: the
papers end in May 2016."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from ridgeway.core import clock
from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.models import Event
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.choices import CallResult, Outcome, Source, Way

INVENTED: dict[str, Any] = {"cost_source": "invented", "cost_note": "The papers end before it"}
BEFORE, AFTER = 90, 90  # days that its phase runs before and after the day of building
# days from today, hour, name, its name on the site, place, words on the site, who went, people met, service's kind
EVENTS = [
    (-72, 17, "Open evening, North hub", "Open evening at the North hub", "Monkton Park, Chippenham", "Meet the pods. See the desks.", "Two social workers and a team manager", 19, "children"),
    (-30, 10, "Student conference", "Student conference", "County Hall, Trowbridge", "Placements and the year after.", "HR & OD, with the Institute", 34, ""),
    (9, 10, "Coffee morning", "Coffee morning: thinking of coming back?", "County Hall, Trowbridge", "For anybody who was a social worker once. Bring your questions, and a child if you have one to mind.", "", None, ""),
    (40, 12, "Military families, Tidworth", "Careers fair for military families", "Tidworth Garrison Theatre", "For partners who are qualified, or wish they were: we work around postings.", "", None, ""),
]  # fmt: skip
MET = {"Open evening, North hub": 5, "Student conference": 7}  # of the people met, who left a number
COMING = {"Coffee morning": 3, "Military families, Tidworth": 2}  # who said on the site that they come
ENDS = (
    (CallResult.SPOKE, Outcome.APPLIED, ""),
    (CallResult.SPOKE, Outcome.NOT_ELIGIBLE, "Not registered with the regulator"),
    (CallResult.NO_ANSWER, Outcome.NO_ANSWER, ""),
)  # how those who were met went on
RUNG_AFTER = dt.timedelta(hours=5)


def write(council: Council, names, **said: Any) -> str:
    """The campaign with its events, those who were met and those who say that they come; says how much there is."""
    today = clock.day_of(said["at"])
    campaign = actions.add_campaign(
        council, name="Meeting people", purpose="Days on which anybody can ask a social worker what it is like here.", **said
    )  # fmt: skip
    phase = actions.add_phase(
        campaign, name=f"{today:%Y}", starts_on=today - dt.timedelta(BEFORE), ends_on=today + dt.timedelta(AFTER),
        budget=Decimal(2_400), budget_source="invented", budget_note="The papers end before it", **said,
    )  # fmt: skip
    services = {service.kind: service for service in council.services.all()}
    for days, hour, name, public, place, words, who, met, kind in EVENTS:
        event = actions.add_event(
            phase, name=name, place=place, on=today + dt.timedelta(days), who_went=who, people_met=met, cost=Decimal(320), is_public=True,
            public_name=public, public_words=words, begins_at=dt.time(hour), service=services.get(kind), **INVENTED, **said,
        )  # fmt: skip
        _met(event, names, **said)
    return f"1 campaign of today, {len(EVENTS)} events on the site, {sum(MET.values()) + sum(COMING.values())} who came or come to them"


def _met(event: Event, names, *, by, at: dt.datetime) -> None:
    """Who left a number on the day; or who wrote in the last days that they come. All of them were rung."""
    was_there = event.on < clock.day_of(at)
    for number in range(MET.get(event.name, 0) + COMING.get(event.name, 0)):
        came = timezone.make_aware(dt.datetime.combine(event.on, event.begins_at or dt.time(10)))
        came = came + dt.timedelta(minutes=11 * number) if was_there else at - dt.timedelta(days=2 + number)
        how = {"way": Way.EVENT} if was_there else {"way": Way.FORM, "source": Source.SITE}
        row = recruitment.take(
            event.council, name=" ".join(names.full()), telephone=f"01632 960 {300 + 20 * (event.pk % 30) + number:03}",
            about="Asks what the first year is like" if was_there else f"I would like to come: {event.public_name}",
            service=event.service, event=event, came_at=came, by=by, at=at, **how,
        )  # fmt: skip
        rung = min(came + RUNG_AFTER, at)
        result, outcome, words = ENDS[number % len(ENDS)] if was_there else (CallResult.SPOKE, "", "")
        recruitment.log_call(
            row, result=result, words="Told how to find us" if not was_there else "", when=rung, by=by, at=at
        )
        if outcome:
            recruitment.close(row, outcome=outcome, words=words, when=rung, by=by, at=at)

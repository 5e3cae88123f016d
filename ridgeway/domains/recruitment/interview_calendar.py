"""An interview as calendars take it (RFC 5545, RFC 5546): one event by its `uid`, whose sequence rises with every change and cancelling.

A panel's calendar is read by others, so the event names the job and the candidate's number, and no name.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings

from ridgeway.core.outbox.actions import File
from ridgeway.core.outbox.messages import sender_address

from .interview_rules import Time
from .models import Interview

if TYPE_CHECKING:
    from icalendar import Event

REQUEST, CANCEL = "REQUEST", "CANCEL"


def invitation(
    interview: Interview, time: Time, *, method: str, to: str, title: str, url: str = "", at: dt.datetime
) -> File:
    """The file that goes with a mail: an invitation, the same again where something changed, or its cancelling."""
    from icalendar import Calendar  # loaded only where an invitation is made

    made = Calendar()
    for name, value in (("prodid", "-//Ridgeway//Ridgeway//EN"), ("version", "2.0"), ("method", method)):
        made.add(name, value)
    made.add_component(_event(interview, time, method=method, to=to, title=title, url=url, at=at))
    made.add_missing_timezones()
    return File("interview.ics", made.to_ical(), f"text/calendar; method={method}")


def _event(interview: Interview, time: Time, *, method: str, to: str, title: str, url: str, at: dt.datetime) -> "Event":
    from icalendar import Event, vCalAddress, vText

    zone, round_ = ZoneInfo(settings.TIME_ZONE), interview.round
    event = Event()
    values: dict[str, Any] = {
        "uid": f"{interview.uid}@{sender_address().rpartition('@')[2] or 'localhost'}", "sequence": interview.sequence,
        "dtstamp": at.astimezone(dt.UTC), "dtstart": time.starts_at.astimezone(zone), "dtend": time.ends_at.astimezone(zone),
        "summary": title, "location": round_.where, "status": "CANCELLED" if method == CANCEL else "CONFIRMED",
    }  # fmt: skip
    said = "\n".join(part for part in (round_.link and f"Join: {round_.link}", url) if part)
    for name, value in {**values, "description": said}.items():
        if value != "":
            event.add(name, value)
    organiser = vCalAddress(f"mailto:{interview.application.advert.contact_email or sender_address()}")
    organiser.params["cn"] = vText(interview.council.name)
    event["organizer"] = organiser
    who = vCalAddress(f"mailto:{to}")
    who.params["role"], who.params["rsvp"] = vText("REQ-PARTICIPANT"), vText("FALSE")
    event["attendee"] = who
    return event

"""The words of the mails that keep in touch: alerts of new jobs, invitations, and whether we may go on."""

import datetime as dt
from collections.abc import Sequence

from ridgeway.core.outbox.letters import Item, Items, Letter, Link
from ridgeway.core.words import day as day_words
from ridgeway.core.words import moment, pounds
from ridgeway.domains.organisation.models import Council

from .models import Advert, Enquiry, JobAlert


def is_it_you(alert: JobAlert, confirm: str) -> Letter:
    """Whoever asked for an alert is asked whether it was them."""
    return Letter(
        f"Do you want to be told of new jobs at {alert.council.name}?",
        [f"Somebody, we hope you, asked us to write to this address {often(alert)} when there is a new job: {alert.said}.",
         Link("Yes, tell me of new jobs", confirm),
         "If it was not you, do nothing: we do not write again, and forget this address within a week."],
    )  # fmt: skip


def often(alert: JobAlert) -> str:
    """Each day, or on Mondays."""
    return "each day" if alert.how_often == "daily" else "on Mondays"


def new_jobs(alert: JobAlert, lines: Sequence[tuple[Advert, str]], more: int, own: str, stop: str) -> Letter:
    """The jobs that are new, each with its address."""
    count = len(lines) + more
    title = f": {lines[0][0].title}" if count == 1 else ""
    parts: list[str | Link | Items] = [
        f"New since we last wrote, for what you look for: {alert.said}.",
        Items([Item(advert.title, url, job_note(advert)) for advert, url in lines]),
    ]
    if more:
        parts.append(f"And {more} more.")
    return Letter(
        (f"A new job at {alert.council.name}{title}" if count == 1 else f"{count} new jobs at {alert.council.name}")[
            :200
        ],
        [*parts, Link("See all that fit", own)],
        f"You get this {often(alert)} at most, because you asked to be told of new jobs. We do not see whether you open it. It ends by itself on {day_words(alert.ends_on)}.",
        [Link("Stop", stop)],
    )


def job_note(advert: Advert) -> str:
    """Where a job is, what it pays, by when to apply."""
    pay = ""
    if advert.pay_high is not None:
        low = f"{pounds(advert.pay_low)} to " if advert.pay_low not in (None, advert.pay_high) else ""
        pay = f"{low}{pounds(advert.pay_high)}"
    closes = f"Apply by {moment(advert.closes_at)}" if advert.closes_at else ""
    return ". ".join(part for part in (advert.place, pay, closes) if part)


def alert_ends(alert: JobAlert, renew: str) -> Letter:
    """An alert comes to its end."""
    return Letter(
        f"Shall we go on telling you of new jobs at {alert.council.name}?",
        [f"A year ago you asked us to tell you of new jobs: {alert.said}. On {day_words(alert.ends_on)} we stop, and forget your address.",
         Link("Go on, or stop", renew), "If you do nothing, it ends."],
    )  # fmt: skip


def may_we_go_on(enquiry: Enquiry, url: str) -> Letter:
    """The consent to be kept in touch with runs out."""
    until = enquiry.consent_until
    return Letter(
        f"May {enquiry.council.name} keep in touch with you?",
        [f"Dear {enquiry.name}," if enquiry.name else "Hello,",
         f"When we spoke you agreed that we keep your name and number until {day_words(until)}, and tell you when there is work that could suit you. "
         "May we go on for another year?",
         Link("Answer yes or no", url), f"If you do nothing, we remove what we know about you after {day_words(until)}."],
    )  # fmt: skip


def invitation(enquiry: Enquiry, advert: Advert, words: str, job: str, consent: str) -> Letter:
    """Somebody is invited to apply. `job` is the address of its page, `consent` that of the page to stop; empty where there is none."""
    way = " or ".join(part for part in (advert.contact_telephone, advert.contact_email) if part)
    talk = f"Talk to {advert.contact_name}: {way}." if advert.contact_name and way else ""
    parts: list[str | Link | Items] = [
        f"Dear {enquiry.name}," if enquiry.name else "Hello,",
        *([words] if words else []),
        Items([Item(advert.title, "", job_note(advert))]),
        *([Link("See the job, and apply", job)] if job else []),
        *([talk] if talk else []),
    ]
    agreed = f"you agreed that {enquiry.council.name} keeps in touch with you until {day_words(enquiry.consent_until)}"
    why = agreed if consent else f"you asked {enquiry.council.name} about work"
    return Letter(
        f"A job that could suit you: {advert.title}"[:200], parts, f"You get this because {why}.",
        [Link("Stop, or change that", consent)] if consent else [],
    )  # fmt: skip


def said_of(council: Council, wanted: dict[str, object], names: dict[str, str]) -> str:
    """What somebody looks for, in words. `names`: of the service, team and role, by filter."""
    parts = [str(names.get(key) or wanted.get(key) or "") for key in ("role", "team", "service", "place")]
    if wanted.get("words"):
        parts.insert(0, f"“{wanted['words']}”")
    if wanted.get("district") and wanted.get("miles"):
        parts.append(f"within {wanted['miles']} miles of {wanted['district']}")
    if wanted.get("pattern"):
        parts.append(names.get("pattern", ""))
    if wanted.get("pay_from"):
        parts.append(f"{pounds(int(str(wanted['pay_from'])))} or more")
    return ", ".join(part for part in parts if part) or f"all jobs at {council.name}"


def until_words(day: dt.date | None, today: dt.date) -> str:
    """How long a consent still holds, as a list says it."""
    if day is None:
        return "–"
    left = (day - today).days
    return f"{day_words(day)} ({left} days)" if left <= 60 else day_words(day)

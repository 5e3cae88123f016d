"""The words of the mails that keep in touch: alerts of new jobs, invitations, and whether we may go on."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ridgeway.core.languages import in_its_language
from ridgeway.core.outbox.letters import Item, Items, Letter, Link
from ridgeway.core.words import day as day_words
from ridgeway.core.words import from_to, moment, pounds
from ridgeway.domains.organisation.models import Council

from .letters import either
from .models import Advert, Enquiry, JobAlert


@in_its_language
def is_it_you(alert: JobAlert, confirm: str) -> Letter:
    """Whoever asked for an alert is asked whether it was them."""
    asked = (
        _("Somebody, we hope you, asked us to write to this address each day when there is a new job: {wanted}.")
        if alert.how_often == "daily"
        else _("Somebody, we hope you, asked us to write to this address on Mondays when there is a new job: {wanted}.")
    )
    return Letter(
        _("Do you want to be told of new jobs at {council}?").format(council=alert.council.name),
        [asked.format(wanted=alert.said), Link(_("Yes, tell me of new jobs"), confirm),
         _("If it was not you, do nothing: we do not write again, and forget this address within a week.")],
    )  # fmt: skip


@in_its_language
def new_jobs(alert: JobAlert, lines: Sequence[tuple[Advert, str]], more: int, own: str, stop: str) -> Letter:
    """The jobs that are new, each with its address."""
    count = len(lines) + more
    subject = ngettext("A new job at {council}", "{count} new jobs at {council}", count)
    subject = subject.format(council=alert.council.name, count=count)
    parts: list[str | Link | Items] = [
        _("New since we last wrote, for what you look for: {wanted}.").format(wanted=alert.said),
        Items([Item(advert.title, url, job_note(advert)) for advert, url in lines]),
    ]
    if more:
        parts.append(ngettext("And {more} more.", "And {more} more.", more).format(more=more))
    why = (
        _("You get this each day at most, because you asked to be told of new jobs. We do not see whether you open it. It ends by itself on {day}.")
        if alert.how_often == "daily"
        else _("You get this on Mondays at most, because you asked to be told of new jobs. We do not see whether you open it. It ends by itself on {day}.")
    )  # fmt: skip
    return Letter(
        f"{subject}: {lines[0][0].title}"[:200] if count == 1 else subject[:200],
        [*parts, Link(_("See all that fit"), own)], why.format(day=day_words(alert.ends_on)), [Link(_("Stop"), stop)],
    )  # fmt: skip


def job_note(advert: Advert) -> str:
    """Where a job is, what it pays, by when to apply."""
    pay = ""
    if advert.pay_high is not None:
        high = pounds(advert.pay_high)
        pay = high if advert.pay_low in (None, advert.pay_high) else from_to(pounds(advert.pay_low), high)
    closes = _("Apply by {moment}").format(moment=moment(advert.closes_at)) if advert.closes_at else ""
    return ". ".join(part for part in (advert.place, pay, closes) if part)


@in_its_language
def alert_ends(alert: JobAlert, renew: str) -> Letter:
    """An alert comes to its end."""
    told = _("A year ago you asked us to tell you of new jobs: {wanted}. On {day} we stop, and forget your address.")
    return Letter(
        _("Shall we go on telling you of new jobs at {council}?").format(council=alert.council.name),
        [told.format(wanted=alert.said, day=day_words(alert.ends_on)), Link(_("Go on, or stop"), renew), _("If you do nothing, it ends.")],
    )  # fmt: skip


def _dear(enquiry: Enquiry) -> str:
    return _("Dear {name},").format(name=enquiry.name) if enquiry.name else _("Hello,")


@in_its_language
def may_we_go_on(enquiry: Enquiry, url: str) -> Letter:
    """The consent to be kept in touch with runs out."""
    until = day_words(enquiry.consent_until)
    agreed = _(
        "When we spoke you agreed that we keep your name and number until {day}, and tell you when there is work that could suit you. "
        "May we go on for another year?"
    )
    return Letter(
        _("May {council} keep in touch with you?").format(council=enquiry.council.name),
        [_dear(enquiry), agreed.format(day=until), Link(_("Answer yes or no"), url),
         _("If you do nothing, we remove what we know about you after {day}.").format(day=until)],
    )  # fmt: skip


@in_its_language
def invitation(enquiry: Enquiry, advert: Advert, words: str, job: str, consent: str) -> Letter:
    """Somebody is invited to apply. `job` is the address of its page, `consent` that of the page to stop; empty where there is none."""
    way = either([part for part in (advert.contact_telephone, advert.contact_email) if part])
    talk = _("Talk to {name}: {way}.").format(name=advert.contact_name, way=way) if advert.contact_name and way else ""
    parts: list[str | Link | Items] = [
        _dear(enquiry),
        *([words] if words else []),
        Items([Item(advert.title, "", job_note(advert))]),
        *([Link(_("See the job, and apply"), job)] if job else []),
        *([talk] if talk else []),
    ]
    council, until = enquiry.council.name, day_words(enquiry.consent_until)
    agreed = _("You get this because you agreed that {council} keeps in touch with you until {day}.")
    asked = _("You get this because you asked {council} about work.")
    return Letter(
        _("A job that could suit you: {job}").format(job=advert.title)[:200], parts,
        (agreed if consent else asked).format(council=council, day=until),
        [Link(_("Stop, or change that"), consent)] if consent else [],
    )  # fmt: skip


@in_its_language
def said_of(council: Council, wanted: dict[str, object], names: dict[str, str]) -> str:
    """What somebody looks for, in words of the council's language. `names`: of the service, team and role, by filter."""
    parts = [str(names.get(key) or wanted.get(key) or "") for key in ("role", "team", "service", "place")]
    if wanted.get("words"):
        parts.insert(0, f"“{wanted['words']}”")
    if wanted.get("district") and wanted.get("miles"):
        near = _("within {miles} miles of {district}")
        parts.append(near.format(miles=wanted["miles"], district=wanted["district"]))
    if wanted.get("pattern"):
        parts.append(_(names.get("pattern", "")) if names.get("pattern") else "")
    if wanted.get("pay_from"):
        parts.append(_("{pounds} or more").format(pounds=pounds(int(str(wanted["pay_from"])))))
    return ", ".join(part for part in parts if part) or _("all jobs at {council}").format(council=council.name)


def until_words(day: dt.date | None, today: dt.date) -> str:
    """How long a consent still holds, as a list says it."""
    if day is None:
        return "–"
    left = (day - today).days
    return f"{day_words(day)} ({left} days)" if left <= 60 else day_words(day)

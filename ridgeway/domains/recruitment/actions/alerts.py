"""Alerts of new jobs: asked for, confirmed, sent, renewed, stopped. Nothing is sent to anybody who has not said that it was them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from ridgeway.core import audit, clock
from ridgeway.core.languages import in_its_language
from ridgeway.core.outbox import actions as outbox
from ridgeway.core.periods import months_before
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council, Service, Team

from .. import keeping_letters as letters
from ..choices import HowOften, Pattern
from ..models import Advert, JobAlert
from ..private_links import CONFIRM, STOP, token_of
from ..queries.jobs import Wanted, search
from .writing import need, write_of

DAYS_TO_CONFIRM, MONTHS_KEPT, DAYS_REMINDED = 7, 12, 14
MOST_PER_ADDRESS, MOST_QUESTIONS, MOST_IN_MAIL = 10, 3, 20
BY = "job alerts"
_TEXT = ("words", "service", "team", "role", "place", "district", "pattern")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the pages are that the mails lead to, with their host: a job's of its reference, an alert's of its token."""

    job: Callable[[str], str]
    confirm: Callable[[str], str]
    alert: Callable[[str], str]
    stop: Callable[[str], str]


@transaction.atomic
def ask_for_alert(
    council: Council, *, email: str, wanted: Mapping[str, Any], how_often: str, at: dt.datetime, addresses: Addresses
) -> JobAlert:
    """Note that somebody wants to be told of new jobs, and ask that address whether it was them.

    `wanted`: filters as `Wanted` names them. The same wish again is the same alert; the question is sent three times at most. Raises
    `CannotChangeRecruitment` when the address cannot be right or has ten alerts.
    """
    email, clean = email.strip().lower(), _clean(wanted)
    need(how_often in HowOften.values, _("Choose how often."))
    said = letters.said_of(council, clean, _names(council, clean))[:300]
    same = JobAlert.objects.select_for_update(no_key=True).filter(council=council, email=email)
    alert = same.filter(said=said, how_often=how_often).first()
    if alert is not None:
        alert.asked_times += 1
        alert.save(update_fields=["asked_times"])
    else:
        need(
            same.count() < MOST_PER_ADDRESS,
            _("This address has {most} alerts. Stop one of them first.").format(most=MOST_PER_ADDRESS),
        )
        ends = clock.day_of(at) + dt.timedelta(days=DAYS_TO_CONFIRM)
        alert = JobAlert.objects.create(
            council=council, email=email, wanted=clean, said=said, how_often=how_often, asked_at=at, ends_on=ends
        )
        audit.record_all(council.code, [write_of("jobalert.asked", alert)], by=BY, at=at)
    if alert.asked_times <= MOST_QUESTIONS:
        letter = letters.is_it_you(alert, addresses.confirm(token_of(CONFIRM, alert.pk)))
        _send(alert, letter, f"job-alert-question:{alert.pk}:{alert.asked_times}", at)
    return alert


def _clean(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that are set, none longer than it can be."""
    found: dict[str, Any] = {name: str(wanted[name]).strip()[:120] for name in _TEXT if wanted.get(name)}
    found |= {name: int(wanted[name]) for name in ("miles", "pay_from") if wanted.get(name)}
    return {name: value for name, value in found.items() if value}


def _names(council: Council, wanted: Mapping[str, Any]) -> dict[str, str]:
    """What the slugs among the filters are called."""
    models: dict[str, Any] = {"service": Service, "team": Team, "role": JobRole}
    found = {
        name: str(row)
        for name, model in models.items()
        if name in wanted and (row := model.objects.filter(council=council, slug=wanted[name]).first())
    }
    pattern = wanted.get("pattern")
    return {**found, "pattern": str(Pattern(pattern).label)} if pattern in Pattern.values else found


def _send(alert: JobAlert, letter, key: str, at: dt.datetime, headers: dict[str, str] | None = None) -> None:
    try:
        outbox.send_letter(
            letter, council=alert.council, key=key, to=alert.email, at=at, about=alert, headers=headers or {}
        )
    except outbox.CannotSend as refused:
        need(False, str(refused))


def _changed(alert: JobAlert, verb: str, *, at: dt.datetime, **changes) -> JobAlert:
    """Change an alert. What is looked for is the person's: it stays out of the trail, and figures do not rest on alerts."""
    before = audit.snapshot(alert)
    for name, value in changes.items():
        setattr(alert, name, value)
    alert.save(update_fields=list(changes))
    audit.record_all(alert.council.code, [write_of(verb, alert, before)], by=BY, at=at)
    return alert


def _end(at: dt.datetime) -> dt.date:
    return months_before(clock.day_of(at), -MONTHS_KEPT)


@transaction.atomic
def confirm_alert(alert: JobAlert, *, at: dt.datetime) -> JobAlert:
    """It was them: from now on they are told. Saying so twice changes nothing."""
    alert = JobAlert.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=alert.pk)
    if alert.confirmed_at:
        return alert
    return _changed(alert, "jobalert.confirmed", at=at, confirmed_at=at, sent_up_to=at, ends_on=_end(at))


@transaction.atomic
def renew_alert(alert: JobAlert, *, at: dt.datetime) -> JobAlert:
    """Go on for another year."""
    alert = JobAlert.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=alert.pk)
    need(alert.confirmed_at, _("This alert was never confirmed."))
    return _changed(alert, "jobalert.renewed", at=at, ends_on=_end(at), reminded_at=None)


@transaction.atomic
def stop_alert(alert: JobAlert, *, at: dt.datetime) -> None:
    """Stop: the address and the filters are forgotten, here and in the mails that were written."""
    _forget([alert], "jobalert.stopped", at)


def _forget(alerts: Iterable[JobAlert], verb: str, at: dt.datetime) -> int:
    """Delete alerts of one council."""
    rows = list(alerts)
    if not rows:
        return 0
    council = rows[0].council
    audit.record_all(council.code, [audit.Write(verb, "recruitment.jobalert", str(row.pk), str(row), None, None) for row in rows], by=BY, at=at)  # fmt: skip
    outbox.withdraw(council, *rows, at=at)
    JobAlert.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
@in_its_language
def mail_alerts(council: Council, *, how_often: str, at: dt.datetime, addresses: Addresses) -> int:
    """Tell those who asked of the jobs published since they were last told; who has nothing new gets nothing. Returns how many mails.

    A constant number of queries for each different wish, and none beyond the first where nothing was published.
    """
    rows = JobAlert.objects.select_for_update(no_key=True, of=("self",)).select_related("council").confirmed()
    rows = rows.filter(council=council, how_often=how_often, sent_up_to__lt=at).order_by("pk")
    since = rows.aggregate(first=Min("sent_up_to"))["first"] if rows.exists() else None
    if since is None or not Advert.objects.live(at).to_all().filter(council=council, published_at__gt=since).exists():
        return 0
    alerts, fitting = list(rows), {}
    drafts = []
    for alert in alerts:
        key = str(sorted(alert.wanted.items()))
        if key not in fitting:
            found = search(council, at, Wanted(**{**alert.wanted, "order": "newest"}), size=1000)
            fitting[key] = [line.advert for line in found.jobs]
        fresh = [a for a in fitting[key] if a.published_at and alert.sent_up_to and a.published_at > alert.sent_up_to]
        if fresh:
            drafts.append(_draft(alert, fresh, at, addresses))
    outbox.send_many(council, drafts, at=at)
    JobAlert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(sent_up_to=at)
    return len(drafts)


def _draft(alert: JobAlert, fresh: list[Advert], at: dt.datetime, addresses: Addresses) -> outbox.Draft:
    token = token_of(STOP, alert.pk)
    stop = addresses.stop(token)
    shown = [(advert, addresses.job(advert.reference)) for advert in fresh[:MOST_IN_MAIL]]
    letter = letters.new_jobs(alert, shown, len(fresh) - len(shown), addresses.alert(token), stop)
    return outbox.letter_draft(
        letter, council=alert.council, key=f"job-alert:{alert.pk}:{clock.day_of(at)}", to=alert.email, about=alert,
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip


@transaction.atomic
@in_its_language
def tend_alerts(council: Council, *, at: dt.datetime, addresses: Addresses) -> tuple[int, int]:
    """Ask those whose alert ends in a fortnight whether to go on, and forget those that ended. Returns how many of each."""
    today = clock.day_of(at)
    rows = (
        JobAlert.objects.select_for_update(no_key=True, of=("self",)).select_related("council").filter(council=council)
    )
    ended = _forget(rows.filter(ends_on__lte=today), "jobalert.ended", at)
    soon = rows.confirmed().filter(ends_on__lte=today + dt.timedelta(days=DAYS_REMINDED), reminded_at__isnull=True)
    reminded = list(soon)
    for alert in reminded:
        letter = letters.alert_ends(alert, addresses.alert(token_of(STOP, alert.pk)))
        _send(alert, letter, f"job-alert-ends:{alert.pk}:{alert.ends_on}", at)
        _changed(alert, "jobalert.reminded", at=at, reminded_at=at)
    return len(reminded), ended

"""The talent pool: who agreed to be kept in touch with, inviting them to apply, and asking whether we may go on."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.core.words import short_day
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.addresses import consent_address, job_address
from ridgeway.domains.recruitment.choices import CLOSING
from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.domains.recruitment.queries import pool as queries
from ridgeway.domains.recruitment.queries.pool import PoolFilter
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks, number_in

from .changing import done, link
from .enquiries import place_words
from .enquiries_words import begun, many
from .pool_forms import InviteForm

PAGE, MOST = 50, 200
SHOWN = {"all": "All", "free": "Never invited", "invited": "Invited", "soon": "Consent ends soon"}
HEADS = ("Person", "About", "For", "Ended", "Consent until", "Invited to")


@never_cache
@asks(Permission.ENQUIRIES_VIEW)
def pool(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list, whose consent ends soonest first."""
    wanted, extra = filter_of(request)
    after = key_of(request)
    rows = queries.listed(request.user, asked.scope, wanted, asked.today, after=after, size=PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = f"{rows[-1].consent_until}~{rows[-1].pk}" if more else ""
    may = access_of(request.user).may_somewhere(Permission.ENQUIRIES_EDIT, asked.council.pk)
    context = {
        "asked": asked,
        "wanted": wanted,
        "heads": [HEADS[0], "Choose", *HEADS[1:]] if may else HEADS,
        "rows": [row_of(asked, row, may) for row in rows],
        "may": may,
        "counts": counts_words(queries.counts(request.user, asked.scope, asked.today)),
        "switch": [(words, f"?{asked.query(**{**extra, 'show': name})}", name == wanted.show) for name, words in SHOWN.items()],
        "roles": queries.roles_in(request.user, asked.scope, asked.today),
        "outcomes": [("open", "Still open"), *CLOSING],
        "is_narrowed": bool(extra.keys() - {"show"}) or wanted.show != "all",
        "earlier": f"?{asked.query(**extra)}" if after else "",
        "later": f"?{asked.query(**extra, after=last)}" if more else "",
        "invite_url": link("pool_invite", asked),
        "ask_url": link("pool_ask", asked),
    }  # fmt: skip
    return render(request, "pool/list.html", context)


def filter_of(request: HttpRequest) -> tuple[PoolFilter, dict[str, str]]:
    """What the address asks for, and the same as parts of an address."""
    show = request.GET.get("show", "")
    outcome = request.GET.get("outcome", "")
    parts = {
        "show": show if show in SHOWN else "all",
        "role": request.GET.get("role", "").replace("\0", "")[:60],
        "outcome": outcome if outcome in {"open", *dict(CLOSING)} else "",
        "words": " ".join(request.GET.get("words", "").replace("\0", "").split())[:80],
    }
    return PoolFilter(**parts), {name: value for name, value in parts.items() if value}


def key_of(request: HttpRequest) -> tuple[dt.date, int] | None:
    """Where the page begins, as the page before it wrote it. Raises `Http404`."""
    text = request.GET.get("after", "")
    if not text:
        return None
    day, _, pk = text.partition("~")
    number = number_in(pk)
    try:
        found = dt.date.fromisoformat(day)
    except ValueError as error:
        raise Http404("There is no such page.") from error
    if number is None:
        raise Http404("There is no such page.")
    return found, number


def row_of(asked: Asked, row: Any, may: bool) -> list[Cell]:
    """A row of the list: the name leads to the story; who can be written to can be chosen."""
    about = row.about if len(row.about) <= 80 else f"{row.about[:79].rstrip()}…"
    until = short_until(row.consent_until, asked.today, row.consent_asked_at)
    cells = [Cell(row.who, url=link("enquiry", asked, enquiry=row.pk)), Cell(about), Cell(place_words(row) or "–"),
             Cell(row.get_outcome_display() or "Still open"), Cell(until), Cell(invited_words(row))]  # fmt: skip
    return [cells[0], Cell(_box(row), "nowrap"), *cells[1:]] if may else cells


def _box(row: Enquiry) -> SafeString:
    """The box by which somebody is chosen; who has no e-mail address is rung."""
    if not row.email:
        return mark_safe('<span class="quiet">no e-mail</span>')
    number = int(row.pk)
    words = f'<span class="govuk-visually-hidden">Choose number {number}</span>'
    return mark_safe(f'<label><input type="checkbox" name="who" value="{number}">{words}</label>')  # noqa: S308 a number


def short_until(until: dt.date | None, today: dt.date, asked_at: dt.datetime | None) -> str:
    """14 May 2016, in 12 days; asked."""
    if until is None:
        return "–"
    left = (until - today).days
    soon = f", in {many(left, 'day', 'days')}" if left <= queries.SOON_DAYS else ""
    return f"{day_words(until)}{soon}{', asked' if asked_at else ''}"


def invited_words(row: Any) -> str:
    """To which jobs, when; and whether an application came."""
    said = [f"{one.advert.title}, {short_day(one.at.date())}" for one in row.invitations.all()]
    return "; ".join([*said, *(["applied"] if row.has_applied else [])]) or "–"


def counts_words(found: queries.PoolCounts) -> str:
    """27 people agreed to be kept in touch with. Four of them have no e-mail address, three were invited."""
    if not found.people:
        return "Nobody has agreed to be kept in touch with yet."
    first = f"{begun(many(found.people, 'person', 'people'))} agreed that we keep in touch."
    parts = [
        f"{many(count, one, more)}" for count, one, more in (
            (found.without_mail, "has no e-mail address and is rung", "have no e-mail address and are rung"),
            (found.invited, "was invited to a job", "were invited to a job"),
            (found.soon, "is asked within 60 days whether we may go on", "are asked within 60 days whether we may go on"),
        ) if count
    ]  # fmt: skip
    alerts = (
        f" {begun(many(found.alerts, 'address is', 'addresses are'))} told of new jobs by mail." if found.alerts else ""
    )
    return f"{first} {begun(', '.join(parts))}.{alerts}" if parts else first + alerts


def _chosen(request: HttpRequest, asked: Asked) -> list[Enquiry]:
    """Those who were chosen on the list, as far as the person may write to them."""
    numbers = [number for text in request.POST.getlist("who")[:MOST] if (number := number_in(text)) is not None]
    return queries.chosen(request.user, asked.scope, numbers, asked.today)


@never_cache
@asks(Permission.ENQUIRIES_EDIT)
def invite(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Invite those who were chosen to a job: which, and with what words."""
    people = _chosen(request, asked)
    adverts = queries.invited_to(request.user, asked.council, request.at)
    form = InviteForm(request.POST if "advert" in request.POST else None, adverts=adverts)

    def act(*, advert, words, by, at):
        return actions.invite(people, advert=advert, words=words, job=job_address, consent=consent_address(asked.council), by=by, at=at)  # fmt: skip

    if people and (found := done(request, form, act)):
        invited, left_out = found
        left = f" {begun(many(left_out, 'was', 'were'))} left out: invited to it already." if left_out else ""
        messages.success(request, f"{begun(many(invited, 'person is', 'people are'))} invited by mail.{left}")
        return redirect(link("pool", asked))
    context = {"asked": asked, "form": form, "people": people, "has_jobs": bool(adverts), "back": link("pool", asked)}
    return render(request, "pool/invite.html", context)


@require_POST
@asks(Permission.ENQUIRIES_EDIT)
def ask(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask those who were chosen whether we may go on; who was asked within the week is left."""
    people, asked_now = _chosen(request, asked), 0
    for row in people:
        try:
            actions.ask_consent_again(row, address=consent_address(asked.council), by=request.user, at=request.at)
        except actions.CannotChangeRecruitment:
            continue
        asked_now += 1
    if not people:
        messages.error(request, "Choose whom to ask.")
    else:
        left = len(people) - asked_now
        words = f" {begun(many(left, 'was', 'were'))} asked within the last week." if left else ""
        messages.success(request, f"{begun(many(asked_now, 'person is', 'people are'))} asked by mail.{words}")
    return redirect(link("pool", asked))

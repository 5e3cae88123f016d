"""Incentives: who was promised what, in which instalments, and what is owed back."""

import datetime as dt
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.words import day as day_words
from ridgeway.core.words import pounds
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Team
from ridgeway.domains.pay import actions, permissions
from ridgeway.domains.pay.choices import ClawBack
from ridgeway.domains.pay.models import Incentive, Instalment
from ridgeway.domains.pay.rules import after_months, paid_by
from ridgeway.domains.pay.states import IncentiveState
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, number_in

from .changing import ask, back_to, done, link
from .money_forms import PlainForm
from .pay_changing import allowed, found
from .pay_forms import IncentiveForm, LeaveForm, PaidForm, WaiveForm
from .pay_words import ways

PAGE = 50
HEADS = ("Person", "What", "Team", "Amount", "Agreed on", "Tie until", "State", "Owed back")


@asks(Permission.PAY_VIEW)
def incentives(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Incentives agreed up to the day asked for, the latest first."""
    rows = Incentive.objects.filter(council=asked.council, team__in=asked.scope.teams, agreed_on__lte=asked.on)
    rows = rows.visible_to(request.user).select_related("worker", "team")
    if form := downloads.wanted(request):
        return downloads.table(form, f"incentives-{asked.on}", HEADS, [_cells(row) for row in rows.iterator(2000)])
    first = min(number_in(request.GET.get("first", "")) or 0, 10**6)
    shown = list(rows[first : first + PAGE + 1])
    context = {
        "asked": asked,
        "rows": [(row, _cells(row), link("pay_incentive", asked, incentive=row.pk)) for row in shown[:PAGE]],
        "heads": HEADS,
        "earlier": f"?{asked.query(first=first + PAGE)}" if len(shown) > PAGE else "",
        "later": f"?{asked.query(first=max(0, first - PAGE) or '')}" if first else "",
        "words": f"{first + 1} to {first + min(len(shown), PAGE)} of the incentives",
        "may_edit": permissions.can_edit(request.user, asked.council),
        "add_url": link("pay_incentive_add", asked),
        "ways": ways(asked, "pay_incentives"),
        "file_query": asked.query(),
    }
    return render(request, "pay/incentives.html", context)


def _cells(row: Incentive) -> tuple:
    ends = after_months(row.tie_starts_on, row.tie_months)
    return (row.worker.name, row.get_kind_display(), str(row.team), row.amount, row.agreed_on, ends, row.get_state_display(), row.owed)  # fmt: skip


@asks(Permission.PAY_VIEW)
def incentive(request: HttpRequest, asked: Asked, incentive: int) -> HttpResponse:
    """One incentive: its instalments, its tie, and what would be owed back on the day asked for."""
    row = found(request, asked, Incentive, incentive, "worker", "team")
    parts = list(Instalment.objects.filter(incentive=row).visible_to(request.user))
    may_edit = permissions.can_edit(request.user, asked.council)
    context = {
        "asked": asked,
        "incentive": row,
        "parts": [(part, link("pay_incentive_pay", asked, incentive=row.pk, instalment=part.pk)) for part in parts],
        "ends_on": after_months(row.tie_starts_on, row.tie_months),
        "owed_today": actions.owed_if_left(row, asked.on),
        "worked_out": worked_out(row, parts, row.left_on or asked.on),
        "is_open": row.state == IncentiveState.AGREED,
        "is_owed": row.state == IncentiveState.OWED,
        "may_edit": may_edit,
        "list_url": link("pay_incentives", asked),
        "urls": {act: link(f"pay_incentive_{act}", asked, incentive=row.pk) for act in ("settle", "close", "waive")},
    }
    return render(request, "pay/incentive.html", context)


def worked_out(row: Incentive, parts: list[Instalment], left_on: dt.date) -> str:
    """How what is owed by somebody no longer in post from a day on comes about; empty where nothing was ever paid."""
    paid = paid_by([(part.paid_on, part.amount) for part in parts], left_on)
    ends = after_months(row.tie_starts_on, row.tie_months)
    if not paid or row.state not in (IncentiveState.AGREED, IncentiveState.OWED):
        return ""
    before = f"£{paid:,.2f} was paid before {day_words(left_on)}"
    if left_on >= ends:
        return f"{before}, when the tie is over."
    of, left = (ends - row.tie_starts_on).days, (ends - max(left_on, row.tie_starts_on)).days
    if row.claw_back == ClawBack.DAILY:
        return f"{before}; {left} of the tie's {of} days are not served: £{paid:,.2f} × {left} ÷ {of}."
    return f"{before}; {left} of the tie's {of} days are not served."


@asks(Permission.PAY_EDIT)
def add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Agree an incentive."""
    allowed(request, asked)
    teams = Team.objects.filter(council=asked.council).visible_to(request.user, Permission.PAY_EDIT)
    form = IncentiveForm(request.POST or None, council=asked.council, teams=teams, initial={"agreed_on": asked.on})
    if made := done(request, form, lambda **answers: actions.agree(form.worker, **answers)):
        return back_to(request, "The incentive is agreed.", link("pay_incentive", asked, incentive=made.pk))
    return ask(request, asked, form, title="Agree an incentive", button="Agree", back=link("pay_incentives", asked))


def _page(request: HttpRequest, asked: Asked, row: Incentive, form, act, *, title: str, button: str, said: str, lead: str = "") -> HttpResponse:  # fmt: skip
    back = link("pay_incentive", asked, incentive=row.pk)
    if done(request, form, act):
        return back_to(request, said, back)
    return ask(request, asked, form, title=title, button=button, back=back, lead=lead)


def _edited(request: HttpRequest, asked: Asked, pk: int) -> Incentive:
    allowed(request, asked)
    return found(request, asked, Incentive, pk, "worker", "team")


@asks(Permission.PAY_EDIT)
def pay(request: HttpRequest, asked: Asked, incentive: int, instalment: int) -> HttpResponse:
    """Record that an instalment was paid."""
    row = _edited(request, asked, incentive)
    part = found(request, asked, Instalment, instalment, "incentive")
    form = PaidForm(request.POST or None, initial={"paid_on": asked.on})
    title = f"Instalment of {pounds(part.amount)}"
    return _page(request, asked, row, form, partial(actions.pay, part), title=title, button="Record", said="The payment is recorded.")  # fmt: skip


@asks(Permission.PAY_EDIT)
def settle(request: HttpRequest, asked: Asked, incentive: int) -> HttpResponse:
    """Somebody leaves: what is owed back is worked out to the day."""
    row = _edited(request, asked, incentive)
    form = LeaveForm(request.POST or None, initial={"left_on": asked.on})
    lead = f"What {row.worker.name} was paid and the days of the tie not served give what is owed."
    return _page(request, asked, row, form, partial(actions.settle, row), title="Somebody leaves", button="Work it out", said="What is owed is worked out and kept.", lead=lead)  # fmt: skip


@asks(Permission.PAY_EDIT)
def close(request: HttpRequest, asked: Asked, incentive: int) -> HttpResponse:
    """Close an incentive: its tie is over, what was owed is paid back, or nothing was ever paid."""
    row = _edited(request, asked, incentive)
    form = PlainForm(request.POST if request.method == "POST" else None)
    never_paid = not Instalment.objects.filter(incentive=row, paid_on__isnull=False).exists()
    if row.state == IncentiveState.OWED:
        act, title = partial(actions.recover, row), "Has it been paid back?"
    elif never_paid:
        act, title = partial(actions.cancel, row), "Cancel this incentive? Nothing was paid"
    else:
        act, title = partial(actions.complete, row, on=asked.on), "Is the tie over?"
    return _page(request, asked, row, form, act, title=title, button="Yes, close it", said="The incentive is closed.")


@asks(Permission.PAY_EDIT)
def waive(request: HttpRequest, asked: Asked, incentive: int) -> HttpResponse:
    """Give up what is owed."""
    row = _edited(request, asked, incentive)
    form = WaiveForm(request.POST or None)
    return _page(request, asked, row, form, partial(actions.waive, row), title="Waive what is owed", button="Waive", said="It is waived.")  # fmt: skip

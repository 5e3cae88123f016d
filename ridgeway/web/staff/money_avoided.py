"""The avoided cost: every assumption in view, editable, with its source; what they give as a range; kept by a name, sent as a link."""

from functools import partial
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.words import number, pounds
from ridgeway.domains.finance import actions, permissions
from ridgeway.domains.finance.choices import Printed
from ridgeway.domains.finance.models import CostAssumption, Scenario
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import avoided as model
from ridgeway.insight.avoided import ASKED, GROSS, NET, Answer, Assumption
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .changing import ask, back_to, done, link
from .money_changing import allowed, to_change
from .money_forms import CostForm, PlainForm, ScenarioForm
from .money_words import chosen, ways

BASES = {NET: "added cost, net of pay not spent", GROSS: "whole agency bill"}
KEPT = {"basis", "scope", "on", "against", *(f"{name}_{end}" for name in ASKED for end in ("low", "likely", "high"))}
HEADS = ("Assumption", "Unit", "Low", "Likely", "High", "Source", "Share of the range, %", "Cost at its low end", "Cost at its high end", "Needed for the printed sum")  # fmt: skip


@asks(Permission.MONEY_VIEW)
def avoided(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What staying saved, of the assumptions in the address."""
    costs = _costs(request, asked)
    given, both = _answers(request, asked, costs)
    found = both[chosen(request, "basis", BASES, NET)]
    if form := downloads.wanted(request):
        return downloads.table(form, f"avoided-cost-{asked.on}", HEADS, [_file_row(effect) for effect in found.effects])
    query = urlencode([(name, value) for name, value in request.GET.items() if name in KEPT and value])
    top = max([abs(end) for effect in found.effects for end in (effect.low, effect.high)] + [found.likely, 1.0])
    context = {
        "asked": asked,
        "answer": found,
        "reading": reading(found),
        "rows": [(effect, _bar(effect, found, top), _needed(effect), _part(effect.share)) for effect in found.effects],
        "together": _part(found.together),
        "both": [(words, both[basis], f"?{urlencode([*_without(query, 'basis'), ('basis', basis)])}", basis == found.basis, chance_words(both[basis])) for basis, words in BASES.items()],
        "errors": [one.wrong for one in given if one.wrong],
        "is_typed": any(one.is_typed for one in given),
        "own_url": link("money_avoided", asked),
        "query": query or asked.query(),
        "file_query": query or asked.query(),
        "scenarios": [(row, f"{link('money_avoided', asked).split('?')[0]}?{row.query}", link("money_scenario_remove", asked, scenario=row.pk)) for row in Scenario.objects.filter(council=asked.council).visible_to(request.user)],
        "costs": costs,
        "may_edit": permissions.can_edit(request.user, asked.council),
        "keep_url": link("money_scenario_keep", asked),
        "cost_url": link("money_cost_add", asked),
        "ways": ways(asked, "money_avoided"),
    }  # fmt: skip
    return render(request, "money/avoided.html", context)


def _costs(request: HttpRequest, asked: Asked) -> list[CostAssumption]:
    """What the council recorded that things cost. One query."""
    rows = CostAssumption.objects.filter(council=asked.council).visible_to(request.user)
    return list(rows.order_by("key", "-starts_on"))


def _answers(request: HttpRequest, asked: Asked, costs: list[CostAssumption]) -> tuple[list[Assumption], dict[str, Answer]]:  # fmt: skip
    """Every assumption as it is taken, and what they give on either basis."""
    printed = model.printed_of(request.user, asked.scope)
    given = model.typed(model.own(asked.scope, asked.on, costs, printed), request.GET)
    return given, {basis: model.answer(given, basis, printed.get(Printed.AVOIDED)) for basis in BASES}


def _without(query: str, name: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value in parse_qsl(query) if key != name]


def reading(found: Answer) -> str:
    """The page's one sentence."""
    by = {one.name: one.taken.likely for one in found.assumptions}
    what = "agency cover would have cost" if found.basis == NET else "the agency bill would have been"
    more = "more" if found.basis == NET else "higher"
    return (
        f"Had turnover been {number(by['without'], 1)}% instead of {number(by['with'], 1)}%, {what} about {_about(found.middle)} a year {more}: "
        f"likely {_about(found.low)} to {_about(found.high)} (eight chances of ten)."
    )


def _about(amount: float) -> str:
    """Pounds to the nearest thousand: the range is far wider than that."""
    return pounds(round(amount / 1000) * 1000)


def _bar(effect, found: Answer, top: float) -> dict[str, float]:
    return {"value": max(0.0, found.likely), "low": max(0.0, effect.low), "high": max(0.0, effect.high), "top": top}


def _needed(effect) -> str:
    if effect.needed is None:
        return ""
    if effect.needed < 0:
        return "less than nothing"
    if effect.assumption.unit == "£":
        return pounds(round(effect.needed))
    value = number(effect.needed, 1)
    return f"{value}%" if effect.assumption.unit == "%" else f"{value} {effect.assumption.unit}"


def _file_row(effect) -> tuple:
    one = effect.assumption
    return (
        one.words, one.unit, one.taken.low, one.taken.likely, one.taken.high, one.source, round(effect.share * 100, 1), round(effect.low),
        round(effect.high), None if effect.needed is None else round(effect.needed, 2),
    )  # fmt: skip


@asks(Permission.MONEY_EDIT)
def keep(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Keep the assumptions of the page by a name."""
    allowed(request, asked)
    sent = request.POST.get("query") or request.GET.urlencode()
    query = urlencode([(name, value) for name, value in parse_qsl(sent[:4000]) if name in KEPT])
    form = ScenarioForm(request.POST or None, initial={"query": query})
    back = f"{link('money_avoided', asked).split('?')[0]}?{query}"

    def act(**answers):
        return actions.keep_scenario(asked.council, **{**answers, "query": query or "basis=net"})

    if done(request, form, act):
        return back_to(request, f"{form.cleaned_data['name']} is kept. Its address can be sent to anybody who may see it.", back)  # fmt: skip
    lead = "Scope, day and every assumption are kept as they stand on the page."
    return ask(request, asked, form, title="Keep these assumptions", button="Keep", back=back, lead=lead)


@asks(Permission.MONEY_EDIT)
def remove(request: HttpRequest, asked: Asked, scenario: int) -> HttpResponse:
    """Remove a kept set of assumptions."""
    row = to_change(request, asked, Scenario, scenario)
    form = PlainForm(request.POST if request.method == "POST" else None)
    back = link("money_avoided", asked)
    if done(request, form, partial(actions.remove_scenario, row)):
        return back_to(request, f"{row} is removed.", back)
    return ask(request, asked, form, title=f"Remove {row}?", button="Remove", back=back, danger=True)


@asks(Permission.MONEY_EDIT)
def add_cost(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Say what something costs, from a day on."""
    allowed(request, asked)
    form = CostForm(request.POST or None, initial={"starts_on": asked.on})
    back = link("money_avoided", asked)
    if done(request, form, partial(actions.record_cost, asked.council)):
        return back_to(request, "The cost is recorded.", back)
    return ask(request, asked, form, title="Record what something costs", button="Record", back=back)


def _part(share: float) -> str:
    return f"{round(share * 100)}%"


def chance_words(found: Answer) -> str:
    """How likely the printed sum is under the assumptions."""
    return "" if found.chance is None else f"{round(100 * found.chance)}%"

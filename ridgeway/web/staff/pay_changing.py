"""What can be done with supplements, scale points and on-costs."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.pay import actions, permissions
from ridgeway.domains.pay.models import Supplement
from ridgeway.web.guards import Asked, asks

from .changing import ask, back_to, done, link
from .money_forms import PlainForm
from .pay_forms import (
    DecisionForm,
    EndForm,
    EvidenceForm,
    NoticeForm,
    OnCostForm,
    PointForm,
    ReviewForm,
    ScopeForm,
    SupplementForm,
)

NO_PAGE = "There is no such page, or it is not yours to see."


def allowed(request: HttpRequest, asked: Asked) -> None:
    """Stop who may not draft or record anything of pay."""
    if not permissions.can_edit(request.user, asked.council):
        raise Http404(NO_PAGE)


def found(request: HttpRequest, asked: Asked, model: Any, pk: int, *related: str) -> Any:
    """A row of the council's that the person may see, or 404."""
    rows = model.objects.filter(council=asked.council, pk=pk).visible_to(request.user)
    row = rows.select_related("council", *related).first()
    if row is None:
        raise Http404(NO_PAGE)
    return row


def page_of(asked: Asked, row: Supplement) -> str:
    return link("pay_supplement", asked, supplement=row.pk)


def crumbs(asked: Asked, row: Supplement) -> list[tuple[str, str]]:
    return [("Market supplements", link("pay", asked)), (row.title, page_of(asked, row))]


def _act(request: HttpRequest, asked: Asked, row: Supplement, form, act: Callable, *, title: str, button: str, said: str, **words: Any) -> HttpResponse:  # fmt: skip
    """Ask, do one thing with a supplement, go back to it."""
    if done(request, form, partial(act, row)):
        return back_to(request, said, page_of(asked, row))
    return ask(request, asked, form, title=title, button=button, back=page_of(asked, row), crumbs=crumbs(asked, row), **words)  # fmt: skip


def _edited(request: HttpRequest, asked: Asked, pk: int) -> Supplement:
    allowed(request, asked)
    return found(request, asked, Supplement, pk)


def _decided(request: HttpRequest, asked: Asked, pk: int) -> Supplement:
    row = found(request, asked, Supplement, pk)
    if not permissions.can_approve(request.user, row):
        raise Http404(NO_PAGE)
    return row


def _plain(request: HttpRequest) -> PlainForm:
    return PlainForm(request.POST if request.method == "POST" else None)


@asks(Permission.PAY_EDIT)
def add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Draft a supplement."""
    allowed(request, asked)
    form = SupplementForm(request.POST or None)
    if made := done(request, form, partial(actions.draft, asked.council)):
        return back_to(request, f"{made} is drafted. Say whom it is for, and give the evidence.", page_of(asked, made))
    return ask(request, asked, form, title="Draft a market supplement", button="Draft", back=link("pay", asked))


@asks(Permission.PAY_EDIT)
def change(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Change a supplement that is not decided yet."""
    row = _edited(request, asked, supplement)
    form = SupplementForm(request.POST or None, initial={name: getattr(row, name) for name in SupplementForm.base_fields})  # fmt: skip
    return _act(request, asked, row, form, actions.redraft, title=f"Change {row}", button="Change", said="It is changed.")  # fmt: skip


@asks(Permission.PAY_EDIT)
def add_scope(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Say whom a supplement is for."""
    row = _edited(request, asked, supplement)
    form = ScopeForm(request.POST if request.method == "POST" else None, council=asked.council)
    lead = "Those of the role, in the team and on the grade, as far as each is named. Add as many as it takes."
    return _act(request, asked, row, form, actions.add_scope, title="Whom it is for", button="Add", said="It is added.", lead=lead)  # fmt: skip


@asks(Permission.PAY_EDIT)
def add_evidence(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Add what the case rests on."""
    row = _edited(request, asked, supplement)
    form = EvidenceForm(request.POST or None, initial={"on": asked.on})
    return _act(request, asked, row, form, actions.add_evidence, title="Add evidence", button="Add", said="The evidence is added.")  # fmt: skip


@asks(Permission.PAY_EDIT)
def propose(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Put a supplement up for approval."""
    row = _edited(request, asked, supplement)
    lead = "Somebody else decides. It needs whom it is for, evidence, a cost, how it is paid for, and its justification."  # fmt: skip
    return _act(request, asked, row, _plain(request), actions.propose, title=f"Put {row} up for approval?", button="Put it up", said="It waits for approval.", lead=lead)  # fmt: skip


@asks(Permission.PAY_EDIT)
def take_back(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Take a supplement back to be drafted again."""
    row = _edited(request, asked, supplement)
    return _act(request, asked, row, _plain(request), actions.take_back, title=f"Take {row} back?", button="Take it back", said="It is a draft again.")  # fmt: skip


@asks(Permission.PAY_EDIT)
def drop(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Drop a draft."""
    row = _edited(request, asked, supplement)
    return _act(request, asked, row, _plain(request), actions.drop, title=f"Drop {row}?", button="Drop it", said="It is dropped.", danger=True)  # fmt: skip


@asks(Permission.PAY_EDIT)
def review(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Record a review."""
    row = _edited(request, asked, supplement)
    form = ReviewForm(request.POST or None, initial={"held_on": asked.on})
    return _act(request, asked, row, form, actions.review, title=f"Review of {row}", button="Record", said="The review is recorded.")  # fmt: skip


@asks(Permission.PAY_APPROVE)
def approve(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Approve a supplement."""
    row = _decided(request, asked, supplement)
    form = DecisionForm(request.POST or None, initial={"decided_on": asked.on})
    return _act(request, asked, row, form, actions.approve, title=f"Approve {row}", button="Approve", said="It is approved.")  # fmt: skip


@asks(Permission.PAY_APPROVE)
def refuse(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Refuse a supplement."""
    row = _decided(request, asked, supplement)
    form = DecisionForm(request.POST or None, initial={"decided_on": asked.on})
    return _act(request, asked, row, form, actions.refuse, title=f"Refuse {row}", button="Refuse", said="It is refused.")  # fmt: skip


@asks(Permission.PAY_APPROVE)
def give_notice(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Give notice that a supplement ends."""
    row = _decided(request, asked, supplement)
    form = NoticeForm(request.POST or None, initial={"given_on": asked.on})
    return _act(request, asked, row, form, actions.give_notice, title=f"Give notice of {row}", button="Give notice", said="Notice is given.")  # fmt: skip


@asks(Permission.PAY_APPROVE)
def renew(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Renew a supplement under notice."""
    row = _decided(request, asked, supplement)
    form = DecisionForm(request.POST or None, initial={"decided_on": asked.on})
    return _act(request, asked, row, form, actions.renew, title=f"Renew {row}", button="Renew", said="It goes on.")


@asks(Permission.PAY_APPROVE)
def end(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """Close a supplement whose notice has run out."""
    row = _decided(request, asked, supplement)
    form = EndForm(request.POST or None, initial={"on": asked.on})
    return _act(request, asked, row, form, actions.end, title=f"Close {row}", button="Close", said="It is closed.")


@asks(Permission.PAY_EDIT)
def set_point(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Say what a scale point pays from a day on."""
    allowed(request, asked)
    form = PointForm(request.POST or None, council=asked.council, initial={"starts_on": asked.on})
    back = link("pay_grades", asked)
    if made := done(request, form, actions.set_point):
        return back_to(request, f"{made} is set.", back)
    return ask(request, asked, form, title="Set a scale point", button="Set", back=back)


@asks(Permission.PAY_EDIT)
def set_on_cost(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Say what the employer pays on top from a day on."""
    allowed(request, asked)
    form = OnCostForm(request.POST or None, initial={"starts_on": asked.on})
    back = link("pay_grades", asked)
    if done(request, form, partial(actions.set_on_cost, asked.council)):
        return back_to(request, "The on-costs are set.", back)
    return ask(request, asked, form, title="Set the on-costs", button="Set", back=back)

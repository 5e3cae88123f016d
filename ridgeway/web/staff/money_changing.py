"""What can be done with codes, files of the ledger and printed figures."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from ridgeway.core.words import pounds
from ridgeway.domains.finance import actions, permissions
from ridgeway.domains.finance.models import LedgerLoad, PrintedFigure, SubjectiveCode
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked, asks

from .changing import ask, back_to, done, link
from .money_forms import CodeForm, PlainForm, PrintedForm


def allowed(request: HttpRequest, asked: Asked) -> None:
    """Stop who may not change the council's money pages."""
    if not permissions.can_edit(request.user, asked.council):
        raise Http404("There is no such page, or it is not yours to see.")


def to_change(request: HttpRequest, asked: Asked, model: Any, pk: int) -> Any:
    """A row of the council's, of somebody who may change it; or 404."""
    allowed(request, asked)
    row = model.objects.filter(council=asked.council, pk=pk).visible_to(request.user).select_related("council").first()
    if row is None:
        raise Http404("There is no such page, or it is not yours to see.")
    return row


@asks(Permission.MONEY_EDIT)
def change_code(request: HttpRequest, asked: Asked, code: int) -> HttpResponse:
    """Say anew what a code pays for."""
    row = to_change(request, asked, SubjectiveCode, code)
    form = CodeForm(request.POST or None, initial={"name": row.name, "kind": row.kind})
    back = link("money_codes", asked)
    if done(request, form, partial(actions.change_code, row)):
        return back_to(request, f"{row.code} is changed, and every year's table with it.", back)
    lead = "Every line under the code is counted anew, in every year."
    return ask(request, asked, form, title=f"What {row} pays for", button="Change", back=back, lead=lead)


@asks(Permission.MONEY_EDIT)
def take_back(request: HttpRequest, asked: Asked, load: int) -> HttpResponse:
    """Take a file back: what it replaced stands again."""
    row = to_change(request, asked, LedgerLoad, load)
    form = PlainForm(request.POST if request.method == "POST" else None)
    back = link("money_codes", asked)
    if done(request, form, partial(actions.take_back, row)):
        return back_to(request, f"{row} is taken back.", back)
    lead = f"{row.lines:,} lines, {pounds(row.spent)} spent and {pounds(row.budget)} budgeted. What they replaced stands again. The lines are kept, and count no more."
    return ask(request, asked, form, title=f"Take back {row}?", button="Take it back", back=back, lead=lead, danger=True)  # fmt: skip


@asks(Permission.MONEY_EDIT)
def add_printed(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Record what a paper prints."""
    allowed(request, asked)
    form = PrintedForm(request.POST or None, council=asked.council)
    back = link("money_printed", asked)
    if done(request, form, partial(actions.add_printed, asked.council)):
        return back_to(request, "It is recorded, and held against the ledger.", back)
    return ask(request, asked, form, title="Record a printed figure", button="Record", back=back)


@asks(Permission.MONEY_EDIT)
def remove_printed(request: HttpRequest, asked: Asked, printed: int) -> HttpResponse:
    """Remove a printed figure recorded by mistake."""
    row = to_change(request, asked, PrintedFigure, printed)
    form = PlainForm(request.POST if request.method == "POST" else None)
    back = link("money_printed", asked)
    if done(request, form, partial(actions.remove_printed, row)):
        return back_to(request, "The printed figure is removed.", back)
    return ask(request, asked, form, title=f"Remove {row.get_what_display()}, {row.source}?", button="Remove", back=back, danger=True)  # fmt: skip

"""How a page changes a post or a person: ask, do it by one action, and say so; or say why it cannot be done, and ask again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ridgeway.domains.agency.actions import CannotChangeAgency
from ridgeway.domains.campaigns.actions import CannotChangeCampaign
from ridgeway.domains.establishment.actions import CannotChangeEstablishment
from ridgeway.domains.finance.actions import CannotChangeFinance
from ridgeway.domains.pay.actions import CannotChangePay
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.web.guards import Asked

REFUSALS = (
    CannotChangeRecruitment,
    CannotChangeEstablishment,
    CannotChangeCampaign,
    CannotChangeFinance,
    CannotChangePay,
    CannotChangeAgency,
)
MEANS_IT = "I mean it: record it all the same"


class ChangeForm(forms.Form):
    """Questions whose answers become one action. Once an action was refused that can be insisted upon, it also asks that."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        if data is not None and "insists" in data:
            self.offer_insisting()

    def offer_insisting(self) -> None:
        self.fields["insists"] = forms.BooleanField(label=MEANS_IT, required=False)

    @property
    def answers(self) -> dict[str, Any]:
        """What the action is called with."""
        return {name: value for name, value in self.cleaned_data.items() if name != "insists" or value}


def done(request: HttpRequest, form: ChangeForm, act: Callable[..., Any]) -> Any:
    """The result of `act(**answers, by=, at=)`, or None when the form is not sent, not valid, or the action is refused.

    A refusal becomes the form's error, in the action's own words.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(**form.answers, by=request.user, at=request.at) or True  # type: ignore[attr-defined]
    except REFUSALS as refusal:
        form.add_error(None, str(refusal))
        if refusal.can_insist:
            form.offer_insisting()
        return None


def ask(request: HttpRequest, asked: Asked, form: forms.Form, **words) -> HttpResponse:
    """The page with the form: `title`, `button`, `back` (address) and perhaps `lead`, `crumbs`, `danger`."""
    return render(request, "people/form.html", {"asked": asked, "form": form, **words})


def did(request: HttpRequest, act: Callable[..., Any], success: str) -> Any:
    """Do something that asks nothing (an undo) and say so; or say why it cannot be done."""
    try:
        found = act(by=request.user, at=request.at) or True  # type: ignore[attr-defined]
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, success)
    return found


def link(name: str, asked: Asked, *, changes: dict[str, Any] | None = None, **args) -> str:
    """The address of another page about the same scope and days."""
    query = asked.query(**(changes or {}))
    return reverse(name, kwargs={"council": asked.council.slug, **args}) + (f"?{query}" if query else "")


def back_to(request: HttpRequest, success: str, url: str, undo: str = "") -> HttpResponse:
    """Say that it is done, and go there; with the address where it is undone, if it can be."""
    messages.success(request, success, extra_tags=undo)
    return redirect(url)

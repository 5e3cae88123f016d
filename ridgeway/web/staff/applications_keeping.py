"""Administration of applications: how long what is kept, and what is due."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ridgeway.domains.agency.actions.keeping import months_kept
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions.retention import months_of, panel_guests, to_erase
from ridgeway.domains.recruitment.application_rules import KEPT, WARNED_DAYS
from ridgeway.web.guards import manages

from .changing import ChangeForm, done

# what happens to references of agency workers, by whether we asked for them or gave them
REFERENCE_WORDS = {
    "asked": "What a referee said of an agency worker is erased",
    "given": "Our own reference of an agency worker is erased",
}
manages_council = manages(Permission.COUNCIL_MANAGE)


class MonthsForm(ChangeForm):
    """How many months."""

    months = forms.IntegerField(
        label="Months", min_value=1, max_value=120, widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"})
    )  # fmt: skip


@manages_council
def overview(request: HttpRequest, council: Council) -> HttpResponse:
    """What is kept how long, and how much is due."""
    months, references, access = months_of(council), months_kept(council), access_of(request.user)
    context = {
        "may": {"council": True, "access": access.may(Permission.ACCESS_MANAGE, council_id=council.pk)},
        "kept": [(kind, words, months[kind], since) for kind, (_, since, words) in KEPT.items()],
        "references": [(way, words, references[way]) for way, words in REFERENCE_WORDS.items()],
        "due": to_erase(council, request.at).count(),  # type: ignore[attr-defined]
        "guests": panel_guests(council).count(),
        "days": WARNED_DAYS,
    }
    return render(request, "applications/keeping.html", context)


@manages_council
def months(request: HttpRequest, council: Council, kept: str) -> HttpResponse:
    """Change how long a kind is kept."""
    if kept not in KEPT:
        raise Http404("There is no such kind.")
    act = partial(actions.set_retention, council, kind=kept)
    return ask_months(request, council, title=KEPT[kept][2], now=months_of(council)[kept], act=act)


def ask_months(
    request: HttpRequest, council: Council, *, title: str, now: int, act: Callable[..., object]
) -> HttpResponse:
    """The form that changes how many months something is kept, `now` until it is changed; `act` takes `months`."""
    form = MonthsForm(request.POST or None, initial={"months": now})
    if done(request, form, act):
        messages.success(request, "Saved. It holds from now on, also for what is kept already.")
        return redirect("admin_applications", council=council.slug)
    context = {"council": council, "form": form, "title": title, "button": "Save", "back": "admin_applications"}
    return render(request, "admin/form.html", context)

"""Administration of enquiries: what is promised, who answers, and what has been kept long enough."""

import datetime as dt
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import tree_for
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.queries import enquiries as queries
from ridgeway.web.guards import manages

from .changing import ChangeForm, did, done
from .enquiries_forms import PromiseForm, RuleForm, of_place
from .enquiries_words import many, promise_words

manages_council = manages(Permission.COUNCIL_MANAGE)


@manages_council
def overview(request: HttpRequest, council: Council) -> HttpResponse:
    """The promise, the rules in their order, and how many enquiries have been kept long enough."""
    hours, opening = queries.promise_of(council)
    access = access_of(request.user)
    context = {
        "may": {"council": True, "access": access.may(Permission.ACCESS_MANAGE, council_id=council.pk)},
        "promise": promise_words(hours, opening.length / dt.timedelta(hours=1)),
        "hours": hours,
        "opening": opening,
        "closed": sorted(opening.closed),
        "rules": queries.contact_rules(request.user, council),
        "expired": many(queries.expired(council, request.at).count(), "enquiry has", "enquiries have"),  # type: ignore[attr-defined]
    }
    return render(request, "enquiries/rules.html", context)


def _ask(request: HttpRequest, council: Council, form: ChangeForm, title: str, button: str) -> HttpResponse:
    context = {"council": council, "form": form, "title": title, "button": button, "back": "admin_enquiries"}
    return render(request, "admin/form.html", context)


@manages_council
def promise(request: HttpRequest, council: Council) -> HttpResponse:
    """What is promised, and when somebody answers."""
    hours, opening = queries.promise_of(council)
    closed = "\n".join(f"{day.day} {day.month} {day.year}" for day in sorted(opening.closed))
    initial = {"hours": hours, "opens": f"{opening.opens:%H:%M}", "closes": f"{opening.closes:%H:%M}", "closed": closed}
    form = PromiseForm(request.POST or None, initial=initial)
    if done(request, form, partial(actions.set_promise, council)):
        messages.success(request, "The promise is saved. It holds for enquiries from now on.")
        return redirect("admin_enquiries", council=council.slug)
    return _ask(request, council, form, "What is promised", "Save promise")


@manages_council
def add_rule(request: HttpRequest, council: Council) -> HttpResponse:
    """A rule for the contact."""
    tree = tree_for(request.user, council.slug, Permission.COUNCIL_MANAGE)
    form = RuleForm(request.POST or None, tree=tree, day=request.today)  # type: ignore[attr-defined]

    def act(*, place, **answers):
        return actions.add_rule(council, **of_place_alone(place), **answers)

    if done(request, form, act):
        messages.success(request, "The rule is added. It holds for enquiries from now on.")
        return redirect("admin_enquiries", council=council.slug)
    return _ask(request, council, form, "Who answers which enquiries", "Add rule")


def of_place_alone(scope) -> dict:
    """The team alone, or else the service: a rule asks for one of them."""
    return {"team": scope.team} if scope and scope.team else {"service": of_place(scope)["service"]}


@require_POST
@manages_council
def remove_rule(request: HttpRequest, council: Council, rule: int) -> HttpResponse:
    """Take a rule away."""
    found = next((row for row in queries.contact_rules(request.user, council) if row.pk == rule), None)
    if found is None:
        raise Http404("There is no such rule.")
    did(request, partial(actions.remove_rule, found), "The rule is removed. Enquiries keep the contact it gave them.")
    return redirect("admin_enquiries", council=council.slug)


@require_POST
@manages_council
def remove_expired(request: HttpRequest, council: Council) -> HttpResponse:
    """Remove the personal data of what has been kept long enough."""
    count = actions.anonymise_expired(council, by=request.user, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, f"Names, numbers and words of {many(count, 'enquiry', 'enquiries')} are removed.")
    return redirect("admin_enquiries", council=council.slug)

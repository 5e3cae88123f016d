"""References of agency workers: asked for, written, given by private links; and of whom none is written yet."""

import datetime as dt
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.domains.agency import actions, permissions
from ridgeway.domains.agency.choices import ReferenceWay
from ridgeway.domains.agency.models import Assignment, PracticeReference, ReferenceLink
from ridgeway.domains.agency.queries import references as queries
from ridgeway.domains.agency.reference_shape import is_worrying
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.candidate.place import maker
from ridgeway.web.guards import Asked, asks
from ridgeway.web.practice_forms import PracticeForm, read_out

from .agency_changing import to_change
from .agency_words import ways
from .changing import ChangeForm, ask, back_to, did, done, link

NOTHING = "There is no such page, or it is not yours to see."


class ToForm(ChangeForm):
    """To whom a private link goes."""

    name = forms.CharField(label="Name", max_length=120)
    organisation = forms.CharField(label="Where they work", max_length=160, required=False)
    email = forms.EmailField(label="E-mail address", help_text="A work address: the link is for them alone")


@never_cache
@asks(Permission.AGENCY_VIEW)
def references(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Of whom a reference has not come, and of whom none of ours is written."""
    waiting = queries.not_come(request.user, asked.scope)
    to_write = queries.to_write(request.user, asked.scope, asked.on)
    context = {
        "asked": asked,
        "waiting": [(row, sent, link("agency_assignment", asked, assignment=row.assignment_id)) for row, sent in waiting],
        "to_write": [(row, last(row), link("agency_assignment", asked, assignment=row.pk)) for row in to_write[: queries.MOST]],
        "more": max(0, len(to_write) - queries.MOST),
        "ways": ways(asked, "agency_references"),
    }  # fmt: skip
    return render(request, "agency/references.html", context)


def last(row: Assignment) -> dt.date:
    """The last day of an assignment that ended."""
    return (row.ends_on or row.planned_until) - dt.timedelta(days=1)


def _assignment_url(asked: Asked, row: PracticeReference) -> str:
    return link("agency_assignment", asked, assignment=row.assignment_id)


def _found(request: HttpRequest, asked: Asked, reference: int) -> PracticeReference:
    """A reference whose answers the person may read: those who may change the team's assignments."""
    rows = PracticeReference.objects.filter(council=asked.council, pk=reference).visible_to(request.user)
    row = rows.select_related("council", "assignment__worker", "assignment__team", "assignment__role").first()
    if row is None or not permissions.can_edit_in(request.user, row.assignment.team):
        raise Http404(NOTHING)
    return row


def _way(asked: Asked, row: Assignment) -> list[tuple[str, str]]:
    return [
        ("Agency", link("agency", asked)),
        (str(row.worker.name), link("agency_assignment", asked, assignment=row.pk)),
    ]


@never_cache
@asks(Permission.AGENCY_EDIT)
def reference(request: HttpRequest, asked: Asked, practice: int) -> HttpResponse:
    """One reference, to be read."""
    row = _found(request, asked, practice)
    if not row.answers:
        raise Http404(NOTHING)
    context = {
        "asked": asked,
        "row": row,
        "crumbs": _way(asked, row.assignment),
        "sections": read_out(row.answers),
        "worrying": is_worrying(row.answers),
    }
    return render(request, "agency/reference.html", context)


@asks(Permission.AGENCY_EDIT)
def reference_ask(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Ask somebody for a reference by a private link."""
    row = to_change(request, asked, assignment)
    form, back = ToForm(request.POST or None), link("agency_assignment", asked, assignment=row.pk)
    address = maker(asked.council, "practice_reference")
    if done(request, form, partial(actions.ask_practice_reference, row, address=address)):
        return back_to(request, "The reference is asked for. It counts as received once it has come.", back)
    lead = "They get a mail with a private link to the national shape. They need no account; the link is good for twelve weeks and closes once they have answered."
    return ask(request, asked, form, title=f"Ask for a reference of {row.worker.name}", button="Ask", back=back, lead=lead, crumbs=_way(asked, row))  # fmt: skip


@asks(Permission.AGENCY_EDIT)
def reference_write(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """Write our own reference of a worker."""
    row = to_change(request, asked, assignment)
    ours = row.references.filter(way=ReferenceWay.GIVEN).first()
    form = PracticeForm(request.POST if request.method == "POST" else None, initial=written(row, ours, request.user))
    back = link("agency_assignment", asked, assignment=row.pk)
    if form.is_bound and form.is_valid():
        said = {"answers": form.answers, "name": form.cleaned_data["name"], "job": form.cleaned_data["job"]}
        if did(
            request,
            partial(actions.write_practice_reference, row, **said),
            "The reference is written. Give it to whoever asks.",
        ):
            return redirect(back)
    context = {"asked": asked, "form": form, "row": row, "crumbs": _way(asked, row), "back": back}
    return render(request, "agency/reference_write.html", context)


def written(row: Assignment, ours: PracticeReference | None, user: Any) -> dict[str, Any]:
    """What the form begins with: what was written before, else what is known."""
    if ours is not None:
        days = {
            key: dt.date.fromisoformat(ours.answers[key]) for key in ("from_day", "until_day") if ours.answers.get(key)
        }
        return {**ours.answers, **days, "name": ours.referee_name, "job": ours.referee_job}
    return {
        "capacity": "manager", "from_day": row.starts_on, "until_day": last(row) if row.ends_on else None,
        "role": f"{row.role}, {row.team}", "name": str(user),
    }  # fmt: skip


@asks(Permission.AGENCY_EDIT)
def reference_give(request: HttpRequest, asked: Asked, practice: int) -> HttpResponse:
    """Give our reference to whoever asked for it."""
    row = _found(request, asked, practice)
    form, back = ToForm(request.POST or None), _assignment_url(asked, row)
    if done(
        request, form, partial(actions.give_practice_reference, row, address=maker(asked.council, "practice_reference"))
    ):
        return back_to(request, "They get a private link to read it.", back)
    lead = (
        "They get a mail with a private link, good for twelve weeks. You see when it is first opened, and can close it."
    )
    return ask(request, asked, form, title="Give our reference", button="Give", back=back, lead=lead, crumbs=_way(asked, row.assignment))  # fmt: skip


@require_POST
@asks(Permission.AGENCY_EDIT)
def reference_withdraw(request: HttpRequest, asked: Asked, practice: int) -> HttpResponse:
    """Ask no more for a reference."""
    row = _found(request, asked, practice)
    did(
        request, partial(actions.withdraw_practice_reference, row), "It is no longer asked for, and the link is closed."
    )
    return redirect(_assignment_url(asked, row))


@require_POST
@asks(Permission.AGENCY_EDIT)
def reference_close(request: HttpRequest, asked: Asked, private: int) -> HttpResponse:
    """Close a link to one of our references."""
    rows = ReferenceLink.objects.filter(council=asked.council, pk=private).visible_to(request.user)
    one = rows.select_related("reference__assignment__team").first()
    if one is None or not permissions.can_edit_in(request.user, one.reference.assignment.team):
        raise Http404(NOTHING)
    did(request, partial(actions.close_link, one), "The link is closed.")
    return redirect(_assignment_url(asked, one.reference))

"""Administration of the texts that messages to candidates begin with."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import MessageTemplate
from ridgeway.web.guards import manages

from .changing import did, done
from .hiring_messages import MessageForm

manages_messages = manages(P.COUNCIL_MANAGE)


class KeptForm(MessageForm):
    """A text with its name."""

    name = forms.CharField(label="Name", max_length=80, help_text="What it is for: Interview reminder")
    field_order = ("name", "subject", "words")


@manages_messages
def overview(request: HttpRequest, council: Council) -> HttpResponse:
    """The texts, by name."""
    rows = MessageTemplate.objects.filter(council=council)
    may = {"council": True, "access": access_of(request.user).may(P.ACCESS_MANAGE, council_id=council.pk)}
    return render(request, "admin/messages.html", {"council": council, "rows": rows, "may": may})


def _one(council: Council, pk: int) -> MessageTemplate:
    row = MessageTemplate.objects.filter(council=council, pk=pk).select_related("council").first()
    if row is None:
        raise Http404("There is no such text.")
    return row


def _ask(request: HttpRequest, council: Council, form: KeptForm, title: str) -> HttpResponse:
    context = {"council": council, "form": form, "title": title, "button": "Save text", "back": "admin_messages"}
    return render(request, "admin/form.html", context)


@manages_messages
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """A new text."""
    form = KeptForm(request.POST or None)
    if made := done(request, form, partial(actions.keep_message_template, council)):
        messages.success(request, f"{made} is kept. Messages can begin with it.")
        return redirect("admin_messages", council=council.slug)
    return _ask(request, council, form, "Add a text for messages")


@manages_messages
def change(request: HttpRequest, council: Council, template: int) -> HttpResponse:
    """Change a text. Messages that were sent stay as they are."""
    row = _one(council, template)
    form = KeptForm(request.POST or None, initial={"name": row.name, "subject": row.subject, "words": row.words})
    if made := done(request, form, partial(actions.keep_message_template, council, template=row)):
        messages.success(request, f"{made} is changed. Messages that were sent stay as they are.")
        return redirect("admin_messages", council=council.slug)
    return _ask(request, council, form, f"Change {row}")


@require_POST
@manages_messages
def remove(request: HttpRequest, council: Council, template: int) -> HttpResponse:
    """Take a text away."""
    row = _one(council, template)
    did(
        request,
        partial(actions.remove_message_template, row),
        f"{row} is removed. Messages that were sent stay as they are.",
    )
    return redirect("admin_messages", council=council.slug)

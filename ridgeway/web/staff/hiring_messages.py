"""Messages to one or many candidates: written, handed to the worker, and how far they have gone."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Message, MessageTemplate
from ridgeway.domains.recruitment.queries import pipeline as queries
from ridgeway.domains.recruitment.queries.messages import HowFar, how_far
from ridgeway.web.guards import Asked, asks, number_in

from .changing import ChangeForm, back_to, did, done, link
from .hiring import called

MOST = 500
HINT = "{{ name }} and {{ job }} stand for each candidate’s own"


class MessageForm(ChangeForm):
    """A subject and the words."""

    subject = forms.CharField(label="Subject", max_length=120)
    words = forms.CharField(label="Message", max_length=5000, widget=forms.Textarea(attrs={"rows": 10}), help_text=HINT)


@never_cache
@require_POST
@asks(P.APPLICATIONS_EDIT)
def write(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Write to those ticked: begin with a kept text, change it, send it. It returns at once; the worker sends."""
    keys = [pk for text in request.POST.getlist("application")[: MOST + 1] if (pk := number_in(text)) is not None]
    rows = queries.chosen(request.user, asked.council, keys, P.APPLICATIONS_EDIT)
    if not rows:
        messages.error(request, "Tick somebody first.")
        return redirect(link("applications", asked, changes={"show": "way"}))
    kept = list(MessageTemplate.objects.visible_to(request.user).filter(council=asked.council))
    chosen = next((one for one in kept if str(one.pk) == request.POST.get("template")), None)
    begins = {"subject": chosen.subject, "words": chosen.words} if chosen else {}
    form = MessageForm(request.POST if "send" in request.POST else None, initial=begins)
    if form.is_bound and (made := done(request, form, partial(actions.write_to, rows))):
        return back_to(
            request,
            f"Written to {made.total}: the worker sends it now.",
            link("hiring_message", asked, message=made.pk),
        )
    context = {
        "asked": asked, "form": form, "rows": [(row.pk, called(row)) for row in rows], "kept": kept, "chosen": chosen,
        "write_url": link("hiring_write", asked), "back": link("hiring", asked), "messages_url": link("hiring_messages", asked),
    }  # fmt: skip
    return render(request, "hiring/write.html", context)


def _rows(request: HttpRequest, asked: Asked):
    return Message.objects.visible_to(request.user).filter(council=asked.council)


@never_cache
@asks(P.APPLICATIONS_EDIT)
def messages_sent(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The last hundred messages."""
    rows = [(row, link("hiring_message", asked, message=row.pk)) for row in _rows(request, asked)[:100]]
    return render(request, "hiring/messages.html", {"asked": asked, "rows": rows, "hiring_url": link("hiring", asked)})


@never_cache
@asks(P.APPLICATIONS_EDIT)
def message(request: HttpRequest, asked: Asked, message: int) -> HttpResponse:
    """One message: what it says, and how many it has gone to."""
    row = _rows(request, asked).filter(pk=message).first()
    if row is None:
        raise Http404("There is no such message, or it is not yours to see.")
    far = how_far(row)
    context: dict[str, Any] = {
        "asked": asked, "row": row, "far": far, "stands": _stands(row, far), "here": link("hiring_message", asked, message=row.pk),
        "act_url": link("hiring_message_act", asked, message=row.pk), "hiring_url": link("hiring", asked),
        "messages_url": link("hiring_messages", asked),
    }  # fmt: skip
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "hiring/message_progress.html" if is_part else "hiring/message.html", context)


def _stands(row: Message, far: HowFar) -> str:
    """stopped, going, or done: nothing of it is to come any more."""
    if row.stopped_at:
        return "stopped"
    return "going" if far.not_yet else "done"


@require_POST
@asks(P.APPLICATIONS_EDIT)
def message_act(request: HttpRequest, asked: Asked, message: int) -> HttpResponse:
    """Stop a message on its way, or continue one that was stopped."""
    row = _rows(request, asked).filter(pk=message).first()
    if row is None:
        raise Http404("There is no such message, or it is not yours to see.")
    if "continue" in request.POST:
        did(
            request,
            partial(actions.continue_message, row),
            "It goes on: the worker writes to those who have not got it.",
        )
    else:
        did(request, partial(actions.stop_message, row), "Stopped. What had gone has gone; nobody else is written to.")
    return redirect(link("hiring_message", asked, message=row.pk))

"""One enquiry: its story, and what can be done with it."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.addresses import consent_address, job_address
from ridgeway.domains.recruitment.models import Call, Enquiry
from ridgeway.domains.recruitment.queries import enquiries as queries
from ridgeway.domains.recruitment.queries.enquiries import Story
from ridgeway.domains.recruitment.queries.pool import invited_to
from ridgeway.domains.recruitment.states import EnquiryState
from ridgeway.web.guards import Asked, asks

from .changing import ask, back_to, did, done, link
from .enquiries import place_words, source_words
from .enquiries_forms import CallForm, CloseForm, ConsentForm, ContactForm, MergeForm
from .enquiries_words import clock_drawn
from .pool_forms import InviteForm

NOT_YOURS = "There is no such enquiry, or it is not yours to see."
TODAY = "today"


def _story(request: HttpRequest, asked: Asked, enquiry: int) -> Story:
    found = queries.story(request.user, asked.council, enquiry)
    if found is None:
        raise Http404(NOT_YOURS)
    return found


def _changeable(request: HttpRequest, asked: Asked, enquiry: int) -> Enquiry:
    """The enquiry, if the person may change it. Raises `Http404`."""
    rows = Enquiry.objects.visible_to(request.user, Permission.ENQUIRIES_EDIT).filter(council=asked.council)
    found = rows.select_related("council", "contact").filter(pk=enquiry).first()
    if found is None:
        raise Http404(NOT_YOURS)
    return found


def _home(asked: Asked, enquiry: int) -> str:
    return link("enquiry", asked, enquiry=enquiry)


def _page(request, asked, enquiry: Enquiry, form, **words) -> HttpResponse:
    url = _home(asked, enquiry.pk)
    crumbs = [("Enquiries", link("enquiries", asked)), (enquiry.who, url)]
    return ask(request, asked, form, back=url, crumbs=crumbs, **words)


def _to_correct(asked: Asked, call: Call, correctable: Collection[int]) -> tuple[str, str]:
    """Where a call is corrected and where it is undone; empty for who may not."""
    if call.pk not in correctable:
        return "", ""
    correct, undo = (
        link(f"enquiry_call_{what}", asked, enquiry=call.enquiry_id, call=call.pk) for what in ("correct", "undo")
    )
    return correct, undo


@never_cache
@asks(Permission.ENQUIRIES_VIEW)
def enquiry(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """The story of an enquiry, with a call to be logged in place."""
    return drawn(request, asked, _story(request, asked, enquiry), CallForm())


def drawn(request: HttpRequest, asked: Asked, story: Story, form: CallForm) -> HttpResponse:
    """The page of an enquiry."""
    row = story.enquiry
    may_change = Enquiry.objects.visible_to(request.user, Permission.ENQUIRIES_EDIT).filter(pk=row.pk).exists()
    names = ("call", "invite", "close", "reopen", "contact", "consent", "merge", "unmerge")
    context: dict[str, Any] = {
        "asked": asked,
        "row": row,
        "story": story,
        "form": form if form.is_bound else None,
        "call": form,
        "clock": clock_drawn(row, request.at),  # type: ignore[attr-defined]
        "source": source_words(row),
        "place": place_words(row),
        "may_change": may_change,
        "is_closed": row.state == EnquiryState.CLOSED,
        "can_ring": may_change and (row.state != EnquiryState.CLOSED or row.ring_by is not None),
        "can_invite": may_change and bool(row.email),
        "attempts": [(one, *_to_correct(asked, one, story.correctable)) for one in reversed(story.calls)],
        "invitations": list(story.invitations),
        "merged": [(other, _home(asked, other.pk)) for other in story.merged],
        "similar": [(other, _home(asked, other.pk)) for other in story.similar],
        "into_url": _home(asked, row.merged_into_id) if row.merged_into_id else "",
        "urls": {name: link(f"enquiry_{name}", asked, enquiry=row.pk) for name in names},
        "list_url": link("enquiries", asked),
        "another_url": link("enquiries_new", asked, changes={"event": row.event_id})
        if row.event_id and may_change
        else "",
    }
    return render(request, "enquiries/enquiry.html", context)


@never_cache
@require_POST
@asks(Permission.ENQUIRIES_EDIT)
def call(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Log a call: from the story, or from Today, which goes on with the next."""
    row = _changeable(request, asked, enquiry)
    form = CallForm(request.POST)
    logged = done(request, form, partial(actions.log_call, row))
    if not logged:
        return drawn(request, asked, _story(request, asked, enquiry), form)
    if request.POST.get("from") != TODAY:
        return back_to(request, "Call saved.", _home(asked, enquiry))
    undo = link("enquiry_call_undo", asked, enquiry=enquiry, call=logged.pk)  # the row is gone from where it was logged
    waiting = queries.ring_first(request.user, asked.scope, request.at, most=2)  # type: ignore[attr-defined]
    following = next((other for other in waiting if other.pk != enquiry), None)
    if following is None:
        return back_to(request, "Call saved. Nobody else is waiting.", link(TODAY, asked), undo)
    return back_to(
        request,
        f"Call saved. Next: {following.who}.",
        link(TODAY, asked, changes={"open": following.pk}) + f"#ring-{following.pk}",
        undo,
    )


@asks(Permission.ENQUIRIES_EDIT)
def close(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Close an enquiry with its outcome."""
    row = _changeable(request, asked, enquiry)
    form = CloseForm(request.POST or None)
    if done(request, form, partial(actions.close, row)):
        return back_to(request, f"The enquiry of {row.who} is closed.", _home(asked, enquiry))
    return _page(request, asked, row, form, title="How it ended", button="Close enquiry")


@asks(Permission.ENQUIRIES_EDIT)
def invite(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Invite somebody who asked to apply for a job, by mail; what brought them goes with the link."""
    row = _changeable(request, asked, enquiry)
    if not row.email:
        messages.error(request, "There is no e-mail address to write to. Ring instead, or ask for one.")
        return redirect(_home(asked, enquiry))
    form = InviteForm(request.POST or None, adverts=invited_to(request.user, asked.council, request.at))  # type: ignore[attr-defined]

    def act(*, advert, words, by, at):
        return actions.invite([row], advert=advert, words=words, job=job_address, consent=consent_address(asked.council), by=by, at=at)  # fmt: skip

    if made := done(request, form, act):
        why = (
            "was invited to that job already"
            if row.state != EnquiryState.CLOSED
            else "can be invited once the enquiry is open again"
        )
        said = f"{row.who} is invited by mail." if made[0] else f"{row.who} {why}."
        return back_to(request, said, _home(asked, enquiry))
    return _page(request, asked, row, form, title="Invite to apply", button="Send the invitation")


@asks(Permission.ENQUIRIES_EDIT)
def contact(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Name the contact by hand."""
    row = _changeable(request, asked, enquiry)
    form = ContactForm(
        request.POST or None, council=asked.council, day=asked.today, initial={"contact": str(row.contact_id or "")}
    )
    if made := done(request, form, partial(actions.assign, row)):
        return back_to(request, f"{made.contact} is the contact now.", _home(asked, enquiry))
    return _page(request, asked, row, form, title="Who answers", button="Save contact")


@asks(Permission.ENQUIRIES_EDIT)
def consent(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Until when somebody agrees to be kept in touch with."""
    row = _changeable(request, asked, enquiry)
    form = ConsentForm(request.POST or None, initial={"until": row.consent_until or actions.consent_end(request.at)})  # type: ignore[attr-defined]
    if made := done(request, form, partial(actions.keep_in_touch, row)):
        until = (
            f"may be kept in touch with until {day_words(made.consent_until)}"
            if made.consent_until
            else "is not kept in touch with"
        )
        return back_to(request, f"{row.who} {until}.", _home(asked, enquiry))
    return _page(request, asked, row, form, title="Keep in touch", button="Save")


@require_POST
@asks(Permission.ENQUIRIES_EDIT)
def reopen(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Open a closed enquiry again."""
    row = _changeable(request, asked, enquiry)
    did(request, partial(actions.reopen, row), "The enquiry is open again.")
    return redirect(_home(asked, enquiry))


@require_POST
@asks(Permission.ENQUIRIES_EDIT)
def merge(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Say that this enquiry is the same person's as another, which goes on for both."""
    row = _changeable(request, asked, enquiry)
    form = MergeForm(request.POST, user=request.user, council=asked.council)
    if not form.is_valid():
        messages.error(request, "Choose another enquiry that you may change.")
        return redirect(_home(asked, enquiry))
    into = form.cleaned_data["into"]
    if did(request, partial(actions.merge, row, into=into), "The two are one now. What was said stands here."):
        return redirect(_home(asked, into.pk))
    return redirect(_home(asked, enquiry))


@require_POST
@asks(Permission.ENQUIRIES_EDIT)
def unmerge(request: HttpRequest, asked: Asked, enquiry: int) -> HttpResponse:
    """Undo a merge."""
    row = _changeable(request, asked, enquiry)
    did(request, partial(actions.unmerge, row), "The two are apart again.")
    return redirect(_home(asked, enquiry))

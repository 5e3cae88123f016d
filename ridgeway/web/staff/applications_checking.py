"""Safer recruitment on the page of an application: references, disclosure, checks, a risk accepted, files."""

from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.application_rules import CHECK_HOW
from ridgeway.domains.recruitment.choices import CheckKind, CheckState, Turn
from ridgeway.domains.recruitment.models import Application, Check, Disclosure, Document, Reference
from ridgeway.domains.recruitment.queries.checking import can_start, registered_as
from ridgeway.domains.recruitment.queries.shortlisting import is_blind_to
from ridgeway.web.candidate.documents import as_download
from ridgeway.web.candidate.forms import referees_in
from ridgeway.web.candidate.place import maker, whole
from ridgeway.web.candidate.reference_forms import DisclosureForm, ReferenceForm
from ridgeway.web.candidate.shown import said_by
from ridgeway.web.forms import DateField
from ridgeway.web.guards import Asked, asks

from .applications import NOT_YOURS, one_of
from .changing import ChangeForm, ask, back_to, did, done, link

EDIT = Permission.APPLICATIONS_EDIT


class CheckForm(ChangeForm):
    """How a check stands."""

    state = forms.ChoiceField(label="How it stands", choices=CheckState.choices, widget=forms.RadioSelect)
    turn = forms.ChoiceField(label="Whose turn it is", choices=Turn.choices, widget=forms.RadioSelect)
    done_on = DateField(label="Done on", required=False, help_text="Empty: today")
    reference = forms.CharField(
        label="Number or reference",
        required=False,
        max_length=60,
        help_text="A certificate’s number; never a copy of it",
    )
    words = forms.CharField(label="Words", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class RiskForm(ChangeForm):
    """A risk that is accepted."""

    words = forms.CharField(
        label="Why, and what is done until it has come back", max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )


class AskForm(ChangeForm):
    """Where a referee is written to."""

    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="A new address gets a new link; the one before stops working"
    )


class DiscussedForm(ChangeForm):
    """What was said about a disclosure."""

    words = forms.CharField(
        label="What was talked about, and decided", max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


def _home(asked: Asked, row: Application) -> str:
    return link("application", asked, application=row.pk)


def _page(request: HttpRequest, asked: Asked, row: Application, form: forms.Form, **words) -> HttpResponse:
    crumbs = [("Applications", link("applications", asked)), (row.who, _home(asked, row))]
    return ask(request, asked, form, back=_home(asked, row), crumbs=crumbs, **words)


@require_POST
@asks(EDIT)
def referees(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """Make a row of each referee that the application names."""
    row = one_of(request, asked, application, EDIT)
    section = row.sections.filter(key="referees").first()
    named = referees_in(section.data) if section else []
    did(request, partial(actions.name_referees, row, named), "The referees are named. Nobody has been asked yet.")
    return redirect(_home(asked, row))


def _reference(row: Application, pk: int) -> Reference:
    found = Reference.objects.filter(application=row, pk=pk).select_related("council").first()
    if found is None:
        raise Http404(NOT_YOURS)
    return found


@never_cache
@asks(EDIT)
def reference(request: HttpRequest, asked: Asked, application: int, referee: int) -> HttpResponse:
    """A reference: ask, ask again, read what came."""
    row = one_of(request, asked, application, EDIT)
    found = _reference(row, referee)
    home = _home(asked, row)
    if found.state == "received":
        actions.record_view(row, user=request.user, part="reference", at=request.at)  # type: ignore[attr-defined]
        if request.method == "POST" and did(request, partial(actions.read_reference, found), "The reference is read."):
            return redirect(home)
        return _shown(request, asked, row, f"Reference of {found.name}", said_by(ReferenceForm(), found.answers), can_settle=not found.read_at,
                      button="I have read it", note="The current or last employer" if found.is_employer else "")  # fmt: skip
    form = AskForm(request.POST or None, initial={"email": found.email})
    if done(request, form, partial(actions.ask_reference, found, address=maker(row.council, "reference"))):
        return back_to(request, f"{found.name} is asked by mail.", home)
    refused = f" They wrote: {found.answers['declined']}" if found.answers.get("declined") else ""
    lead = f"{found.name}, {found.organisation}. {_times(found.times_asked)}.{refused}"
    more = [
        (
            "Record one that came otherwise",
            link("application_reference_record", asked, application=row.pk, referee=found.pk),
        )
    ]
    return _page(request, asked, row, form, title="Ask for a reference", button="Ask by mail", lead=lead, more=more)


@asks(EDIT)
def record_reference(request: HttpRequest, asked: Asked, application: int, referee: int) -> HttpResponse:
    """Type in a reference that came on paper or by telephone."""
    row = one_of(request, asked, application, EDIT)
    found = _reference(row, referee)
    form = ReferenceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        act = partial(actions.receive_reference, found, answers={**form.plain, "recorded": "yes"})
        if did(request, act, "The reference is recorded. Read it once more to settle it."):
            return redirect(_home(asked, row))
    return _page(request, asked, row, form, title=f"Reference of {found.name}", button="Record reference")


def _shown(request: HttpRequest, asked: Asked, row: Application, title: str, said, **more) -> HttpResponse:
    context = {
        "asked": asked,
        "row": row,
        "title": title,
        "said": said,
        "list_url": link("applications", asked),
        "home_url": _home(asked, row),
    }
    return render(request, "applications/shown.html", {"form": None, "note": "", **context, **more})


@require_POST
@asks(EDIT)
def ask_disclosure(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """Ask a shortlisted candidate to disclose."""
    row = one_of(request, asked, application, EDIT)
    url = whole(row.council, "apply_disclosure", reference=row.advert.reference)
    did(request, partial(actions.ask_disclosure, row, url=url), "The candidate is asked by mail.")
    return redirect(_home(asked, row))


@never_cache
@asks(Permission.DISCLOSURES_VIEW)
def disclosure(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """What was disclosed, for those who may read it; that they did is kept."""
    row = one_of(request, asked, application, Permission.DISCLOSURES_VIEW)
    found = Disclosure.objects.filter(application=row, received_at__isnull=False).select_related("council").first()
    if found is None or row.hidden_at:
        raise Http404(NOT_YOURS)
    actions.record_view(row, user=request.user, part="disclosure", at=request.at)  # type: ignore[attr-defined]
    if request.method == "POST":
        form = DiscussedForm(request.POST)
        if "read" in request.POST:
            did(request, partial(actions.read_disclosure, found), "It is read.")
            return redirect(_home(asked, row))
        if done(request, form, partial(actions.discuss_disclosure, found)):
            return back_to(request, "What was said is kept.", link("application_disclosure", asked, application=row.pk))
    else:
        form = DiscussedForm(initial={"words": found.discussed_words})
    return _shown(request, asked, row, "Self-disclosure", said_by(DisclosureForm(), found.answers), can_settle=not found.read_at,
                  button="I have read it", form=form)  # fmt: skip


@require_POST
@asks(EDIT)
def checks(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """Open the list of checks."""
    row = one_of(request, asked, application, EDIT)
    did(request, partial(actions.open_checks, row), "The checks are open; the candidate sees them.")
    return redirect(_home(asked, row))


@asks(EDIT)
def check(request: HttpRequest, asked: Asked, application: int, check: str) -> HttpResponse:
    """Say how a check stands."""
    row = one_of(request, asked, application, EDIT)
    found = Check.objects.filter(application=row, kind=check).first()
    if found is None:
        raise Http404(NOT_YOURS)
    names = ("state", "turn", "done_on", "reference", "words")
    first, lead = {name: getattr(found, name) for name in names}, CHECK_HOW[CheckKind(check)]
    if check == CheckKind.REGISTER and (number := registered_as(row)):
        first["reference"], lead = first["reference"] or number, f"The candidate gave the number {number}. {lead}"
    form = CheckForm(request.POST or None, initial=first)
    if done(request, form, partial(actions.set_check, found)):
        return back_to(request, f"{CheckKind(check).label}: saved.", _home(asked, row))
    return _page(request, asked, row, form, title=str(CheckKind(check).label), button="Save check", lead=lead)


@asks(Permission.RISK_ACCEPT)
def risk(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """Accept in writing that somebody starts with what is open now."""
    row = one_of(request, asked, application, Permission.RISK_ACCEPT)
    form = RiskForm(request.POST or None)
    if done(request, form, partial(actions.accept_risk, row)):
        return back_to(request, "The risk is accepted, in your name.", _home(asked, row))
    still = ", ".join(item.words for item in can_start(row)) or "nothing"
    lead = f"Open now: {still}. You accept that {row.who} starts all the same. Your name stands by it."
    return _page(request, asked, row, form, title="Accept a risk", button="Accept the risk", lead=lead, danger=True)


@never_cache
@require_safe
@asks(Permission.APPLICATIONS_VIEW)
def document(request: HttpRequest, asked: Asked, application: int, document: int) -> HttpResponse:
    """A file of the candidate's, to be saved; who took it is kept."""
    row = one_of(request, asked, application)
    found = (
        Document.objects.visible_to(request.user).filter(application=row, pk=document, removed_at__isnull=True).first()
    )
    if found is None or is_blind_to(request.user, row):  # a file names its writer to somebody who still scores
        raise Http404(NOT_YOURS)
    actions.record_view(row, user=request.user, part="file", at=request.at)  # type: ignore[attr-defined]
    return as_download(found)


def _times(count: int) -> str:
    """How often somebody was asked: "Asked twice so far"."""
    words = {0: "Not asked yet", 1: "Asked once so far", 2: "Asked twice so far"}
    return words.get(count, f"Asked {count} times so far")

"""What a shortlisted candidate is asked: about convictions and investigations, and for another referee where one cannot answer."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions.checking import lacks_referee
from ridgeway.domains.recruitment.actions.retention import months_of
from ridgeway.domains.recruitment.models import Application, Candidate, Disclosure
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.web.guards import candidate
from ridgeway.web.languages import spoken

from .place import NOTHING, application_of, done, link, name_of, page
from .reference_forms import DisclosureForm, RefereeForm


def before(application: Application) -> str:
    """By when a disclosure is answered, in words: "before we meet", and once they were met, "before you start"."""
    is_met = application.state not in (ApplicationState.SHORTLISTED, ApplicationState.INTERVIEW)
    return gettext("before you start") if is_met else gettext("before we meet")


@never_cache
@candidate
@spoken
def disclosure(request: HttpRequest, person: Candidate, reference: str) -> HttpResponse:
    """Answered once; nobody was asked before they were shortlisted."""
    application = application_of(person, reference)
    row = Disclosure.objects.filter(application=application).first()
    if row is None or application.is_over:
        raise Http404(NOTHING)
    back = link(person.council, "apply_status", reference=reference)
    if row.received_at:
        return redirect(back)
    form = DisclosureForm(request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and done(request, form, partial(actions.disclose, row, answers=form.plain), name_of(person))
    ):
        return redirect(back)
    return page(
        request,
        person.council,
        "candidate/disclosure.html",
        form=form,
        application=application,
        advert=application.advert,
        back=back,
        heading=before(application).capitalize(),
        months=months_of(person.council)["disclosure"],
    )


@never_cache
@candidate
@spoken
def another_referee(request: HttpRequest, person: Candidate, reference: str) -> HttpResponse:
    """Somebody else instead of a referee who cannot give a reference."""
    application = application_of(person, reference)
    back = link(person.council, "apply_status", reference=reference)
    if not lacks_referee(application):
        return redirect(back)
    form = RefereeForm(request.POST if request.method == "POST" else None)
    act = partial(actions.name_another_referee, application)
    if form.is_bound and form.is_valid() and done(request, form, partial(act, **form.cleaned_data), name_of(person)):
        return redirect(back)
    return page(
        request, person.council, "candidate/another_referee.html", form=form, application=application, advert=application.advert,
        back=back,
    )  # fmt: skip

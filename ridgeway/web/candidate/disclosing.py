"""What a shortlisted candidate is asked about convictions and investigations."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Candidate, Disclosure
from ridgeway.web.guards import candidate

from .place import NOTHING, application_of, done, link, name_of, page
from .reference_forms import DisclosureForm


@never_cache
@candidate
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
    )

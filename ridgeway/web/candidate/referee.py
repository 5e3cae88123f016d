"""A referee's questions, by a private link that closes once they are answered."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.web.guards import by_link
from ridgeway.web.languages import spoken

from .place import done, page
from .reference_forms import ReferenceForm


@never_cache
@by_link
@spoken
def reference(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """The questions; a link that was answered, replaced or is too old says so and nothing else."""
    row = actions.reference_for(token, request.at)  # type: ignore[attr-defined]
    if row is None or row.council_id != council.pk:
        return page(request, council, "candidate/link_closed.html", status=404)
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["can_give"] == "no":
            act = partial(actions.decline_reference, row, words=form.cleaned_data["why_not"])
        else:
            act = partial(actions.receive_reference, row, answers=form.plain)
        if done(request, form, act, f"referee {row.pk}"):
            return page(request, council, "candidate/reference_sent.html")
    return page(
        request,
        council,
        "candidate/referee.html",
        form=form,
        row=row,
        application=row.application,
        advert=row.application.advert,
    )

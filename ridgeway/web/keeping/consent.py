"""May we keep in touch? The page behind the private link in a mail: yes for another year, or no."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.domains.recruitment.private_links import CONSENT, number_of
from ridgeway.web.candidate.place import page
from ridgeway.web.guards import by_link
from ridgeway.web.languages import spoken


@never_cache
@by_link
@spoken
def consent(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """Yes or no, and what follows from each; the mail's link never changes anything by being opened."""
    rows = Enquiry.objects.filter(council=council, anonymised_at__isnull=True).select_related("council")
    row = rows.filter(pk=number_of(CONSENT, token) or 0).first()
    if row is None:
        return page(request, council, "keeping/gone.html", status=404)
    answer = request.POST.get("answer", "")
    if answer == "yes":
        row = actions.renew_consent(row, at=request.at)  # type: ignore[attr-defined]
    elif answer == "no":
        row = actions.withdraw_consent(row, at=request.at)  # type: ignore[attr-defined]
    elif request.method == "POST":
        raise Http404("There is no such answer.")
    return page(request, council, "keeping/consent.html", row=row, answer=answer)

"""A practice reference of an agency worker, by a private link: to be answered once, or one of ours to be read."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from ridgeway.domains.agency import actions
from ridgeway.domains.agency.actions import CannotChangeAgency
from ridgeway.domains.agency.choices import ReferenceWay
from ridgeway.domains.agency.models import ReferenceLink
from ridgeway.domains.agency.states import ReferenceState
from ridgeway.domains.organisation.models import Council
from ridgeway.web.guards import by_link
from ridgeway.web.practice_forms import PracticeForm, read_out

from .place import page

SENT = "candidate/reference_sent.html"


@never_cache
@by_link
def practice_reference(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """The questions, or our reference; a link that was answered, closed or is too old says so and nothing else."""
    link = actions.link_for(token, request.at)  # type: ignore[attr-defined]
    if link is None or link.council_id != council.pk:
        return page(request, council, "candidate/link_closed.html", status=404)
    row = link.reference
    if row.way == ReferenceWay.GIVEN:
        return _read(request, council, link)
    if row.state != ReferenceState.ASKED:
        return page(request, council, "candidate/link_closed.html", status=404)
    form = PracticeForm(
        request.POST if request.method == "POST" else None, may_decline=True, initial={"name": link.name}
    )
    if form.is_bound and form.is_valid() and _answered(request, form, link):
        return page(request, council, SENT)
    return page(request, council, "candidate/practice.html", form=form, row=row, link=link, assignment=row.assignment)


def _answered(request: HttpRequest, form: PracticeForm, link: ReferenceLink) -> bool:
    """Take the answers; a refusal stands on the form."""
    said = {"by": f"referee {link.pk}", "at": request.at}  # type: ignore[attr-defined]
    try:
        if form.declines:
            actions.decline_practice_reference(link.reference, **said)
        else:
            given = form.cleaned_data
            actions.receive_practice_reference(link.reference, answers=form.answers, name=given["name"], job=given["job"], **said)  # fmt: skip
    except CannotChangeAgency as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _read(request: HttpRequest, council: Council, link: ReferenceLink) -> HttpResponse:
    """Our reference. It is opened by a press of a button, so that a mail programme that looks ahead is not taken for a reader."""
    is_open = request.method == "POST"
    if is_open:
        actions.note_opened(link, by=f"reader {link.pk}", at=request.at)  # type: ignore[attr-defined]
    row = link.reference
    sections = read_out(row.answers) if is_open else []
    return page(request, council, "candidate/practice_read.html", row=row, link=link, assignment=row.assignment, sections=sections)  # fmt: skip

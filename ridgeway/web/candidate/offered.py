"""A candidate's offer: the letter, as page, PDF and Word; yes, or no with a reason."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import DeclinedWhy
from ridgeway.domains.recruitment.models import Application, Candidate, Offer
from ridgeway.reporting import letters
from ridgeway.web import downloads
from ridgeway.web.guards import candidate
from ridgeway.web.languages import spoken

from .forms import said
from .place import NOTHING, application_of, link, name_of, page, whole

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def latest(application: Application) -> Offer | None:
    """The last offer made to a candidate."""
    rows = application.offers.select_related(
        "council", "application__advert", "application__candidate", "post", "grade"
    )
    return rows.order_by("-made_at", "-pk").first()


def _theirs(person: Candidate, reference: str) -> Offer:
    found = latest(application_of(person, reference))
    if found is None:
        raise Http404(NOTHING)
    return found


@never_cache
@candidate
@spoken
def offer(request: HttpRequest, person: Candidate, reference: str) -> HttpResponse:
    """Read the offer and answer it. A yes or a no pressed twice is said once."""
    row = _theirs(person, reference)
    refused = ""
    if request.method == "POST":
        try:
            _answer(request, person, row)
            return redirect(link(person.council, "apply_status", reference=reference))
        except actions.CannotChangeRecruitment as refusal:
            refused = str(refusal)
            row = _theirs(person, reference)
    return page(
        request, person.council, "candidate/offer.html", offer=row, application=row.application, advert=row.application.advert,
        pieces=letters.pieces_of(row), reasons=said(DeclinedWhy), refused=refused, says_no=request.GET.get("no") == "1",
        can_answer=row.state == "made" and request.today <= row.answer_by,  # type: ignore[attr-defined]
        status_url=link(person.council, "apply_status", reference=reference), offer_url=link(person.council, "apply_offer", reference=reference),
        files=[(words, link(person.council, "apply_offer_letter", reference=reference, kind=kind))
               for words, kind in ((_("Letter as PDF"), "pdf"), (_("Letter as Word"), "docx"))],
    )  # fmt: skip


def _answer(request: HttpRequest, person: Candidate, row: Offer) -> None:
    said = {
        "by": name_of(person),
        "at": request.at,
        "url": whole(person.council, "apply_status", reference=row.application.advert.reference),
    }  # type: ignore[attr-defined]
    if request.POST.get("answer") == "yes":
        actions.accept_offer(row, **said)
        return
    words = request.POST.get("words", "").replace("\0", "")[:1000]
    actions.decline_offer(row, reason=request.POST.get("reason", ""), words=words, **said)


@never_cache
@require_safe
@candidate
@spoken
def letter(request: HttpRequest, person: Candidate, reference: str, kind: str) -> HttpResponse:
    """The letter as a file."""
    row = _theirs(person, reference)
    if kind == "pdf":
        return downloads.attachment(letters.as_pdf(row), f"offer-{reference}.pdf", "application/pdf")
    if kind == "docx":
        return downloads.attachment(letters.as_docx(row), f"offer-{reference}.docx", DOCX)
    raise Http404(NOTHING)

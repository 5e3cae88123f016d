"""Administration of the letter of an offer: a council's own words and its own Word file."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import LetterTemplate
from ridgeway.domains.recruitment.offer_letters import BLOCKS, FIELDS
from ridgeway.reporting.letters import standard_docx
from ridgeway.web import downloads
from ridgeway.web.guards import manages

from .changing import done
from .hiring_offer_forms import LetterTemplateForm
from .hiring_offers import KINDS

manages_letters = manages(P.COUNCIL_MANAGE)


def _own(council: Council) -> LetterTemplate | None:
    return LetterTemplate.objects.filter(council=council).first()


@manages_letters
def change(request: HttpRequest, council: Council) -> HttpResponse:
    """The words, and the Word file they are set in. Letters that were sent stay as they are."""
    own = _own(council)
    form = LetterTemplateForm(request.POST or None, files=request.FILES or None, initial=LetterTemplateForm.first(own))
    if done(request, form, partial(actions.set_letter, council)):
        messages.success(request, "The letter is changed. Those that were sent stay as they are.")
        return redirect("admin_letter", council=council.slug)
    fields = {**FIELDS, **BLOCKS}
    return render(
        request, "admin/letter.html", {"council": council, "form": form, "own": own, "fields": fields.items()}
    )


@require_safe
@manages_letters
def word_file(request: HttpRequest, council: Council) -> HttpResponse:
    """The Word file in use: the council's own, or the one that comes with Ridgeway."""
    own = _own(council)
    content = bytes(own.word_file) if own and own.word_file else standard_docx()
    return downloads.attachment(content, "offer-letter.docx", KINDS["docx"][1])

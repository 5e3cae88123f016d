"""A call that was logged: corrected, or undone."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from ridgeway.core.words import moment
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Call
from ridgeway.web.guards import Asked, asks

from .changing import ChangeForm, ask, back_to, done, link
from .enquiries_forms import CallCorrectionForm


def _call(request: HttpRequest, asked: Asked, enquiry: int, call: int) -> Call:
    """A call the person logged, or of an enquiry they may edit. Raises `Http404`."""
    rows = Call.objects.correctable_by(request.user).filter(council=asked.council, pk=call)
    found = rows.select_related("council", "enquiry").first()
    if found is None or found.enquiry_id != enquiry:
        raise Http404("There is no such call, or it is not yours to change.")
    return found


def _page(request: HttpRequest, asked: Asked, row: Call, form: ChangeForm, **words) -> HttpResponse:
    home = link("enquiry", asked, enquiry=row.enquiry_id)
    crumbs = [("Enquiries", link("enquiries", asked)), (row.enquiry.who, home)]
    said = f"{row.get_kind_display()} of {moment(row.at)}, logged by {row.by_name}."
    return ask(request, asked, form, back=home, crumbs=crumbs, **{**words, "lead": f"{said} {words['lead']}"})


@never_cache
@asks(Permission.ENQUIRIES_VIEW)
def correct(request: HttpRequest, asked: Asked, enquiry: int, call: int) -> HttpResponse:
    """Say otherwise what a call was."""
    row = _call(request, asked, enquiry, call)
    form = CallCorrectionForm(request.POST or None, call=row)
    if done(request, form, partial(actions.correct_call, row)):
        return back_to(request, "The call is corrected.", link("enquiry", asked, enquiry=enquiry))
    lead = "Another result or day to ring counts as if it had been logged so at first."
    return _page(request, asked, row, form, title="Correct the call", button="Save correction", lead=lead)


@never_cache
@asks(Permission.ENQUIRIES_VIEW)
def undo(request: HttpRequest, asked: Asked, enquiry: int, call: int) -> HttpResponse:
    """Take back a call logged by mistake."""
    row = _call(request, asked, enquiry, call)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if done(request, form, partial(actions.undo_call, row)):
        said = "The call is undone. The enquiry stands as it did before."
        return back_to(request, said, link("enquiry", asked, enquiry=enquiry))
    lead = "The enquiry goes back to how it stood before this call, and its clock with it. What was said is removed."
    return _page(request, asked, row, form, title="Undo the call?", button="Undo call", lead=lead, danger=True)

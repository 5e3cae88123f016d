"""A candidate's CV and certificates: sent, shown, taken away."""

from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ridgeway.core import files
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment.models import Application, Candidate, Document
from ridgeway.web import downloads
from ridgeway.web.guards import candidate
from ridgeway.web.languages import spoken

from .forms import DocumentForm
from .place import NOTHING, application_of, link, name_of, named, page


def _url(application: Application, name: str, **parts) -> str:
    return link(application.council, name, reference=application.advert.reference, **parts)


def listed(request: HttpRequest, application: Application) -> HttpResponse:
    """The section: what was sent, and one more."""
    from .applying import following

    if request.method == "POST" and "next" in request.POST:
        actions.save_section(
            application, key="documents", data={}, is_done=True, by=name_of(application.candidate), at=request.at
        )  # type: ignore[attr-defined]
        return redirect(following(application, "documents"))
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if form.is_bound and form.is_valid() and _add(request, application, form):
        return redirect(_url(application, "apply_section", key="documents"))
    kept = application.documents.filter(removed_at__isnull=True)
    return page(
        request, application.council, "candidate/documents.html", application=application, advert=application.advert, form=form,
        section=named(rules.BY_KEY["documents"]), most=rules.MOST_DOCUMENTS, sections_url=_url(application, "apply_sections"),
        rows=[(row, _url(application, "apply_document", document=row.pk), _url(application, "apply_document_remove", document=row.pk))
              for row in kept],
    )  # fmt: skip


def _add(request: HttpRequest, application: Application, form: DocumentForm):
    sent: UploadedFile = form.cleaned_data["file"]
    if getattr(request, "upload_was_cut_off", False) or (sent.size or 0) > rules.DOCUMENT_BYTES:
        form.add_error(
            "file", _("The file is larger than {most} MB.").format(most=rules.DOCUMENT_BYTES // (1024 * 1024))
        )
        return None
    act = partial(
        actions.add_document, application, kind=form.cleaned_data["kind"], name=sent.name or "", content=sent.read()
    )
    try:
        return act(by=name_of(application.candidate), at=request.at)  # type: ignore[attr-defined]
    except actions.CannotChangeRecruitment as refusal:
        form.add_error("file", str(refusal))  # at the field that is to be answered anew
        return None


def _own(person: Candidate, reference: str, document: int) -> Document:
    rows = Document.objects.select_related("council").filter(
        application=application_of(person, reference), removed_at__isnull=True
    )
    found = rows.filter(pk=document).first()
    if found is None:
        raise Http404(NOTHING)
    return found


@never_cache
@require_safe
@candidate
@spoken
def read(request: HttpRequest, person: Candidate, reference: str, document: int) -> HttpResponse:
    """The candidate's own file."""
    return as_download(_own(person, reference, document))


def as_download(row: Document) -> HttpResponse:
    """A file to be saved and never shown in place. Raises `Http404` where the disk has lost it."""
    try:
        response = downloads.attachment(files.read(row.stored), row.name, row.content_type)
    except FileNotFoundError as error:
        raise Http404(NOTHING) from error
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@require_POST
@candidate
@spoken
def remove(request: HttpRequest, person: Candidate, reference: str, document: int) -> HttpResponse:
    """Take a file away before sending."""
    row = _own(person, reference, document)
    if row.application.state == "begun":
        actions.remove_document(row, by=name_of(person), at=request.at)  # type: ignore[attr-defined]
    return redirect(link(person.council, "apply_section", reference=reference, key="documents"))

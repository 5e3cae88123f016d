"""Files of candidates: examined, made harmless or refused, kept under a random name; and removed."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from ridgeway.core import files

from .. import application_rules as rules
from ..choices import DocumentKind, Scan
from ..models import Application, Document
from .applications import locked_application
from .writing import CannotChangeRecruitment, changed, created, need

FOLDER = "applications"


@transaction.atomic
def add_document(application: Application, *, kind: str, name: str, content: bytes, by, at: dt.datetime) -> Document:
    """Keep a file that a candidate sends. A picture is drawn anew, so nothing hidden in it stays.

    Raises `CannotChangeRecruitment` for a file that is not what it says, is too large, cannot be scanned or is infected, for more
    files than may be, and once the application was sent.
    """
    need(kind in DocumentKind.values, _("Choose what the file is."))
    try:
        safe = files.examine(content, most_bytes=rules.DOCUMENT_BYTES)
        scanned = files.scan(safe.content)
    except files.Refused as refused:
        raise CannotChangeRecruitment(str(refused)) from refused
    application = locked_application(application)
    need(application.state == "begun", _("This application was sent already."))
    kept = application.documents.filter(removed_at__isnull=True)
    need(
        kept.count() < rules.MOST_DOCUMENTS,
        _("Send at most {most} files. Remove one first.").format(most=rules.MOST_DOCUMENTS),
    )
    sha256 = hashlib.sha256(safe.content).hexdigest()
    if (same := kept.filter(sha256=sha256, kind=kind).first()) is not None:
        return same  # pressed twice
    stored = files.keep(FOLDER, safe)
    row = Document.objects.create(
        council=application.council, application=application, kind=kind, name=files.name_for(name, safe), stored=stored,
        content_type=safe.content_type, size=len(safe.content), pages=safe.pages, sha256=sha256,
        scan=Scan.CLEAN if scanned else Scan.NOT_SCANNED, added_at=at,
    )  # fmt: skip
    return created(row, "document.added", by=by, at=at)


@transaction.atomic
def remove_document(document: Document, *, by, at: dt.datetime) -> Document:
    """Take a file away, from the disk too once this is written. Removing twice changes nothing."""
    row = Document.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=document.pk)
    if row.removed_at:
        return row
    stored = row.stored
    transaction.on_commit(lambda: files.remove(stored))
    return changed(row, "document.removed", removed_at=at, name="", stored="", by=by, at=at)

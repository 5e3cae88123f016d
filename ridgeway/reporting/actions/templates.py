"""Templates of a council: their headings in order, and the Word file whose styles are taken."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from ridgeway.core import audit

from ..models import ReportTemplate
from ..template_file import CannotTake, looked_through
from .kept import record
from .reasons import CannotChangeReport


@transaction.atomic
def change_template(template: ReportTemplate, *, name: str, headings: Sequence, by, at: dt.datetime) -> ReportTemplate:
    """Rename a template and put its headings in order. Reports that were begun from it keep theirs. Raises `CannotChangeReport`."""
    found = ReportTemplate.objects.select_for_update().get(pk=template.pk)
    if ReportTemplate.objects.filter(council=found.council, name=name).exclude(pk=found.pk).exists():
        raise CannotChangeReport(f"There is a template “{name}” already.")
    before = audit.snapshot(found)
    found.name, found.headings = name, [list(heading) for heading in headings]
    found.save(update_fields=["name", "headings"])
    record("reporttemplate.change", found, by=by, at=at, before=before)
    return found


@transaction.atomic
def set_word_file(
    template: ReportTemplate, *, content: bytes | None, name: str = "", by, at: dt.datetime
) -> ReportTemplate:
    """Take a Word file's styles for the reports of a template; without content, take the file away. Raises `CannotChangeReport`."""
    found = ReportTemplate.objects.select_for_update().get(pk=template.pk)
    if content is not None:
        try:
            looked_through(content)
        except CannotTake as why:
            raise CannotChangeReport(str(why)) from None
    before = audit.snapshot(found)
    found.word_file, found.word_name = content, name[:200] if content else ""
    found.save(update_fields=["word_file", "word_name"])
    record("reporttemplate.word", found, by=by, at=at, before=before)
    return found

"""The quarterly digest by e-mail: who wishes it, who no longer does, and what was sent."""

import datetime as dt

from django.db import transaction

from ridgeway.core import audit
from ridgeway.core.outbox import actions as outbox
from ridgeway.core.outbox.letters import Letter
from ridgeway.domains.organisation.models import Council

from ..models import DigestWish, Report, ReportTemplate, Section
from ..standing import READY
from .kept import record
from .reasons import CannotChangeReport
from .writing import add_template, begin_report, write_section


@transaction.atomic
def begin_ready(report: Report, sections: list[Section], *, name: str, by, at: dt.datetime) -> Report:
    """A report of one's own out of one that stands ready: its headings, and its words as their first version. Raises `CannotChangeReport`."""
    council, title = report.council, READY[name].title
    template = ReportTemplate.objects.filter(council=council, name=title).first()
    headings = [[section.heading, "", section.is_numbered] for section in sections]
    template = template or add_template(council, name=title, headings=headings, by=by, at=at)
    if [h[0] for h in template.headings] != [h[0] for h in headings]:
        raise CannotChangeReport(
            f"Your council’s template “{title}” has other headings. Begin a report from it instead."
        )
    made = begin_report(
        council, template=template, title=report.title, reference=f"{name}-{report.on.isoformat()}-{report.service.slug if report.service else 'all'}"[:40],
        on=report.on, since=report.since, service=report.service, body=report.body, by=by, at=at,
    )  # fmt: skip
    for kept, section in zip(made.sections.all(), sections, strict=True):
        if section.text:
            write_section(kept, text=section.text, version=0, by=by, at=at)
    return made


@transaction.atomic
def wish_digest(council: Council, *, user, at: dt.datetime) -> DigestWish:
    """Somebody wishes the digest; wished twice it is wished once."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    found = DigestWish.objects.filter(council=council, user=user).first()
    if found is not None:
        return found
    made = DigestWish.objects.create(council=council, user=user, wished_at=at)
    record("digest.wished", made, by=user, at=at)
    return made


@transaction.atomic
def stop_digest(council: Council, *, user, at: dt.datetime) -> None:
    """Somebody wishes no more of it."""
    found = DigestWish.objects.select_for_update().filter(council=council, user=user).first()
    if found is not None:
        record("digest.stopped", found, by=user, at=at, deleted=True)
        found.delete()


@transaction.atomic
def send_digest(wish: DigestWish, letter: Letter, *, quarter_end: dt.date, by: str, at: dt.datetime) -> bool:
    """Write one digest to the outbox, once a quarter; says whether it was written now."""
    found = DigestWish.objects.select_for_update().get(pk=wish.pk)
    if found.sent_for is not None and found.sent_for >= quarter_end:
        return False
    before = audit.snapshot(found)
    found.sent_for = quarter_end
    found.save(update_fields=["sent_for"])
    outbox.send_letter(
        letter, council=found.council, key=f"digest {quarter_end.isoformat()} {found.user_id}", to=wish.user.email, at=at, about=found,
    )  # fmt: skip
    record("digest.sent", found, by=by, at=at, before=before)
    return True

"""Messages to candidates: written down at once, sent by the worker in portions, each to each once however often the work is begun again."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import Q

from ridgeway.core import bulk
from ridgeway.core.languages import in_its_language
from ridgeway.core.outbox import actions as outbox
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, User

from .. import letters
from ..models import Application, Message, MessageTemplate, MessageTo
from ..queries.messages import key_of
from .deciding import is_own
from .writing import changed, created, deleted, name_of, need

AT_ONCE = 500
PORTION = 50
FIELDS = ("name", "job")
_FIELD = re.compile(r"\{\{\s*(\w*)\s*\}\}")


def _check(subject: str, words: str) -> None:
    need(subject.strip() and words.strip(), "Write a subject and the message.")
    need(
        "\n" not in subject.strip() and len(subject.strip()) <= 120,
        "A subject stands on one line of at most 120 characters.",
    )
    unknown = [name for name in _FIELD.findall(words + subject) if name not in FIELDS]
    need(not unknown, f"There is no field “{unknown[0] if unknown else ''}”: only {{{{ name }}}} and {{{{ job }}}}.")


def filled(words: str, application: Application) -> str:
    """The words with the candidate's own name and job."""
    values = {"name": application.candidate.name or "candidate", "job": application.advert.title}
    return _FIELD.sub(lambda found: values[found[1]], words)


@transaction.atomic
def keep_message_template(
    council: Council,
    *,
    name: str,
    subject: str,
    words: str,
    by,
    at: dt.datetime,
    template: MessageTemplate | None = None,
) -> MessageTemplate:
    """Keep words for messages, new or instead of what `template` said. Raises `CannotChangeRecruitment` for a name that is there already."""
    _check(subject, words)
    need(name.strip(), "Give it a name.")
    rows = MessageTemplate.objects.filter(council=council)
    others = rows.exclude(pk=template.pk) if template else rows
    need(not others.filter(name__iexact=name.strip()).exists(), "There is a text of that name already.")
    values = {"name": name.strip()[:80], "subject": subject.strip(), "words": words.strip()}
    if template is None:
        return created(
            MessageTemplate.objects.create(council=council, **values), "message_template.added", by=by, at=at
        )
    row = rows.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=template.pk)
    return changed(row, "message_template.changed", by=by, at=at, **values)


@transaction.atomic
def remove_message_template(template: MessageTemplate, *, by, at: dt.datetime) -> None:
    """Take words away. Messages that began with them stay."""
    deleted(template, "message_template.removed", by=by, at=at)


@transaction.atomic
def write_to(applications: Sequence[Application], *, subject: str, words: str, by, at: dt.datetime) -> Message:
    """Write one message to some candidates: it returns at once, and the worker sends it.

    Raises `CannotChangeRecruitment` for none or more than `AT_ONCE`, for applications of two councils, and about one's own.
    """
    rows = {row.pk: row for row in applications}
    need(0 < len(rows) <= AT_ONCE, f"Choose between one and {AT_ONCE} candidates.")
    councils = {row.council_id for row in rows.values()}
    need(len(councils) == 1, "Write to the candidates of one council at a time.")
    need(not any(is_own(row, by) for row in rows.values()), "One of them is you: leave yourself out.")
    _check(subject, words)
    council = next(iter(rows.values())).council
    message = Message.objects.create(
        council=council, subject=subject.strip(), words=words.strip(), by=by if isinstance(by, User) else None,
        by_name=name_of(by)[:120], at=at, total=len(rows),
    )  # fmt: skip
    created(message, "message.written", by=by, at=at)
    to = [MessageTo(council=council, message=message, application=row) for _, row in sorted(rows.items())]
    bulk.write_rows(council.code, [bulk.Fresh("message.addressed", row) for row in to], (), by=by, at=at)
    touch(council)
    transaction.on_commit(lambda: _hand_over(message.pk))
    return message


def _hand_over(pk: int) -> None:
    from ..tasks import send_message

    send_message.enqueue(pk)


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=message.pk)


@transaction.atomic
def stop_message(message: Message, *, by, at: dt.datetime) -> Message:
    """Stop a message on its way: what has gone has gone, what still waits in the outbox is taken out, nobody else is written to.

    Stopping what is stopped changes nothing. Raises `CannotChangeRecruitment` where nothing is left to stop.
    """
    message = _locked(message)
    if message.stopped_at is not None:
        return message
    told = MessageTo.objects.filter(message=message, told_at__isnull=False)
    keys = {key_of(message, pk): pk for pk in told.values_list("application", flat=True)}
    out = outbox.take_out(message.council, keys)
    need(out or message.done_at is None, "It has gone to everybody: nothing is left to stop.")
    told.filter(application__in=[keys[key] for key in out]).update(told_at=None)
    return changed(
        message, "message.stopped", stopped_at=at, stopped_by_name=name_of(by)[:120], done_at=None, by=by, at=at
    )


@transaction.atomic
def continue_message(message: Message, *, by, at: dt.datetime) -> Message:
    """Go on with a message that was stopped: the worker writes to those it has not gone to. Continuing what goes on changes nothing."""
    message = _locked(message)
    if message.stopped_at is None:
        return message
    changed(message, "message.continued", stopped_at=None, stopped_by_name="", by=by, at=at)
    transaction.on_commit(lambda: _hand_over(message.pk))
    return message


@transaction.atomic
@in_its_language
def send_portion(message: Message, *, at: dt.datetime, url_of: Callable[[Application], str]) -> int:
    """Put the next portion into the outbox. Returns how many are left, none of a message that was stopped. Two workers at once send nothing twice."""
    message = _locked(message)  # whoever stops it waits for this portion, and the next finds it stopped
    if message.stopped_at is not None:
        return 0
    rows = MessageTo.objects.select_for_update(no_key=True, of=("self",)).filter(
        message=message, told_at__isnull=True, left_out=""
    )
    found = list(
        rows.select_related("application__advert", "application__candidate", "application__council").order_by("pk")[
            :PORTION
        ]
    )
    drafts = []
    for row in found:
        application = row.application
        if not application.candidate.email:
            row.left_out = "Their address was erased"
            continue
        row.told_at = at
        letter = letters.message(
            application, filled(message.subject, application), filled(message.words, application), url_of(application)
        )
        drafts.append(outbox.letter_draft(
            letter, council=application.council, key=key_of(message, application.pk), to=application.candidate.email,
            about=application, reply_to=application.advert.contact_email,
        ))  # fmt: skip
    if drafts:
        outbox.send_many(message.council, drafts, at=at)
    MessageTo.objects.bulk_update(found, ["told_at", "left_out"])
    left = MessageTo.objects.filter(Q(told_at__isnull=True), message=message, left_out="").count()
    if left == 0 and message.done_at is None:
        Message.objects.filter(pk=message.pk, done_at__isnull=True).update(done_at=at)
    return left

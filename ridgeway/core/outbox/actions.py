"""Writes of the outbox: a mail is written, withdrawn, erased; an administrator decides about one that did not go."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils.translation import gettext as _

from ridgeway.core import audit

from .letters import Letter, as_html, as_text
from .models import Attachment, OutgoingMail
from .states import TRANSITIONS, MailState

S = MailState
MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 10
HEADERS = frozenset({"List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"})
_BROKEN = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_SMTP = "django.core.mail.backends.smtp.EmailBackend"


class CannotSend(Exception):
    """Why a mail cannot be written or moved; a sentence."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to go with a mail."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail before it is written down. `key` says what it is and names nobody, such as `advert-alert:17:2016-03-31`.

    `about` is the thing it is about, empty where there is none; `headers` may hold those of a list (RFC 2369, RFC 8058).
    """

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    attachments: Sequence[File] = ()
    about: models.Model | None = None
    reply_to: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def mail_leaves() -> bool:
    """Whether this installation has a mail server to give mails to. Where it has none, they are kept."""
    return settings.EMAIL_BACKEND == _SMTP


def send(
    *,
    council,
    key: str,
    to: str,
    subject: str,
    text: str,
    at: dt.datetime,
    html: str = "",
    attachments: Sequence[File] = (),
    about: models.Model | None = None,
    reply_to: str = "",
    headers: dict[str, str] | None = None,
) -> OutgoingMail:
    """Write one mail in the caller's transaction; the worker sends it once that is committed.

    The same `key` of the same council again is the same mail: the first stands, nothing is changed. Raises `CannotSend`
    where the address, the subject or a file could not be sent.
    """
    draft = Draft(key, to, subject, text, html, attachments, about, reply_to, headers or {})
    return send_many(council, [draft], at=at)[0]


def send_letter(letter: Letter, *, council, key: str, to: str, at: dt.datetime, **more: Any) -> OutgoingMail:
    """Write one mail from a letter, in words and in HTML. `more` as `send` takes it."""
    draft = letter_draft(letter, council=council, key=key, to=to, **more)
    return send_many(council, [draft], at=at)[0]


def letter_draft(letter: Letter, *, council, key: str, to: str, **more: Any) -> Draft:
    """The draft of a letter, for `send_many`."""
    text, html = as_text(letter, council.name), as_html(letter, council.name, council.accent)
    return Draft(key=key, to=to, subject=letter.subject, text=text, html=html, **more)


@transaction.atomic
def send_many(council, drafts: Iterable[Draft], *, at: dt.datetime) -> list[OutgoingMail]:
    """Write many mails of one council at once, in a fixed number of queries; in the order of the drafts."""
    drafts = list(drafts)
    for draft in drafts:
        _check(draft)
    state = S.WAITING if mail_leaves() else S.KEPT
    fresh = {draft.key: _row(draft, council, state, at) for draft in drafts}
    OutgoingMail.objects.bulk_create(fresh.values(), batch_size=200, ignore_conflicts=True)
    found = {row.key: row for row in OutgoingMail.objects.filter(council_id=council.pk, key__in=list(fresh))}
    files = [
        Attachment(mail=found[draft.key], name=file.name, content_type=file.content_type, content=file.content)
        for draft in drafts
        for file in draft.attachments
        if found[draft.key].made_at == at
    ]
    Attachment.objects.bulk_create(files, ignore_conflicts=True)
    if state == S.WAITING:
        _tell_worker()
    return [found[draft.key] for draft in drafts]


def _row(draft: Draft, council, state: str, at: dt.datetime) -> OutgoingMail:
    return OutgoingMail(
        council_id=council.pk, key=draft.key, about=label_of(draft.about), sender_name=council.name, to=draft.to.strip(),
        reply_to=draft.reply_to.strip(), subject=draft.subject.strip(), text=draft.text, html=draft.html,
        headers=draft.headers, state=state, made_at=at, next_at=at, moved_at=at,
    )  # fmt: skip


def label_of(thing: models.Model | None) -> str:
    """What a mail is about, as it is stored: `recruitment.enquiry:12`."""
    return f"{thing._meta.label_lower}:{thing.pk}" if thing is not None else ""


def _check(draft: Draft) -> None:
    try:
        for address in filter(None, (draft.to.strip() or "none", draft.reply_to.strip())):
            validate_email(address)
    except ValidationError:
        raise CannotSend(_("That e-mail address cannot be right.")) from None  # not said which: it may end up in a log
    if not draft.key or len(draft.key) > 160:
        raise CannotSend("A mail has a key of at most 160 characters.")
    if not draft.subject.strip() or len(draft.subject) > 200:
        raise CannotSend("A mail has a subject of at most 200 characters.")
    names = [file.name for file in draft.attachments] + [file.content_type for file in draft.attachments]
    if any(_BROKEN.search(text) for text in (draft.subject.strip(), *names, *draft.headers.values())):
        raise CannotSend("A subject, a file's name and a header stand on one line.")
    if unknown := draft.headers.keys() - HEADERS:
        raise CannotSend(f"A mail cannot carry the header {sorted(unknown)[0]}.")
    size = sum(len(file.content) for file in draft.attachments)
    if size > MOST_BYTES or len(draft.attachments) > MOST_FILES:
        raise CannotSend(f"A mail carries at most {MOST_FILES} files of {MOST_BYTES // 1024**2} MB together.")


def _tell_worker() -> None:
    """Ask for a delivery once the transaction is committed: once, however many mails it writes."""
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is _hand_over for entry in waiting):
        transaction.on_commit(_hand_over)


def _hand_over() -> None:
    from .tasks import deliver_waiting

    deliver_waiting.enqueue()


@transaction.atomic
def withdraw(council, *things: models.Model, at: dt.datetime) -> int:
    """What is still unsent about some things is not sent, and what was written about them is erased, as when a person's data goes.

    Returns how many mails were erased. One that is being sent this minute goes, and is erased with the old ones.
    """
    about = [label_of(thing) for thing in things]
    mails = OutgoingMail.objects.filter(council_id=council.pk, about__in=about).exclude(state=S.SENDING)
    mails.lock()
    mails.filter(state=S.WAITING).update(state=S.WITHDRAWN, moved_at=at)
    return erase(mails, at=at)


@transaction.atomic
def take_out(council, keys: Iterable[str]) -> set[str]:
    """Take mails out that still wait, as if they had never been written: they may be written again. Returns the keys of those taken out.

    One that is being sent, was sent, or may have gone stays.
    """
    rows = OutgoingMail.objects.filter(council_id=council.pk, key__in=list(keys), state=S.WAITING)
    found = dict(rows.order_by("pk").select_for_update().values_list("pk", "key"))
    OutgoingMail.objects.filter(pk__in=found).delete()
    return set(found.values())


@transaction.atomic
def erase(mails: models.QuerySet, *, at: dt.datetime) -> int:
    """Remove words, addresses and files of some mails; that each was sent, when and what about stays. Returns how many."""
    keys = list(mails.filter(erased_at__isnull=True).exclude(state=S.SENDING).values_list("pk", flat=True)[:5000])
    Attachment.objects.filter(mail__in=keys).delete()
    return OutgoingMail.objects.filter(pk__in=keys).update(
        to="", reply_to="", subject="", text="", html="", headers={}, answer="", erased_at=at
    )


@transaction.atomic
def erase_old(*, days: int, at: dt.datetime) -> int:
    """Erase what has stood in its last state for so many days. What still waits is let be."""
    old = OutgoingMail.objects.filter(moved_at__lt=at - dt.timedelta(days=days))
    return erase(old.exclude(state=S.WAITING), at=at)


def send_again(mail: OutgoingMail, *, council, by, at: dt.datetime) -> OutgoingMail:
    """Somebody decides that a mail goes (again): it waits as if it were new. Raises `CannotSend`."""
    if not mail_leaves():
        raise CannotSend("No mail server is named in the settings, so nothing can be sent.")
    with transaction.atomic():
        mail = _decide(mail, S.WAITING, council, by=by, at=at, next_at=at, failures=0, answer="")
        _tell_worker()
    return mail


@transaction.atomic
def it_went(mail: OutgoingMail, *, council, by, at: dt.datetime) -> OutgoingMail:
    """Somebody knows that a mail that was cut off went after all. Raises `CannotSend`."""
    return _decide(mail, S.SENT, council, by=by, at=at)


def note_read(mail: OutgoingMail, *, council, by, at: dt.datetime) -> None:
    """Record that somebody read the words of a mail."""
    write = audit.Write("mail.read", "outbox.outgoingmail", str(mail.pk), str(mail), None, {"key": mail.key})
    audit.record_all(council.code, [write], by=by, at=at)


def _decide(mail: OutgoingMail, to: str, council, *, by, at: dt.datetime, **changes) -> OutgoingMail:
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk, council_id=council.pk)
    if to not in TRANSITIONS[mail.state]:
        raise CannotSend(f"This mail is in the state “{mail.get_state_display()}”: somebody was quicker.")
    if to == S.WAITING and mail.is_erased:
        raise CannotSend("The words of this mail have been removed, so it cannot be sent.")
    was = mail.state
    for name, value in {**changes, "state": to, "moved_at": at}.items():
        setattr(mail, name, value)
    mail.save(update_fields=[*changes, "state", "moved_at"])
    write = audit.Write(f"mail.{to}", "outbox.outgoingmail", str(mail.pk), str(mail), {"state": was}, {"state": to})
    audit.record_all(council.code, [write], by=by, at=at)
    return mail

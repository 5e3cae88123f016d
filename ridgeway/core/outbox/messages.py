"""A row of the outbox as the message that a mail server is given."""

import datetime as dt
import hashlib
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .models import OutgoingMail


def sender_address() -> str:
    """The address that mail comes from, without a name."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def message_id(mail: OutgoingMail) -> str:
    """The same for the same mail, however often it is tried: a server or a reader can tell a repeat."""
    said = hashlib.sha256(f"{mail.council_id}\n{mail.key}".encode()).hexdigest()[:32]
    return f"<{said}@{sender_address().rpartition('@')[2] or 'localhost'}>"


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The message: words, the HTML beside them, the files. Django refuses a header with a line break in it."""
    made = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((mail.sender_name, sender_address()), "utf-8"),
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": message_id(mail),
            "Date": format_datetime(mail.made_at.astimezone(dt.UTC)),
            "Auto-Submitted": "auto-generated",
            **mail.headers,
        },
    )
    if mail.html:
        made.attach_alternative(mail.html, "text/html")
    for file in mail.attachments.all():
        made.attach(file.name, bytes(file.content), file.content_type)
    return made

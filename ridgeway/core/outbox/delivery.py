"""The worker's side: mails that wait are given to the mail server, one after another, none twice.

A mail is marked and committed before the talk about it begins. Until the words themselves are handed over, a talk that
breaks off has certainly not sent it, and it waits for another try; from then on only the server's answer tells.
"""

import datetime as dt
import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F

from ridgeway.core import clock

from . import rules
from .actions import mail_leaves
from .messages import message_of, sender_address
from .models import OutgoingMail
from .states import TRANSITIONS, MailState

S = MailState
AT_ONCE = 100  # then other work of the worker has its turn


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a talk came to: the state the mail is in now, the server's words, whether the line still holds."""

    state: str
    answer: str = ""
    line_holds: bool = True


@dataclass(slots=True)
class Delivered:
    """A run of deliveries: how many talks were begun, and whether some may be left for another run."""

    talks: int = 0
    more: bool = False


def deliver(*, now: Callable[[], dt.datetime] = clock.now, most: int = AT_ONCE) -> Delivered:
    """Send what is due, at most `most`. A server that does not answer puts all of it off, without a talk about any."""
    done = Delivered()
    if not mail_leaves() or not OutgoingMail.objects.due(now()).exists():
        return done
    line = get_connection()
    try:
        line.open()
        line.connection.ehlo_or_helo_if_needed()
    except OSError as error:  # every error of smtplib is one too
        _hang_up(line)
        put_off(now(), str(error))
        return done
    try:
        while done.talks < most and (mail := claim(now())) is not None:
            outcome = talk(line.connection, mail)
            settle(mail, outcome, at=now())
            done.talks += 1
            if not outcome.line_holds:
                put_off(now(), "The mail server broke off in the middle.")
                return done
    finally:
        _hang_up(line)
    done.more = done.talks == most
    return done


def _hang_up(line) -> None:
    with suppress(OSError):  # it may be gone already
        line.close()


@transaction.atomic
def claim(at: dt.datetime) -> OutgoingMail | None:
    """The mail that has waited longest, marked as being sent; one that another worker is marking is passed over."""
    found = OutgoingMail.objects.due(at).select_for_update(skip_locked=True).order_by("next_at", "pk").first()
    if found is not None:
        found.state, found.moved_at, found.attempts = S.SENDING, at, found.attempts + 1
        found.save(update_fields=["state", "moved_at", "attempts"])
    return found


def talk(smtp: smtplib.SMTP, mail: OutgoingMail) -> Outcome:
    """Give one mail to a server that answers."""
    words = message_of(mail).message().as_bytes(linesep="\r\n")
    try:
        options = ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else []
        code, said = smtp.mail(sender_address(), options)
        if code == 250:
            code, said = smtp.rcpt(mail.to)
        if code not in (250, 251):
            return _refused(smtp, code, said)
    except OSError as error:
        return Outcome(S.WAITING, str(error), line_holds=False)
    try:
        code, said = smtp.data(words)
    except smtplib.SMTPDataError as error:
        return _refused(smtp, error.smtp_code, error.smtp_error)
    except OSError as error:
        return Outcome(S.UNSURE, str(error), line_holds=False)
    return Outcome(S.SENT, _said(code, said)) if code == 250 else _refused(smtp, code, said)


def _refused(smtp: smtplib.SMTP, code: int, said: bytes | str) -> Outcome:
    """A refusal, for good or for now; the server is told to forget the mail, so that the next can follow."""
    state = S.FAILED if rules.is_final(code) else S.WAITING
    try:
        smtp.rset()
    except OSError:
        return Outcome(state, _said(code, said), line_holds=False)
    return Outcome(state, _said(code, said), line_holds=code != 421)


def _said(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {words}"


def settle(mail: OutgoingMail, outcome: Outcome, *, at: dt.datetime) -> bool:
    """Write down what a talk came to, if it is still the last talk about this mail. Returns whether it was."""
    state, failures = outcome.state, mail.failures
    if state == S.WAITING:
        failures += 1
        state = S.WAITING if rules.may_try_again(failures) else S.FAILED
    mine = OutgoingMail.objects.filter(pk=mail.pk, attempts=mail.attempts)
    mine = mine.filter(state__in=[was for was in (S.SENDING, S.UNSURE) if state in TRANSITIONS[was]])
    values = {"state": state, "moved_at": at, "failures": failures, "answer": _line(outcome.answer)}
    return bool(mine.update(**values, next_at=at + rules.pause(failures)))


@transaction.atomic
def put_off(at: dt.datetime, why: str) -> int:
    """The server does not answer: everything that is due waits longer, or is given up. Returns how many are put off."""
    due = OutgoingMail.objects.due(at)
    due.lock()
    given_up = due.filter(failures__gte=rules.MOST_FAILURES - 1)
    given_up.update(state=S.FAILED, moved_at=at, failures=F("failures") + 1, answer=_line(why))
    count = 0
    for failures in set(due.values_list("failures", flat=True)):
        count += due.filter(failures=failures).update(
            failures=failures + 1, next_at=at + rules.pause(failures + 1), answer=_line(why)
        )
    return count


def _line(words: str) -> str:
    return " ".join(words.replace("\x00", "").split())[:300]


def find_lost(*, at: dt.datetime) -> int:
    """A talk that no worker can still be having: whether the mail went is not known. Returns how many were found."""
    lost = OutgoingMail.objects.filter(state=S.SENDING, moved_at__lt=at - rules.LOST_AFTER)
    return lost.update(state=S.UNSURE, moved_at=at, answer="The worker was stopped in the middle of sending this.")


def look_after(*, at: dt.datetime) -> None:
    """The minute's round: find what was cut off, and have sent what nobody asked for (a worker that was killed, a put-off)."""
    find_lost(at=at)
    if mail_leaves() and OutgoingMail.objects.due(at).exists():
        from .tasks import deliver_waiting

        deliver_waiting.enqueue()

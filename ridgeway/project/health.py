"""Whether this installation is well: one list of checks, for `ridgeway check` and, in short, for `/healthz`."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass

from ridgeway.core import clock

ENOUGH_MB = 1000
LATE_MAIL = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is in order, what was seen, and what to do where it is not."""

    check: str
    ok: bool
    seen: str
    to_do: str = ""

    def as_values(self) -> dict:
        return asdict(self)


def settings_in_order() -> Check:
    """What would be unsafe where other people can reach it."""
    from django.conf import settings

    wrong = []
    if settings.DEBUG:
        wrong.append(("DEBUG is on", "unset DEBUG"))
    if settings.HTTPS and not settings.CSRF_TRUSTED_ORIGINS:
        wrong.append(("RIDGEWAY_HTTPS is on without an origin", "set RIDGEWAY_ORIGINS=https://the.address.of.yours"))
    if "*" in settings.ALLOWED_HOSTS:
        wrong.append(("any host name is answered", "set RIDGEWAY_HOSTS to the names of yours"))
    if len(settings.SECRET_KEY) < 40:
        wrong.append(("SECRET_KEY is short", "unset it, and one is made in the data folder"))
    seen = "; ".join(what for what, _ in wrong) or f"data folder {settings.HOME}"
    return Check("settings", not wrong, seen, "; ".join(do for _, do in wrong))


def database() -> Check:
    """Whether the database answers."""
    from django.db import DatabaseError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Check("database", False, str(error).strip(), "Look at DATABASE_URL, and whether its server runs.")
    return Check("database", True, f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}")


def migrations() -> Check:
    """Whether the database is of this version."""
    from django.db import DatabaseError

    from .ready import pending

    try:
        waiting = pending()
    except DatabaseError as error:
        return Check("migrations", False, str(error).strip(), "See the database.")
    to_do = "Make a backup, then: ridgeway upgrade (ridgeway serve does it by itself)."
    return Check("migrations", not waiting, f"{len(waiting)} not applied", to_do if waiting else "")


def mail() -> Check:
    """Whether mail would leave: it is looked for, nothing is sent."""
    from django.conf import settings
    from django.core.mail import get_connection

    kind = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if kind != "smtp":
        to_do = "To send it, name a mail server: EMAIL_HOST (docs/guides/mail.md)."
        return Check(
            "mail", True, "no mail server is named: mails are kept and shown under Administration, Mail", to_do
        )
    try:
        connection = get_connection(timeout=5)
        connection.open()
        connection.close()
    except OSError as error:
        to_do = "Look at EMAIL_HOST, EMAIL_PORT, EMAIL_TLS, EMAIL_USER and EMAIL_PASSWORD."
        return Check("mail", False, f"{settings.EMAIL_HOST}: {error}", to_do)
    return Check("mail", True, f"{settings.EMAIL_HOST} answers")


def outbox() -> Check:
    """Whether mails leave in time, and how many wait for somebody to decide."""
    from django.db import DatabaseError

    from ridgeway.core.outbox.models import OutgoingMail

    at = clock.now()
    try:
        late = OutgoingMail.objects.due(at - LATE_MAIL).count()
        decide = OutgoingMail.objects.to_decide().count()
    except DatabaseError as error:
        return Check("outbox", False, str(error).strip(), "See the database.")
    seen = f"{late} late, {decide} that did not go"
    to_do = "Look at the mail server and the worker." if late else "Administration, Mail, says which." if decide else ""
    return Check("outbox", not late, seen, to_do)


def rounds() -> Check:
    """Whether the work of every day and week was done."""
    from django.db import DatabaseError

    from ridgeway.core.models import RoundDone

    try:
        failed = list(RoundDone.objects.filter(failed_at__isnull=False).order_by("name"))
    except DatabaseError as error:
        return Check("rounds", False, str(error).strip(), "See the database.")
    seen = ", ".join(f"{row.name}: {row.failure}" for row in failed) or "none failed"
    return Check("rounds", not failed, seen, "ridgeway rounds --do NAME tries one now." if failed else "")


def disk() -> Check:
    """Room for uploads and, on SQLite, the database."""
    from django.conf import settings

    free = shutil.disk_usage(settings.HOME).free // 1024**2
    return Check("disk", free >= ENOUGH_MB, f"{free:,} MB free", "" if free >= ENOUGH_MB else "Make room.")


def worker() -> Check:
    """Whether a worker was seen in the last minute: without one, uploads are not read."""
    from . import heartbeat

    age = heartbeat.age(clock.now())
    seen = "none seen today" if age is None else f"seen {age:.0f} seconds ago"
    ok = age is not None and age <= heartbeat.LATE_SECONDS
    return Check("worker", ok, seen, "" if ok else "Start one: ridgeway worker (ridgeway serve has its own).")


EVERY: tuple[Callable[[], Check], ...] = (settings_in_order, database, migrations, mail, outbox, rounds, disk, worker)
FOR_A_PROBE: tuple[Callable[[], Check], ...] = (database, migrations, worker)

"""What reports do every day: in the first days of a quarter, mail the digest of the last one to those who wish it."""

import datetime as dt

from django.conf import settings
from django.urls import reverse

from ridgeway.core import clock
from ridgeway.core.addresses import absolute
from ridgeway.core.outbox.letters import Letter, Link
from ridgeway.core.periods import months_before
from ridgeway.core.rounds import daily
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Service

from . import actions, standing
from .models import DigestWish

BY = "the round of the day"
DAYS = 14  # after these of a quarter its digest is no longer sent


@daily(
    "digest-sent", "Mails the quarterly digest to those who wish it, in the first fourteen days of a quarter.", hour=7
)
def send_digests(at: dt.datetime) -> str:
    today = clock.day_of(at)
    end = quarter_end(today)
    if (today - end).days > DAYS:
        return ""
    wishes = (
        DigestWish.objects.select_related("council", "user").exclude(sent_for__gte=end).order_by("council__code", "pk")
    )
    return f"{sum(_send(wish, end, at) for wish in wishes)} digests"


def quarter_end(day: dt.date) -> dt.date:
    """The last day of the last whole quarter."""
    first = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first - dt.timedelta(days=1)


def _send(wish: DigestWish, end: dt.date, at: dt.datetime) -> bool:
    """Write one; nothing for who may no longer see figures."""
    access = access_of(wish.user, clock.day_of(at))
    held = {"council_id": wish.council_id}
    service: Service | None = None
    if not access.may(Permission.FIGURES_VIEW, **held):
        mine = (
            s
            for s in wish.council.services.order_by("kind", "name")
            if access.may(Permission.FIGURES_VIEW, service_id=s.pk, **held)
        )
        service = next(mine, None)
        if service is None:
            return False
    return actions.send_digest(wish, letter(wish, end, service), quarter_end=end, by=BY, at=at)


def letter(wish: DigestWish, end: dt.date, service: Service | None) -> Letter:
    """The digest in words: each sentence with its base, and where the same figures stand."""
    report, sections = standing.of(
        "digest", wish.council, end, months_before(end, 12), service=service, with_money=False
    )
    document = standing.composed(report, sections)
    sentences = [block.words for block in document.blocks if block.kind == "paragraph"]
    path = reverse(
        "report_ready", urlconf=settings.ROOT_URLCONF, kwargs={"council": wish.council.slug, "name": "digest"}
    )
    address = absolute(path) + f"?on={end.isoformat()}" + (f"&scope={service.slug}" if service else "")
    return Letter(
        f"Social workers on {end.day} {end:%B %Y}: {wish.council.name}", [*(sentences or ["Nothing is known of this quarter."]), Link("All the figures, with their rows", address)],
        why="You asked for this digest. On the page you can ask for no more of it.",
    )  # fmt: skip

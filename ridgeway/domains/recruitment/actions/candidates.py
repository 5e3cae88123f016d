"""Candidates sign in by a link that is mailed to them: used once, dated, its token kept as a hash."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from ridgeway.core import audit
from ridgeway.core.outbox import actions as outbox
from ridgeway.domains.organisation.models import Council

from .. import application_rules as rules
from .. import letters
from ..models import Candidate, CandidateLink
from .writing import CannotChangeRecruitment, need, write_of

LINKS_AN_HOUR = 5


def hash_of(token: str) -> str:
    """How a token is kept: it is long and random, so a plain hash holds."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token nobody guesses, fit for an address."""
    return secrets.token_urlsafe(32)


@transaction.atomic
def make_link(
    council: Council, *, email: str, at: dt.datetime, leads_to: str = "", placement: str = ""
) -> tuple[CandidateLink, str]:
    """A link for an e-mail address, and its token, which is nowhere kept.

    Raises `CannotChangeRecruitment` when too many were asked for within the hour: somebody may be teasing its owner.
    """
    email = email.strip().lower()
    lately = CandidateLink.objects.filter(council=council, email=email, made_at__gt=at - dt.timedelta(hours=1))
    need(
        lately.count() < LINKS_AN_HOUR,
        _("We have sent several links to this address. Look for the last one, or wait an hour."),
    )
    token = new_token()
    link = CandidateLink.objects.create(
        council=council, email=email, token_hash=hash_of(token), leads_to=leads_to[:80], placement=placement[:40],
        made_at=at, ends_at=at + dt.timedelta(hours=rules.LINK_HOURS),
    )  # fmt: skip
    return link, token


@transaction.atomic
def send_link(
    council: Council,
    *,
    email: str,
    at: dt.datetime,
    address: Callable[[str], str],
    leads_to: str = "",
    placement: str = "",
) -> CandidateLink:
    """Mail somebody a link that signs them in. `address` makes the link's address of its token.

    Raises `CannotChangeRecruitment` when too many were asked for, or the address cannot be right.
    """
    link, token = make_link(council, email=email, at=at, leads_to=leads_to, placement=placement)
    try:
        outbox.send_letter(
            letters.sign_in(council, address(token), rules.LINK_HOURS), council=council, key=f"candidate-link:{link.pk}",
            to=link.email, at=at,
        )  # fmt: skip
    except outbox.CannotSend as refused:
        raise CannotChangeRecruitment(str(refused)) from refused
    return link


def link_for(council: Council, token: str, at: dt.datetime) -> CandidateLink | None:
    """The link of a token, if it is still good."""
    return CandidateLink.objects.filter(
        council=council, token_hash=hash_of(token), used_at__isnull=True, ends_at__gt=at
    ).first()


@transaction.atomic
def use_link(council: Council, token: str, *, at: dt.datetime) -> tuple[Candidate, CandidateLink]:
    """Sign a candidate in, once; a new address becomes a candidate. Raises `CannotChangeRecruitment` when the link is not good."""
    link = (
        CandidateLink.objects.select_for_update(no_key=True).filter(council=council, token_hash=hash_of(token)).first()
    )
    if link is None or link.used_at or link.ends_at <= at:
        raise CannotChangeRecruitment(_("This link was used already, or is too old. Ask for another."))
    link.used_at = at
    link.save(update_fields=["used_at"])
    CandidateLink.objects.filter(council=council, ends_at__lt=at - dt.timedelta(days=7)).delete()
    return candidate_for(council, link.email, at=at), link


@transaction.atomic
def candidate_for(council: Council, email: str, *, at: dt.datetime) -> Candidate:
    """The candidate of an e-mail address, made where there is none."""
    found, is_new = Candidate.objects.get_or_create(
        council=council, email=email.strip().lower(), erased_at=None, defaults={"made_at": at, "seen_at": at}
    )
    if is_new:
        audit.record_all(council.code, [write_of("candidate.added", found)], by=f"candidate {found.pk}", at=at)
    else:
        Candidate.objects.filter(pk=found.pk).update(seen_at=at)
    return found

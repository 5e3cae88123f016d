"""The talent pool: people who agreed to be kept in touch with. Asked again before that ends, answered by them, invited to apply."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction

from ridgeway.core import clock
from ridgeway.core.languages import speaking
from ridgeway.core.outbox import actions as outbox
from ridgeway.domains.organisation.models import Council

from .. import keeping_letters as letters
from ..models import Advert, Enquiry, Invitation
from ..private_links import CONSENT, invited_token, token_of
from ..states import EnquiryState
from .enquiries import anonymise, consent_end
from .writing import changed, created, locked, name_of, need

DAYS_BEFORE = 30
THEM = "the person themselves"
Address = Callable[[str], str]


def _asks(enquiry: Enquiry) -> bool:
    """Whether there is a consent that could be asked about, and a way to ask."""
    return bool(enquiry.consent_to_keep and enquiry.consent_until and enquiry.email and not enquiry.anonymised_at)


@transaction.atomic
def ask_consent_again(enquiry: Enquiry, *, address: Address, by, at: dt.datetime) -> Enquiry:
    """Ask somebody by mail whether we may keep in touch for another year. `address` makes the page's address of its token.

    Raises `CannotChangeRecruitment` when there is no consent or no e-mail address, or they were asked within a week.
    """
    enquiry = locked(enquiry)
    need(_asks(enquiry), "There is no consent to be asked about, or no e-mail address.")
    lately = enquiry.consent_asked_at and enquiry.consent_asked_at > at - dt.timedelta(days=7)
    need(not lately, "This person was asked within the last week.")
    letter = letters.may_we_go_on(enquiry, address(token_of(CONSENT, enquiry.pk)))
    _mail(enquiry, letter, f"consent:{enquiry.pk}:{clock.day_of(at)}", at)
    return changed(enquiry, "enquiry.consent_asked", consent_asked_at=at, by=by, at=at)


def _mail(enquiry: Enquiry, letter, key: str, at: dt.datetime) -> None:
    try:
        outbox.send_letter(letter, council=enquiry.council, key=key, to=enquiry.email, at=at, about=enquiry)
    except outbox.CannotSend as refused:
        need(False, str(refused))


def to_ask(council: Council, at: dt.datetime):
    """Those whose consent ends within a month, who can be written to and were not asked since it was given."""
    today = clock.day_of(at)
    rows = Enquiry.objects.filter(council=council, consent_to_keep=True, anonymised_at__isnull=True).exclude(email="")
    return rows.filter(
        consent_until__gt=today, consent_until__lte=today + dt.timedelta(days=DAYS_BEFORE), merged_into__isnull=True,
        consent_asked_at__isnull=True,
    )  # fmt: skip


@transaction.atomic
def ask_those_ending(council: Council, *, address: Address, by, at: dt.datetime) -> int:
    """Ask everybody whose consent ends within a month, once. Returns how many were asked."""
    rows = list(to_ask(council, at).order_by("pk"))
    for row in rows:
        ask_consent_again(row, address=address, by=by, at=at)
    return len(rows)


@transaction.atomic
def renew_consent(enquiry: Enquiry, *, at: dt.datetime) -> Enquiry:
    """The person says yes: for another twelve months from now. Raises `CannotChangeRecruitment` when their data is gone already."""
    enquiry = locked(enquiry)
    need(not enquiry.anonymised_at, "What was known of this person has been removed.")
    return changed(
        enquiry, "enquiry.consent_renewed", consent_to_keep=True, consent_until=consent_end(at), consent_asked_at=None,
        by=THEM, at=at,
    )  # fmt: skip


@transaction.atomic
def withdraw_consent(enquiry: Enquiry, *, at: dt.datetime) -> Enquiry:
    """The person says no: a closed enquiry loses what is known of them at once, one that goes on when it is closed and its time is over."""
    enquiry = locked(enquiry)
    if enquiry.anonymised_at:
        return enquiry
    enquiry = changed(
        enquiry, "enquiry.consent_withdrawn", consent_to_keep=False, consent_until=None, by=THEM, at=at
    )  # fmt: skip
    if enquiry.state == EnquiryState.CLOSED:
        anonymise(enquiry.council, [enquiry], by=THEM, at=at)
    return enquiry


@transaction.atomic
def invite(
    enquiries: Iterable[Enquiry],
    *,
    advert: Advert,
    words: str,
    job: Callable[[Advert], str],
    consent: Address,
    by,
    at: dt.datetime,
) -> tuple[int, int]:
    """Invite enquirers to apply for a job: how many were invited, and how many were left out.

    Those who are in conversation with us, and those of the pool. Left out are those invited to it already, without an e-mail address, or
    of whom neither is so. `job` makes the address of the job's page (empty: there is none), which carries whom we invited; `consent` that
    of the page on which they say stop. Raises `CannotChangeRecruitment` when nobody can apply.
    """
    need(advert.is_live(at), "Nobody can apply for this job now.")
    need(not advert.is_internal, "This job is for people who work here.")
    asked = list(enquiries)
    need(all(row.council_id == advert.council_id for row in asked), "That is another council's.")
    rows = Enquiry.objects.select_for_update(no_key=True, of=("self",)).select_related("council").order_by("pk")
    found = [row for row in rows.filter(pk__in=[row.pk for row in asked]) if _may_invite(row, clock.day_of(at))]
    known = set(Invitation.objects.filter(advert=advert, enquiry__in=found).values_list("enquiry_id", flat=True))
    fresh = [row for row in found if row.pk not in known]
    with speaking(advert.council):  # asked for once
        drafts = [_invited(row, advert, words.strip(), job(advert), consent, by=by, at=at) for row in fresh]
    try:
        outbox.send_many(advert.council, drafts, at=at)
    except outbox.CannotSend as refused:
        need(False, str(refused))
    return len(fresh), len(asked) - len(fresh)


def _invited(
    row: Enquiry, advert: Advert, words: str, job: str, consent: Address, *, by, at: dt.datetime
) -> outbox.Draft:
    """Keep that somebody is invited, and draft the mail."""
    made = Invitation.objects.create(council=advert.council, enquiry=row, advert=advert, at=at, by_name=name_of(by))
    created(made, "enquiry.invited", by=by, at=at)
    stop = consent(token_of(CONSENT, row.pk)) if row.consent_until else ""
    letter = letters.invitation(row, advert, words, _for(job, row), stop)
    return outbox.letter_draft(
        letter, council=row.council, key=f"invitation:{made.pk}", to=row.email, about=row, reply_to=advert.contact_email
    )


def _for(address: str, row: Enquiry) -> str:
    """The job's address as it stands in somebody's mail, so that the application inherits what brought them."""
    return f"{address}{'&' if '?' in address else '?'}via={invited_token(row.pk)}" if address else ""


def _may_invite(row: Enquiry, today: dt.date) -> bool:
    if not row.email or row.anonymised_at or row.merged_into_id:
        return False
    return row.state != EnquiryState.CLOSED or bool(_asks(row) and row.consent_until and row.consent_until > today)

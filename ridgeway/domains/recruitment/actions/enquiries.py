"""Taking an enquiry, naming its contact, keeping in touch, and removing what has been kept long enough."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q

from ridgeway.core import audit, clock
from ridgeway.core.outbox import actions as outbox
from ridgeway.core.periods import months_before
from ridgeway.domains.campaigns.models import Event, Placement
from ridgeway.domains.campaigns.queries import placement_of
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Service, Team, User

from .. import rules
from ..choices import Source, Way
from ..models import Call, ContactRule, Enquiry
from ..states import EnquiryState
from .writing import aware, changed, created, locked, need, promise_of, wall, write_of

MONTHS_OF_CONSENT = 12


@transaction.atomic
def take(
    council: Council,
    *,
    way: str,
    by,
    at: dt.datetime,
    came_at: dt.datetime | None = None,
    name: str = "",
    telephone: str = "",
    email: str = "",
    about: str = "",
    near: str = "",
    source: str = Source.UNASKED,
    source_words: str = "",
    colleague: str = "",
    service: Service | None = None,
    team: Team | None = None,
    role: JobRole | None = None,
    consent_to_keep: bool = False,
    contact: User | None = None,
    via: str = "",
    placement: Placement | None = None,
    event: Event | None = None,
) -> Enquiry:
    """Record an enquiry: the rules name its contact (unless one is given), and the promise begins to run.

    `via` is the token of the tracked link the person came by, as a form carried it: one that is not the council's is left out.
    `event` is where they were met; where nobody asked how they heard of us, it is that. `came_at` is when it came, empty = now. Raises `CannotChangeRecruitment` when nobody could answer it, or it would come later than now.
    """
    came_at = came_at or at
    need(way in Way.values and source in Source.values, "Say how it came, and how the person heard of us.")
    need(telephone.strip() or email.strip(), "Enter a telephone number or an e-mail address, or nobody can answer.")
    need(came_at <= at, "An enquiry cannot have come later than now.")
    need(team is None or service is None or team.service_id == service.pk, f"{team} is not a team of {service}.")
    service = team.service if team else service
    placement = placement or placement_of(council, via)
    need(
        all(part is None or part.council_id == council.pk for part in (service, team, role, placement, event)),
        "That is another council's.",
    )
    if event and source == Source.UNASKED:
        source, source_words = Source.EVENT, source_words or event.name
    hours, opening = promise_of(council)
    due = aware(rules.answer_by(wall(came_at), dt.timedelta(hours=hours), opening))
    enquiry = Enquiry.objects.create(
        council=council, service=service, team=team, role=role, name=name.strip(), telephone=telephone.strip(),
        telephone_key=rules.telephone_key(telephone), email=email.strip().lower(), about=about.strip(), near=near.strip()[:80], way=way,
        came_at=came_at, source=source, source_words=source_words.strip()[:120], colleague=colleague.strip(), placement=placement, event=event,
        consent_to_keep=consent_to_keep, consent_until=consent_end(came_at) if consent_to_keep else None,
        contact=contact or _named_by_rule(council, service, team, role, near), promised_hours=hours, promised_by=due, ring_by=due,
    )  # fmt: skip
    return created(enquiry, "enquiry.taken", by=by, at=at)


def consent_end(at: dt.datetime) -> dt.date:
    """Until when a consent given at a moment holds."""
    return months_before(clock.day_of(at), -MONTHS_OF_CONSENT)


def _named_by_rule(council, service, team, role, near: str) -> User | None:
    found = ContactRule.objects.filter(council=council).select_related("contact")
    rule = rules.first_that_fits(
        found, service_id=service and service.pk, team_id=team and team.pk, role_id=role and role.pk, near=near
    )
    return rule.contact if rule else None


@transaction.atomic
def assign(enquiry: Enquiry, *, contact: User, by, at: dt.datetime) -> Enquiry:
    """Name the contact by hand."""
    enquiry = locked(enquiry)
    need(enquiry.contact_id != contact.pk, f"{contact} is the contact already.")
    return changed(enquiry, "enquiry.assigned", contact=contact, by=by, at=at)


@transaction.atomic
def keep_in_touch(enquiry: Enquiry, *, until: dt.date | None, by, at: dt.datetime) -> Enquiry:
    """Record that the person consents to be kept in touch with until a day, or (empty) no longer does."""
    enquiry = locked(enquiry)
    need(not enquiry.anonymised_at, "What was known of this person has been removed.")
    need(until is None or until > clock.day_of(at), "A consent holds until a day that is still to come.")
    need(
        until is None or until <= months_before(clock.day_of(at), -24), "A consent is asked for again after two years."
    )
    return changed(
        enquiry, "enquiry.consent", consent_to_keep=until is not None, consent_until=until, by=by, at=at
    )  # fmt: skip


def expired(council: Council, at: dt.datetime):
    """The closed enquiries whose personal data has been kept long enough (`rules.kept_until`)."""
    today = clock.day_of(at)
    closed_before = aware(dt.datetime.combine(months_before(today, rules.MONTHS_KEPT), dt.time())) + dt.timedelta(
        days=1
    )
    run_out = Q(consent_until__isnull=True, closed_at__lt=closed_before) | Q(
        consent_until__lte=today, closed_at__lte=at
    )
    return Enquiry.objects.filter(run_out, council=council, state=EnquiryState.CLOSED, anonymised_at__isnull=True)


@transaction.atomic
def anonymise_expired(council: Council, *, by, at: dt.datetime) -> int:
    """Remove what is known of people whose closed enquiries have been kept long enough; what is counted stays.

    Returns how many enquiries were changed. One audit line each, without what was removed.
    """
    rows = list(expired(council, at).select_for_update(no_key=True).order_by("pk"))
    anonymise(council, rows, by=by, at=at)
    return len(rows)


def anonymise(council: Council, rows: list[Enquiry], *, by, at: dt.datetime) -> None:
    """Remove what is known of the people of some enquiries, and what was written to them. Call inside a transaction, rows locked."""
    if not rows:
        return
    writes = []
    blank = {"name": "", "telephone": "", "telephone_key": "", "email": "", "about": "", "near": "", "colleague": "",
             "outcome_words": "", "consent_to_keep": False, "consent_until": None, "ring_by": None,
             "anonymised_at": at}  # fmt: skip
    for enquiry in rows:
        before = audit.snapshot(enquiry)
        for field, value in blank.items():
            setattr(enquiry, field, value)
        writes.append(write_of("enquiry.anonymised", enquiry, before))
    outbox.withdraw(council, *rows, at=at)
    Enquiry.objects.bulk_update(rows, list(blank), batch_size=200)
    Call.objects.filter(enquiry__in=[row.pk for row in rows]).update(words="")
    audit.record_all(council.code, writes, by=by, at=at)
    touch(council)


def similar(enquiry: Enquiry):
    """The other enquiries of the council with the same telephone number or e-mail address, merged ones left out."""
    same = Q(pk__in=[])
    if enquiry.telephone_key:
        same |= Q(telephone_key=enquiry.telephone_key)
    if enquiry.email:
        same |= Q(email=enquiry.email)
    others = Enquiry.objects.filter(same, council=enquiry.council_id, merged_into__isnull=True).exclude(pk=enquiry.pk)
    return others.order_by(F("came_at").desc(), "-pk")

"""The talent pool: those who agreed to be kept in touch with, while that agreement holds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from ..models import Advert, Application, Enquiry, EnquiryQuerySet, Invitation, JobAlert
from .enquiries import in_scope

SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class PoolFilter:
    """What the page asks for. `show`: all, soon (consent ends within 60 days), invited, free (never invited)."""

    show: str = "all"
    role: str = ""
    outcome: str = ""
    words: str = ""

    def applied(self, rows: EnquiryQuerySet, today: dt.date) -> EnquiryQuerySet:
        """The rows that are so."""
        if self.show == "soon":
            rows = rows.filter(consent_until__lte=today + dt.timedelta(days=SOON_DAYS))
        if self.show in ("invited", "free"):
            invited = Exists(Invitation.objects.filter(enquiry=OuterRef("pk")))
            rows = rows.filter(invited if self.show == "invited" else ~invited)
        rows = rows.filter(role__slug=self.role) if self.role else rows
        if self.outcome:
            rows = rows.filter(outcome="" if self.outcome == "open" else self.outcome)
        for word in self.words.split()[:8]:
            rows = rows.filter(Q(about__icontains=word) | Q(name__icontains=word))
        return rows


def in_pool(user, scope: Scope, today: dt.date) -> EnquiryQuerySet:
    """Those of a scope whose agreement holds on a day, merged ones left out: the one they were merged into goes on for both."""
    rows = in_scope(Enquiry.objects.visible_to(user), scope)
    return rows.filter(
        consent_to_keep=True, consent_until__gt=today, anonymised_at__isnull=True, merged_into__isnull=True
    )


def listed(
    user, scope: Scope, wanted: PoolFilter, today: dt.date, *, after: tuple[dt.date, int] | None = None, size: int = 50
) -> list[Enquiry]:
    """The page, whose agreement ends soonest first, at most `size + 1` rows beyond the key `after`.

    Two queries: each row has its `invitations` with their adverts; `has_applied` says whether an application came of it.
    """
    rows = wanted.applied(in_pool(user, scope, today), today)
    if after is not None:
        rows = rows.filter(Q(consent_until__gt=after[0]) | Q(consent_until=after[0], pk__gt=after[1]))
    rows = rows.annotate(has_applied=Exists(Application.objects.filter(enquiry=OuterRef("pk"))))
    invited = Prefetch("invitations", Invitation.objects.select_related("advert"))
    found = rows.select_related("service", "team", "role").prefetch_related(invited)
    return list(found.order_by("consent_until", "pk")[: size + 1])


def roles_in(user, scope: Scope, today: dt.date) -> list[tuple[str, str]]:
    """The roles that people of the pool asked about: slug and name. One query."""
    rows = in_pool(user, scope, today).filter(role__isnull=False).order_by("role__name")
    return list(rows.values_list("role__slug", "role__name").distinct())


def chosen(user, scope: Scope, numbers: Sequence[int], today: dt.date) -> list[Enquiry]:
    """Those of the pool who were chosen by their numbers, by name. One query."""
    known = [number for number in numbers if number < 2**63]
    return list(in_pool(user, scope, today).filter(pk__in=known).order_by("name", "pk"))


def invited_to(user, council: Council, at: dt.datetime) -> list[Advert]:
    """The jobs somebody outside can be invited to now. One query."""
    rows = Advert.objects.visible_to(user).live(at).to_all().filter(council=council)
    return list(rows.select_related("team", "service").order_by("closes_at", "pk"))


@dataclass(frozen=True, slots=True)
class PoolCounts:
    """How many agreed, and how many of them cannot be written to, end soon, were invited."""

    people: int
    without_mail: int
    soon: int
    invited: int
    alerts: int


def counts(user, scope: Scope, today: dt.date) -> PoolCounts:
    """The pool in figures, and how many are told of new jobs. Two queries."""
    rows = in_pool(user, scope, today).annotate(was=Exists(Invitation.objects.filter(enquiry=OuterRef("pk"))))
    found = rows.aggregate(
        people=Count("pk"),
        without_mail=Count("pk", filter=Q(email="")),
        soon=Count("pk", filter=Q(consent_until__lte=today + dt.timedelta(days=SOON_DAYS))),
        invited=Count("pk", filter=Q(was=True)),
    )
    return PoolCounts(**found, alerts=JobAlert.objects.confirmed().filter(council=scope.council).count())

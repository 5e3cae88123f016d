"""What the neighbours offer beside what we do: by role, ours first, each with where it is from and when it was read."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from ridgeway.core.periods import months_before
from ridgeway.domains.campaigns.models import NeighbourOffer
from ridgeway.domains.campaigns.rules import MONTHS_FRESH
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries.enquiries import end_of


@dataclass(frozen=True, slots=True)
class Offer:
    """One line: `offer` is the neighbour's row, `advert` the advert that ours is read from; pay in pounds a year."""

    council: str
    is_ours: bool
    role: str
    pay: tuple[Decimal | None, Decimal | None]
    supplement: str
    caseload: str
    incentive: str
    programme: str
    source: str
    known_on: dt.date
    is_stale: bool
    offer: NeighbourOffer | None = None
    advert: str = ""


def fresh_from(day: dt.date) -> dt.date:
    """The first day whose offers are not stale yet on a day."""
    return months_before(day, MONTHS_FRESH)


def side_by_side(council: Council, offers: Iterable[NeighbourOffer], on: dt.date) -> list[tuple[str, list[Offer]]]:
    """The offers by role, ours first in each; roles of which neighbours say something, in their order, then those without a role. Two queries."""
    rows = [row for row in offers if row.known_on <= on]
    roles = {row.role_id: row.role for row in rows if row.role}
    groups: dict[str, list[Offer]] = {}
    for role in sorted(roles.values(), key=lambda role: (role.order, role.name)):
        groups[role.name] = []
    for advert in _adverts(council, roles, on):
        groups[advert.role.name].append(_ours(council, advert))
    for row in sorted(rows, key=lambda row: (row.neighbour != council.name, row.neighbour, -row.known_on.toordinal())):
        name = row.role.name if row.role else "Any role, or one of theirs"
        groups.setdefault(name, []).append(_theirs(council, row, on))
    return list(groups.items())


def _adverts(council: Council, roles: Iterable[int | None], on: dt.date) -> list[Advert]:
    """The latest advert for each role that was published by a day."""
    latest = Advert.objects.filter(council=council, role=OuterRef("pk"), published_at__lt=end_of(on)).order_by(
        "-published_at"
    )
    found = JobRole.objects.filter(pk__in=[pk for pk in roles if pk]).annotate(advert=Subquery(latest.values("pk")[:1]))
    wanted = [pk for pk in found.values_list("advert", flat=True) if pk]
    return list(Advert.objects.filter(pk__in=wanted).select_related("role"))


def _ours(council: Council, advert: Advert) -> Offer:
    published = advert.published_at.date() if advert.published_at else dt.date.min
    words = f"Advert {advert.reference}"
    return Offer(
        council.name, True, advert.role.name, (advert.pay_low, advert.pay_high), advert.supplement_words, "", "", "", words, published,
        False, advert=advert.reference,
    )  # fmt: skip


def _theirs(council: Council, row: NeighbourOffer, on: dt.date) -> Offer:
    return Offer(
        row.neighbour, row.neighbour == council.name, row.role_words or (row.role.name if row.role else ""), (row.pay_low, row.pay_high),
        row.supplement, row.caseload, row.incentive, row.programme, row.source, row.known_on, row.known_on < fresh_from(on), row,
    )  # fmt: skip

"""Posts somebody could be looked for: vacant on a day, or left by all who hold them at a day already known."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, DecimalField, Exists, F, Max, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from ridgeway.domains.establishment.models import Holding, PostTerm
from ridgeway.domains.establishment.queries.gathered import as_fte, seen_in
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from ..models import AdvertPost, RequestPost
from ..states import AdvertState, RequestState

_FTE: DecimalField = DecimalField(max_digits=12, decimal_places=6)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post as somebody is looked for it. `vacant`: FTE that nobody who stays holds; `from_on`: the last known leaving day."""

    post_id: int
    number: str
    service_id: int
    team_id: int
    team: str
    role_id: int
    role: str
    grade: str
    fte: Decimal
    vacant: Decimal
    from_on: dt.date | None


def _rows(day: dt.date):
    """The terms on a day, with what is held by those who stay, and when the last of the others leaves."""
    here = Holding.objects.filter(post=OuterRef("post")).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))
    here = here.order_by().values("post")
    stays = here.annotate(
        held=Sum(Case(When(ends_on__isnull=True, then=F("fte")), default=Value(Decimal(0)), output_field=_FTE))
    )
    leaves = here.annotate(last=Max("ends_on"))
    return PostTerm.objects.on(day).annotate(
        staying=Coalesce(Subquery(stays.values("held")[:1], output_field=_FTE), Value(Decimal(0)), output_field=_FTE),
        leaving=Subquery(leaves.values("last")[:1]),
    )


def asked_for(**posts):
    """Of some posts, those of a request that waits, or that was approved and has no advert yet."""
    waits = Q(request__state=RequestState.ASKED)
    waits |= Q(request__state=RequestState.APPROVED, request__adverts__isnull=True)
    return RequestPost.objects.filter(waits, **posts)


def advertised(**posts):
    """Of some posts, those of an advert that is not settled."""
    return AdvertPost.objects.filter(**posts).exclude(advert__state=AdvertState.SETTLED)


_WANTED = ("post_id", "post__number", "team__service_id", "team_id", "team__name", "role_id", "role__name", "grade__name",
           "fte", "staying", "leaving")  # fmt: skip


def _vacancy(row: tuple) -> Vacancy:
    post, number, service, team, team_name, role, role_name, grade, fte, staying, leaving = row
    vacant = max(as_fte(fte) - as_fte(staying), Decimal(0))
    return Vacancy(post, number, service, team, team_name, role, role_name, grade or "", as_fte(fte), vacant, leaving)


def vacancies_of(council: Council, day: dt.date, posts: Iterable[int]) -> list[Vacancy]:
    """Some posts as they are on a day, vacant or not; those not funded then are left out. One query."""
    rows = _rows(day).filter(council=council, post__in=list(posts)).order_by("post__number")
    return [_vacancy(row) for row in rows.values_list(*_WANTED)]


def to_recruit(
    user,
    scope: Scope,
    day: dt.date,
    *,
    role: int | None = None,
    parts: bool = True,
    most: int = 300,
    permission: str = Permission.ADVERTS_EDIT,
) -> list[Vacancy]:
    """The posts of a scope that `user` may ask to recruit to, vacant or to be left, by team and number. One query.

    Those asked for or advertised already are left out; without `parts`, so are those of which less than half is free.
    """
    rows = seen_in(_rows(day).visible_to(user, permission), scope)
    rows = rows.filter(staying__lt=F("fte") if parts else F("fte") * Value(Decimal("0.500001")))
    rows = rows.filter(~Exists(asked_for(post=OuterRef("post"))), ~Exists(advertised(post=OuterRef("post"))))
    if role:
        rows = rows.filter(role=role)
    return [_vacancy(row) for row in rows.order_by("team__name", "post__number").values_list(*_WANTED)[:most]]

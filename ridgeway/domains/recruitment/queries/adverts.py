"""Adverts and requests as staff read them: the lists, one of each, and what waits for whom."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, Q, Value

from ridgeway.core.together import Question
from ridgeway.domains.establishment.models import JobRole, Post
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from ..models import Advert, AdvertPost, AdvertTemplate, RecruitmentRequest
from ..states import AdvertState, RequestState

SOON = dt.timedelta(days=5)
_RELATED = ("council", "service", "team", "role", "contact", "request")


def in_scope(rows, scope: Scope):
    """Those of a scope."""
    rows = rows.filter(council=scope.council)
    if scope.team:
        return rows.filter(team=scope.team)
    return rows.filter(service=scope.service) if scope.service else rows


def over(at: dt.datetime) -> Q:
    """Closed at a moment, with nobody having said what came of it."""
    return Q(state=AdvertState.CLOSED) | Q(state=AdvertState.PUBLISHED, closes_at__lte=at)


@dataclass(frozen=True, slots=True)
class AdvertFilter:
    """What a list asks for. `show`: live, writing (drafts, and those that go out later), over, settled, all."""

    show: str = "live"
    role: int | None = None
    outcome: str = ""

    @property
    def by_closing(self) -> bool:
        """Whether the list runs by closing time, the soonest first; otherwise by when it was begun, the latest first."""
        return self.show in ("live", "over")

    def applied(self, rows, at: dt.datetime):
        """The rows that are so."""
        kept = {
            "live": Q(state=AdvertState.PUBLISHED, published_at__lte=at, closes_at__gt=at),
            "writing": Q(state=AdvertState.DRAFT) | Q(state=AdvertState.PUBLISHED, published_at__gt=at),
            "over": over(at),
            "settled": Q(state=AdvertState.SETTLED),
        }
        rows = rows.filter(kept[self.show]) if self.show in kept else rows
        rows = rows.filter(role=self.role) if self.role else rows
        return rows.filter(outcome=self.outcome) if self.outcome else rows


Key = tuple[dt.datetime, int]


def listed(
    user, scope: Scope, wanted: AdvertFilter, at: dt.datetime, *, after: Key | None = None, size: int | None = 50
) -> list[Advert]:
    """The list, at most `size + 1` rows (all where size is None) beyond the key `after`. One query, without the long words."""
    rows = wanted.applied(in_scope(Advert.objects.visible_to(user), scope), at)
    name, forwards = ("closes_at", True) if wanted.by_closing else ("begun_at", False)
    if after is not None:
        moment, pk = after
        step = "gt" if forwards else "lt"
        rows = rows.filter(Q(**{f"{name}__{step}": moment}) | Q(**{name: moment, f"pk__{step}": pk}))
    rows = rows.select_related("service", "team", "role", "contact")
    rows = rows.defer("words", "about", "week", "team_words", "next_steps", "summary")
    rows = rows.order_by(name, "pk") if forwards else rows.order_by(f"-{name}", "-pk")
    return list(rows if size is None else rows[: size + 1])


def key_of(row: Advert, wanted: AdvertFilter) -> dt.datetime | None:
    """Where a row stands in its list."""
    return row.closes_at if wanted.by_closing else row.begun_at


def advert_of(user, council: Council, pk: int, permission: str | None = None) -> Advert | None:
    """An advert `user` may see (or may do `permission` with), or none. One query."""
    rows = Advert.objects.visible_to(user, permission).filter(council=council, pk=pk)
    return rows.select_related(*_RELATED, "shortlisting").first()


def by_reference(user, council: Council, reference: str) -> int | None:
    """The advert `user` may see that has a reference. One query."""
    rows = Advert.objects.visible_to(user).filter(council=council, reference__iexact=reference.strip())
    return rows.values_list("pk", flat=True).first()


def advert_for(user, post: Post) -> tuple[int | None, str]:
    """The advert `user` may see that looks for somebody for a post and is not settled: its key and reference. One query."""
    rows = AdvertPost.objects.visible_to(user).filter(post=post).exclude(advert__state=AdvertState.SETTLED)
    return rows.values_list("advert", "advert__reference").first() or (None, "")


def requests(user, scope: Scope, show: str, *, after: Key | None = None, size: int = 50) -> list[RecruitmentRequest]:
    """Requests, the latest first, at most `size + 1`. `show`: asked, approved (and not yet advertised), all. Two queries."""
    rows = in_scope(RecruitmentRequest.objects.visible_to(user), scope)
    if show == "asked":
        rows = rows.filter(state=RequestState.ASKED)
    if show == "approved":
        rows = rows.filter(state=RequestState.APPROVED, adverts__isnull=True)
    if after is not None:
        rows = rows.filter(Q(asked_at__lt=after[0]) | Q(asked_at=after[0], pk__lt=after[1]))
    rows = rows.select_related("service", "team", "role", "asked_by", "decided_by").prefetch_related("posts__post")
    return list(rows.order_by("-asked_at", "-pk")[: size + 1])


def request_of(user, council: Council, pk: int, permission: str | None = None) -> RecruitmentRequest | None:
    """A request `user` may see (or may do `permission` with), or none. Two queries."""
    rows = RecruitmentRequest.objects.visible_to(user, permission).filter(council=council, pk=pk)
    rows = rows.select_related("council", "service", "team", "role", "asked_by", "decided_by")
    return rows.prefetch_related("posts__post", "adverts").first()


def templates(user, council: Council) -> list[AdvertTemplate]:
    """The templates of a council, by role. One query."""
    return list(AdvertTemplate.objects.visible_to(user).filter(council=council).select_related("role", "council"))


def fitting(templates: Iterable[AdvertTemplate], role: JobRole | int, service: str) -> list[AdvertTemplate]:
    """The templates for a role, first the one that is named for a service ("Social worker, adult care" for Adult care operations), then the one
    that is named for none."""
    pk = role if isinstance(role, int) else role.pk

    def far(row: AdvertTemplate) -> int:
        named = _named_for(row)
        return 1 if not named else 0 if named in service.lower() else 2

    return sorted((row for row in templates if row.role_id == pk), key=far)


def _named_for(template: AdvertTemplate) -> str:
    """What stands behind the comma of a template's name."""
    return template.name.lower().partition(",")[2].strip()


def template_of(
    templates: Iterable[AdvertTemplate], role: int, service: str, services: Iterable[str]
) -> AdvertTemplate | None:
    """The template that says what a post of a service costs: the first that fits and is not named for another of the `services`."""
    others = [name.lower() for name in services if name != service]
    for row in fitting(templates, role, service):
        named = _named_for(row)
        if not named or named in service.lower() or not any(named in other for other in others):
            return row
    return None


def roles_of(council: Council) -> list[JobRole]:
    """The job roles of a council. One query."""
    return list(JobRole.objects.filter(council=council))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of adverts that waits for somebody: `kind` is decide, advertise, closes or settle."""

    kind: str
    pk: int
    title: str
    where: str
    moment: dt.datetime


def waiting(user, scope: Scope, at: dt.datetime, *, most: int = 6) -> Question[list[Waiting]]:
    """What waits in a scope, the oldest first: requests to decide for those who may, adverts to settle and those that close soon for
    those who may change them. One query."""
    asked = in_scope(RecruitmentRequest.objects.visible_to(user, Permission.ADVERTS_APPROVE), scope)
    asked = asked.filter(state=RequestState.ASKED).exclude(asked_by=user)
    mine = in_scope(Advert.objects.visible_to(user, Permission.ADVERTS_EDIT), scope)
    soon = Q(state=AdvertState.PUBLISHED, published_at__lte=at, closes_at__gt=at, closes_at__lte=at + SOON)
    rows = (
        asked.order_by().annotate(kind=_text("decide"))
        .values_list("kind", "pk", "role__name", "team__name", "service__name", "asked_at")
        .union(
            mine.filter(soon).order_by().annotate(kind=_text("closes"))
            .values_list("kind", "pk", "title", "team__name", "service__name", "closes_at"),
            mine.filter(over(at)).order_by().annotate(kind=_text("settle"))
            .values_list("kind", "pk", "title", "team__name", "service__name", "closes_at"),
            all=True,
        )
    )  # fmt: skip
    found = yield rows[: 20 * most]
    waits = [Waiting(kind, pk, title, team or service, moment) for kind, pk, title, team, service, moment in found]
    return sorted(waits, key=lambda row: (_ORDER[row.kind], row.moment))[:most]


_ORDER = {"decide": 0, "settle": 1, "closes": 2}


def _text(word: str) -> Value:
    return Value(word, output_field=CharField())

"""The one door between councils: what a user may do, where, today; and the querysets that ask it.

Every model whose rows belong to a council has a queryset built on `Scoped`, and a view gets rows from `visible_to` alone.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import Q

from ridgeway.core import clock

if TYPE_CHECKING:
    from .models import Council, Region


@dataclass(frozen=True, slots=True)
class Held:
    """One role held over one scope: a whole council, or a service or a team of it."""

    role: str
    permissions: frozenset[str]
    council_id: int
    service_id: int | None
    team_id: int | None
    needs_second_factor: bool


@dataclass(frozen=True, slots=True)
class Access:
    """All a user holds on a day, and the councils they hold it in, by slug."""

    held: tuple[Held, ...]
    councils: Mapping[str, "Council"] = field(default_factory=dict, compare=False)

    def may(
        self, permission: str, *, council_id: int, service_id: int | None = None, team_id: int | None = None
    ) -> bool:
        """Whether the permission is held over the whole of the scope asked for."""
        return any(
            permission in h.permissions
            and h.council_id == council_id
            and (
                (h.service_id is None and h.team_id is None)
                or (h.team_id is None and h.service_id == service_id)
                or (h.team_id is not None and h.team_id == team_id)
            )
            for h in self.held
        )

    def may_somewhere(self, permission: str, council_id: int | None = None) -> bool:
        """Whether the permission is held over anything at all (of the council named)."""
        return any(permission in h.permissions and council_id in (None, h.council_id) for h in self.held)

    @property
    def council_ids(self) -> frozenset[int]:
        return frozenset(h.council_id for h in self.held)

    @property
    def is_in_part(self) -> bool:
        """Whether anything is held over less than a whole council."""
        return any(h.service_id is not None or h.team_id is not None for h in self.held)

    @property
    def needs_second_factor(self) -> bool:
        return any(h.needs_second_factor for h in self.held)

    def rows(
        self,
        permission: str,
        *,
        council: str = "council_id",
        service: str | None = None,
        team: str | None = None,
    ) -> Q:
        """The condition on rows that the permission reaches.

        `council`, `service`, `team` are the lookups from the row (`"team__service_id"`). Where a row knows no team,
        only a grant over the whole council reaches it.
        """
        reach = Q(pk__in=[])
        for h in self.held:
            if permission not in h.permissions:
                continue
            if h.team_id is not None:
                if team:
                    reach |= Q(**{council: h.council_id, team: h.team_id})
            elif h.service_id is not None:
                if service:
                    reach |= Q(**{council: h.council_id, service: h.service_id})
            else:
                reach |= Q(**{council: h.council_id})
        return reach


NOBODY = Access(())


def access_of(user: Any, today: dt.date | None = None) -> Access:
    """What `user` holds today. One query, kept on the user for the length of the request."""
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    if (known := getattr(user, "_access", None)) is not None:
        return known
    from .models import Grant

    today = today or clock.day_of(clock.now())
    grants = Grant.objects.on(today).filter(user=user).select_related("role", "council", "council__region")
    found = list(grants)
    access = Access(
        tuple(
            Held(
                g.role.key,
                frozenset(g.role.permissions),
                g.council_id,
                g.service_id,
                g.team_id,
                g.role.requires_second_factor or g.council.requires_second_factor,
            )
            for g in found
        ),
        {g.council.slug: g.council for g in found},
    )
    user._access = access
    return access


def regions_led_by(user: Any, today: dt.date | None = None) -> list["Region"]:
    """The regions that `user` leads today: they see aggregates of its councils, and no row of any."""
    if not user.is_authenticated or not user.is_active:
        return []
    from .models import Region, RegionGrant

    held = RegionGrant.objects.on(today or clock.day_of(clock.now())).filter(user=user)
    return list(Region.objects.filter(pk__in=held.values("region")))


class Scoped(models.QuerySet):
    """Rows of councils. `reach` says how a row finds its council, service and team; `seen_with`, which permission shows it."""

    seen_with: str = "figures.view"
    reach: dict[str, str] = {"council": "council_id"}

    def visible_to(self, user, permission: str | None = None):
        """The rows `user` may see: the wall between councils, and between services and teams within one.

        A row comes once, however many of its teams the user may see: where a service or a team is reached over many rows
        (a post's terms, a worker's holdings), the condition is asked in a subquery and not in a join.
        """
        access, model = access_of(user), cast(Any, self.model)
        condition = access.rows(permission or self.seen_with, **self.reach)
        if access.is_in_part and any(_crosses_to_many(model, lookup) for lookup in self.reach.values()):
            return self.filter(pk__in=self.model._base_manager.filter(condition).values("pk"))
        return self.filter(condition)


@cache
def _crosses_to_many(model: Any, lookup: str) -> bool:
    """Whether a lookup passes from one row to many on its way."""
    meta: Any = model._meta
    for part in lookup.split("__"):
        if part == "pk":
            return False
        field = meta.get_field(part)
        if field.one_to_many or field.many_to_many:
            return True
        if field.related_model is None:
            return False
        meta = field.related_model._meta
    return False

"""Scopes: the part of a council a page answers for, and how an address names it."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from .access import access_of
from .choices import Permission
from .models import Council, Grant, Service, Team


class NoSuchScope(Exception):
    """The address names a council, service or team that does not exist or may not be seen. The same answer for both."""


@dataclass(frozen=True)
class Scope:
    """A council, one of its services, one team group, or one team.

    `teams` are the teams the scope covers and the user may see; `whole` says that nothing of it is hidden from them.
    `path` is how an address names it within its council: empty, `childrens`, or `childrens/north-hub`.
    """

    council: Council
    teams: tuple[Team, ...]
    service: Service | None = None
    team: Team | None = None
    whole: bool = True

    @property
    def path(self) -> str:
        return "/".join(part.slug for part in (self.service, self.team) if part)

    @property
    def name(self) -> str:
        return str(self.team or self.service or self.council)

    @cached_property
    def team_ids(self) -> frozenset[int]:
        return frozenset(team.pk for team in self.teams)

    @property
    def is_council(self) -> bool:
        return self.service is None and self.team is None


@dataclass(frozen=True)
class Tree:
    """All the scopes of a council that a user may see, from one query."""

    council: Council
    teams: tuple[Team, ...]
    whole: bool
    whole_services: frozenset[int] = frozenset()

    @cached_property
    def services(self) -> tuple[Service, ...]:
        return tuple({team.service_id: team.service for team in self.teams}.values())

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The council (if wholly seen), its services and its teams, in order."""
        found = [Scope(self.council, self.teams, whole=self.whole)]
        for service in self.services:
            teams = tuple(t for t in self.teams if t.service_id == service.pk)
            found.append(Scope(self.council, teams, service, whole=self._sees_all_of(service)))
            found.extend(Scope(self.council, (team,), service, team) for team in teams)
        return tuple(found)

    def _sees_all_of(self, service: Service) -> bool:
        return self.whole or service.pk in self.whole_services

    def find(self, path: str) -> Scope:
        """The scope an address names. Raises `NoSuchScope`."""
        for scope in self.scopes:
            if scope.path == path:
                return scope
        raise NoSuchScope(path)


def tree_for(user, council_slug: str, permission: str = Permission.FIGURES_VIEW) -> Tree:
    """The part of a council's tree in which `user` holds `permission`. One query: the council came with the grants.

    Raises `NoSuchScope` when they hold it nowhere in that council, or there is no such council.
    """
    access = access_of(user)
    council = access.councils.get(council_slug)
    if council is None or not access.may_somewhere(permission, council.pk):
        raise NoSuchScope(council_slug)
    teams = _teams(Team.objects.filter(council=council).visible_to(user, permission), council)
    mine = [h for h in access.held if h.council_id == council.pk and permission in h.permissions]
    whole = any(h.service_id is None and h.team_id is None for h in mine)
    services = frozenset(h.service_id for h in mine if h.service_id and not h.team_id)
    return Tree(council, teams, whole, services)


def whole_tree(council: Council) -> Tree:
    """All of a council, for the command line and background work, where no user asks."""
    return Tree(council, _teams(Team.objects.filter(council=council), council), True)


def _teams(rows, council: Council) -> tuple[Team, ...]:
    """Teams in the order of pages, each with its service and the one council they share."""
    teams = tuple(rows.select_related("service").order_by("service__kind", "service__name", "order", "name"))
    for team in teams:
        team.council = council
    return teams


def councils_of(user, day: dt.date) -> list[Council]:
    """The councils in which a user holds a role on a day."""
    return list(Council.objects.filter(pk__in=Grant.objects.on(day).filter(user=user).order_by().values("council")))

"""The team that a census file's people stand in. The file names none, and everybody must stand somewhere their service sees."""

import datetime as dt

from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Council, Service, Team

from ..changes import Changes

NAME, SLUG = "Team not stated", "team-not-stated"
LAST = 900  # in the order of teams


def team_for(council: Council, chosen: int | None, since: dt.date, changes: Changes) -> Team:
    """The team chosen for the file, else "Team not stated" of the council's children's service; both are made where missing.

    That team begins where the oldest file does, `since`: before it nothing is known of its people but those who stayed.
    """
    if chosen and (team := Team.objects.filter(council=council, pk=chosen).first()):
        return team
    if team := Team.objects.filter(council=council, slug=SLUG).first():
        if since < team.starts_on:
            changes.change("team.changed", team, starts_on=since)
        return team
    team = Team(council=council, service=_service(council, changes), name=NAME, slug=SLUG, starts_on=since, order=LAST)
    changes.add("team.added", team)
    return team


def _service(council: Council, changes: Changes) -> Service:
    service = Service.objects.filter(council=council, kind=ServiceKind.CHILDREN).order_by("name").first()
    if service is None:
        service = Service(council=council, name="Children's services", slug="childrens", kind=ServiceKind.CHILDREN)
        changes.add("service.added", service)
    return service

"""Who may change what of the establishment.

Seeing is asked of `visible_to`. Changing a post asks for `posts.edit` over the team it is in; placing somebody in it
for `posts.edit` or `people.edit` over that team; changing a person for `people.edit` over a team they hold a place in (or
cover) now or held last, and over the whole council where no team is known. A scope is a whole council, a service or a team.
"""

import datetime as dt

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Team

from .models import Post, Worker


def _over(user, permission: str, team: Team | None, council_id: int) -> bool:
    if team is None:
        return access_of(user).may(permission, council_id=council_id)
    return access_of(user).may(permission, council_id=team.council_id, service_id=team.service_id, team_id=team.pk)


def can_fund(user, team: Team) -> bool:
    """Whether `user` may fund posts in a team, or move a post into it."""
    return _over(user, Permission.POSTS_EDIT, team, team.council_id)


def can_decide_funding(user, council: Council) -> bool:
    """Whether `user` may record a funding decision, which belongs to no team."""
    return access_of(user).may_somewhere(Permission.POSTS_EDIT, council.pk)


def team_of_post(post: Post, day: dt.date) -> Team | None:
    """The team a post is in on a day, else the one it comes to next, else the one it was in last. From its loaded terms."""
    terms = sorted(post.terms.all(), key=lambda term: term.starts_on)
    for term in terms:
        if term.ends_on is None or term.ends_on > day:
            return term.team
    return terms[-1].team if terms else None


def can_change_post(user, post: Post, day: dt.date) -> bool:
    """Whether `user` may change or end a post that they see."""
    return _over(user, Permission.POSTS_EDIT, team_of_post(post, day), post.council_id)


def can_place_in(user, post: Post, day: dt.date) -> bool:
    """Whether `user` may put somebody in a post, or record who covers it."""
    team = team_of_post(post, day)
    return any(_over(user, p, team, post.council_id) for p in (Permission.POSTS_EDIT, Permission.PEOPLE_EDIT))


def can_start_in(user, team: Team | None, council_id: int) -> bool:
    """Whether `user` may record that somebody starts in a team."""
    return _over(user, Permission.PEOPLE_EDIT, team, council_id)


def can_change_person(user, worker: Worker) -> bool:
    """Whether `user` may change a person's record. One query, unless they may change everybody's."""
    access = access_of(user)
    if access.may(Permission.PEOPLE_EDIT, council_id=worker.council_id):
        return True
    if not access.may_somewhere(Permission.PEOPLE_EDIT, worker.council_id):
        return False
    rows = [row for rows in (worker.holdings, worker.covers) if (row := _last(rows)) is not None]
    return any(row.team is not None and _over(user, Permission.PEOPLE_EDIT, row.team, 0) for row in rows)


def _last(rows):
    return rows.select_related("team").order_by("-starts_on").first()


def can_see_monitoring(user, worker: Worker) -> bool:
    """Whether `user` may see a person's equality data: `monitoring.view` over a team of theirs."""
    from .models import WorkerMonitoring

    return WorkerMonitoring.objects.filter(worker=worker).visible_to(user).exists()

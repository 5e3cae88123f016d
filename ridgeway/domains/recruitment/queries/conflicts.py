"""Who may choose among the applications for a job, and who may not: whoever applied for it, and whoever a candidate names as a referee."""

import datetime as dt

from django.db.models import Q, QuerySet

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Grant, User

from ..models import Advert, Application, ApplicationSection, Reference
from ..models.applications import applied_for
from ..states import ApplicationState

# not said which of the two it is: that somebody applied is nobody's business
INTEREST = "They have an interest in this job (they applied, or a candidate names them as a referee), so somebody else does it."


def applied_here(user, advert: Advert) -> bool:
    """Whether a person who signs in here applied for a job, so that nothing of its applications is shown to them. One query."""
    return applied_for(user).filter(advert=advert).exists()


def has_interest(user: User, advert: Advert) -> bool:
    """Whether a person applied for a job, or is named as a referee by somebody who did. Three queries at most."""
    email = user.email.lower()
    gone = [ApplicationState.WITHDRAWN, ApplicationState.LAPSED]
    own = Application.objects.filter(advert=advert, candidate__email=email).exclude(state__in=gone)
    named = ApplicationSection.objects.filter(application__advert=advert, key="referees").exclude(
        application__state__in=gone
    )
    asked = Reference.objects.filter(application__advert=advert, email__iexact=email).exclude(
        application__state__in=gone
    )
    return (
        own.exists()
        or named.filter(Q(data__email_1__iexact=email) | Q(data__email_2__iexact=email)).exists()
        or asked.exists()
    )


def sees_applications(user: User, advert: Advert) -> bool:
    """Whether a person may see the applications for a job at all."""
    return user.is_active and access_of(user).may(
        Permission.APPLICATIONS_VIEW, council_id=advert.council_id, service_id=advert.service_id, team_id=advert.team_id
    )


def who_see(advert: Advert, today: dt.date) -> QuerySet[User]:
    """Those who may see the applications for an advert on a day, by name. Two queries."""
    return _who(Permission.APPLICATIONS_VIEW, advert.council_id, advert.service_id, advert.team_id, today)


def who_approve(council: int, service: int | None, team: int | None, today: dt.date) -> QuerySet[User]:
    """Those who may decide whether somebody is recruited to a service (and team) on a day, by name; without one, to any. Two queries."""
    if service is None:
        grants = Grant.objects.on(today).filter(council=council).select_related("role")
        return _named({grant.user_id for grant in grants if Permission.ADVERTS_APPROVE in grant.role.permissions})
    return _who(Permission.ADVERTS_APPROVE, council, service, team, today)


def _who(permission: str, council: int, service: int | None, team: int | None, today: dt.date) -> QuerySet[User]:
    reach = Q(service__isnull=True, team__isnull=True)
    if service:
        reach |= Q(team__isnull=True, service=service)
    if team:
        reach |= Q(team=team)
    grants = Grant.objects.on(today).filter(reach, council=council).select_related("role")
    return _named({grant.user_id for grant in grants if permission in grant.role.permissions})


def _named(found: set[int]) -> QuerySet[User]:
    return User.objects.filter(pk__in=found, is_active=True).order_by("name", "pk")

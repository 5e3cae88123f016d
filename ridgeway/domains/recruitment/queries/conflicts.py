"""Who may not choose among the applications for a job: whoever applied for it, and whoever a candidate names as a referee."""

from django.db.models import Q

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import User

from ..models import Advert, Application, ApplicationSection, Reference
from ..states import ApplicationState

# not said which of the two it is: that somebody applied is nobody's business
INTEREST = "They have an interest in this job (they applied, or a candidate names them as a referee), so somebody else does it."


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
